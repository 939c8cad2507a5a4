import { sql, type Database } from '../foundation/database.ts'
import { conditions } from './list-payments.ts'
import type { PaymentStatus } from './payment.ts'
import {
  loadedColumns,
  listAttempts,
  loadPayment,
  toLoaded,
  type LoadedPayment,
  type LoadedRow,
} from './payment-store.ts'
import { v1Statuses, type V1Status } from './v1-view.ts'

/** `started`, `paid` or `updated`; a minus before it means the newest first. */
export type V1Sorting = 'started' | '-started' | 'paid' | '-paid' | 'updated' | '-updated'

export const v1Sortings: readonly V1Sorting[] = [
  '-started',
  'started',
  '-paid',
  'paid',
  '-updated',
  'updated',
]

const byIds = sql(
  'payment-v1-by-ids',
  `select ${loadedColumns('t')} from payment_transaction t
   where t.store_id = $1 and (t.transaction_id = any($2::text[]) or t.transaction_id in (
     select p.transaction_id from payment p where p.store_id = $1 and p.payment_id = any($3::text[])))`,
)

/** The attempts of these ids, and of these payments the ones that are shown. Unknown ids are left out. */
export async function findV1Payments(
  database: Database,
  storeId: string,
  ids: { readonly transactionIds: readonly string[]; readonly paymentIds: readonly string[] },
): Promise<readonly LoadedPayment[]> {
  const rows = await database.query<LoadedRow>(byIds, [storeId, ids.transactionIds, ids.paymentIds])
  return rows.map(toLoaded)
}

/** Every attempt of one payment in one of the statuses, sorted. */
export async function attemptsOfPayment(
  database: Database,
  storeId: string,
  paymentId: string,
  choice: { readonly status?: V1Status; readonly sorting: V1Sorting },
): Promise<readonly LoadedPayment[]> {
  const [loaded, attempts] = await Promise.all([
    loadPayment(database, storeId, paymentId),
    listAttempts(database, storeId, paymentId),
  ])
  if (loaded === undefined) return []
  return attempts
    .map((attempt): LoadedPayment => ({ ...loaded, attempt }))
    .filter((one) => choice.status === undefined || v1StatusOf(one) === choice.status)
    .toSorted(byTime(choice.sorting))
}

function v1StatusOf({ head, attempt }: LoadedPayment): V1Status {
  return v1Statuses[head.transactionId === attempt.transactionId ? head.status : attempt.status]
}

function byTime(sorting: V1Sorting): (left: LoadedPayment, right: LoadedPayment) => number {
  const direction = sorting.startsWith('-') ? -1 : 1
  const time = ({ head, attempt }: LoadedPayment): number => {
    const { requestedAt, outcome, failure } = attempt.data
    if (sorting.endsWith('started')) return Date.parse(requestedAt)
    if (sorting.endsWith('paid')) return outcome?.paidAt === undefined ? 0 : Date.parse(outcome.paidAt)
    if (head.transactionId === attempt.transactionId) return head.updatedAt.getTime()
    return Date.parse(failure?.failedAt ?? outcome?.paidAt ?? outcome?.at ?? requestedAt)
  }
  return (left, right) =>
    direction * (time(left) - time(right)) ||
    direction * (left.attempt.transactionId < right.attempt.transactionId ? -1 : 1)
}

const orders: Readonly<Record<V1Sorting, string>> = {
  started: 'requested_at asc, payment_id asc',
  '-started': 'requested_at desc, payment_id desc',
  paid: `view::jsonb ->> 'paidAt' asc nulls first, payment_id asc`,
  '-paid': `view::jsonb ->> 'paidAt' desc nulls last, payment_id desc`,
  updated: 'updated_at asc, payment_id asc',
  '-updated': 'updated_at desc, payment_id desc',
}

export interface V1Page {
  readonly items: readonly LoadedPayment[]
  readonly total: number
}

/**
 * The payments of a store in one V1 status and period, each as the attempt that it shows. The period is that of the
 * status's own time: paid when paid, cancelled when cancelled; `ready` and all of them when started.
 */
export async function pageV1Payments(
  database: Database,
  choice: {
    readonly storeId: string
    readonly status?: V1Status
    readonly from: Date
    readonly until: Date
    readonly withTests: boolean
    readonly sorting: V1Sorting
    readonly page: number
    readonly size: number
  },
): Promise<V1Page> {
  const { status } = choice
  const { where, values } = await conditions(database, {
    storeIds: [choice.storeId],
    timeBase: status === undefined || status === 'ready' ? 'CREATED_AT' : 'STATUS_CHANGED_AT',
    from: choice.from,
    until: choice.until,
    ...(status === undefined ? {} : { statuses: statusesOf(status) }),
    ...(choice.withTests ? {} : { isTest: false }),
    sortBy: 'REQUESTED_AT',
    sortOrder: 'DESC',
  })
  const order = orders[choice.sorting]
  const n = values.length
  const [rows, counted] = await Promise.all([
    database.query<LoadedRow>(
      sql(
        '',
        `with page as materialized (
           select store_id, transaction_id, row_number() over (order by ${order}) as place from payment where ${where}
           order by ${order} limit $${n + 1} offset $${n + 2})
         select ${loadedColumns('t')} from page
         join payment_transaction t on t.store_id = page.store_id and t.transaction_id = page.transaction_id order by place`,
      ),
      [...values, choice.size, (choice.page - 1) * choice.size],
    ),
    database.query<{ total: number }>(
      sql('', `select count(*) as total from payment where ${where}`),
      values,
    ),
  ])
  return { items: rows.map(toLoaded), total: counted[0]?.total ?? 0 }
}

function statusesOf(status: V1Status): readonly PaymentStatus[] {
  const all: readonly PaymentStatus[] = [
    'READY',
    'PAY_PENDING',
    'VIRTUAL_ACCOUNT_ISSUED',
    'PAID',
    'FAILED',
    'PARTIAL_CANCELLED',
    'CANCELLED',
  ]
  return all.filter((one) => v1Statuses[one] === status)
}
