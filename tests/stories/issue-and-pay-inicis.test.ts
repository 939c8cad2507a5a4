import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { untilNothingInFlight } from '../chaos/judge.ts'
import { watchAnswers } from '../contract/recorder.ts'
import { readBook, readPayment } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, chargeBody, newPaymentId, orderFault } from './billing-world.ts'
import { issueAndPayShop } from './issue-and-pay-shop.ts'

// Goal: KG Inicis' key of a phone bill comes with its first payment. No key without its payment, no payment without its key.
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

const { prepare, visit, settled, keyOf } = issueAndPayShop(() => system, {
  pg: 'inicis',
  request: { billingKeyAndPayMethod: 'MOBILE', productType: 'DIGITAL' },
})
const bookOf = (transactionId: string) => readBook(system, 'inicis', transactionId)

test.each(['PC', 'MOBILE'] as const)(
  'on a %s the buyer pays by phone bill once, and the shop goes on charging it',
  async (device) => {
    const attempt = await prepare({}, device)
    await visit(attempt)

    const { billingKey = '' } = await settled(attempt)
    expect(await readPayment(system, attempt.paymentId)).toMatchObject({
      status: 'PAID',
      billingKey,
      method: { type: 'PaymentMethodMobile' },
    })
    expect(await callApi(system, 'GET', `/billing-keys/${billingKey}`)).toMatchObject({
      body: { status: 'ISSUED', methods: [{ type: 'BillingKeyPaymentMethodMobile' }] },
    })

    const later = newPaymentId()
    const path = `/payments/${later}/billing-key`
    expect((await callApi(system, 'POST', path, chargeBody(billingKey, 2_000))).status).toBe(200)
    const charged = await readPayment(system, later)
    expect(charged).toMatchObject({ status: 'PAID', method: { type: 'PaymentMethodMobile' } })
    expect(await bookOf(String(charged['transactionId']))).toMatchObject({ approvedMinor: 2_000 })
  },
)

test.each(['decline', 'close'])(
  'a buyer who ends the window with %s has neither key nor payment',
  async (how) => {
    const attempt = await prepare()
    await visit(attempt, how)

    expect(await settled(attempt)).toMatchObject({ billingKey: '', code: 'FAILURE_TYPE_PG' })
    expect(await readPayment(system, attempt.paymentId)).toMatchObject({ status: 'FAILED' })
    expect(await keyOf(attempt)).toMatchObject({ status: 'FAILED', holds_right: false })
  },
)

test('an approval whose answer was lost is undone, and leaves neither money nor key', async () => {
  const attempt = await prepare()
  await orderFault(system, { operation: 'approve', fault: 'silent-after' }, 'inicis')
  await visit(attempt)

  await untilNothingInFlight(system.databaseUrl)
  expect(await readPayment(system, attempt.paymentId)).toMatchObject({ status: 'FAILED' })
  expect(await keyOf(attempt)).toMatchObject({ status: 'FAILED', holds_right: false })
  expect(await bookOf(attempt.txId)).toMatchObject({ balanceMinor: 0 })
})

test.each([
  ['no kind of goods', { productType: undefined }, 'productType'],
  ['no e-mail', { customer: { fullName: '홍길동', phoneNumber: '01012345678' } }, 'customer.email'],
])('%s is refused before the window opens, by the name of the field', async (_what, wish, field) => {
  await expect(prepare(wish, 'MOBILE')).rejects.toMatchObject({
    status: 400,
    error: { code: 'RequestParseFailed', message: expect.stringContaining(field) },
  })
})

// How the window is asked for such a key is in no public document, so nobody is sent to the live PG with this.
test('a live channel says before the window that this is for the simulator only', async () => {
  const owner = await signInAsDemo(system)
  const made = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'LIVE',
    pg: 'inicis',
    module: 'inicis_v2',
    name: '이니시스 실연동',
    attribute: 'PAYMENT',
    credentials: {
      mid: 'MOI0000001',
      signKey: 'key',
      iniApiKey: '0123456789abcdef',
      iniApiIv: 'fedcba9876543210',
    },
  })
  const { channelKey } = made.json as { channelKey: string }

  await expect(prepare({ channelKey })).rejects.toMatchObject({
    status: 404,
    error: { code: 'ChannelNotFound', message: expect.stringContaining('시뮬레이터') },
  })
})

test('and every answer of REST V2 had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})
