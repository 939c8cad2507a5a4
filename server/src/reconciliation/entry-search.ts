import { refuseCommon } from '../foundation/refusal.ts'
import type { Condition } from '../payment/search-payments.ts'
import { one, type Query } from '../payment/read-payment-search.ts'
import type { DateBasis } from '../wire/console-reconciliation.ts'
import { refuseReconciliation } from './reconciliation-errors.ts'
import type { ReadScope } from './reconciliation-dependencies.ts'
import { addDays, daysBetween, isDay, seoulDayOf } from './settlement-day.ts'

/** What a reconciliation list is narrowed to. An empty array is no filter. */
export interface EntrySearch {
  readonly mode: 'LIVE' | 'TEST'
  readonly basis: DateBasis
  /** `YYYY-MM-DD`, both included. */
  readonly from: string
  readonly until: string
  readonly statuses: readonly string[]
  readonly differences: readonly string[]
  readonly actions: readonly string[]
  readonly methods: readonly string[]
  readonly pgMerchantIds: readonly string[]
  /** Among the stores that the caller may read; a store of somebody else finds nothing. */
  readonly storeIds: readonly string[]
  /** Exactly this payment id, transaction id, PG transaction id or order name. */
  readonly search?: string
}

const daysMax = 366
const wordsMax = 50
const lettersMax = 200

/**
 * Reads the filters of an address. Without a period: from the first of the month until yesterday.
 * @throws Refusal INVALID_REQUEST, ReconciliationRangeError
 */
export function readEntrySearch(query: Query, now: Date): EntrySearch {
  const yesterday = addDays(seoulDayOf(now), -1)
  const until = readDay(query, 'until') ?? yesterday
  const from = readDay(query, 'from') ?? `${until.slice(0, 8)}01`
  if (from > until || daysBetween(from, until) > daysMax)
    throw refuseReconciliation('ReconciliationRangeError', `${daysMax}`)
  const search = one(query['search'])?.trim()
  if (search !== undefined && (search.length > lettersMax || search.includes('\u0000')))
    throw refuseCommon('INVALID_REQUEST', 'search')
  return {
    mode: one(query['mode']) === 'TEST' ? 'TEST' : 'LIVE',
    basis: one(query['basis']) === 'SETTLEMENT' ? 'SETTLEMENT' : 'TRANSACTION',
    from,
    until,
    statuses: words(query, 'status'),
    differences: words(query, 'difference'),
    actions: words(query, 'action'),
    methods: words(query, 'method'),
    pgMerchantIds: words(query, 'pgMerchantId'),
    storeIds: words(query, 'store'),
    ...(search === undefined || search === '' ? {} : { search }),
  }
}

function readDay(query: Query, name: string): string | undefined {
  const day = one(query[name])
  if (day !== undefined && !isDay(day)) throw refuseCommon('INVALID_REQUEST', `${name}: YYYY-MM-DD`)
  return day
}

function words(query: Query, name: string): readonly string[] {
  const value = query[name]
  const all = value === undefined || value === '' ? [] : typeof value === 'string' ? [value] : value
  if (all.length > wordsMax || all.some((word) => word.includes('\u0000')))
    throw refuseCommon('INVALID_REQUEST', name)
  return all
}

export function dayColumn({ basis }: Pick<EntrySearch, 'basis'>): 'day' | 'settled_on' {
  return basis === 'SETTLEMENT' ? 'settled_on' : 'day'
}

/** The `where` of a search on `reconciliation_entry e`. Values are always parameters. */
export function entryCondition(scope: ReadScope, search: EntrySearch): Condition {
  const values: unknown[] = []
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const time = `e.${dayColumn(search)}`
  const where = [
    `e.merchant_id = ${parameter(scope.merchantId)}`,
    `e.mode = ${parameter(search.mode)}`,
    `${time} between ${parameter(search.from)}::date and ${parameter(search.until)}::date`,
  ]
  const among = (column: string, chosen: readonly string[] | undefined): void => {
    if (chosen !== undefined) where.push(`e.${column} = any(${parameter([...chosen])}::text[])`)
  }
  const some = (chosen: readonly string[]) => (chosen.length === 0 ? undefined : chosen)
  among('store_id', scope.storeIds)
  among('store_id', some(search.storeIds))
  among('status', some(search.statuses))
  among('action', some(search.actions))
  among('method', some(search.methods))
  among('pg_merchant_id', some(search.pgMerchantIds))
  if (search.differences.length > 0)
    where.push(`e.differences && ${parameter([...search.differences])}::text[]`)
  if (search.search !== undefined) {
    const text = parameter(search.search)
    const columns = ['payment_id', 'transaction_id', 'pg_tx_id', 'order_name']
    where.push(`(${columns.map((column) => `e.${column} = ${text}`).join(' or ')})`)
  }
  return { where: where.join(' and '), values }
}
