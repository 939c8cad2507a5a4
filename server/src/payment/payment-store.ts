import { sql, type Database } from '../foundation/database.ts'
import type { Customer } from '../v2-input/customer-input.ts'
import type {
  Attempt,
  AttemptData,
  AttemptPhase,
  Cancellation,
  CancellationData,
  PaymentHead,
  PaymentStatus,
} from './payment.ts'

/** A payment with the attempt under discussion and its cancellations, as read in one statement. */
export interface LoadedPayment {
  readonly head: PaymentHead
  readonly attempt: Attempt
  readonly cancellations: readonly Cancellation[]
}

/** A loaded payment as PostgreSQL's JSON gives it. */
export interface LoadedRow {
  readonly head: HeadJson
  readonly attempt: AttemptJson
  readonly cancellations: readonly CancellationJson[] | null
}

const headColumns = `p.store_id, p.payment_id, p.status, p.transaction_id, p.row_version, p.attempt_count, p.confirming_transaction_id,
  p.cancelling_id, p.cancel_count, p.is_test, p.channel_key, p.pg_provider, p.pay_method, p.order_name, p.currency, p.total_minor,
  p.tax_free_minor, p.vat_minor, p.discount_minor, p.paid_minor, p.cancelled_minor, p.cancelled_tax_free_minor, p.cancelled_vat_minor,
  p.reserved_minor, p.reserved_tax_free_minor, p.reserved_vat_minor, p.customer, p.requested_at, p.status_changed_at, p.updated_at`

/** The head row of one payment as a scalar subquery. */
export function headJson(storeId: string, paymentId: string): string {
  return `(select row_to_json(p) from (select ${headColumns} from payment p where p.store_id = ${storeId} and p.payment_id = ${paymentId}) p)`
}

/** Head and cancellations of an attempt's payment as scalar subqueries, for statements that read more in the same round trip. */
export function loadedColumns(attempt: string): string {
  return `row_to_json(${attempt}) as attempt, ${headJson(`${attempt}.store_id`, `${attempt}.payment_id`)} as head,
    (select json_agg(c order by c.requested_at, c.cancellation_id) from payment_cancellation c
     where c.store_id = ${attempt}.store_id and c.payment_id = ${attempt}.payment_id) as cancellations`
}

const cancellationsOf = `(select json_agg(c order by c.requested_at, c.cancellation_id) from payment_cancellation c
  where c.store_id = p.store_id and c.payment_id = p.payment_id)`

/**
 * One row: head, attempt and cancellations as JSON, so that a request needs one round trip before it decides.
 * The row that is known by its key comes first and is materialised: joined freely, PostgreSQL's generic plan
 * walked every payment of the store (100 ms of CPU per payment at 500 rows; now one index read each).
 */
const loadShown = sql(
  'payment-load',
  `with p as materialized (select ${headColumns} from payment p where p.store_id = $1 and p.payment_id = $2)
   select row_to_json(p) as head, row_to_json(t) as attempt, ${cancellationsOf} as cancellations
   from p join payment_transaction t on t.store_id = p.store_id and t.transaction_id = p.transaction_id`,
)
const loadByAttempt = sql(
  'payment-load-attempt',
  `with t as materialized (select * from payment_transaction where store_id = $1 and transaction_id = $2),
     p as materialized (select ${headColumns} from t join payment p on p.store_id = t.store_id and p.payment_id = t.payment_id)
   select row_to_json(p) as head, row_to_json(t) as attempt, ${cancellationsOf} as cancellations from t cross join p`,
)
const attemptsOf = sql(
  'payment-attempts',
  `select row_to_json(t) as attempt from payment_transaction t where store_id = $1 and payment_id = $2 order by created_at, transaction_id`,
)

/** The payment with its shown attempt. */
export async function loadPayment(
  database: Database,
  storeId: string,
  paymentId: string,
): Promise<LoadedPayment | undefined> {
  const rows = await database.query<LoadedRow>(loadShown, [storeId, paymentId])
  return rows[0] === undefined ? undefined : toLoaded(rows[0])
}

/** The payment with one named attempt, shown or not. */
export async function loadAttempt(
  database: Database,
  storeId: string,
  transactionId: string,
): Promise<LoadedPayment | undefined> {
  const rows = await database.query<LoadedRow>(loadByAttempt, [storeId, transactionId])
  return rows[0] === undefined ? undefined : toLoaded(rows[0])
}

