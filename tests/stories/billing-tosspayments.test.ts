import { afterAll, beforeAll, expect, test } from 'vitest'
import { untilNothingInFlight } from '../chaos/judge.ts'
import type { BeginView, PreparedAttempt } from '@naru/server/wire/checkout'
import { readBook, readPayment } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import {
  callApi,
  channelOf,
  chargeBody,
  goodCard,
  issueKey,
  newPaymentId,
  orderFault,
} from './billing-world.ts'

// Goal: billing keys of TossPayments, over its own wire, take each order's money once.
const gateway = 'tosspayments'
let system: RunningSystem

beforeAll(async () => {
  system = await startSystem()
}, 120_000)
afterAll(async () => {
  await system?.stop()
})

const charge = (paymentId: string, billingKey: string, total = 8_000) =>
  callApi(system, 'POST', `/payments/${paymentId}/billing-key`, chargeBody(billingKey, total))

async function bookOf(paymentId: string) {
  const payment = await readPayment(system, paymentId)
  return readBook(system, gateway, String(payment['transactionId']))
}

test('a card number becomes a key that is charged, and given back, at TossPayments', async () => {
  const billingKey = await issueKey(system, { customer: { id: 'member-1' } }, goodCard, gateway)
  const paymentId = newPaymentId()

  expect(await charge(paymentId, billingKey)).toMatchObject({ status: 200 })
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'PAID',
    billingKey,
    channel: { pgProvider: 'TOSSPAYMENTS' },
    method: { type: 'PaymentMethodCard' },
  })
  await callApi(system, 'POST', `/payments/${paymentId}/cancel`, { amount: 3_000, reason: '부분 환불' })
  expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 8_000, cancelledMinor: 3_000 })

  expect((await callApi(system, 'DELETE', `/billing-keys/${billingKey}`)).status).toBe(200)
  expect(await charge(newPaymentId(), billingKey)).toMatchObject({
    status: 409,
    body: { type: 'BILLING_KEY_ALREADY_DELETED' },
  })
})

test.each([
  ['a card', {}, { type: 'PaymentMethodCard' }],
  ['an account', { billingKeyMethod: 'TRANSFER' }, { type: 'PaymentMethodTransfer', bank: 'WOORI' }],
])(
  'the buyer registers %s in the window of TossPayments, and is charged without it',
  async (_what, asked, method) => {
    const response = await fetch(`${system.origins.checkout}/browser/v2/attempts`, {
      method: 'POST',
      body: JSON.stringify({
        type: 'ISSUE_BILLING_KEY',
        sdkVersion: 'headless',
        pageOrigin: 'https://shop.example',
        device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
        request: {
          storeId: system.demo.storeId,
          channelKey: channelOf(system, gateway),
          issueName: '정기 이용',
          customer: { customerId: 'member-2' },
          ...asked,
        },
      }),
    })
    const attempt = (await response.json()) as PreparedAttempt
    const view = (await (await fetch(`${attempt.window.url}/begin`, { method: 'POST' })).json()) as BeginView
    expect(view).toMatchObject({
      handOff: { kind: 'tosspayments-sdk', call: 'requestBillingAuth', customerKey: 'member-2' },
    })
    await fetch(`${system.origins.simulators}/control/${gateway}/buy`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        handOff: view.kind === 'hand-off' ? view.handOff : undefined,
        decision: 'approve',
        deliver: true,
      }),
    })
    const state = (await (
      await fetch(`${system.origins.checkout}/browser/v2/attempts/${attempt.attemptId}`, {
        headers: { 'naru-attempt-secret': attempt.attemptSecret },
      })
    ).json()) as { state: string; result: { billingKey: string } }

    expect(state).toMatchObject({ state: 'DONE', result: { transactionType: 'ISSUE_BILLING_KEY' } })
    const paymentId = newPaymentId()
    expect((await charge(paymentId, state.result.billingKey)).status).toBe(200)
    expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 8_000 })
    expect(await readPayment(system, paymentId)).toMatchObject({ status: 'PAID', method })
  },
)

test.each(['silent-before', 'silent-after', 'http-500-after', 'malformed-after'])(
  'a charge that TossPayments answers with %s is taken once and told as paid',
  async (fault) => {
    const billingKey = await issueKey(system, {}, goodCard, gateway)
    const paymentId = newPaymentId()
    await orderFault(system, { operation: 'approve', fault }, gateway)

    const answer = await charge(paymentId, billingKey)

    expect(answer.status).toBe(200)
    await untilNothingInFlight(system.databaseUrl)
    expect(await bookOf(paymentId)).toMatchObject({
      approvedMinor: 8_000,
      cancelledMinor: 0,
      entries: [{ kind: 'approve' }],
    })
  },
)

test('twenty charges of one order at once take the money once at TossPayments', async () => {
  const billingKey = await issueKey(system, {}, goodCard, gateway)
  const paymentId = newPaymentId()
  const answers = await Promise.all(Array.from({ length: 20 }, () => charge(paymentId, billingKey)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 8_000 })
})

test('a refused card speaks TossPayments’ own words, for charges and for key-in', async () => {
  const refused = { ...goodCard, number: '4000000000000010' }
  const billingKey = await issueKey(system, {}, refused, gateway)
  const words = {
    type: 'PG_PROVIDER',
    pgCode: 'REJECT_CARD_COMPANY',
    pgMessage: '결제 승인이 거절되었습니다.',
  }
  expect(await charge(newPaymentId(), billingKey)).toMatchObject({ status: 502, body: words })
  const instant = (credential: object) =>
    callApi(system, 'POST', `/payments/${newPaymentId()}/instant`, {
      channelKey: channelOf(system, gateway),
      orderName: '전화 주문',
      amount: { total: 7_000 },
      currency: 'KRW',
      method: { card: { credential } },
    })
  expect(await instant(refused)).toMatchObject({ status: 502, body: words })
  expect((await instant(goodCard)).status).toBe(200)
})
