import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begin, deposit, prepare, readPayment, until, visitPg } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { ask, judge, untilNothingInFlight, type Case } from './judge.ts'
import { wires, type Wire } from './pg-calls.ts'

// Goal: a deposit counts once, however often the PG says so, and never because a stranger says so.
let system: RunningSystem

beforeAll(async () => {
  system = await startSystem()
}, 120_000)

afterAll(() => system?.stop())

async function issueAccount(wire: Wire): Promise<Case> {
  const purchase = { pg: wire.pg, device: wire.device, amount: 30_000, method: 'VIRTUAL_ACCOUNT' }
  const prepared = await prepare(system, purchase)
  await visitPg(system, purchase, await begin(prepared))
  await until(20_000, 'the account to be issued', async () =>
    (await readPayment(system, prepared.paymentId))['status'] === 'VIRTUAL_ACCOUNT_ISSUED' ? true : undefined,
  )
  return { ...prepared, pg: wire.pg }
}

/** How often the payment became PAID, on the timeline and among the messages for the shop. */
async function timesPaid({ paymentId }: Case): Promise<{ events: number; webhooks: number }> {
  const [row] = await ask<{ events: number; webhooks: number }>(
    system.databaseUrl,
    `select (select count(*)::int from payment_event where payment_id = $1 and kind = 'PAID') as events,
            (select count(*)::int from webhook where payment_id = $1 and type = 'Transaction.Paid') as webhooks`,
    [paymentId],
  )
  return row ?? { events: 0, webhooks: 0 }
}

async function untilAnnounced(one: Case): Promise<void> {
  await until(20_000, 'the deposit to be announced to the shop', async () =>
    (await timesPaid(one)).webhooks > 0 ? true : undefined,
  )
}

describe.each(wires)('$name', (wire) => {
  test('fifty notices of one deposit at the same moment pay once and tell the shop once', async () => {
    const one = await issueAccount(wire)

    await deposit(system, wire.pg, one.transactionId, { times: 50, parallel: true })

    await untilNothingInFlight(system.databaseUrl)
    await untilAnnounced(one)
    expect((await judge(system, one)).status).toBe('PAID')
    expect(await timesPaid(one)).toEqual({ events: 1, webhooks: 1 })
  })

  // Inicis sends no secret; there the simulator forges the account number.
  test.each(['secret', 'amount', 'order'])('a notice with a forged %s pays nothing', async (tamper) => {
    const one = await issueAccount(wire)

    await deposit(system, wire.pg, one.transactionId, { tamper, times: 5, parallel: true })

    await untilNothingInFlight(system.databaseUrl)
    expect((await judge(system, one)).status).toBe('VIRTUAL_ACCOUNT_ISSUED')
    expect(await timesPaid(one)).toEqual({ events: 0, webhooks: 0 })
  })

  test('after any number of forgeries the true deposit still counts', async () => {
    const one = await issueAccount(wire)
    for (const tamper of ['secret', 'amount', 'order'])
      await deposit(system, wire.pg, one.transactionId, { tamper, times: 3, parallel: true })

    await deposit(system, wire.pg, one.transactionId)

    await untilNothingInFlight(system.databaseUrl)
    await untilAnnounced(one)
    expect((await judge(system, one)).status).toBe('PAID')
    expect(await timesPaid(one)).toEqual({ events: 1, webhooks: 1 })
  })
})