/** All attempts of a payment, oldest first. */
export async function listAttempts(
  database: Database,
  storeId: string,
  paymentId: string,
): Promise<Attempt[]> {
  const rows = await database.query<{ attempt: AttemptJson }>(attemptsOf, [storeId, paymentId])
  return rows.map((row) => toAttempt(row.attempt))
}

export function toLoaded(row: LoadedRow): LoadedPayment {
  return {
    head: toHead(row.head),
    attempt: toAttempt(row.attempt),
    cancellations: (row.cancellations ?? []).map(toCancellation),
  }
}

// ---------------------------------------------------------------- rows as PostgreSQL's JSON gives them

export interface HeadJson {
  store_id: string
  payment_id: string
  status: PaymentStatus
  transaction_id: string
  row_version: number
  attempt_count: number
  confirming_transaction_id: string | null
  cancelling_id: string | null
  cancel_count: number
  is_test: boolean
  channel_key: string | null
  pg_provider: string | null
  pay_method: string | null
  order_name: string
  currency: string
  total_minor: number
  tax_free_minor: number
  vat_minor: number
  discount_minor: number
  paid_minor: number
  cancelled_minor: number
  cancelled_tax_free_minor: number
  cancelled_vat_minor: number
  reserved_minor: number
  reserved_tax_free_minor: number
  reserved_vat_minor: number
  customer: Customer
  requested_at: string
  status_changed_at: string
  updated_at: string
}

export function toHead(row: HeadJson): PaymentHead {
  return {
    storeId: row.store_id,
    paymentId: row.payment_id,
    status: row.status,
    transactionId: row.transaction_id,
    rowVersion: row.row_version,
    attemptCount: row.attempt_count,
    confirmingTransactionId: row.confirming_transaction_id,
    cancellingId: row.cancelling_id,
    cancelCount: row.cancel_count,
    isTest: row.is_test,
    channelKey: row.channel_key,
    pgProvider: row.pg_provider,
    payMethod: row.pay_method,
    orderName: row.order_name,
    currency: row.currency,
    totalMinor: row.total_minor,
    taxFreeMinor: row.tax_free_minor,
    vatMinor: row.vat_minor,
    discountMinor: row.discount_minor,
    paidMinor: row.paid_minor,
    cancelledMinor: row.cancelled_minor,
    cancelledTaxFreeMinor: row.cancelled_tax_free_minor,
    cancelledVatMinor: row.cancelled_vat_minor,
    reservedMinor: row.reserved_minor,
    reservedTaxFreeMinor: row.reserved_tax_free_minor,
    reservedVatMinor: row.reserved_vat_minor,
    customer: row.customer,
    requestedAt: new Date(row.requested_at),
    statusChangedAt: new Date(row.status_changed_at),
    updatedAt: new Date(row.updated_at),
  }
}

export interface AttemptJson {
  store_id: string
  transaction_id: string
  payment_id: string
  phase: AttemptPhase
  status: PaymentStatus
  pg_tx_id: string | null
  row_version: number
  data: AttemptData
  memory_sealed: string | null
  proof_sealed: string | null
  owner: string | null
  created_at: string
}

function toAttempt(row: AttemptJson): Attempt {
  return {
    storeId: row.store_id,
    transactionId: row.transaction_id,
    paymentId: row.payment_id,
    phase: row.phase,
    status: row.status,
    pgTxId: row.pg_tx_id,
    rowVersion: row.row_version,
    data: row.data,
    memorySealed: row.memory_sealed,
    proofSealed: row.proof_sealed,
    owner: row.owner,
    createdAt: new Date(row.created_at),
  }
}

export interface CancellationJson {
  store_id: string
  payment_id: string
  cancellation_id: string
  transaction_id: string
  phase: Cancellation['phase']
  status: Cancellation['status']
  amount_minor: number
  tax_free_minor: number
  vat_minor: number
  data: CancellationData
  refund_account_sealed: string | null
  owner: string | null
  requested_at: string
}

function toCancellation(row: CancellationJson): Cancellation {
  return {
    storeId: row.store_id,
    paymentId: row.payment_id,
    cancellationId: row.cancellation_id,
    transactionId: row.transaction_id,
    phase: row.phase,
    status: row.status,
    amountMinor: row.amount_minor,
    taxFreeMinor: row.tax_free_minor,
    vatMinor: row.vat_minor,
    data: row.data,
    refundAccountSealed: row.refund_account_sealed,
    owner: row.owner,
    requestedAt: new Date(row.requested_at),
  }
}
