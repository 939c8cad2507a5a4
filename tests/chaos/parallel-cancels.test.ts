import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buy } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { cancel, type CancelReply } from './cancel.ts'
import { judge, untilNothingInFlight, type Case } from './judge.ts'
import { wires, type Wire } from './pg-calls.ts'

// Goal: no crowd of cancels can give back more than was paid, and each of them gets a true answer.
let system: RunningSystem

beforeAll(async () => {
  system = await startSystem()
}, 120_000)

afterAll(() => system?.stop())

async function paid(wire: Wire): Promise<Case> {
  return { ...(await buy(system, { pg: wire.pg, device: wire.device, amount: 10_000 })), pg: wire.pg }
}

function tally(replies: readonly CancelReply[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status, type, cancellation } of replies) {
    const word = type ?? cancellation?.status ?? 'nothing'
    const key = `${status} ${word}`
    counts[key] = (counts[key] ?? 0) + 1
  }
  return counts
}

describe.each(wires)('$name', (wire) => {
  test('fifty cancels of everything at once: one succeeds, forty-nine hear that it is done', async () => {
    const one = await paid(wire)

    const replies = await Promise.all(Array.from({ length: 50 }, () => cancel(system, one.paymentId)))

    await untilNothingInFlight(system.databaseUrl)
    expect(tally(replies)).toEqual({ '200 SUCCEEDED': 1, '409 PAYMENT_ALREADY_CANCELLED': 49 })
    const { status, book } = await judge(system, one)
    expect(status).toBe('CANCELLED')
    expect(book.entries.filter(({ kind }) => kind === 'cancel')).toHaveLength(1)
  })

  test('twenty cancels of 1,000 at once of a payment of 10,000: ten succeed', async () => {
    const one = await paid(wire)

    const replies = await Promise.all(
      Array.from({ length: 20 }, () => cancel(system, one.paymentId, { amount: 1_000 })),
    )

    await untilNothingInFlight(system.databaseUrl)
    expect(tally(replies)).toEqual({ '200 SUCCEEDED': 10, '409 PAYMENT_ALREADY_CANCELLED': 10 })
    const { status, book } = await judge(system, one)
    expect(status).toBe('CANCELLED')
    expect(book.cancelledMinor).toBe(10_000)
  })

  test('twenty cancels of 3,000 at once of a payment of 10,000: three succeed and 1,000 stays paid', async () => {
    const one = await paid(wire)

    const replies = await Promise.all(
      Array.from({ length: 20 }, () => cancel(system, one.paymentId, { amount: 3_000 })),
    )

    await untilNothingInFlight(system.databaseUrl)
    expect(tally(replies)).toEqual({
      '200 SUCCEEDED': 3,
      '409 CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT': 17,
    })
    const { status, book } = await judge(system, one)
    expect(status).toBe('PARTIAL_CANCELLED')
    expect(book.balanceMinor).toBe(1_000)
  })

  test('of two merchants’ servers that both saw 10,000, only one may act on it', async () => {
    const one = await paid(wire)

    const replies = await Promise.all(
      [6_000, 5_000].map((amount) =>
        cancel(system, one.paymentId, { amount, currentCancellableAmount: 10_000 }),
      ),
    )

    await untilNothingInFlight(system.databaseUrl)
    expect(tally(replies)).toEqual({
      '200 SUCCEEDED': 1,
      '409 CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN': 1,
    })
    await judge(system, one)
  })
})
