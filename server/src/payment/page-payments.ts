import { sql, type Database } from '../foundation/database.ts'
import type { PaymentPage, PaymentRow } from '../wire/console.ts'
import { conditions, type PaymentFilter } from './list-payments.ts'
import type { PaymentStatus } from './payment.ts'

interface Row {
  payment_id: string
  transaction_id: string
  status: PaymentStatus
  is_test: boolean
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
  filter: Omit<PaymentFilter, 'sortBy' | 'sortOrder'>,
  page: { readonly cursor?: PaymentCursor; readonly size: number },
): Promise<PaymentPage> {
  const time = filter.timeBase === 'CREATED_AT' ? 'requested_at' : 'status_changed_at'
  const { where, values } = conditions({ ...filter, sortBy: 'STATUS_CHANGED_AT', sortOrder: 'DESC' })
  const { statuses: _statuses, ...anyStatus } = filter
  const counting = conditions({ ...anyStatus, sortBy: 'STATUS_CHANGED_AT', sortOrder: 'DESC' })
  const after =
    page.cursor === undefined
      ? ''
      : ` and (${time}, payment_id) < ($${values.length + 1}::timestamptz, $${values.length + 2})`
  const keys = page.cursor === undefined ? [] : [page.cursor.at, page.cursor.paymentId]
  const [rows, counts] = await Promise.all([
    database.query<Row>(
      sql(
        '',
        `select payment_id, transaction_id, status, is_test, order_name, total_minor, cancelled_minor, currency, pay_method, pg_provider,
           customer, requested_at, status_changed_at, ${time}::text as sort_at
         from payment where ${where}${after} order by ${time} desc, payment_id desc limit $${values.length + keys.length + 1}`,
      ),
      [...values, ...keys, page.size + 1],
    ),
    database.query<{ status: PaymentStatus; n: number }>(
      sql('', `select status, count(*) as n from payment where ${counting.where} group by status`),
      counting.values,
    ),
  ])
  const shown = rows.slice(0, page.size)
  const last = shown.at(-1)
  return {
    items: shown.map(toRow),
    ...(rows.length > page.size && last !== undefined
      ? { nextCursor: writeCursor({ at: last.sort_at, paymentId: last.payment_id }) }
      : {}),
    counts: sumCounts(counts),
  }
}

function sumCounts(
  rows: readonly { readonly status: PaymentStatus; readonly n: number }[],
): PaymentPage['counts'] {
  const of = (...statuses: PaymentStatus[]): number =>
    rows.filter((row) => statuses.includes(row.status)).reduce((sum, row) => sum + row.n, 0)
  return {
    all: rows.reduce((sum, row) => sum + row.n, 0),
    paid: of('PAID'),
    ready: of('READY', 'VIRTUAL_ACCOUNT_ISSUED', 'PAY_PENDING'),
    failed: of('FAILED'),
    cancelled: of('CANCELLED', 'PARTIAL_CANCELLED'),
  }
}

function toRow(row: Row): PaymentRow {
  const customerLabel = row.customer.name ?? row.customer.email ?? row.customer.phoneNumber
  return {
    paymentId: row.payment_id,
    transactionId: row.transaction_id,
    status: row.status,
    mode: row.is_test ? 'TEST' : 'LIVE',
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
      typeof at === 'string' && /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d+)?[+-]\d{2}(:\d{2})?$/.test(at)
    return isTime && typeof paymentId === 'string' && !paymentId.includes('\u0000')
      ? { at, paymentId }
      : undefined
  } catch {
    return undefined
  }
}
