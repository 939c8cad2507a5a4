import { afterAll, beforeAll, expect, test } from 'vitest'
import type {
  BillingKeyDetail,
  BillingKeyPage,
  ScheduleDays,
  SchedulePage,
  ScheduleRow,
} from '@naru/server/wire/console-recurring'
import type { CashReceiptPage, CashReceiptRow } from '@naru/server/wire/console-cash-receipt'
import { signInAsDemo, signUpStranger, type ConsoleClient } from '../attack/console-client.ts'
import { startClockedServer, type ClockedSystem } from '../setup/clocked-server.ts'
import { until } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, chargeBody, issueKey, newPaymentId } from './billing-world.ts'

// Goal: what the API can do with billing keys, schedules and cash receipts, people can do on their screens.
let system: RunningSystem
let clocked: ClockedSystem
let owner: ConsoleClient
let store: string

beforeAll(async () => {
  system = await startSystem()
  clocked = await startClockedServer(system, new Date())
  owner = await signInAsDemo(clocked)
  store = `/stores/${system.demo.storeId}`
}, 120_000)
afterAll(async () => {
  await clocked?.stop()
  await system?.stop()
})

const get = async <T>(path: string): Promise<T> => {
  const reply = await owner.call('GET', `${store}/${path}`)
  if (reply.status !== 200) throw new Error(`${path}: ${reply.text}`)
  return reply.json as T
}
const act = async (method: string, path: string, body: object = {}, who = owner) => {
  const given = method === 'GET' ? undefined : body
  const { status, json } = await who.call(method, `${store}/${path}`, given)
  return { status, json: json as Record<string, unknown> }
}

async function schedule(billingKey: string, at: string, more: object = {}): Promise<string> {
  const { body } = await callApi(clocked, 'POST', `/payments/${newPaymentId()}/schedule`, {
    payment: chargeBody(billingKey, 9_900, more),
    timeToPay: at,
  })
  return (body['schedule'] as { id: string }).id
}
const read = (id: string) => get<ScheduleRow>(`schedules/${id}`)

test('a billing key is listed, read, kept while a schedule waits, and deleted once', async () => {
  const key = await issueKey(clocked)
  const waiting = await schedule(key, '2099-02-20T00:00:00Z')

  const list = await get<BillingKeyPage>(`billing-keys?mode=TEST&search=${key}`)
  expect(list.items).toMatchObject([{ billingKey: key, status: 'ISSUED', method: 'CARD', liveSchedules: 1 }])
  expect((await get<BillingKeyPage>(`billing-keys?mode=LIVE&search=${key}`)).items).toEqual([])
  expect((await get<BillingKeyDetail>(`billing-keys/${key}`)).channels).toHaveLength(1)
  expect(await act('DELETE', `billing-keys/${key}`)).toMatchObject({
    status: 409,
    json: { type: 'PAYMENT_SCHEDULE_ALREADY_EXISTS' },
  })
  expect(await act('POST', `schedules/${waiting}/revoke`)).toMatchObject({ json: { status: 'REVOKED' } })
  expect(await act('POST', `schedules/${waiting}/revoke`)).toMatchObject({ status: 409 })
  expect(await act('DELETE', `billing-keys/${key}`, { reason: '고객 요청' })).toMatchObject({
    status: 200,
    json: { status: 'DELETED' },
  })
  expect(await act('DELETE', `billing-keys/${key}`)).toMatchObject({ status: 409 })
})

test('a waiting charge is moved, or made now, and made once however often somebody presses', async () => {
  const key = await issueKey(clocked)
  const id = await schedule(key, '2099-03-20T00:00:00Z')
  expect(await act('POST', `schedules/${id}/move`, { timeToPay: '2099-03-25T00:00:00Z' })).toMatchObject({
    json: { timeToPay: '2099-03-25T00:00:00.000Z' },
  })
  expect(await act('POST', `schedules/${id}/move`, { timeToPay: '2020-01-01T00:00:00Z' })).toMatchObject({
    status: 400,
  })

  await Promise.all([1, 2, 3].map(() => act('POST', `schedules/${id}/move`)))

  // Either replica may make the charge.
  const done = await until(20_000, 'the charge to be decided', async () => {
    const row = await read(id)
    return row.status === 'SUCCEEDED' || row.status === 'FAILED' ? row : undefined
  })
  expect(done.status).toBe('SUCCEEDED')
  expect(await act('POST', `schedules/${id}/move`)).toMatchObject({ status: 409 })
  expect((await callApi(clocked, 'GET', `/payments/${done.paymentId}`)).body).toMatchObject({
    status: 'PAID',
  })
})

