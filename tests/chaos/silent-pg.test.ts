import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { begin, buy, prepare, visitPg } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { cancel } from './cancel.ts'
import { judge, untilNothingInFlight, type Case } from './judge.ts'
import { wires, type Wire } from './pg-calls.ts'

// Goal: silence is never taken for a refusal nor for a success, however often the PG stays silent.
let system: RunningSystem

beforeAll(async () => {
  system = await startSystem()
}, 120_000)

afterAll(() => system?.stop())

interface Fault {
  readonly operation: string
  readonly fault: string
  readonly times?: number
}

/** What goes wrong, and what the payment comes to at a PG that replays (TossPayments) and at one that undoes (Inicis). */
interface Trouble {
  readonly name: string
  readonly faults: readonly Fault[]
  readonly replays: string
  readonly undoes: string
}

const approveTroubles: readonly Trouble[] = [
  {
    name: 'silent before it took the money',
    faults: [{ operation: 'approve', fault: 'silent-before' }],
    replays: 'PAID',
    undoes: 'FAILED',
  },
  {
    name: 'silent after it took the money',
    faults: [{ operation: 'approve', fault: 'silent-after' }],
    replays: 'PAID',
    undoes: 'FAILED',
  },
  {
    name: 'HTTP 500 before it took the money',
    faults: [{ operation: 'approve', fault: 'http-500-before' }],
    replays: 'PAID',
    undoes: 'FAILED',
  },
  {
    name: 'HTTP 500 after it took the money',
    faults: [{ operation: 'approve', fault: 'http-500-after' }],
    replays: 'PAID',
    undoes: 'FAILED',
  },
  {
    name: 'half an answer',
    faults: [{ operation: 'approve', fault: 'malformed-after' }],
    replays: 'PAID',
    undoes: 'FAILED',
  },
  {
    name: 'silent three times before it took the money',
    faults: [{ operation: 'approve', fault: 'silent-before', times: 3 }],
    replays: 'PAID',
    undoes: 'FAILED',
  },
  {
    name: 'silent after it took the money, and its books silent three times',
    faults: [
      { operation: 'approve', fault: 'silent-after' },
      { operation: 'inquire', fault: 'silent-before', times: 3 },
    ],
    replays: 'PAID',
    undoes: 'FAILED',
  },
  {
    name: 'silent after it took the money, net cancel silent before its effect three times',
    faults: [
      { operation: 'approve', fault: 'silent-after' },
      { operation: 'netCancel', fault: 'silent-before', times: 3 },
    ],
    replays: 'PAID',
    undoes: 'FAILED',
  },
  {
    name: 'silent after it took the money, net cancel silent after its effect three times',
    faults: [
      { operation: 'approve', fault: 'silent-after' },
      { operation: 'netCancel', fault: 'silent-after', times: 3 },
    ],
    replays: 'PAID',
    undoes: 'FAILED',
  },
  {
    name: 'everything silent at once: approve, net cancel, books and the refund that follows them',
    faults: [
      { operation: 'approve', fault: 'silent-after' },
      { operation: 'netCancel', fault: 'silent-before', times: 2 },
      { operation: 'inquire', fault: 'http-500-before', times: 2 },
      { operation: 'cancel', fault: 'silent-after', times: 2 },
    ],
    replays: 'PAID',
    undoes: 'FAILED',
  },
  {
    name: 'an answer that names another amount is given back, although the refund is silent',
    faults: [
      { operation: 'approve', fault: 'wrong-amount' },
      { operation: 'netCancel', fault: 'silent-before' },
      { operation: 'cancel', fault: 'silent-after' },
    ],
    replays: 'FAILED',
    undoes: 'FAILED',
  },
  {
    name: 'an answer that names another order is given back, although the books are silent first',
    faults: [
      { operation: 'approve', fault: 'wrong-order' },
      { operation: 'netCancel', fault: 'silent-after' },
      { operation: 'inquire', fault: 'silent-before', times: 2 },
    ],
    replays: 'FAILED',
    undoes: 'FAILED',
  },
]

