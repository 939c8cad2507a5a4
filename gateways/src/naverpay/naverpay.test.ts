import { expect, test } from 'vitest'
import { testOrder } from '../testing/order.ts'
import { readAnswer } from './api.ts'
import { naverpay } from './connector.ts'
import { chainOf } from './extras.ts'
import { readIssueReturn, readReturn } from './read-return.ts'

test('the return is a payment number, a refusal in Naver Pay’s own words, or nothing that can be read', () => {
  expect(readReturn({ query: { resultCode: 'Success', paymentId: 'P1' } })).toEqual({
    kind: 'authenticated',
    proof: { paymentId: 'P1' },
    pgTxId: 'P1',
  })
  expect(readReturn({ query: { resultCode: 'UserCancel', resultMessage: 'userCancel' } })).toEqual({
    kind: 'failed',
    pgCode: 'UserCancel',
    pgMessage: 'userCancel',
    closedByBuyer: true,
  })
  expect(readReturn({ query: { resultCode: 'OwnerAuthFail' } })).toMatchObject({ closedByBuyer: false })
  expect(readReturn({ query: {} })).toMatchObject({ kind: 'unreadable' })
  expect(readReturn({ query: { resultCode: 'Success' } })).toMatchObject({ kind: 'unreadable' })
  expect(readIssueReturn({ query: { resultCode: 'Success', reserveId: 'r' } })).toMatchObject({
    kind: 'unreadable',
  })
})

test.each([
  ['503 in HTML', 503, '<html>', 'silent'],
  ['500 with a code', 500, '{"code":"Fail","message":""}', 'silent'],
  ['a cut answer', 200, '{"code":"Succ', 'silent'],
  ['no code', 200, '{"body":{}}', 'silent'],
  ['a call under way', 200, '{"code":"AlreadyOnGoing"}', 'silent'],
  ['a payment done before', 200, '{"code":"AlreadyComplete"}', 'silent'],
  ['a refusal', 200, '{"code":"OwnerAuthFail","message":"x"}', 'declined'],
  ['a wrong key', 401, '{"code":"InvalidMerchant","message":"x"}', 'declined'],
  [
    'a duplicate, which repeats the first answer',
    409,
    '{"code":"Success","body":{"paymentId":"P1"}}',
    'done',
  ],
])('%s is read as what it says about the money', (_what, status, body, kind) => {
  expect(readAnswer(status, Buffer.from(body, 'utf8')).kind).toBe(kind)
})

test('the chain of a V2 order is the channel’s; V1 has only what its request names', () => {
  const stored = { chainId: 'stored' }
  const named = { naverpay: { chainId: 'named' } }

  expect(chainOf({}, stored)).toBe('stored')
  expect(chainOf({ apiVersion: 'V1' }, stored)).toBeUndefined()
  expect(chainOf({ apiVersion: 'V1', bypass: named }, stored)).toBe('named')
  expect(chainOf({}, { chainId: '' })).toBeUndefined()
})

test.each([
  ['currency', { amount: { minor: 1_000, currency: 'USD' } }],
  ['totalAmount', { amount: { minor: 99, currency: 'KRW' } }],
  ['orderName', { orderName: '가'.repeat(129) }],
] as const)('what Naver Pay would refuse in %s is said before the window opens', (field, more) => {
  expect(naverpay.checkOrder?.('naverpay', { ...testOrder, ...more })).toMatchObject({ field })
})

test('V1 may ask for ten won, V2 for a hundred', () => {
  const amount = { minor: 10, currency: 'KRW' }
  expect(naverpay.checkOrder?.('naverpay', { ...testOrder, amount, apiVersion: 'V1' })).toBeUndefined()
  expect(naverpay.checkOrder?.('naverpay', { ...testOrder, amount })).toMatchObject({ field: 'totalAmount' })
})
