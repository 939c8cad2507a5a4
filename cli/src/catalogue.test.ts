import { gateways } from '@naru/gateways'
import { expect, test } from 'vitest'
import { catalogue } from './catalogue.ts'
import { tableOf } from './table.ts'

function run(...words: string[]): string {
  const written: string[] = []
  const exitCode = catalogue(words, {
    terminal: { out: (text) => void written.push(text), note: () => undefined },
  })
  expect(exitCode).toBe(0)
  return written.join('')
}

test('catalogue --json prints every PG, module and field, and nothing but JSON', () => {
  const { pgs } = JSON.parse(run('--json'))

  expect(pgs.map(({ id }: { id: string }) => id)).toEqual(gateways.map(({ id }) => id))
  expect(pgs[0]).toMatchObject({
    id: 'nice',
    nameKo: '나이스페이먼츠',
    modules: [
      {
        code: 'nice_v2',
        versions: ['V1', 'V2'],
        channelAttributes: ['PAYMENT'],
        usable: true,
        credentialSets: [
          {
            versions: ['V1', 'V2'],
            channelAttribute: 'PAYMENT',
            fields: [
              { key: 'mid', labelKo: 'PG상점아이디 (MID)', type: 'text', secret: false, required: 'always' },
              { key: 'merchantKey', labelKo: 'Key', type: 'password', secret: true, required: 'always' },
              { key: 'cancelPassword', required: 'always', lengthMax: 10 },
            ],
          },
        ],
      },
      { code: 'nice' },
    ],
  })
})

test('shared test ids are named, and none of their credentials', () => {
  const text = run('--json')
  const secrets = gateways
    .flatMap((gateway) => gateway.catalogue.modules)
    .flatMap((module) => module.sharedTestMids)
    .flatMap((shared) => Object.values(shared.credentials).filter((value) => value !== shared.mid))
    .filter((value) => value.length > 6)

  expect(text).toContain('T5102001')
  expect(secrets.length).toBeGreaterThan(20)
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
})

test('the table names every module and marks what a form demands', () => {
  const lines = run().split('\n')

  for (const module of gateways.flatMap((gateway) => gateway.catalogue.modules))
    expect(lines.filter((line) => line.split(/\s+/).includes(module.code))).not.toEqual([])
  expect(lines.find((line) => line.includes('danal_tpay'))).toContain(
    'cpid* cpPwd? cardEncryptionKey? accountEncryptionKey?',
  )
})

test('columns line up although a Korean letter takes two', () => {
  expect(
    tableOf([
      ['가나', 'x', 'end'],
      ['abcde', 'y', ''],
    ]),
  ).toBe('가나   x  end\nabcde  y')
})
