import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { lockNewAttempts } from '../chaos/locked-payment.ts'
import { watchAnswers } from '../contract/recorder.ts'
import { startClockedServer, type ClockedSystem } from '../setup/clocked-server.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, chargeBody, goodCard, issueKey, ledger, newPaymentId, orderFault } from './billing-world.ts'

// Goal: what was scheduled is charged at its time, once, and what was revoked never is.
let watch: ReturnType<typeof watchAnswers>
let system: RunningSystem
let clocked: ClockedSystem
let shop: { readonly url: string; readonly received: Record<string, unknown>[]; readonly server: Server }

/** Next year: whatever is due by this clock is not due yet for the system's own server, which works on the same rows. */
const year = new Date().getUTCFullYear() + 1
const start = new Date(Date.UTC(year, 0, 31))

beforeAll(async () => {
  system = await startSystem()
  clocked = await startClockedServer(system, start)
  watch = watchAnswers(clocked.origins.v2)
  shop = await openShop()
}, 120_000)
afterAll(async () => {
  watch?.stop()
  shop?.server.close()
  await clocked?.stop()
  await system?.stop()
})

/** A merchant's server that keeps every webhook in the order of arrival. */
async function openShop() {
  const received: Record<string, unknown>[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      received.push(JSON.parse(Buffer.concat(parts).toString('utf8')) as Record<string, unknown>)
      response.end('ok')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://127.0.0.1:${port}/webhook`, received, server }
}

async function schedule(billingKey: string, timeToPay: Date, more: object = {}, paymentId = newPaymentId()) {
  const answer = await callApi(clocked, 'POST', `/payments/${paymentId}/schedule`, {
    payment: chargeBody(billingKey, 9_900, more),
    timeToPay: timeToPay.toISOString(),
  })
  return { ...answer, paymentId, id: (answer.body['schedule'] as { id: string } | undefined)?.id ?? '' }
}

const read = async (id: string) => (await callApi(clocked, 'GET', `/payment-schedules/${id}`)).body
const revoke = (body: object) =>
  callApi(clocked, 'DELETE', `/payment-schedules?requestBody=${encodeURIComponent(JSON.stringify(body))}`)
const inHours = (hours: number): Date => new Date(clocked.clock.now().getTime() + hours * 3_600_000)

/** Moves the clock to an instant and lets everything happen that is due then. */
async function moveTo(instant: Date): Promise<void> {
  clocked.clock.advance(instant.getTime() - clocked.clock.now().getTime())
  await clocked.drain()
}

test('a year of monthly charges: twelve, each once, each told in its turn', async () => {
  const billingKey = await issueKey(clocked)
  const months = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(year, 1 + month, 1)))
  const booked = []
  for (const month of months) booked.push(await schedule(billingKey, month, { noticeUrls: [shop.url] }))
  const before = (await ledger(system)).length

  for (const month of months) await moveTo(month)

  const told = await until(20_000, 'twelve webhooks', async () =>
    shop.received.length >= 12 ? shop.received : undefined,
  )
  expect(told.map(({ type, data }) => [type, (data as { paymentId: string }).paymentId])).toEqual(
    booked.map(({ paymentId }) => ['Transaction.Paid', paymentId]),
  )
  expect((await ledger(system)).length - before).toBe(12)
  for (const [index, { id, paymentId }] of booked.entries()) {
    const payment = await readPayment(clocked, paymentId)
    expect(payment).toMatchObject({ status: 'PAID', scheduleId: id, billingKey })
    expect(await read(id)).toMatchObject({ status: 'SUCCEEDED', startedAt: months[index]?.toISOString() })
    expect(await readBook(system, 'naru-test', String(payment['transactionId']))).toMatchObject({
      approvedMinor: 9_900,
    })
  }
  expect((await callApi(clocked, 'DELETE', `/billing-keys/${billingKey}`)).status).toBe(200)
}, 60_000)

