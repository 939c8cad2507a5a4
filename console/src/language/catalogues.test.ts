import { expect, test } from 'vitest'
import { en } from './en.ts'
import { ko } from './ko.ts'

test('English says everything that Korean says, and nothing more', () => {
  expect(Object.keys(flatten(en)).toSorted()).toEqual(Object.keys(flatten(ko)).toSorted())
})

test('both languages fill in the same values', () => {
  const korean = flatten(ko)
  for (const [key, text] of Object.entries(flatten(en))) {
    expect([key, ...placeholders(text)]).toEqual([key, ...placeholders(korean[key] ?? '')])
  }
})

test('no sentence is blank, and no Korean slipped into English', () => {
  for (const [key, text] of Object.entries({ ...flatten(ko), ...flatten(en) }))
    expect([key, text]).not.toContain('')
  const korean = Object.entries(flatten(en)).filter(
    ([key, text]) => /[가-힣]/.test(text) && !key.startsWith('language.'),
  )
  expect(korean).toEqual([])
})

function flatten(tree: object, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]: [string, unknown]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(flatten(value, `${prefix}${key}.`))
        : [[`${prefix}${key}`, String(value)]],
    ),
  )
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').toSorted()
}
