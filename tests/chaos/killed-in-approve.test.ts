import { afterAll, beforeAll, expect, test } from 'vitest'
import { begin, prepare, readPayment, visitPg } from '../setup/headless-buyer.ts'
import { openPgLine, type Held, type HoldPoint, type PgLine } from '../setup/pg-line.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { ask, judge, untilNothingInFlight, type Case } from './judge.ts'
import { lockPayments } from './locked-payment.ts'
import { wires } from './pg-calls.ts'

// Goal: whenever the server dies during an approval, the buyer is charged once or not at all, and we know which.
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

interface Flight {
  readonly cases: readonly Case[]
  readonly calls: readonly Held[]
}

/** One payment per wire, each with its approve call held at the point. */
async function holdApprovals(point: HoldPoint): Promise<Flight> {
  const flights = await Promise.all(
    wires.map(async (wire) => {
      const call = line.hold((seen) => wire.isApprove(seen), point)
      const purchase = { pg: wire.pg, device: wire.device, amount: 12_000 }
      const prepared = await prepare(system, purchase)
      // The buyer's browser waits for us and hears nothing: its connection ends with the server.
      void visitPg(system, purchase, await begin(prepared)).catch(() => undefined)
      await call.reached
      return { one: { ...prepared, pg: wire.pg }, call }
    }),
  )
  return { cases: flights.map(({ one }) => one), calls: flights.map(({ call }) => call) }
}

async function phases(cases: readonly Case[]): Promise<string[]> {
  const rows = await ask<{ phase: string }>(
    system.databaseUrl,
    'select phase from payment_transaction where transaction_id = any($1)',
    [cases.map(({ transactionId }) => transactionId)],
  )
  return rows.map(({ phase }) => phase)
}

async function verdicts(cases: readonly Case[]): Promise<string[]> {
  await untilNothingInFlight(system.databaseUrl)
  return Promise.all(cases.map(async (one) => (await judge(system, one)).status))
}

test('killed after it reserved and before the PG heard of it: TossPayments is asked again, Inicis is undone', async () => {
  const { cases, calls } = await holdApprovals('before')
  expect(await phases(cases)).toEqual(['CONFIRMING', 'CONFIRMING', 'CONFIRMING'])

  await system.server.kill9()
  for (const call of calls) call.cut()
  await system.server.restart()

  expect(await verdicts(cases)).toEqual(['PAID', 'FAILED', 'FAILED'])
})

test('killed while its call was on the way, and the PG does it only after the successor has asked', async () => {
  const { cases, calls } = await holdApprovals('before')

  await system.server.kill9()
  await system.server.restart()
  const settled = await verdicts(cases)
  for (const call of calls) call.release()
  await Promise.all(calls.map(({ over }) => over))

  // The late call finds its key answered (TossPayments) or its authentication void (Inicis): nothing moves.
  expect(settled).toEqual(['PAID', 'FAILED', 'FAILED'])
  expect(await verdicts(cases)).toEqual(settled)
})

test('killed after the PG took the money and before its answer arrived: found again or undone', async () => {
  const { cases, calls } = await holdApprovals('after')

  await system.server.kill9()
  for (const call of calls) call.cut()
  await system.server.restart()

  expect(await verdicts(cases)).toEqual(['PAID', 'FAILED', 'FAILED'])
})

test('killed with the PG’s answer in hand and nothing written: found again or undone', async () => {
  const { cases, calls } = await holdApprovals('after')
  const locked = await lockPayments(
    system.databaseUrl,
    cases.map(({ paymentId }) => paymentId),
  )
  for (const call of calls) call.release()
  await locked.waited(cases.length)

  await system.server.kill9()
  await locked.dropWaiting()
  await locked.unlock()
  expect(await phases(cases)).toEqual(['CONFIRMING', 'CONFIRMING', 'CONFIRMING'])
  await system.server.restart()

  expect(await verdicts(cases)).toEqual(['PAID', 'FAILED', 'FAILED'])
})

test('killed while the record was on its way to the database, which still writes it: paid, and left alone', async () => {
  const { cases, calls } = await holdApprovals('after')
  const locked = await lockPayments(
    system.databaseUrl,
    cases.map(({ paymentId }) => paymentId),
  )
  for (const call of calls) call.release()
  await locked.waited(cases.length)

  await system.server.kill9()
  await locked.unlock()
  await system.server.restart()

  expect(await verdicts(cases)).toEqual(['PAID', 'PAID', 'PAID'])
})

test('killed twice in a row at the same approval: still one truth', async () => {
  const { cases, calls } = await holdApprovals('after')
  const repeated = line.hold((call) => call.path.startsWith('/tosspayments/v1/payments/'), 'after')
  const undone = line.hold((call) => /netCancel|payNetCancel/i.test(call.path), 'after')

  await system.server.kill9()
  for (const call of calls) call.cut()
  await system.server.restart()
  await Promise.all([repeated.reached, undone.reached])
  await system.server.kill9()
  repeated.cut()
  undone.cut()
  await system.server.restart()

  expect(await verdicts(cases)).toEqual(['PAID', 'FAILED', 'FAILED'])
})

test('killed before the buyer came back: the payment stays open and can still be paid', async () => {
  const prepared = await prepare(system, { pg: 'tosspayments', amount: 12_000 })
  const purchase = { pg: 'tosspayments' as const, amount: 12_000 }
  const handOff = await begin(prepared)

  await system.server.kill9()
  await system.server.restart()
  await visitPg(system, purchase, handOff)

  await untilNothingInFlight(system.databaseUrl)
  expect((await readPayment(system, prepared.paymentId))['status']).toBe('PAID')
})
