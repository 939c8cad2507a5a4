import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { en } from '@naru/console/language/en'
import { ko } from '@naru/console/language/ko'
import { permissions } from '@naru/server/merchant/permission'

// Goal: nobody reads `business-licence.upload` in the audit log where everything else is a sentence.
const server = fileURLToPath(new URL('../../server/src', import.meta.url))

/** Every `thing.verb` of the sources that write entries. */
function recordedActions(): string[] {
  const sources = readdirSync(server, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test'))
    .map((file) => readFileSync(`${server}/${file}`, 'utf8'))
    .filter((source) => /\baudit\.record\(|\brecordSession\(|AuditEntry/.test(source))
  const actions = sources.flatMap((source) =>
    [...source.matchAll(/'([a-z0-9-]+\.[a-z-]+)'/g)].map((match) => match[1] ?? ''),
  )
  const rights: readonly string[] = Object.keys(permissions)
  return [...new Set(actions)].filter((action) => !rights.includes(action)).toSorted()
}

test.each([
  ['Korean', ko.audit],
  ['English', en.audit],
])('every action that the audit log records has its %s words', (_language, words) => {
  const things: Readonly<Record<string, string>> = words.things
  const verbs: Readonly<Record<string, string>> = words.verbs
  const whole: Readonly<Record<string, string>> = words.actions
  const actions = recordedActions()

  expect(actions).toContain('channel.create')
  expect(
    actions.filter((action) => {
      const [thing = '', verb = ''] = action.split('.')
      return whole[action.replace('.', '_')] === undefined && !(thing in things && verb in verbs)
    }),
  ).toEqual([])
})