test('a declined charge fails its schedule for good, and the payment says why', async () => {
  const billingKey = await issueKey(clocked, {}, { ...goodCard, number: '4000000000000010' })
  const one = await schedule(billingKey, inHours(1))

  await moveTo(inHours(2))
  await moveTo(inHours(48))

  expect(await read(one.id)).toMatchObject({ status: 'FAILED', completedAt: expect.any(String) })
  expect(await readPayment(clocked, one.paymentId)).toMatchObject({
    status: 'FAILED',
    failure: { pgCode: 'CARD_DECLINED' },
  })
  const attempts = await callApi(clocked, 'GET', `/payments/${one.paymentId}/transactions`)
  expect(attempts.body['items']).toHaveLength(1)
})

// Goal: the second run of a charge must not call it refused because of what the first run has reserved.
test('a charge whose lease ran out before its attempt was reserved is run twice, made once, and told as made', async () => {
  const billingKey = await issueKey(clocked)
  const one = await schedule(billingKey, inHours(1))
  const before = (await ledger(system)).length
  const attempts = await lockNewAttempts(system.databaseUrl)

  const slow = moveTo(inHours(1))
  await attempts.waited(1)
  const successor = moveTo(inHours(1))
  await attempts.waited(2)
  await attempts.unlock()
  await Promise.all([slow, successor])

  expect(await read(one.id)).toMatchObject({ status: 'SUCCEEDED' })
  expect(await readPayment(clocked, one.paymentId)).toMatchObject({ status: 'PAID' })
  expect((await ledger(system)).length - before).toBe(1)
})