const cancelTroubles: readonly Trouble[] = [
  ...['silent-before', 'silent-after', 'http-500-before', 'http-500-after', 'malformed-after'].map(
    (fault) => ({
      name: `one ${fault}`,
      faults: [{ operation: 'cancel', fault }],
      replays: 'PARTIAL_CANCELLED',
      undoes: 'PARTIAL_CANCELLED',
    }),
  ),
  ...['silent-before', 'silent-after'].flatMap((fault) => [
    {
      name: `three times ${fault}`,
      faults: [{ operation: 'cancel', fault, times: 3 }],
      replays: 'PARTIAL_CANCELLED',
      undoes: 'PARTIAL_CANCELLED',
    },
    {
      name: `${fault}, and then the books silent three times`,
      faults: [
        { operation: 'cancel', fault },
        { operation: 'inquire', fault: 'silent-before', times: 3 },
      ],
      replays: 'PARTIAL_CANCELLED',
      undoes: 'PARTIAL_CANCELLED',
    },
  ]),
]

function expected(wire: Wire, trouble: Trouble): string {
  return wire.pg === 'tosspayments' ? trouble.replays : trouble.undoes
}

// All troubles of one wire run at once: each fault belongs to one order.
describe.concurrent.each(wires)('$name', (wire) => {
  test('every silence of an approval ends where the PG’s book says', async () => {
    const purchase = { pg: wire.pg, device: wire.device, amount: 10_000 }
    const cases: Case[] = await Promise.all(
      approveTroubles.map(async ({ faults }) => {
        const prepared = await prepare(system, purchase)
        await visitPg(system, { ...purchase, faults: known(wire, faults) }, await begin(prepared))
        return { ...prepared, pg: wire.pg }
      }),
    )
    await untilNothingInFlight(system.databaseUrl)

    const came = await Promise.all(cases.map(async (one) => (await judge(system, one)).status))
    expect(named(approveTroubles, came)).toEqual(
      named(
        approveTroubles,
        approveTroubles.map((trouble) => expected(wire, trouble)),
      ),
    )
  })

  test('every silence of a cancel ends with the money given back once', async () => {
    const cases: Case[] = await Promise.all(
      cancelTroubles.map(async ({ faults }) => {
        const bought = await buy(system, { pg: wire.pg, device: wire.device, amount: 10_000 })
        for (const fault of faults) await order(bought.transactionId, wire, fault)
        const reply = await cancel(system, bought.paymentId, { amount: 4_000 })
        expect(reply).toMatchObject({ status: 200, type: undefined })
        return { ...bought, pg: wire.pg }
      }),
    )
    await untilNothingInFlight(system.databaseUrl)

    for (const one of cases) {
      const { status, book } = await judge(system, one)
      expect(`${status} ${book.balanceMinor}`).toBe('PARTIAL_CANCELLED 6000')
      expect(book.entries.filter(({ kind }) => kind === 'cancel')).toHaveLength(1)
    }
  })
})

async function order(orderId: string, wire: Wire, fault: Fault): Promise<void> {
  const response = await fetch(
    `${system.demo.origins.simulators}/control/${wire.pg}/orders/${orderId}/faults`,
    { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(fault) },
  )
  if (!response.ok) throw new Error(`the desk refused the fault: ${await response.text()}`)
}

/** TossPayments has no net cancel, so a fault of it cannot be ordered there. */
function known(wire: Wire, faults: readonly Fault[]): readonly Fault[] {
  return faults.filter(({ operation }) => wire.pg !== 'tosspayments' || operation !== 'netCancel')
}

function named(troubles: readonly Trouble[], states: readonly string[]): string[] {
  return troubles.map(({ name }, index) => `${name}: ${states[index] ?? 'nothing'}`)
}
