import { sql, type Database } from '../foundation/database.ts'
import { textConditions, type TextSearch } from './search-texts.ts'

/** What a page of payments is filtered by. All members combine with AND; an empty array is no filter. */
export interface PaymentFilter {
  readonly storeIds: readonly string[]
  readonly timeBase: 'CREATED_AT' | 'STATUS_CHANGED_AT'
  readonly from: Date
  readonly until: Date
  readonly statuses?: readonly string[]
  readonly methods?: readonly string[]
  readonly pgProviders?: readonly string[]
  readonly isTest?: boolean
  readonly currency?: string
  readonly sortBy: 'REQUESTED_AT' | 'STATUS_CHANGED_AT'
  readonly sortOrder: 'ASC' | 'DESC'
  readonly texts?: readonly TextSearch[]
  /** Conditions on the rendered object: path → allowed texts. */
  readonly members?: readonly { readonly path: readonly string[]; readonly values: readonly string[] }[]
}

export interface PaymentListPage {
  /** REST V2 objects as JSON text. */
  readonly items: readonly string[]
  readonly totalCount: number
}

/** One page of payments by page number. The caller limits how deep a page may lie. */
export async function listPayments(
  database: Database,
  filter: PaymentFilter,
  page: { readonly number: number; readonly size: number },
): Promise<PaymentListPage> {
  const { where, values } = await conditions(database, filter)
  const order = `${filter.sortBy === 'REQUESTED_AT' ? 'requested_at' : 'status_changed_at'} ${filter.sortOrder === 'ASC' ? 'asc' : 'desc'}`
  const [rows, counted] = await Promise.all([
    database.query<{ view: string }>(
      sql(
        '',
        `select view from payment where ${where} order by ${order}, payment_id limit $${values.length + 1} offset $${values.length + 2}`,
      ),
      [...values, page.size, page.number * page.size],
    ),
    database.query<{ total: number }>(
      sql('', `select count(*) as total from payment where ${where}`),
      values,
    ),
  ])
  return { items: rows.map((row) => row.view), totalCount: counted[0]?.total ?? 0 }
}

/**
 * The `where` of a filter with its parameters. Values are always parameters; only our own column names are text.
 * Reads the database where text is looked for: what the index finds decides the shape of the condition.
 */
export async function conditions(
  database: Database,
  filter: PaymentFilter,
): Promise<{ readonly where: string; readonly values: unknown[] }> {
  const values: unknown[] = []
  const parameter = (value: unknown): string => {
    values.push(value)
    return `$${values.length}`
  }
  const time = filter.timeBase === 'CREATED_AT' ? 'requested_at' : 'status_changed_at'
  const all = [
    `store_id = any(${parameter([...filter.storeIds])}::text[])`,
    `${time} >= ${parameter(filter.from)}`,
    `${time} <= ${parameter(filter.until)}`,
  ]
  if (filter.statuses !== undefined && filter.statuses.length > 0)
    all.push(`status = any(${parameter([...filter.statuses])}::text[])`)
  if (filter.methods !== undefined && filter.methods.length > 0)
    all.push(`pay_method = any(${parameter([...filter.methods])}::text[])`)
  if (filter.pgProviders !== undefined && filter.pgProviders.length > 0)
    all.push(`pg_provider = any(${parameter([...filter.pgProviders])}::text[])`)
  if (filter.isTest !== undefined) all.push(`is_test = ${parameter(filter.isTest)}`)
  if (filter.currency !== undefined) all.push(`currency = ${parameter(filter.currency)}`)
  for (const { path, values: allowed } of filter.members ?? []) {
    all.push(`(view::jsonb #>> ${parameter([...path])}::text[]) = any(${parameter([...allowed])}::text[])`)
  }
  all.push(...(await textConditions(database, filter.storeIds, filter.texts ?? [], parameter)))
  return { where: all.join(' and '), values }
}
