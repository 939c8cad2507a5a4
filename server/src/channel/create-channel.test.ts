import { expect, test } from 'vitest'
import type { CreateChannelBody } from '../wire/console.ts'
import { parseCreateBody, parseUpdateBody } from './channel-body.ts'
import { catalogueView } from './catalogue-view.ts'
import { checkNewChannel } from './create-channel.ts'
import { demoGateway, demoModule } from './form-samples.test-support.ts'
import { chooseEnvironment } from './open-channel.ts'
import { mergeCredentials } from './update-channel.ts'

const body: CreateChannelBody = {
  mode: 'TEST',
  pg: 'sample',
  module: 'sample_v2',
  name: '표본 채널',
  attribute: 'PAYMENT',
  taxType: 'UNSET',
  manualConfirm: false,
  credentials: { mid: 'own_1', clientKey: 'c', secretKey: 's' },
}

function check(change: Partial<CreateChannelBody>) {
  return checkNewChannel(demoGateway, demoModule, { ...body, ...change }, new Date('2026-01-05T00:00:00Z'))
}

test('own credentials make a channel in both modes', () => {
  for (const mode of ['TEST', 'LIVE'] as const) {
    expect(check({ mode })).toMatchObject({ kind: 'good', pgMerchantId: 'own_1' })
  }
})

test('a shared test MID brings its own credentials, whatever was typed', () => {
  expect(check({ sharedTestMid: 'shared_1', credentials: { mid: 'x', secretKey: 'typed' } })).toEqual({
    kind: 'good',
    pgMerchantId: 'shared_1',
    values: demoModule.sharedTestMids[0]?.credentials,
    expireAt: null,
  })
})

test('live mode refuses a shared test MID, chosen or typed', () => {
  const refused = { kind: 'refused', type: 'NotAllowedPgMerchantIdError' }

  expect(check({ mode: 'LIVE', sharedTestMid: 'shared_1' })).toEqual(refused)
  expect(check({ mode: 'LIVE', credentials: { ...body.credentials, mid: ' shared_1 ' } })).toEqual(refused)
})

test.each([
  [{ sharedTestMid: 'unknown' }, 'pgMerchantId'],
  [{ attribute: 'IDENTITY_VERIFICATION' }, 'attribute'],
  [{ manualConfirm: true }, 'manualConfirm'],
  [{ credentials: { clientKey: 'c', secretKey: 's' } }, 'pgMerchantId'],
  [{ credentials: { mid: 'own_1', clientKey: 'c' } }, 'credentials.secretKey'],
] as const)('%j is refused under the field that is wrong', (change, field) => {
  expect(check(change)).toMatchObject({ kind: 'invalid', problems: [{ field }] })
})

test.each(['', ' ', 'a/b', '채널!', 'x'.repeat(65), 'a\nb', '<b>'])('the name %j is refused', (name) => {
  expect(parseCreateBody({ ...body, name })).toMatchObject({ ok: false, problems: [{ field: 'name' }] })
})

test('a name of Korean, letters, digits, blanks, _ and - is trimmed and taken', () => {
  expect(parseCreateBody({ ...body, name: ' 토스 ㅋ-Live_1 ' })).toMatchObject({
    ok: true,
    value: { name: '토스 ㅋ-Live_1' },
  })
})

test.each([undefined, null, 'text', [], 5, {}])(
  'the body %j is refused field by field, never with an error of ours',
  (given) => {
    expect(parseCreateBody(given)).toMatchObject({ ok: false })
    expect(parseUpdateBody(given)).toMatchObject({ ok: false })
  },
)

test('credentials that are no text are refused under their own field', () => {
  expect(parseCreateBody({ ...body, credentials: { mid: 'a', secretKey: 5 } })).toMatchObject({
    ok: false,
    problems: [{ field: 'credentials.secretKey' }],
  })
})

test('an edit keeps a secret that was left blank, and empties a plain field that was emptied', () => {
  const fields = demoModule.credentialSets[0]?.fields ?? []
  const stored = { mid: 'own_1', clientKey: 'c', secretKey: 's' }

  expect(mergeCredentials(fields, stored, { secretKey: ' ', clientKey: '' })).toEqual({
    mid: 'own_1',
    clientKey: '',
    secretKey: 's',
  })
  expect(mergeCredentials(fields, stored, {})).toEqual(stored)
  expect(mergeCredentials(fields, stored, { secretKey: 'new' }).secretKey).toBe('new')
  expect(mergeCredentials(fields, stored, {}, ['secretKey'])).toEqual({ mid: 'own_1', clientKey: 'c' })
  expect(mergeCredentials(fields, stored, { secretKey: 'new' }, ['secretKey']).secretKey).toBe('new')
})

test('the catalogue shows the shared MIDs without their credentials', () => {
  const text = JSON.stringify(catalogueView([demoGateway]))

  expect(text).toContain('shared_1')
  expect(text).not.toContain('shared-secret-canary')
  expect(text).not.toContain('shared-client')
})

test('a gateway that cannot open a window is not offered as usable', () => {
  const open = { begin: () => Promise.reject(new Error()), approve: () => Promise.reject(new Error()) }

  expect(catalogueView([demoGateway])[0]?.modules[0]?.usable).toBe(false)
  expect(catalogueView([{ ...demoGateway, ...open }])[0]?.modules[0]?.usable).toBe(true)
})

test('channels in test mode never speak to the real PG, and nobody does while a simulator is configured', () => {
  expect(chooseEnvironment(undefined, 'LIVE')).toEqual({ kind: 'live' })
  expect(chooseEnvironment(undefined, 'TEST')).toEqual({ kind: 'sandbox' })
  for (const mode of ['LIVE', 'TEST'] as const) {
    expect(chooseEnvironment('http://localhost:4004', mode)).toEqual({
      kind: 'simulator',
      origin: 'http://localhost:4004',
    })
  }
})
