import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  begin,
  prepare,
  readBook,
  readPayment,
  settled,
  visitPg,
  type PgVisit,
  type Prepared,
} from '../setup/headless-buyer.ts'
import { openPgLine, type PgLine } from '../setup/pg-line.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { ask, untilNothingInFlight } from './judge.ts'
import { wires, type Wire } from './pg-calls.ts'

// Goal: one order is paid once, however many windows the buyer opened for it.
let line: PgLine
let system: RunningSystem

beforeAll(async () => {
  line = await openPgLine()
  system = await startSystem({}, line)
}, 120_000)

afterAll(async () => {
  await system?.stop()
  await line?.close()
})

interface Authenticated {
  readonly prepared: Prepared
  readonly next: NonNullable<PgVisit['next']>
}

/** The buyer proved himself in this window; his return is in the test's hands. */
async function authenticate(wire: Wire, paymentId: string): Promise<Authenticated> {
  const purchase = { pg: wire.pg, device: wire.device, amount: 25_000, paymentId }
  const prepared = await prepare(system, purchase)
  const { next } = await visitPg(system, purchase, await begin(prepared), false)
  if (next === null) throw new Error('the buyer does not come back')
  return { prepared, next }
}

async function comeBack({ method, url, headers, body }: Authenticated['next']): Promise<number> {
  const response = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  })
  return response.status
}

describe.each(wires)('$name', (wire) => {
  test('two windows of one order come back at the same moment: one is paid, the PG never hears of the other', async () => {
    const paymentId = `order-${crypto.randomUUID()}`
    const windows = [await authenticate(wire, paymentId), await authenticate(wire, paymentId)]
    const askedBefore = line.count((call) => wire.isApprove(call))

    await Promise.all(windows.map(({ next }) => comeBack(next)))

    const results = await Promise.all(windows.map(({ prepared }) => settled(system, prepared)))
    await untilNothingInFlight(system.databaseUrl)
    expect(new Set(results.map((result) => result['code'] ?? 'paid'))).toEqual(
      new Set(['PaymentAlreadyPaid', 'paid']),
    )
    expect((await readPayment(system, paymentId))['status']).toBe('PAID')
    expect(line.count((call) => wire.isApprove(call)) - askedBefore).toBe(1)
    const books = await Promise.all(
      windows.map(({ prepared }) => readBook(system, wire.pg, prepared.transactionId)),
    )
    expect(books.map(({ approvedMinor }) => approvedMinor).sort((a, b) => a - b)).toEqual([0, 25_000])
  })

  test('one window comes back while the other is being approved: the PG is not asked twice', async () => {
    const paymentId = `order-${crypto.randomUUID()}`
    const [first, second] = [await authenticate(wire, paymentId), await authenticate(wire, paymentId)]
    const approving = line.hold((call) => wire.isApprove(call), 'after')
    const returned = comeBack(first.next)
    await approving.reached
    const askedBefore = line.count((call) => wire.isApprove(call))

    await comeBack(second.next)
    expect(await settled(system, second.prepared)).toMatchObject({ code: 'PaymentAlreadyPaid' })
    approving.release()
    await returned

    await untilNothingInFlight(system.databaseUrl)
    expect((await readPayment(system, paymentId))['status']).toBe('PAID')
    expect(line.count((call) => wire.isApprove(call))).toBe(askedBefore)
    expect((await readBook(system, wire.pg, second.prepared.transactionId)).entries).toEqual([])
  })

  test('twenty copies of one return at the same moment approve once', async () => {
    const paymentId = `order-${crypto.randomUUID()}`
    const { prepared, next } = await authenticate(wire, paymentId)
    const askedBefore = line.count((call) => wire.isApprove(call))

    const statuses = await Promise.all(Array.from({ length: 20 }, () => comeBack(next)))

    await settled(system, prepared)
    await untilNothingInFlight(system.databaseUrl)
    expect(new Set(statuses.map((status) => Math.floor(status / 100)))).toEqual(new Set([3]))
    expect(line.count((call) => wire.isApprove(call)) - askedBefore).toBe(1)
    const [row] = await ask<{ count: number }>(
      system.databaseUrl,
      `select count(*)::int as count from payment_event where payment_id = $1 and kind = 'PAID'`,
      [paymentId],
    )
    expect(row?.count).toBe(1)
  })

  test('a paid order opens no further window', async () => {
    const paymentId = `order-${crypto.randomUUID()}`
    await comeBack((await authenticate(wire, paymentId)).next)
    await untilNothingInFlight(system.databaseUrl)

    await expect(authenticate(wire, paymentId)).rejects.toMatchObject({
      error: { code: 'PaymentAlreadyPaid' },
    })
  })
})
