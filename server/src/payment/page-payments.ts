import { sql, type Database } from '../foundation/database.ts'
import type { PaymentPage, PaymentRow } from '../wire/console-payments.ts'
import type { PaymentStatus } from './payment.ts'
import { searchCondition, timeColumn, type Condition, type PaymentSearch } from './search-payments.ts'

interface Row {
  payment_id: string
  transaction_id: string
  status: PaymentStatus
  is_test: boolean
  is_schedule: boolean
  order_name: string
  total_minor: number
  cancelled_minor: number
  currency: string
  pay_method: string | null
  pg_provider: string | null
  customer: { name?: string; email?: string; phoneNumber?: string }
  requested_at: Date
  status_changed_at: Date
  sort_at: string
}

/** Where the next page begins: exact time as text, and the id that breaks ties. */
export interface PaymentCursor {
  readonly at: string
  readonly paymentId: string
}

/** The console's list: newest first, by key, so that the thousandth page costs what the first does. */
export async function pagePayments(
  database: Database,
  search: PaymentSearch,
  page: { readonly cursor?: PaymentCursor; readonly size: number },
): Promise<PaymentPage> {
  const condition = await searchCondition(database, search)
  const { text, values } = pageStatement(condition, timeColumn(search), page)
  const rows = await database.query<Row>(sql('', text), values)
  const shown = rows.slice(0, page.size)
  const last = shown.at(-1)
  return {
    items: shown.map(toRow),
    ...(rows.length > page.size && last !== undefined
      ? { nextCursor: writeCursor({ at: last.sort_at, paymentId: last.payment_id }) }
      : {}),
  }
}

/**
 * Finds the page's keys first, which the time index answers alone, and reads only those rows. With a million payments
 * and three filters that fit one in forty: 2 ms instead of 60.
 */
export function pageStatement(
  { where, values }: Condition,
  time: 'requested_at' | 'status_changed_at',
  page: { readonly cursor?: PaymentCursor; readonly size: number },
): { readonly text: string; readonly values: readonly unknown[] } {
  const n = values.length
  const { cursor } = page
  const after = cursor === undefined ? '' : ` and (${time}, payment_id) < ($${n + 2}::timestamptz, $${n + 3})`
  return {
    text: `with page as materialized (
  select payment_id, ${time} as at from payment where ${where}${after}
  order by ${time} desc, payment_id desc limit $${n + 1}
)
select p.payment_id, p.transaction_id, p.status, p.is_test, p.order_name, p.total_minor, p.cancelled_minor, p.currency, p.pay_method,
  p.pg_provider, p.customer, p.requested_at, p.status_changed_at, page.at::text as sort_at, p.view like '%"billingKey":%' as is_schedule
from page join payment p on p.store_id = $1 and p.payment_id = page.payment_id
order by page.at desc, page.payment_id desc`,
    values: [...values, page.size + 1, ...(cursor === undefined ? [] : [cursor.at, cursor.paymentId])],
  }
}

function toRow(row: Row): PaymentRow {
  const customerLabel = row.customer.name ?? row.customer.email ?? row.customer.phoneNumber
  return {
    paymentId: row.payment_id,
    transactionId: row.transaction_id,
    status: row.status,
    mode: row.is_test ? 'TEST' : 'LIVE',
    type: row.is_schedule ? 'SCHEDULE' : 'NORMAL',
    orderName: row.order_name,
    totalMinor: row.total_minor,
    cancelledMinor: row.cancelled_minor,
    currency: row.currency,
    ...(row.pay_method === null ? {} : { payMethod: row.pay_method }),
    ...(row.pg_provider === null ? {} : { pgProvider: row.pg_provider }),
    ...(customerLabel === undefined ? {} : { customerLabel }),
    requestedAt: row.requested_at.toISOString(),
    statusChangedAt: row.status_changed_at.toISOString(),
  }
}

export function writeCursor(cursor: PaymentCursor): string {
  return Buffer.from(JSON.stringify([cursor.at, cursor.paymentId])).toString('base64url')
}

/** Undefined for text that is no cursor of ours. */
export function readCursor(text: string): PaymentCursor | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (!Array.isArray(value)) return undefined
    const [at, paymentId]: unknown[] = value
    const isTime =
      typeof at === 'string' &&
      /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}(:\d{2})?$/.test(at) &&
      !Number.isNaN(Date.parse(at.replace(' ', 'T').replace(/([+-]\d{2})$/, '$1:00')))
    return isTime && typeof paymentId === 'string' && !paymentId.includes('\u0000')
      ? { at, paymentId }
      : undefined
  } catch {
    return undefined
  }
}
