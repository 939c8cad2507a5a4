import { expect, test } from 'vitest'
import { ScriptedNetwork, resetByPeer } from '../testing/scripted-network.ts'
import { incoming, testContext, testOrder, testUrls } from '../testing/order.ts'
import type { BillingOrder } from '../port.ts'
import {
  beginIssue,
  chargeBillingKey,
  issueBillingKey,
  issueBillingKeyByCard,
  readIssueReturn,
} from './billing.ts'

const keys = { mid: 'tosspayments', clientKey: 'test_ck_1', secretKey: 'test_sk_1' }
const registration: BillingOrder = {
  storeId: 'store-1',
  pgIssueId: '7d9c2f1e-0000-4000-8000-000000000001',
  method: 'CARD',
  customer: { customerId: 'member-1' },
  device: 'PC',
}
const card = { number: '4330123412341234', expiryYear: '39', expiryMonth: '12' }
const billing = JSON.stringify({
  mId: 'tosspayments',
  customerKey: 'member-1',
  authenticatedAt: '2026-01-05T12:04:05+09:00',
  method: '카드',
  billingKey: 'Z_t5vOvQxrj4499PeiJcjen28-V2RyqgYTwN44Rdzk0=',
  card: {
    issuerCode: '61',
    acquirerCode: '31',
    number: '43301234****123*',
    cardType: '신용',
    ownerType: '개인',
  },
})

test('the window is asked for the customer, who has a name of his own only when the PG would take it', () => {
  const context = testContext(keys, new ScriptedNetwork())
  const begin = (customerId: string) =>
    beginIssue(context, { ...registration, customer: { customerId } }, testUrls)

  expect(begin('member-1')).toMatchObject({
    handOff: { call: 'requestBillingAuth', customerKey: 'member-1' },
    memory: { customerKey: 'member-1' },
  })
  expect(begin('회원 1')).toMatchObject({ handOff: { customerKey: registration.pgIssueId } })
})

test('a return of another customer proves nothing', () => {
  const memory = { customerKey: 'member-1' }
  const read = (query: Record<string, string>) => readIssueReturn(memory, incoming('', query))

  expect(read({ customerKey: 'member-1', authKey: 'auth' })).toEqual({
    kind: 'authenticated',
    proof: { authKey: 'auth' },
  })
  expect(read({ customerKey: 'member-2', authKey: 'auth' })).toMatchObject({ kind: 'unreadable' })
  expect(read({ code: 'USER_CANCEL', message: '닫음' })).toMatchObject({
    kind: 'failed',
    closedByBuyer: true,
  })
})

test('a billing key is kept with its customer, and the answer without it', async () => {
  const network = new ScriptedNetwork({ body: billing })
  const answer = await issueBillingKey(testContext(keys, network), {
    order: registration,
    proof: { authKey: 'auth' },
    memory: {},
    idempotencyKey: 'issue-1',
  })

  expect(network.requests[0]).toMatchObject({
    url: 'http://127.0.0.1:4004/tosspayments/v1/billing/authorizations/issue',
    headers: { 'idempotency-key': 'issue-1' },
  })
  expect(JSON.parse(network.text(0))).toEqual({ customerKey: 'member-1', authKey: 'auth' })
  expect(answer).toMatchObject({
    kind: 'issued',
    right: { billingKey: 'Z_t5vOvQxrj4499PeiJcjen28-V2RyqgYTwN44Rdzk0=', customerKey: 'member-1' },
    instrument: { type: 'CARD', card: { issuerCode: '61', number: '43301234****123*', type: 'CREDIT' } },
    raw: expect.not.stringContaining('Z_t5'),
  })
})

test.each([
  ['a lost connection', resetByPeer(), 'silent'],
  ['a broken server', { status: 500, body: '{"code":"COMMON_ERROR","message":""}' }, 'silent'],
  ['a refusal', { status: 400, body: '{"code":"INVALID_CARD_NUMBER","message":"번호"}' }, 'declined'],
  ['a key of another customer', { body: billing.replace('member-1', 'member-2') }, 'silent'],
] as const)('%s while issuing is %s', async (_name, script, kind) => {
  const answer = await issueBillingKeyByCard(testContext(keys, new ScriptedNetwork(script)), {
    order: registration,
    card,
    idempotencyKey: 'issue-1',
  })

  expect(answer.kind).toBe(kind)
})

test('a charge names customer, order and amount, and an order charged before is left to the books', async () => {
  const duplicate = { status: 400, body: '{"code":"DUPLICATED_ORDER_ID","message":"중복"}' }
  const network = new ScriptedNetwork(duplicate)
  const answer = await chargeBillingKey(testContext(keys, network), {
    order: testOrder,
    right: { billingKey: 'a/b=', customerKey: 'member-1' },
    idempotencyKey: testOrder.transactionId,
  })

  expect(network.requests[0]?.url).toMatch(/\/v1\/billing\/a%2Fb%3D$/)
  expect(JSON.parse(network.text(0))).toMatchObject({
    customerKey: 'member-1',
    orderId: testOrder.pgOrderId,
    amount: 10_000,
  })
  expect(answer).toMatchObject({ kind: 'silent' })
})
