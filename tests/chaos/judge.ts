import pg from 'pg'
import { expect } from 'vitest'
import {
  readBook,
  readPayment,
  until,
  type Book,
  type Prepared,
  type Shopfront,
} from '../setup/headless-buyer.ts'

/** What the judge needs to see of a system. */
export interface Trial extends Shopfront {
  readonly databaseUrl: string
}

/** One attempt, and the PG whose book decides about it. */
export interface Case extends Prepared {
  readonly pg: string
}

/** What an order comes to, once nothing is in flight any more. */
export interface Verdict {
  readonly status: string
  readonly book: Book
}

/** Runs one question against the system's database, on a connection of its own. */
export async function ask<Row extends pg.QueryResultRow>(
  databaseUrl: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  try {
    return (await client.query<Row>(text, [...values])).rows
  } finally {
    await client.end()
  }
}

const moneyInFlight = `
  select 'approval' as what, transaction_id as id, phase from payment_transaction where phase in ('CONFIRMING', 'UNKNOWN')
  union all
  select 'cancel', cancellation_id, phase from payment_cancellation where phase in ('RESERVED', 'UNKNOWN')
  union all
  select 'timed work', work_id, kind from due_work where kind like 'payment.%'
  union all
  select 'held payment', payment_id, status from payment
    where confirming_transaction_id is not null or cancelling_id is not null or reserved_minor <> 0`

/** Waits until no money is in flight: no approval, no cancel, no timed work of payments. */
export async function untilNothingInFlight(databaseUrl: string, timeoutMs = 40_000): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  let left: unknown[] = []
  try {
    await until(timeoutMs, 'money in flight to be settled', async () => {
      left = (await client.query(moneyInFlight)).rows
      return left.length === 0 ? true : undefined
    })
  } catch (cause) {
    throw new Error(`still in flight: ${JSON.stringify(left)}`, { cause })
  } finally {
    await client.end()
  }
}

/**
 * The PG's book against what we show. The book is written by a program that shares no code with us, so that
 * it can be the judge: what it holds is what we show as paid, whatever happened on the way.
 */
export async function judge(system: Trial, one: Case): Promise<Verdict> {
  const [payment, book] = await Promise.all([
    readPayment(system, one.paymentId),
    readBook(system, one.pg, one.transactionId),
  ])
  const status = String(payment['status'])
  const entries = book.entries ?? []
  const taken = entries.filter(({ kind }) => kind === 'approve' || kind === 'deposit')
  const undone = entries.filter(({ kind }) => kind === 'net-cancel')
  const heldMinor = (book.approvedMinor ?? 0) - (book.cancelledMinor ?? 0)
  const found = {
    order: `${one.pg} ${one.transactionId}`,
    status,
    entries: entries.map(({ kind, amountMinor }) => `${kind} ${amountMinor}`),
    heldMinor,
    shownMinor: shownMinor(payment),
  }

  // Compared as a whole, so that a failure shows the book beside the payment.
  expect({ ...found, shownMinor: heldMinor }).toEqual(found)
  expect(heldMinor).toBeGreaterThanOrEqual(0)
  expect(taken.length - undone.length).toBeLessThanOrEqual(1)
  if (status === 'PAID') expect(taken).toHaveLength(1)
  return { status, book }
}

/** What we say is paid and not given back. */
function shownMinor(payment: Record<string, unknown>): number {
  const { status, amount } = payment
  if (status !== 'PAID' && status !== 'PARTIAL_CANCELLED' && status !== 'CANCELLED') return 0
  const { paid, cancelled } = amount as { paid: number; cancelled: number }
  return paid - cancelled
}
