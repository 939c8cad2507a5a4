import { isTimeout, sql, type Database } from '../foundation/database.ts'
import type { PaymentCounts } from '../wire/console-payments.ts'
import type { PaymentStatus } from './payment.ts'
import { searchCondition, type Condition, type PaymentSearch } from './search-payments.ts'

/** Longer than counting three million payments by their index takes; nobody waits longer for a figure beside a list. */
const patienceMs = 1_500

/**
 * How many payments of each kind a search finds, whatever statuses are ticked. One pass over the covering index: about
 * 0.15 s for a million payments. What takes longer than our patience is given up and estimated, and said to be so.
 */
export async function countPayments(database: Database, search: PaymentSearch): Promise<PaymentCounts> {
  const condition = await searchCondition(database, { ...search, statuses: [] })
  try {
    return await database.transaction(async (transaction) => {
      await transaction.query(sql('', `set local statement_timeout = ${patienceMs}`))
      return sum(await countByStatus(transaction, condition))
    })
  } catch (error) {
    if (!isTimeout(error)) throw error
    // Only of columns does the database know how often a value occurs.
    if (search.search !== undefined || search.types.length === 1) return { kind: 'estimate' }
    return { kind: 'estimate', all: await estimate(database, condition) }
  }
}

/** The exact number of rows of a search, statuses included, however long it takes. */
export async function countRows(database: Database, { where, values }: Condition): Promise<number> {
  const [row] = await database.query<{ n: number }>(
    sql('', `select count(*) as n from payment where ${where}`),
    values,
  )
  return row?.n ?? 0
}

interface StatusCount {
  readonly status: PaymentStatus
  readonly n: number
}

function countByStatus(database: Database, { where, values }: Condition): Promise<StatusCount[]> {
  return database.query<{ status: PaymentStatus; n: number }>(
    sql('', `select status, count(*) as n from payment where ${where} group by status`),
    values,
  )
}

async function estimate(database: Database, { where, values }: Condition): Promise<number> {
  const [row] = await database.query<{
    'QUERY PLAN': readonly { readonly Plan?: { 'Plan Rows'?: number } }[]
  }>(sql('', `explain (format json) select 1 from payment where ${where}`), values)
  return row?.['QUERY PLAN'][0]?.Plan?.['Plan Rows'] ?? 0
}

function sum(rows: readonly StatusCount[]): PaymentCounts {
  const of = (...statuses: PaymentStatus[]): number =>
    rows.filter((row) => statuses.includes(row.status)).reduce((total, row) => total + row.n, 0)
  return {
    kind: 'exact',
    all: rows.reduce((total, row) => total + row.n, 0),
    paid: of('PAID'),
    ready: of('READY', 'VIRTUAL_ACCOUNT_ISSUED', 'PAY_PENDING'),
    failed: of('FAILED'),
    cancelled: of('CANCELLED', 'PARTIAL_CANCELLED'),
  }
}
