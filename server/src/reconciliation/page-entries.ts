import { sql, type Database } from '../foundation/database.ts'
import type { EntryPage, EntryView } from '../wire/console-reconciliation.ts'
import { dayColumn, entryCondition, type EntrySearch } from './entry-search.ts'
import type { ReadScope } from './reconciliation-dependencies.ts'
import { isDay } from './settlement-day.ts'

type Nullable<T> = { [K in keyof T]: undefined extends T[K] ? Exclude<T[K], undefined> | null : T[K] }
export type EntryRow = Nullable<Required<EntryView>>

/** What both the list and the download read. */
export const entrySelect = `select e.entry_key as "entryKey", e.pg, e.pg_merchant_id as "pgMerchantId", e.status, e.differences, e.action,
  e.day::text as day, e.settled_on::text as "settledOn", e.store_id as "storeId", s.name as "storeName", e.payment_id as "paymentId",
  e.transaction_id as "transactionId", e.pg_tx_id as "pgTxId", e.order_name as "orderName", e.method, e.currency,
  e.amount_minor as "amountMinor", e.tax_free_minor as "taxFreeMinor", e.vat_minor as "vatMinor", e.pg_amount_minor as "pgAmountMinor",
  e.pg_day::text as "pgDay", e.fee_minor as "feeMinor", e.fee_vat_minor as "feeVatMinor", e.expected_fee_minor as "expectedFeeMinor"
  from reconciliation_entry e left join store s on s.store_id = e.store_id`

/** The list, latest day first, by key. */
export async function pageEntries(
  database: Database,
  scope: ReadScope,
  search: EntrySearch,
  page: { readonly cursor?: EntryCursor; readonly size: number },
): Promise<EntryPage> {
  const { where, values } = entryCondition(scope, search)
  const day = `e.${dayColumn(search)}`
  const { cursor } = page
  const n = values.length
  const after = cursor === undefined ? '' : ` and (${day}, e.entry_key) < ($${n + 2}::date, $${n + 3})`
  const rows = await database.query<EntryRow>(
    sql('', `${entrySelect} where ${where}${after} order by ${day} desc, e.entry_key desc limit $${n + 1}`),
    [...values, page.size + 1, ...(cursor === undefined ? [] : [cursor.day, cursor.entryKey])],
  )
  const shown = rows.slice(0, page.size)
  const last = shown.at(-1)
  const lastDay = search.basis === 'SETTLEMENT' ? last?.settledOn : last?.day
  const hasMore = rows.length > page.size && last !== undefined && typeof lastDay === 'string'
  return {
    items: shown.map(withoutNulls),
    ...(hasMore ? { nextCursor: writeCursor({ day: lastDay, entryKey: last.entryKey }) } : {}),
  }
}

export interface EntryCursor {
  readonly day: string
  readonly entryKey: string
}

function writeCursor({ day, entryKey }: EntryCursor): string {
  return Buffer.from(`${day} ${entryKey}`, 'utf8').toString('base64url')
}

/** @returns undefined for text that is no cursor of ours */
export function readEntryCursor(text: string): EntryCursor | undefined {
  const plain = Buffer.from(text, 'base64url').toString('utf8')
  const day = plain.slice(0, 10)
  const isCursor = isDay(day) && plain[10] === ' ' && plain.length > 11 && !plain.includes('\u0000')
  return isCursor ? { day, entryKey: plain.slice(11) } : undefined
}

/** The wire has no nulls. */
export function withoutNulls<Row extends object>(row: Row): WithoutNulls<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as WithoutNulls<Row>
}

type WithoutNulls<Row> = {
  [K in keyof Row as null extends Row[K] ? never : K]: Row[K]
} & { [K in keyof Row as null extends Row[K] ? K : never]?: Exclude<Row[K], null> }