test('a revoked charge is scheduled anew, under a schedule of its own', async () => {
  const key = await issueKey(clocked)
  const id = await schedule(key, '2099-04-01T00:00:00Z')
  expect(await act('POST', `schedules/${id}/retry`)).toMatchObject({ status: 409 })
  await act('POST', `schedules/${id}/revoke`)

  const again = await act('POST', `schedules/${id}/retry`, { timeToPay: '2099-04-02T00:00:00Z' })

  expect(again).toMatchObject({
    status: 200,
    json: { status: 'SCHEDULED', timeToPay: '2099-04-02T00:00:00.000Z' },
  })
  expect(again.json['scheduleId']).not.toBe(id)
  expect((await read(id)).status).toBe('REVOKED')
  const { days } = await get<ScheduleDays>('schedule-days?mode=TEST&month=2099-04')
  expect(days).toMatchObject([
    { day: '2099-04-01', revoked: 1, revokedMinor: 9_900, scheduled: 0 },
    { day: '2099-04-02', scheduled: 1, scheduledMinor: 9_900, revoked: 0 },
  ])
})

test('lists go on page by page without a gap', async () => {
  const key = await issueKey(clocked)
  for (let day = 1; day <= 5; day += 1) await schedule(key, `2099-06-0${day}T00:00:00Z`)
  const seen: string[] = []
  for (let cursor = ''; ;) {
    const page = await get<SchedulePage>(`schedules?mode=TEST&search=${key}&size=2${cursor}`)
    seen.push(...page.items.map(({ timeToPay }) => timeToPay.slice(0, 10)))
    if (page.nextCursor === undefined) break
    cursor = `&cursor=${page.nextCursor}`
  }
  expect(seen).toEqual(['2099-06-05', '2099-06-04', '2099-06-03', '2099-06-02', '2099-06-01'])
  expect((await act('GET', 'schedules?cursor=nonsense')).status).toBe(400)
})

test('a cash receipt is issued, listed and cancelled, and whom it was for is nowhere', async () => {
  const channelKey = system.demo.channels.find(({ pg }) => pg === 'naru-test')?.channelKey ?? ''
  const receipt = {
    paymentId: newPaymentId(),
    channelKey,
    type: 'PERSONAL',
    orderName: '현장 판매',
    amountMinor: 11_000,
    taxFreeMinor: 0,
    identityNumber: '010-7777-1234',
  }
  expect(await act('POST', 'cash-receipts', { ...receipt, identityNumber: 'abc' })).toMatchObject({
    status: 422,
    json: { fields: { identityNumber: expect.any(String) } },
  })
  expect(await act('POST', 'cash-receipts', { ...receipt, taxFreeMinor: 12_000 })).toMatchObject({
    status: 422,
  })

  expect(await act('POST', 'cash-receipts', receipt)).toMatchObject({
    status: 200,
    json: { status: 'ISSUED', amountMinor: 11_000, vatMinor: 1_000 },
  })
  expect(await act('POST', 'cash-receipts', receipt)).toMatchObject({ status: 409 })
  const list = await get<CashReceiptPage>(`cash-receipts?mode=TEST&status=ISSUED&search=${receipt.paymentId}`)
  expect(list.items.map((row: CashReceiptRow) => row.orderName)).toEqual(['현장 판매'])
  expect(JSON.stringify(list)).not.toContain('7777')
  const audit = await owner.call('GET', '/audit')
  expect(audit.text).toContain('cash-receipt.issue')
  expect(audit.text).not.toContain('7777')
  expect(await act('POST', `cash-receipts/${receipt.paymentId}/cancel`)).toMatchObject({
    json: { status: 'CANCELLED' },
  })
  expect(await act('POST', `cash-receipts/${receipt.paymentId}/cancel`)).toMatchObject({
    json: { type: 'CASH_RECEIPT_NOT_ISSUED' },
  })
})

test("nobody acts on another merchant's keys, schedules or receipts, in his store or out of his own", async () => {
  const key = await issueKey(clocked)
  const id = await schedule(key, '2099-05-01T00:00:00Z')
  const stranger = await signUpStranger(clocked)
  for (const base of [store, `/stores/${stranger.storeId}`])
    for (const [method, path] of [
      ['GET', `billing-keys/${key}`],
      ['DELETE', `billing-keys/${key}`],
      ['GET', `schedules/${id}`],
      ['POST', `schedules/${id}/revoke`],
      ['POST', `schedules/${id}/move`],
      ['POST', `schedules/${id}/retry`],
      ['POST', `cash-receipts/${id}/cancel`],
    ] as const) {
      const body = method === 'GET' ? undefined : {}
      const { status } = await stranger.console.call(method, `${base}/${path}`, body)
      expect([base, method, path, status]).toEqual([base, method, path, 404])
    }
  expect((await read(id)).status).toBe('SCHEDULED')
  expect((await get<BillingKeyDetail>(`billing-keys/${key}`)).status).toBe('ISSUED')
})
