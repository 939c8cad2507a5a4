import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { readV1Reference } from '../contract/v1-reference.ts'
import { buy } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'

// Goal: what V1's server does with a payment of Naver Pay, payment type, after it was paid.
let system: RunningSystem
let v1: ReturnType<typeof openV1Client>
let channelKey: string
const reference = readV1Reference()

beforeAll(async () => {
  system = await startSystem()
  v1 = openV1Client(system)
  const owner = await signInAsDemo(system)
  const created = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'naverpay',
    module: 'naverpay',
    name: '네이버페이',
    attribute: 'PAYMENT',
    credentials: {
      partnerId: 'naverpay-after',
      clientId: 'client-after',
      clientSecret: 'secret-after',
      chainId: 'chain-after',
    },
  })
  if (created.status !== 200) throw new Error(created.text)
  channelKey = (created.json as { channelKey: string }).channelKey
}, 120_000)
afterAll(() => system?.stop())

const pay = (more: object = {}) =>
  buy(system, {
    pg: 'naverpay',
    amount: 11_000,
    method: 'EASY_PAY',
    request: { channelKey, easyPay: {} },
    ...more,
  })

test('a purchase is confirmed, gets its points once, and tells what a cash receipt may be issued for', async () => {
  const { transactionId, paymentId } = await pay()
  const path = `/payments/${transactionId}/naver`

  const amount = await v1.call('GET', `${path}/cash-amount`)
  expect(amount).toMatchObject({
    status: 200,
    code: 0,
    // A card pays in the simulator, and has a receipt of its own.
    response: { amount_total: 0, amount_by_npoint: 0, amount_by_primary: 0 },
  })
  expect(reference?.differences('NaverCashAmountAnnotation', amount.response) ?? []).toEqual([])

  const ids = { imp_uid: transactionId, merchant_uid: paymentId }
  expect(await v1.call('POST', `${path}/confirm`, { requester: 'customer' })).toMatchObject({
    status: 200,
    code: 0,
    response: ids,
  })
  // Two servers of the shop at once: the points are given once, and the other one hears Naver Pay's words.
  const both = await Promise.all([v1.call('POST', `${path}/point`), v1.call('POST', `${path}/point`)])
  expect(both.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(both.find(({ status }) => status === 500)).toMatchObject({
    code: -1,
    message: expect.stringContaining('[Fail]'),
    response: null,
  })
}, 60_000)

test('payments of others, of other PGs and unpaid ones are refused before Naver Pay hears of it', async () => {
  const other = await buy(system, { pg: 'inicis', amount: 1_000 })
  const unpaid = await pay({ decision: 'decline' })

  for (const [method, what] of [
    ['POST', 'point'],
    ['POST', 'confirm'],
    ['GET', 'cash-amount'],
  ] as const) {
    const of = (impUid: string) => v1.call(method, `/payments/${impUid}/naver/${what}`)
    expect(await of('imp_none')).toMatchObject({ status: 404, code: -1, response: null })
    expect(await of(other.transactionId)).toMatchObject({ status: 400, code: -1, response: null })
    expect(await of(unpaid.transactionId)).toMatchObject({ status: 400, code: -1, response: null })
  }
  const { transactionId } = await pay()
  expect(
    await v1.call('POST', `/payments/${transactionId}/naver/confirm`, { requester: 'nobody' }),
  ).toMatchObject({ status: 400, message: expect.stringContaining('requester') })
}, 60_000)
