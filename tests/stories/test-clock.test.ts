import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { MovedTestClock, TestClock } from '@naru/server/wire/console-recurring'
import { signInAsDemo, signUpStranger, type ConsoleClient } from '../attack/console-client.ts'
import { ask } from '../chaos/judge.ts'
import { readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, chargeBody, goodCard, issueKey, newPaymentId, orderFault } from './billing-world.ts'

// Goal: a developer sees a year of subscriptions before lunch, through the product as it runs, and money still moves once.
let system: RunningSystem
let owner: ConsoleClient
let shop: { readonly url: string; readonly paymentIds: () => string[]; readonly server: Server }

beforeAll(async () => {
  system = await startSystem()
  owner = await signInAsDemo(system)
  shop = await openShop()
}, 120_000)
afterAll(async () => {
  shop?.server.close()
  await system?.stop()
})

/** A merchant's server that keeps what it is told of payments, in the order of arrival. */
async function openShop() {
  const received: { type: string; data: { paymentId: string } }[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      received.push(JSON.parse(Buffer.concat(parts).toString('utf8')) as (typeof received)[number])
      response.end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const paymentIds = () =>
    received.filter(({ type }) => type === 'Transaction.Paid').map(({ data }) => data.paymentId)
  return { url: `http://127.0.0.1:${port}/webhook`, paymentIds, server }
}

const path = () => `/stores/${system.demo.storeId}/test-clock`
async function clock(): Promise<TestClock> {
  return (await owner.call('GET', path())).json as TestClock
}
async function move(to: Date, who = owner) {
  const { status, json } = await who.call('POST', path(), { to: to.toISOString() })
  return { status, ...(json as MovedTestClock) }
}
async function schedule(billingKey: string, timeToPay: Date, more: object = {}) {
  const paymentId = newPaymentId()
  const answer = await callApi(system, 'POST', `/payments/${paymentId}/schedule`, {
    payment: chargeBody(billingKey, 9_900, more),
    timeToPay: timeToPay.toISOString(),
  })
  return { ...answer, paymentId, id: (answer.body['schedule'] as { id: string } | undefined)?.id ?? '' }
}
const after = (from: Date, days: number): Date => new Date(from.getTime() + days * 86_400_000)
const present = async (): Promise<Date> => new Date((await clock()).now)

test('a year of monthly charges on the test clock: twelve, each once, told in their order, in seconds', async () => {
  const start = await present()
  const billingKey = await issueKey(system)
  const booked = []
  for (let month = 1; month <= 12; month += 1)
    booked.push(await schedule(billingKey, after(start, month * 30), { noticeUrls: [shop.url] }))

  const beforeOne = performance.now()
  await callApi(system, 'POST', `/payments/${newPaymentId()}/billing-key`, chargeBody(billingKey, 9_900))
  const oneMs = performance.now() - beforeOne
  const began = performance.now()
  const moved = await move(after(start, 366))
  const told = await until(20_000, 'twelve webhooks', async () =>
    shop.paymentIds().length >= 12 ? shop.paymentIds() : undefined,
  )
  const allMs = performance.now() - began

  expect(moved).toMatchObject({
    status: 200,
    isAhead: true,
    isReached: true,
    charged: booked.map(({ id }) => id),
  })
  expect(told).toEqual(booked.map(({ paymentId }) => paymentId))
  // Five seconds, or on a busy machine what five charges a month would take there.
  expect(allMs).toBeLessThan(Math.max(5_000, 60 * oneMs))
  for (const { paymentId, id } of booked) {
    const payment = await readPayment(system, paymentId)
    expect(payment).toMatchObject({ status: 'PAID', scheduleId: id, billingKey })
    expect(await readBook(system, 'naru-test', String(payment['transactionId']))).toMatchObject({
      approvedMinor: 9_900,
    })
  }
})

test('a shop that books the next month on each payment goes on from the clock’s present', async () => {
  const billingKey = await issueKey(system)
  const now = await present()
  expect(await schedule(billingKey, after(now, -1))).toMatchObject({
    status: 400,
    body: { type: 'INVALID_REQUEST', message: expect.stringContaining('test clock') },
  })

  const next = await schedule(billingKey, after(now, 30))
  expect(next.status).toBe(200)
  expect((await move(after(now, 29))).charged).toEqual([])
  expect((await move(after(now, 31))).charged).toEqual([next.id])
})

test('the clock charges what comes due between two moves without being moved again', async () => {
  const billingKey = await issueKey(system)
  const soon = await schedule(billingKey, new Date((await present()).getTime() + 4_000))

  await until(20_000, 'the charge', async () =>
    (await callApi(system, 'GET', `/payment-schedules/${soon.id}`)).body['status'] === 'SUCCEEDED'
      ? true
      : undefined,
  )
  expect(await readPayment(system, soon.paymentId)).toMatchObject({ status: 'PAID', scheduleId: soon.id })
})

test('a decline and a silence on the way stop nothing, and are what they are', async () => {
  const now = await present()
  const good = await issueKey(system)
  const bad = await issueKey(system, {}, { ...goodCard, number: '4000000000000010' })
  const declined = await schedule(bad, after(now, 1))
  const silent = await schedule(good, after(now, 2))
  const last = await schedule(good, after(now, 3))
  const status = async (id: string) =>
    (await callApi(system, 'GET', `/payment-schedules/${id}`)).body['status']

  expect((await move(after(now, 1))).charged).toEqual([declined.id])
  await orderFault(system, { operation: 'approve', fault: 'silent-after' })
  expect((await move(after(now, 4))).charged).toEqual([silent.id, last.id])

  expect(await status(declined.id)).toBe('FAILED')
  expect(await status(last.id)).toBe('SUCCEEDED')
  await until(20_000, 'the silent charge', async () =>
    (await status(silent.id)) === 'SUCCEEDED' ? true : undefined,
  )
})

test('two people who move the clock at once charge once', async () => {
  const now = await present()
  const billingKey = await issueKey(system)
  const booked = []
  for (let day = 1; day <= 5; day += 1) booked.push(await schedule(billingKey, after(now, day)))

  const moves = await Promise.all([move(after(now, 6)), move(after(now, 6)), move(after(now, 6))])

  expect(moves.map(({ status }) => status).filter((status) => status !== 200 && status !== 400)).toEqual([])
  for (const { paymentId } of booked) {
    const payment = await readPayment(system, paymentId)
    expect(payment['status']).toBe('PAID')
    const attempts = await callApi(system, 'GET', `/payments/${paymentId}/transactions`)
    expect(attempts.body['items']).toHaveLength(1)
  }
})

test('it never goes back, except to real time; then what waits comes due when it says', async () => {
  const now = await present()
  const billingKey = await issueKey(system)
  const waiting = await schedule(billingKey, after(now, 1))

  expect((await move(after(now, -1))).status).toBe(400)
  expect(((await owner.call('DELETE', path())).json as TestClock).isAhead).toBe(false)
  expect(Math.abs((await present()).getTime() - Date.now())).toBeLessThan(60_000)
  const [work] = await ask<{ due_at: Date }>(
    system.databaseUrl,
    'select due_at from due_work where work_id = $1',
    [`schedule:${waiting.id}`],
  )
  expect(work?.due_at).toEqual(after(now, 1))
})

test('live charges know nothing of it', async () => {
  const start = await present()
  const billingKey = await issueKey(system)
  const one = await schedule(billingKey, after(start, 10))
  await ask(system.databaseUrl, `update payment_schedule set mode = 'LIVE' where schedule_id = $1`, [one.id])

  expect((await move(after(start, 20))).charged).toEqual([])
  const [work] = await ask<{ due_at: Date }>(
    system.databaseUrl,
    'select due_at from due_work where work_id = $1',
    [`schedule:${one.id}`],
  )
  expect(work?.due_at).toEqual(after(start, 10))
})

test('another merchant can neither read nor move it', async () => {
  const stranger = await signUpStranger(system)

  for (const [method, body] of [
    ['GET', undefined],
    ['POST', { to: '2099-01-01T00:00:00Z' }],
    ['DELETE', undefined],
  ] as const)
    expect((await stranger.console.call(method, path(), body)).status).toBeGreaterThanOrEqual(403)
})
