import { sql, type Database } from '../foundation/database.ts'

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
  readonly texts?: readonly { readonly field: string; readonly value: string }[]
  /** Conditions on the rendered object: path → allowed texts. */
  readonly members?: readonly { readonly path: readonly string[]; readonly values: readonly string[] }[]
}

export interface PaymentListPage {
  /** REST V2 objects as JSON text. */
  readonly items: readonly string[]
  readonly totalCount: number
}

/** Text search fields and where each stands in the rendered object. Prefix match, as the console explains it. */
const searchPaths: Readonly<Record<string, readonly string[]>> = {
  PAYMENT_ID: ['id'],
  TX_ID: ['transactionId'],
  SCHEDULE_ID: ['scheduleId'],
  FAIL_REASON: ['failure', 'reason'],
  CARD_ISSUER: ['method', 'card', 'publisher'],
  CARD_ACQUIRER: ['method', 'card', 'issuer'],
  CARD_BIN: ['method', 'card', 'bin'],
  CARD_NUMBER: ['method', 'card', 'number'],
  CARD_APPROVAL_NUMBER: ['method', 'approvalNumber'],
  CARD_RECEIPT_NAME: ['method', 'card', 'name'],
  CARD_INSTALLMENT: ['method', 'installment', 'month'],
  TRANS_BANK: ['method', 'bank'],
  VIRTUAL_ACCOUNT_HOLDER_NAME: ['method', 'remitteeName'],
  VIRTUAL_ACCOUNT_BANK: ['method', 'bank'],
  VIRTUAL_ACCOUNT_NUMBER: ['method', 'accountNumber'],
  PG_MERCHANT_ID: ['channel', 'pgMerchantId'],
  PG_TX_ID: ['pgTxId'],
  PG_RECEIPT_ID: ['cashReceipt', 'pgReceiptId'],
  RECEIPT_APPROVAL_NUMBER: ['cashReceipt', 'issueNumber'],
  PG_CANCELLATION_ID: ['cancellations', '0', 'pgCancellationId'],
  CANCEL_REASON: ['cancellations', '0', 'reason'],
  ORDER_NAME: ['orderName'],
  CUSTOMER_NAME: ['customer', 'name'],
  CUSTOMER_EMAIL: ['customer', 'email'],
  CUSTOMER_PHONE_NUMBER: ['customer', 'phoneNumber'],
  CUSTOMER_ADDRESS: ['customer', 'address', 'oneLine'],
  CUSTOMER_ZIPCODE: ['customer', 'zipcode'],
  USER_AGENT: ['origin', 'userAgent'],
  BILLING_KEY: ['billingKey'],
  PROMOTION_ID: ['promotionId'],
  GIFT_CERTIFICATION_APPROVAL_NUMBER: ['method', 'approvalNumber'],
}

/** The search fields a client may name, `ALL` included. */
export const searchFields: readonly string[] = ['ALL', ...Object.keys(searchPaths)]

const allFields = [
  'PAYMENT_ID',
  'TX_ID',
  'PG_TX_ID',
  'ORDER_NAME',
  'CUSTOMER_NAME',
  'CUSTOMER_EMAIL',
  'CUSTOMER_PHONE_NUMBER',
  'CARD_APPROVAL_NUMBER',
]

/** One page of payments by page number. The caller limits how deep a page may lie. */
export async function listPayments(
  database: Database,
  filter: PaymentFilter,
  page: { readonly number: number; readonly size: number },
): Promise<PaymentListPage> {
  const { where, values } = conditions(filter)
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

/** The `where` of a filter with its parameters. Values are always parameters; only our own column names are text. */
export function conditions(filter: PaymentFilter): { readonly where: string; readonly values: unknown[] } {
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
  for (const { field, value } of filter.texts ?? []) {
    const prefix = parameter(`${escapeLike(value)}%`)
    const fields = field === 'ALL' ? allFields : [field]
    const tests = fields.flatMap((one) => {
      const path = searchPaths[one]
      return path === undefined ? [] : [`(view::jsonb #>> ${parameter([...path])}::text[]) like ${prefix}`]
    })
    all.push(`(${tests.join(' or ')})`)
  }
  return { where: all.join(' and '), values }
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)
}
