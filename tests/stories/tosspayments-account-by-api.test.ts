import { afterAll, beforeAll, expect, test } from 'vitest'
import { watchAnswers } from '../contract/recorder.ts'
import { deposit, readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { callApi, channelOf, newPaymentId, orderFault } from './billing-world.ts'

// Goal: an account of TossPayments that the shop's server asks for, in V1 and V2, with its deposit and its refund.
let system: RunningSystem
let watch: ReturnType<typeof watchAnswers>

beforeAll(async () => {
  system = await startSystem()
  watch = watchAnswers(system.origins.v2)
}, 120_000)
afterAll(async () => {
  watch?.stop()
  await system?.stop()
})

const issue = (paymentId: string, account: object = {}) =>
  callApi(system, 'POST', `/payments/${paymentId}/instant`, {
    channelKey: channelOf(system, 'tosspayments'),
    orderName: '나룻배 정비',
    amount: { total: 33_000 },
    currency: 'KRW',
    customer: { name: { full: '홍길동' }, email: 'buyer@shop.example', phoneNumber: '010-1234-5678' },
    method: {
      virtualAccount: {
        bank: 'SHINHAN',
        expiry: { validHours: 24 },
        option: { type: 'NORMAL' },
        ...account,
      },
    },
  })

test('an account is issued, paid into, and given back to the buyer’s account', async () => {
  const paymentId = newPaymentId()
  expect((await issue(paymentId)).status).toBe(200)
  const waiting = await readPayment(system, paymentId)
  expect(waiting).toMatchObject({
    status: 'VIRTUAL_ACCOUNT_ISSUED',
    method: {
      type: 'PaymentMethodVirtualAccount',
      bank: 'SHINHAN',
      accountNumber: expect.stringMatching(/^X\d{13}$/),
    },
  })
  const transactionId = String(waiting['transactionId'])
  expect(await readBook(system, 'tosspayments', transactionId)).toMatchObject({ approvedMinor: 0 })

  await deposit(system, 'tosspayments', transactionId)
  await until(20_000, 'the deposit', async () =>
    (await readPayment(system, paymentId))['status'] === 'PAID' ? true : undefined,
  )
  const back = await callApi(system, 'POST', `/payments/${paymentId}/cancel`, {
    reason: '환불',
    refundAccount: { bank: 'SHINHAN', number: '110123456789', holderName: '홍길동' },
  })
  expect(back.status).toBe(200)
  expect(await readBook(system, 'tosspayments', transactionId)).toMatchObject({
    approvedMinor: 33_000,
    cancelledMinor: 33_000,
  })
})

test('an issue whose answer was lost is repeated, and there is one account', async () => {
  const paymentId = newPaymentId()
  await orderFault(system, { operation: 'approve', fault: 'silent-after' })
  await issue(paymentId)

  await until(20_000, 'the account', async () =>
    (await readPayment(system, paymentId))['status'] === 'VIRTUAL_ACCOUNT_ISSUED' ? true : undefined,
  )
  const { transactionId } = await readPayment(system, paymentId)
  const book = await readBook(system, 'tosspayments', String(transactionId))
  expect(book.entries.filter(({ kind }) => kind === 'account-issued')).toHaveLength(1)
})

test('what the PG would refuse, or cannot do, is a refusal of the PG and no account', async () => {
  for (const account of [
    { option: { type: 'FIXED', fixed: { accountNumber: '1234567890' } } },
    { expiry: { validHours: 1_000 } },
  ]) {
    const paymentId = newPaymentId()
    expect(await issue(paymentId, account)).toMatchObject({ status: 502, body: { type: 'PG_PROVIDER' } })
    expect(await readPayment(system, paymentId)).toMatchObject({ status: 'FAILED' })
  }
})

test('REST V1 issues an account over `/vbanks`, and closes it', async () => {
  const v1 = openV1Client(system)
  const issued = await v1.call('POST', '/vbanks', {
    channel_key: channelOf(system, 'tosspayments'),
    merchant_uid: newPaymentId(),
    amount: 33_000,
    vbank_code: '088',
    vbank_due: Math.floor(Date.now() / 1000) + 86_400,
    vbank_holder: '나루',
    name: '가상계좌',
    buyer_name: '홍길동',
    buyer_email: 'buyer@shop.example',
    buyer_tel: '010-1234-5678',
  })

  expect(issued.response).toMatchObject({
    status: 'ready',
    pg_provider: 'tosspayments',
    pay_method: 'vbank',
    vbank_code: '088',
    vbank_num: expect.stringMatching(/^X\d{13}$/),
  })
  expect((await v1.call('DELETE', `/vbanks/${issued.response.imp_uid}`)).status).toBe(200)
})

test('and every answer of REST V2 had the declared form', () => {
  // No published description has an answer for money whose fate is not known yet.
  expect(watch.complaints().filter((one) => !one.includes('PAYMENT_OUTCOME_UNKNOWN'))).toEqual([])
})
