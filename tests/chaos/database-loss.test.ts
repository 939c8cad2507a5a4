import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { begin, prepare, until, visitPg, type PgVisit } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { cancel } from './cancel.ts'
import { ask, judge, untilNothingInFlight, type Case } from './judge.ts'
import { wires } from './pg-calls.ts'

// Goal: a database that drops its connections in the middle of payments loses no money and stops no server.
let system: RunningSystem

beforeAll(async () => {
  system = await startSystem()
}, 120_000)

afterAll(() => system?.stop())

/** Ends every session of the server, again and again, until the work is over. @returns how many it ended */
async function dropSessionsDuring(work: Promise<unknown>): Promise<number> {
  const client = new pg.Client({ connectionString: system.databaseUrl })
  await client.connect()
  let isOver = false
  let ended = 0
  const over = work.finally(() => {
    isOver = true
  })
  while (!isOver) {
    const { rowCount } = await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'naru' and query not like 'select pg_sleep%'`,
    )
    ended += rowCount ?? 0
    // The pause lives in the database: as often as the server can open new sessions, and no timer of ours.
    await client.query('select pg_sleep(0.03)')
  }
  await over
  await client.end()
  return ended
}

/** What waits for the time limit of a call is looked at now: no call is in flight any more. */
async function callLimitsPass(): Promise<void> {
  await ask(
    system.databaseUrl,
    `update due_work set due_at = now(), lease_owner = null, lease_until = null where kind like 'payment.%'`,
  )
}

async function comeBack({ method, url, headers, body }: NonNullable<PgVisit['next']>): Promise<number> {
  const response = await fetch(url, {
    method,
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  })
  return response.status
}

async function settleAll(): Promise<void> {
  await callLimitsPass()
  await untilNothingInFlight(system.databaseUrl)
}

const purchases = Array.from({ length: 4 }, () => wires).flat()

test('sessions end while a dozen payments are approved: every book and every payment agree', async () => {
  const pid = system.server.pid
  const returns = await Promise.all(
    purchases.map(async ({ pg: name, device }) => {
      const purchase = { pg: name, device, amount: 15_000 }
      const prepared = await prepare(system, purchase)
      const { next } = await visitPg(system, purchase, await begin(prepared), false)
      if (next === null) throw new Error('the buyer does not come back')
      return { one: { ...prepared, pg: name }, next }
    }),
  )

  const ended = await dropSessionsDuring(Promise.all(returns.map(({ next }) => comeBack(next))))
  await settleAll()
  // Who came back to an error page presses "reload": nothing was approved for him yet, or it is decided.
  for (const { next } of returns) await comeBack(next)
  await settleAll()

  expect(ended).toBeGreaterThan(0)
  expect(system.server.pid).toBe(pid)
  for (const { one } of returns) {
    const { status } = await judge(system, one)
    // TossPayments repeats the call until it is known; Inicis undoes what was never answered.
    expect(one.pg === 'tosspayments' ? ['PAID'] : ['PAID', 'FAILED']).toContain(status)
  }
})

test('sessions end while a dozen cancels run: the money goes back once', async () => {
  const cases: Case[] = await Promise.all(
    purchases.map(async ({ pg: name, device }) => {
      const purchase = { pg: name, device, amount: 15_000 }
      const prepared = await prepare(system, purchase)
      await visitPg(system, purchase, await begin(prepared))
      return { ...prepared, pg: name }
    }),
  )
  await untilNothingInFlight(system.databaseUrl)

  const ended = await dropSessionsDuring(
    Promise.all(cases.map(({ paymentId }) => cancel(system, paymentId, { amount: 5_000 }))),
  )
  await settleAll()

  expect(ended).toBeGreaterThan(0)
  for (const one of cases) {
    const { status, book } = await judge(system, one)
    expect([`PARTIAL_CANCELLED 10000`, 'PAID 15000']).toContain(`${status} ${book.balanceMinor}`)
  }
})

test('afterwards the server answers and pays as before', async () => {
  const purchase = { pg: 'inicis' as const, amount: 15_000 }
  const prepared = await until(20_000, 'the server to answer', () =>
    prepare(system, purchase).catch(() => undefined),
  )
  await visitPg(system, purchase, await begin(prepared))

  await untilNothingInFlight(system.databaseUrl)
  expect((await judge(system, { ...prepared, pg: 'inicis' })).status).toBe('PAID')
})
