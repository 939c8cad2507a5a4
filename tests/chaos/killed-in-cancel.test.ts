import { afterAll, beforeAll, expect, test } from 'vitest'
import { buy, until } from '../setup/headless-buyer.ts'
import { openPgLine, type Held, type HoldPoint, type PgLine } from '../setup/pg-line.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { cancel } from './cancel.ts'
import { ask, judge, untilNothingInFlight, type Case } from './judge.ts'
import { lockPayments } from './locked-payment.ts'
import { wires } from './pg-calls.ts'

// Goal: whenever the server dies during a cancel, the money goes back once, and nobody has to ask twice.
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

/** One paid payment per wire, each with a cancel of 4,000 of its 10,000 held at the point. */
async function holdCancels(point: HoldPoint, amount?: number): Promise<Flight> {
  const cases = await Promise.all(
    wires.map(async ({ pg, device }) => ({ ...(await buy(system, { pg, device, amount: 10_000 })), pg })),
  )
  const calls = wires.map((wire) => line.hold((call) => wire.isCancel(call), point))
  for (const { paymentId } of cases) {
    // The merchant's server waits for us and hears nothing: its connection ends with ours.
    void cancel(system, paymentId, amount === undefined ? {} : { amount }).catch(() => undefined)
  }
  await Promise.all(calls.map(({ reached }) => reached))
  return { cases, calls }
}

async function phases(cases: readonly Case[]): Promise<string[]> {
  const rows = await ask<{ phase: string }>(
    system.databaseUrl,
    'select phase from payment_cancellation where payment_id = any($1)',
    [cases.map(({ paymentId }) => paymentId)],
  )
  return rows.map(({ phase }) => phase)
}

async function verdicts(cases: readonly Case[]): Promise<string[]> {
  await untilNothingInFlight(system.databaseUrl)
  return Promise.all(
    cases.map(async (one) => {
      const { status, book } = await judge(system, one)
      return `${status} ${book.balanceMinor}`
    }),
  )
}

test('killed after it reserved and before the PG heard of it: the successor gives the money back', async () => {
  const { cases, calls } = await holdCancels('before')
  expect(await phases(cases)).toEqual(['RESERVED', 'RESERVED', 'RESERVED'])

  await system.server.kill9()
  for (const call of calls) call.cut()
  await system.server.restart()

  expect(await verdicts(cases)).toEqual(['CANCELLED 0', 'CANCELLED 0', 'CANCELLED 0'])
})

test('killed after the PG gave it back and before its answer arrived: not given back again', async () => {
  const { cases, calls } = await holdCancels('after', 4_000)

  await system.server.kill9()
  for (const call of calls) call.cut()
  await system.server.restart()

  const partly = 'PARTIAL_CANCELLED 6000'
  expect(await verdicts(cases)).toEqual([partly, partly, partly])
})

test('killed with the PG’s answer in hand and nothing written: not given back again', async () => {
  const { cases, calls } = await holdCancels('after', 4_000)
  const locked = await lockPayments(
    system.databaseUrl,
    cases.map(({ paymentId }) => paymentId),
  )
  for (const call of calls) call.release()
  await locked.waited(cases.length)

  await system.server.kill9()
  await locked.dropWaiting()
  await locked.unlock()
  expect(await phases(cases)).toEqual(['RESERVED', 'RESERVED', 'RESERVED'])
  await system.server.restart()

  const partly = 'PARTIAL_CANCELLED 6000'
  expect(await verdicts(cases)).toEqual([partly, partly, partly])
})

// The second call of a part would fit the balance; it names what must remain, and that no longer fits.
test.each([
  { what: 'everything', amount: undefined, end: 'CANCELLED 0' },
  { what: 'a part', amount: 4_000, end: 'PARTIAL_CANCELLED 6000' },
])(
  'killed while the cancel of $what was on the way, and it arrives only after the successor has finished',
  async ({ amount, end }) => {
    const { cases, calls } = await holdCancels('before', amount)

    await system.server.kill9()
    await system.server.restart()
    const settled = await verdicts(cases)
    for (const call of calls) call.release()
    await Promise.all(calls.map(({ over }) => over))

    expect(settled).toEqual([end, end, end])
    expect(await verdicts(cases)).toEqual(settled)
  },
)

test('a merchant who asks again while the successor still looks gets one refund', async () => {
  const { cases, calls } = await holdCancels('after')

  await system.server.kill9()
  for (const call of calls) call.cut()
  await system.server.restart()
  const answers = await Promise.all(cases.map(({ paymentId }) => cancel(system, paymentId)))

  expect(answers.map(({ type }) => type)).toEqual(cases.map(() => 'PAYMENT_ALREADY_CANCELLED'))
  expect(await verdicts(cases)).toEqual(['CANCELLED 0', 'CANCELLED 0', 'CANCELLED 0'])
})

test('a partial cancel that was cut off is finished, and the rest can be given back afterwards', async () => {
  const { cases, calls } = await holdCancels('before', 4_000)
  await system.server.kill9()
  for (const call of calls) call.cut()
  await system.server.restart()
  await untilNothingInFlight(system.databaseUrl)

  for (const { paymentId } of cases) {
    const rest = await until(20_000, 'the rest to be cancelled', async () => {
      const answer = await cancel(system, paymentId)
      return answer.status === 200 ? answer : undefined
    })
    expect(rest.status).toBe(200)
  }

  expect(await verdicts(cases)).toEqual(['CANCELLED 0', 'CANCELLED 0', 'CANCELLED 0'])
})
