import { isTimeout, sql, type Database } from '../foundation/database.ts'
import type { PaymentSearchField, PaymentType } from '../wire/console-payments.ts'
import { scheduleQuery, termFields, termQuery, type TermField } from './search-terms.ts'

/** What the console's list is narrowed to. All members combine with AND; an empty array is no filter. */
export interface PaymentSearch {
  readonly storeId: string
  readonly timeBase: 'CREATED_AT' | 'STATUS_CHANGED_AT'
  readonly from: Date
  readonly until: Date
  readonly statuses: readonly string[]
  readonly methods: readonly string[]
  readonly pgProviders: readonly string[]
  readonly types: readonly PaymentType[]
  readonly modes: readonly ('LIVE' | 'TEST')[]
  readonly search?: { readonly field: PaymentSearchField; readonly text: string }
}

/** A condition on the table `payment` with its parameters. */
export interface Condition {
  readonly where: string
  readonly values: readonly unknown[]
}

const termFieldNames = Object.keys(termFields).filter((field): field is TermField => field in termFields)
/** Of two letters everybody's environment begins, and of one digit every instalment plan: in all fields they would find all. */
const allTermFields: readonly TermField[] = termFieldNames.filter(
  (field) => field !== 'environment' && field !== 'installment',
)

/** Beyond so many hits an id prefix says little, and comparing row by row in the order of time finds a page sooner. */
const idsMax = 2_000

/**
 * The `where` of a search. Values are always parameters; only our own column names are text.
 * Reads the database when text is looked for: which ids begin with it decides the shape of the condition.
 */
export async function searchCondition(database: Database, search: PaymentSearch): Promise<Condition> {
  const values: unknown[] = []
  const parameter = (value: unknown): string => `$${values.push(value)}`
  const time = timeColumn(search)
  const all = [
    `store_id = ${parameter(search.storeId)}`,
    `${time} >= ${parameter(search.from)}`,
    `${time} <= ${parameter(search.until)}`,
  ]
  const among = (column: string, chosen: readonly string[]): void => {
    if (chosen.length > 0) all.push(`${column} = any(${parameter([...chosen])}::text[])`)
  }
  among('status', search.statuses)
  among('pay_method', search.methods)
  among('pg_provider', search.pgProviders)
  if (search.modes.length === 1) all.push(`is_test = ${parameter(search.modes[0] === 'TEST')}`)
  if (search.types.length === 1) {
    const isSchedule = await termCondition(database, search.storeId, scheduleQuery(search.storeId), parameter)
    all.push(search.types[0] === 'SCHEDULE' ? isSchedule : `not coalesce(${isSchedule}, false)`)
  }
  if (search.search !== undefined) {
    const found = await textCondition(database, search.storeId, search.search, parameter)
    all.push(found.length === 0 ? 'false' : `(${found.join(' or ')})`)
  }
  return { where: all.join(' and '), values }
}

export function timeColumn(search: Pick<PaymentSearch, 'timeBase'>): 'requested_at' | 'status_changed_at' {
  return search.timeBase === 'CREATED_AT' ? 'requested_at' : 'status_changed_at'
}

/** Conditions of which one must hold for a payment to fit the text; none, or `false` alone: nothing does. */
export async function textCondition(
  database: Database,
  storeId: string,
  { field, text }: { readonly field: PaymentSearchField; readonly text: string },
  parameter: (value: unknown) => string,
): Promise<string[]> {
  const ids = idFields.filter((one) => field === 'ALL' || field === one)
  const terms = field === 'ALL' ? allTermFields : termFieldNames.filter((one) => one === field)
  const query = termQuery(storeId, terms, text)
  const prefix = `${escapeLike(text.trim())}%`
  const probes = await Promise.all(
    ids.map((one) => database.query<{ id: string }>(probe[one], [storeId, prefix, idsMax + 1])),
  )
  const few = probes.filter((rows) => rows.length <= idsMax).flatMap((rows) => rows.map((row) => row.id))
  const many = ids.filter((_, index) => (probes[index]?.length ?? 0) > idsMax)
  return [
    ...(few.length === 0 ? [] : [`payment_id = any(${parameter([...new Set(few)])}::text[])`]),
    ...many.map((one) => compare[one](parameter(prefix))),
    ...(query === undefined ? [] : [await termCondition(database, storeId, query, parameter)]),
  ]
}

/**
 * PostgreSQL cannot know how many terms begin with some letters and guesses too high, which makes it read a million rows
 * in order of time for the one that fits. So the term index is asked alone first; few hits become ids, whose count it
 * knows.
 */
async function termCondition(
  database: Database,
  storeId: string,
  query: string,
  parameter: (value: unknown) => string,
): Promise<string> {
  const hits = await probeTerms(database, storeId, query)
  if (hits === undefined) return `search_terms @@ ${parameter(query)}::tsquery`
  return hits.length === 0 ? 'false' : `payment_id = any(${parameter(hits)}::text[])`
}

/** @returns undefined when there are too many to name */
async function probeTerms(database: Database, storeId: string, query: string): Promise<string[] | undefined> {
  try {
    const rows = await database.transaction(async (transaction) => {
      await transaction.query(sql('', onlyByTermIndex))
      return transaction.query<{ id: string }>(
        sql(
          '',
          `select payment_id as id from payment where search_terms @@ $2::tsquery and store_id = $1 limit ${idsMax + 1}`,
        ),
        [storeId, query],
      )
    })
    return rows.length > idsMax ? undefined : rows.map((row) => row.id)
  } catch (error) {
    if (isTimeout(error)) return undefined
    throw error
  }
}

const onlyByTermIndex = `set local enable_seqscan = off; set local enable_indexscan = off; set local enable_indexonlyscan = off;
  set local statement_timeout = 200`

const idFields = ['paymentId', 'transactionId', 'pgTxId'] as const
type IdField = (typeof idFields)[number]

/** Which payments an id prefix means; every attempt of a payment finds it. */
const probe = {
  paymentId: sql(
    'payment-probe-id',
    `select payment_id as id from payment where store_id = $1 and payment_id like $2 limit $3`,
  ),
  transactionId: sql(
    'payment-probe-transaction',
    `select payment_id as id from payment_transaction where store_id = $1 and transaction_id like $2 limit $3`,
  ),
  pgTxId: sql(
    'payment-probe-pg-tx',
    `select payment_id as id from payment_transaction where store_id = $1 and pg_tx_id like $2 limit $3`,
  ),
} as const satisfies Record<IdField, unknown>

const ofAttempts = (column: string) => (prefix: string) =>
  `exists (select from payment_transaction t where t.store_id = payment.store_id and t.payment_id = payment.payment_id and t.${column} like ${prefix})`
const compare: Readonly<Record<IdField, (prefix: string) => string>> = {
  paymentId: (prefix) => `payment_id like ${prefix}`,
  transactionId: ofAttempts('transaction_id'),
  pgTxId: ofAttempts('pg_tx_id'),
}

export function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)
}
