import { afterAll, beforeAll, expect, test } from 'vitest'
import { signUpStranger, signInAsDemo } from '../attack/console-client.ts'
import { buy } from '../setup/headless-buyer.ts'
import { startClockedServer, type ClockedSystem } from '../setup/clocked-server.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { accountantOf, seoulDay } from '../stories/reconciliation-world.ts'
import { watchAnswers } from './recorder.ts'

// Goal: the two VAT reports of REST V2 answer in the declared form, count live payments alone, and nobody else's.
let system: RunningSystem
let tomorrow: ClockedSystem
let watch: ReturnType<typeof watchAnswers>
const now = new Date()
const today = seoulDay(now)
const live = { mode: 'LIVE', pg: 'tosspayments', pgMerchantId: 'live_naru' } as const

beforeAll(async () => {
  system = await startSystem()
  tomorrow = await startClockedServer(system, new Date(now.getTime() + 86_400_000))
  watch = watchAnswers(tomorrow.origins.v2)
  const console = await signInAsDemo(tomorrow)
  const created = await console.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'LIVE',
    pg: 'tosspayments',
    module: 'tosspayments',
    name: '실연동',
    attribute: 'PAYMENT',
    taxType: 'UNSET',
    manualConfirm: false,
    credentials: { mid: live.pgMerchantId, clientKey: 'live_ck_naru', secretKey: 'live_sk_naru' },
  })
  if (created.status !== 200) throw new Error(created.text)
  const { channelKey } = created.json as { channelKey: string }
  await buy(system, { pg: 'tosspayments', amount: 55_000, request: { channelKey, taxFreeAmount: 33_000 } })
  await buy(system, { pg: 'tosspayments', amount: 99_000 })
  const accountant = accountantOf(console, system.demo.storeId)
  for (const source of [live, { ...live, mode: 'TEST' as const, pgMerchantId: 'iamporttest_3' }])
    await accountant.collect(source, today)
}, 120_000)
afterAll(async () => {
  watch?.stop()
  await tomorrow?.stop()
  await system?.stop()
})

async function ask(kind: 'transactions' | 'settlements', body: unknown, secret = system.demo.apiSecret) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const query = body === undefined ? '' : `?requestBody=${encodeURIComponent(text)}`
  const response = await fetch(`${tomorrow.origins.v2}/payment-reconciliations/${kind}/vat-report${query}`, {
    headers: { authorization: `PortOne ${secret}` },
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const dateRange = { from: today, until: today }
const week = { from: today, until: seoulDay(new Date(now.getTime() + 7 * 86_400_000)) }
const sums = {
  totalAmount: 55_000,
  totalTaxFreeAmount: 33_000,
  totalVatAmount: 2_000,
  totalSupplyAmount: 20_000,
}

test('by day of transaction and by day of settlement, the live payment counts and the test one does not', async () => {
  for (const [kind, range] of [
    ['transactions', dateRange],
    ['settlements', week],
  ] as const)
    expect(await ask(kind, { dateRange: range })).toEqual({
      status: 200,
      body: {
        items: [
          {
            paymentMethod: 'CARD',
            totalAmount: 55_000,
            taxFreeAmount: 33_000,
            vatAmount: 2_000,
            supplyAmount: 20_000,
          },
        ],
        summary: sums,
        pgSpecifiers: [{ pgProvider: 'TOSSPAYMENTS', pgMerchantId: 'live_naru' }],
      },
    })
})

test('filters narrow the report: status, merchant id, store', async () => {
  const totalOf = async (filter: object) => {
    const { body } = await ask('transactions', { dateRange, filter })
    return (body['summary'] as { totalAmount?: number } | undefined)?.totalAmount
  }
  expect(await totalOf({ reconciliationStatuses: ['MATCHED'] })).toBe(55_000)
  expect(await totalOf({ reconciliationStatuses: ['INCOMPARABLE', 'NOT_MATCHED'] })).toBe(0)
  expect(await totalOf({ pgSpecifiers: [{ pgProvider: 'TOSSPAYMENTS', pgMerchantId: 'live_naru' }] })).toBe(
    55_000,
  )
  expect(await totalOf({ pgSpecifiers: [{ pgProvider: 'INICIS', pgMerchantId: 'live_naru' }] })).toBe(0)
  expect(await totalOf({ pgSpecifiers: [{ pgProvider: 'UPLUS', pgMerchantId: 'live_naru' }] })).toBe(0)
  expect(await totalOf({ storeIds: [system.demo.storeId] })).toBe(55_000)
})

test('wrong input names its field, and stores of others are refused', async () => {
  const refused = async (body: unknown) => {
    const answer = await ask('transactions', body)
    return [answer.status, answer.body['type']]
  }
  for (const body of [
    undefined,
    '{',
    {},
    { dateRange: { from: today } },
    { dateRange: { from: '2026-02-30', until: '2026-03-01' } },
    { dateRange: { from: '2026-03-02', until: '2026-03-01' } },
    { dateRange: { from: '2020-01-01', until: '2026-03-01' } },
    { dateRange, filter: { reconciliationStatuses: ['LOST'] } },
    { dateRange, filter: { pgSpecifiers: [{ pgProvider: 'NOBODY', pgMerchantId: 'x' }] } },
  ])
    expect([body, await refused(body)]).toEqual([body, [400, 'INVALID_REQUEST']])
  const stranger = await signUpStranger(tomorrow)
  expect(await refused({ dateRange, filter: { storeIds: [stranger.storeId] } })).toEqual([403, 'FORBIDDEN'])
  expect((await ask('transactions', { dateRange }, 'no such secret')).status).toBe(401)
  expect((await ask('settlements', { dateRange: week }, stranger.apiSecret)).body['summary']).toEqual({
    totalAmount: 0,
    totalTaxFreeAmount: 0,
    totalVatAmount: 0,
    totalSupplyAmount: 0,
  })
})

test('and every answer had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})