test('a charge that the PG decides later is PENDING until it has', async () => {
  const billingKey = await issueKey(clocked, {}, { ...goodCard, number: '4000000000000051' })
  const one = await schedule(billingKey, inHours(1))

  await moveTo(inHours(2))
  expect(await read(one.id)).toMatchObject({ status: 'PENDING' })
  expect(await readPayment(clocked, one.paymentId)).toMatchObject({ status: 'PAY_PENDING' })

  await fetch(`${system.origins.simulators}/control/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceMs: 120_000 }),
  })
  await moveTo(inHours(1))
  await moveTo(inHours(1))
  expect(await read(one.id)).toMatchObject({ status: 'SUCCEEDED' })
  expect(await readPayment(clocked, one.paymentId)).toMatchObject({ status: 'PAID' })
})

test('a silent PG leaves the charge to its books, and it is taken once', async () => {
  const billingKey = await issueKey(clocked)
  const one = await schedule(billingKey, inHours(1))
  await orderFault(system, { operation: 'approve', fault: 'silent-after' })

  await moveTo(inHours(2))
  await moveTo(inHours(1))

  expect(await read(one.id)).toMatchObject({ status: 'SUCCEEDED' })
  const payment = await readPayment(clocked, one.paymentId)
  expect(await readBook(system, 'naru-test', String(payment['transactionId']))).toMatchObject({
    approvedMinor: 9_900,
    entries: [{ kind: 'approve' }],
  })
})

test('a schedule holds its paymentId and its billing key', async () => {
  const billingKey = await issueKey(clocked)
  const one = await schedule(billingKey, inHours(5))

  expect(await schedule(billingKey, inHours(6), {}, one.paymentId)).toMatchObject({
    status: 409,
    body: { type: 'PAYMENT_SCHEDULE_ALREADY_EXISTS' },
  })
  expect(
    await callApi(clocked, 'POST', `/payments/${one.paymentId}/billing-key`, chargeBody(billingKey, 100)),
  ).toMatchObject({ status: 409, body: { type: 'PAYMENT_SCHEDULE_ALREADY_EXISTS' } })
  expect(await callApi(clocked, 'DELETE', `/billing-keys/${billingKey}`)).toMatchObject({
    status: 409,
    body: { type: 'PAYMENT_SCHEDULE_ALREADY_EXISTS' },
  })

  expect(await revoke({ billingKey })).toMatchObject({
    status: 200,
    body: { revokedScheduleIds: [one.id], revokedAt: expect.any(String) },
  })
  expect((await schedule(billingKey, inHours(6), {}, one.paymentId)).status).toBe(200)
  await revoke({ billingKey })
  await moveTo(inHours(24))
  expect(await readPayment(clocked, one.paymentId)).toMatchObject({ type: 'PAYMENT_NOT_FOUND' })
  expect(await callApi(clocked, 'DELETE', `/billing-keys/${billingKey}`)).toMatchObject({ status: 200 })
})

test('schedules are revoked all or none', async () => {
  const billingKey = await issueKey(clocked)
  const other = await issueKey(clocked)
  const [first, second, third] = [
    await schedule(billingKey, inHours(1)),
    await schedule(billingKey, inHours(9)),
    await schedule(other, inHours(9)),
  ]
  await moveTo(inHours(2))

  expect(await revoke({ scheduleIds: [first.id, second.id] })).toMatchObject({
    status: 409,
    body: { type: 'PAYMENT_SCHEDULE_ALREADY_PROCESSED' },
  })
  expect(await revoke({ billingKey, scheduleIds: [second.id, third.id] })).toMatchObject({
    status: 404,
    body: { type: 'PAYMENT_SCHEDULE_NOT_FOUND' },
  })
  expect(await read(second.id)).toMatchObject({ status: 'SCHEDULED' })
  expect(await revoke({})).toMatchObject({ status: 400, body: { type: 'INVALID_REQUEST' } })
  expect(await revoke({ scheduleIds: [second.id, third.id] })).toMatchObject({ status: 200 })
  expect(await revoke({ scheduleIds: [second.id] })).toMatchObject({
    status: 409,
    body: { type: 'PAYMENT_SCHEDULE_ALREADY_REVOKED' },
  })
})

test('a deletion and a new schedule at once: either the key is gone or it is held, never both', async () => {
  for (let round = 0; round < 8; round += 1) {
    const billingKey = await issueKey(clocked)
    const [deleted, booked] = await Promise.all([
      callApi(clocked, 'DELETE', `/billing-keys/${billingKey}`),
      schedule(billingKey, inHours(3)),
    ])
    const both = [deleted.status, booked.status]
    expect([
      [200, 409],
      [409, 200],
    ]).toContainEqual(both)
    if (booked.status === 200) await revoke({ scheduleIds: [booked.id] })
  }
})

test('a revoke and the hour of the charge at once: charged or revoked, never both', async () => {
  const billingKey = await issueKey(clocked)
  for (let round = 0; round < 8; round += 1) {
    const one = await schedule(billingKey, inHours(1))
    clocked.clock.advance(3_600_000)
    const [revoked] = await Promise.all([revoke({ scheduleIds: [one.id] }), clocked.drain()])
    await clocked.drain()
    const { status } = await read(one.id)
    const payment = await readPayment(clocked, one.paymentId)
    const isRevoked = revoked.status === 200
    expect([status, isRevoked ? payment['type'] : payment['status']]).toEqual(
      isRevoked ? ['REVOKED', 'PAYMENT_NOT_FOUND'] : ['SUCCEEDED', 'PAID'],
    )
  }
})

test('a schedule in the past, or of an unknown key, is refused; the list ends at this moment unless told', async () => {
  const billingKey = await issueKey(clocked)
  expect(await schedule(billingKey, inHours(-1))).toMatchObject({
    status: 400,
    body: { type: 'INVALID_REQUEST' },
  })
  expect(await schedule('billing-key-unknown', inHours(1))).toMatchObject({
    status: 404,
    body: { type: 'BILLING_KEY_NOT_FOUND' },
  })
  await schedule(billingKey, inHours(10))
  const list = async (filter: object) =>
    (
      await callApi(
        clocked,
        'GET',
        `/payment-schedules?requestBody=${encodeURIComponent(JSON.stringify({ filter }))}`,
      )
    ).body as { items: unknown[]; page: { totalCount: number } }

  expect((await list({ billingKey })).page.totalCount).toBe(0)
  expect((await list({ billingKey, until: inHours(20).toISOString() })).items).toMatchObject([
    { status: 'SCHEDULED', billingKey, customData: '', isEscrow: false },
  ])
  await revoke({ billingKey })
})

test('and every answer had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})
