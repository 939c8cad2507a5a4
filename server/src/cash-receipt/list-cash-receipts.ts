import { Type, type Static } from 'typebox'
import { readBody } from '../credential/request-body.ts'
import { day } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import { readOptionalInstant } from '../v2-input/instant.ts'
import { oneOf, pageInput } from '../v2-input/request-parts.ts'
import { receiptColumns } from './cash-receipt-store.ts'
import { shownStatuses, type CashReceipt } from './cash-receipt.ts'

const times = ['ISSUED_AT', 'CANCELLED_AT', 'STATUS_UPDATED_AT'] as const
const texts = Type.Array(Type.String(), { maxItems: 100 })

/** Input of `GET /cash-receipts`. */
export const listBody = Type.Object({
  page: Type.Optional(pageInput),
  sort: Type.Optional(
    Type.Object({ by: Type.Optional(oneOf(times)), order: Type.Optional(oneOf(['ASC', 'DESC'])) }),
  ),
  filter: Type.Optional(
    Type.Object({
      storeId: Type.Optional(Type.String()),
      timeRangeField: Type.Optional(oneOf(times)),
      from: Type.Optional(Type.String({ format: 'date-time' })),
      until: Type.Optional(Type.String({ format: 'date-time' })),
      paymentId: Type.Optional(Type.String()),
      isTest: Type.Optional(Type.Boolean()),
      orderName: Type.Optional(Type.String()),
      statuses: Type.Optional(Type.Array(oneOf(['ISSUED', 'CANCELLED', 'FAILED']))),
      isManual: Type.Optional(Type.Boolean()),
      pgReceiptId: Type.Optional(Type.String()),
      pgMerchantId: Type.Optional(Type.String()),
      pgProviders: Type.Optional(texts),
      pgCompanies: Type.Optional(texts),
      version: Type.Optional(oneOf(['V1', 'V2'])),
      types: Type.Optional(Type.Array(oneOf(['PERSONAL', 'CORPORATE']))),
    }),
  ),
})

const columnOf = {
  ISSUED_AT: 'issued_at',
  CANCELLED_AT: 'cancelled_at',
  STATUS_UPDATED_AT: 'status_updated_at',
} as const

export interface ReceiptPage {
  readonly items: readonly CashReceipt[]
  readonly page: { readonly number: number; readonly size: number; readonly totalCount: number }
}

export type ListInput = Static<typeof listBody>

/** @throws Refusal INVALID_REQUEST naming the field */
export function readListInput(input: unknown): ListInput {
  return readBody(listBody, input)
}

/** One page of the receipts that were issued by themselves. */
export async function listReceipts(
  database: Database,
  storeIds: readonly string[],
  { page, sort, filter = {} }: ListInput,
  now: Date,
): Promise<ReceiptPage> {
  const number = page?.number ?? 0
  const size = page?.size ?? 10
  const until = readOptionalInstant(filter.until, 'filter.until') ?? now
  const from = readOptionalInstant(filter.from, 'filter.from') ?? new Date(until.getTime() - 90 * day)
  const values: unknown[] = []
  const parameter = (value: unknown) => `$${values.push(value)}`
  const time = columnOf[filter.timeRangeField ?? 'ISSUED_AT']
  const where = [
    `store_id = any(${parameter([...storeIds])}::text[])`,
    `status = any(${parameter(wantedStatuses(filter.statuses))}::text[])`,
    `${time} >= ${parameter(from)} and ${time} <= ${parameter(until)}`,
  ]
  const equal = (column: string, value: string | undefined) => {
    if (value !== undefined) where.push(`${column} = ${parameter(value)}`)
  }
  const among = (column: string, wanted: readonly string[] | undefined) => {
    if (wanted !== undefined && wanted.length > 0)
      where.push(`${column} = any(${parameter([...wanted])}::text[])`)
  }
  equal('payment_id', filter.paymentId)
  equal('order_name', filter.orderName)
  equal('pg_receipt_id', filter.pgReceiptId)
  equal(`channel ->> 'pgMerchantId'`, filter.pgMerchantId)
  equal(`channel ->> 'type'`, filter.isTest === undefined ? undefined : filter.isTest ? 'TEST' : 'LIVE')
  among(`channel ->> 'pgProvider'`, filter.pgProviders)
  among('type', filter.types)
  // All of these are issued by hand, over REST V2.
  if (filter.isManual === false || filter.version === 'V1') where.push('false')
  const condition = where.join(' and ')
  const order = `${columnOf[sort?.by ?? 'ISSUED_AT']} ${sort?.order === 'ASC' ? 'asc' : 'desc'} nulls last, payment_id`
  const [items, counted] = await Promise.all([
    database.query<CashReceipt>(
      sql(
        '',
        `select ${receiptColumns} from cash_receipt where ${condition} order by ${order} limit $${values.length + 1} offset $${values.length + 2}`,
      ),
      [...values, size, number * size],
    ),
    database.query<{ total: number }>(
      sql('', `select count(*) as total from cash_receipt where ${condition}`),
      values,
    ),
  ])
  return { items, page: { number, size, totalCount: counted[0]?.total ?? 0 } }
}

/** The filter's FAILED is the object's ISSUE_FAILED. */
function wantedStatuses(statuses: readonly string[] | undefined): readonly string[] {
  if (statuses === undefined || statuses.length === 0) return shownStatuses
  return statuses.map((status) => (status === 'FAILED' ? 'ISSUE_FAILED' : status))
}
