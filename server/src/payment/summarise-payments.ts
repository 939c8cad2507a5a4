import { sql, type Database } from '../foundation/database.ts'
import type { HomeSummary } from '../wire/console-home.ts'

export interface SummaryInput {
  readonly storeId: string
  readonly from: Date
  readonly until: Date
  readonly isTest: boolean
  readonly unit: 'day' | 'hour'
}

/**
 * One pass over the index by request time, which carries all that is summed; no row is read. Days and hours are cut by
 * `date_bin`, whole numbers inside PostgreSQL, from a Seoul midnight: Seoul is UTC+9 all year.
 */
const perBucket = sql(
  'payment-summary',
  `select date_bin($5::interval, requested_at, timestamptz '2000-01-01 00:00+09') as bucket, pay_method,
     sum(total_minor)::bigint as approved, sum(cancelled_minor)::bigint as cancelled, count(*) as n
   from payment
   where store_id = $1 and requested_at >= $2 and requested_at <= $3 and is_test = $4 and currency = 'KRW'
     and status = any('{PAID,PARTIAL_CANCELLED,CANCELLED}'::text[])
   group by 1, 2`,
)

interface Row {
  bucket: Date
  pay_method: string | null
  approved: number
  cancelled: number
  n: number
}

const methodsMax = 5
const seoulOffsetMs = 9 * 3_600_000

/** What the shop took and gave back, by day or hour and by pay method. Won only, by request time. */
export async function summarisePayments(database: Database, input: SummaryInput): Promise<HomeSummary> {
  const rows = await database.query<Row>(perBucket, [
    input.storeId,
    input.from,
    input.until,
    input.isTest,
    `1 ${input.unit}`,
  ])
  const buckets = group(rows, (row) => row.bucket.getTime()).toSorted(([left], [right]) => left - right)
  const methods = group(rows, (row) => row.pay_method ?? 'UNKNOWN').map(([payMethod, own]) => ({
    payMethod,
    approvedMinor: add(own, 'approved'),
    count: add(own, 'n'),
  }))
  return {
    approvedMinor: add(rows, 'approved'),
    cancelledMinor: add(rows, 'cancelled'),
    count: add(rows, 'n'),
    buckets: buckets.map(([bucket, own]) => ({
      at: new Date(bucket + seoulOffsetMs).toISOString().slice(0, input.unit === 'day' ? 10 : 16),
      approvedMinor: add(own, 'approved'),
      cancelledMinor: add(own, 'cancelled'),
      count: add(own, 'n'),
    })),
    methods: methods.toSorted((left, right) => right.approvedMinor - left.approvedMinor).slice(0, methodsMax),
  }
}

function add(rows: readonly Row[], column: 'approved' | 'cancelled' | 'n'): number {
  return rows.reduce((sum, row) => sum + row[column], 0)
}

function group<Key>(rows: readonly Row[], keyOf: (row: Row) => Key): [Key, Row[]][] {
  const groups = new Map<Key, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const own = groups.get(key)
    if (own === undefined) groups.set(key, [row])
    else own.push(row)
  }
  return [...groups]
}

const progress = sql(
  'payment-home-progress',
  `select
     exists (select from payment where store_id = $1 and is_test and status = any($2::text[])) as "hasPaidTestPayment",
     exists (select from payment where store_id = $1 and not is_test and status = any($2::text[])) as "hasPaidLivePayment",
     exists (select from payment where store_id = $1 and not is_test) as "hasLivePayment"`,
)

/** Whether there ever was a payment of each kind. Ends at the first one it meets. */
export async function readPaymentProgress(
  database: Database,
  storeId: string,
): Promise<{ hasPaidTestPayment: boolean; hasPaidLivePayment: boolean; hasLivePayment: boolean }> {
  const [row] = await database.query<{
    hasPaidTestPayment: boolean
    hasPaidLivePayment: boolean
    hasLivePayment: boolean
  }>(progress, [storeId, ['PAID', 'PARTIAL_CANCELLED', 'CANCELLED']])
  return row ?? { hasPaidTestPayment: false, hasPaidLivePayment: false, hasLivePayment: false }
}
