import { sql, type Database } from '../foundation/database.ts'
import { storableJson, storableText } from '../foundation/storable-text.ts'
import { announceKind, type Announcement } from '../webhook/announcement.ts'
import type { Attempt, Cancellation, PaymentHead } from './payment.ts'
import { searchTerms } from './search-terms.ts'

/** A line of the timeline. `detail` holds codes and amounts, never secrets. */
export interface PaymentEvent {
  readonly eventId: string
  readonly kind: EventKind
  readonly transactionId: string
  readonly detail: object
}

export type EventKind =
  | 'ATTEMPT_PREPARED'
  | 'BUYER_AUTHENTICATED'
  | 'APPROVAL_STARTED'
  | 'APPROVAL_UNKNOWN'
  | 'APPROVAL_MISMATCH'
  | 'PAID'
  | 'PAY_PENDING'
  | 'VIRTUAL_ACCOUNT_ISSUED'
  | 'FAILED'
  | 'CANCEL_STARTED'
  | 'CANCEL_UNKNOWN'
  | 'CANCEL_PENDING'
  | 'CANCEL_REFUSED'
  | 'PARTIAL_CANCELLED'
  | 'CANCELLED'
  | 'PG_NOTICE'

/** Timed work that the transition books. */
export interface BookedWork {
  readonly workId: string
  readonly kind: string
  readonly reference: object
  readonly dueAt: Date
}

/** Everything that changes together. `head` and `attempt` carry their new values. */
export interface Transition {
  /** Version that was read; 0 for a payment that does not exist yet. */
  readonly expectedVersion: number
  readonly head: Omit<PaymentHead, 'rowVersion'>
  /** REST V2 object as JSON text, of exactly these values. */
  readonly view: string
  readonly attempt: Omit<Attempt, 'rowVersion'>
  readonly cancellation?: Cancellation
  readonly event: PaymentEvent
  readonly announcement?: { readonly workId: string; readonly message: Announcement }
  readonly book?: BookedWork
  /** Timed work that this transition settles. */
  readonly drop?: string
  readonly at: Date
}

/**
 * Row, attempt, cancellation, timeline, outbox and timed work in one statement. The head row's
 * version decides: when somebody else was faster, no row is written anywhere.
 */
const writeStatement = sql(
  'payment-write-transition',
  `with head as (
    insert into payment (store_id, payment_id, status, transaction_id, row_version, attempt_count, confirming_transaction_id, cancelling_id,
      cancel_count, is_test, channel_key, pg_provider, pay_method, order_name, currency, total_minor, tax_free_minor, vat_minor, discount_minor,
      paid_minor, cancelled_minor, cancelled_tax_free_minor, cancelled_vat_minor, reserved_minor, reserved_tax_free_minor, reserved_vat_minor,
      customer, requested_at, status_changed_at, updated_at, view, search_terms)
    values ($1, $2, $3, $4, $5::integer + 1, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
      $27::jsonb, $28, $29, $30, $31, array_to_tsvector($63::text[]))
    on conflict (store_id, payment_id) do update set
      status = excluded.status, transaction_id = excluded.transaction_id, row_version = excluded.row_version,
      attempt_count = excluded.attempt_count, confirming_transaction_id = excluded.confirming_transaction_id,
      cancelling_id = excluded.cancelling_id, cancel_count = excluded.cancel_count, is_test = excluded.is_test,
      channel_key = excluded.channel_key, pg_provider = excluded.pg_provider, pay_method = excluded.pay_method,
      order_name = excluded.order_name, currency = excluded.currency, total_minor = excluded.total_minor,
      tax_free_minor = excluded.tax_free_minor, vat_minor = excluded.vat_minor, discount_minor = excluded.discount_minor,
      paid_minor = excluded.paid_minor, cancelled_minor = excluded.cancelled_minor,
      cancelled_tax_free_minor = excluded.cancelled_tax_free_minor, cancelled_vat_minor = excluded.cancelled_vat_minor,
      reserved_minor = excluded.reserved_minor, reserved_tax_free_minor = excluded.reserved_tax_free_minor,
      reserved_vat_minor = excluded.reserved_vat_minor, customer = excluded.customer, requested_at = excluded.requested_at,
      status_changed_at = excluded.status_changed_at, updated_at = excluded.updated_at, view = excluded.view,
      search_terms = excluded.search_terms
    where payment.row_version = $5::integer
    returning store_id
  ), attempt as (
    insert into payment_transaction (store_id, transaction_id, payment_id, phase, status, channel_key, pg_tx_id, row_version, data,
      memory_sealed, proof_sealed, owner, created_at, updated_at)
    select $1, $32, $2, $33, $34, $35, $36, 1, $37::jsonb, $38, $39, $40, $41, $30 from head
    on conflict (store_id, transaction_id) do update set
      phase = excluded.phase, status = excluded.status, pg_tx_id = excluded.pg_tx_id, row_version = payment_transaction.row_version + 1,
      data = excluded.data, memory_sealed = excluded.memory_sealed, proof_sealed = excluded.proof_sealed, owner = excluded.owner,
      updated_at = excluded.updated_at
  ), cancellation as (
    insert into payment_cancellation (store_id, payment_id, cancellation_id, transaction_id, phase, status, amount_minor, tax_free_minor,
      vat_minor, data, refund_account_sealed, owner, requested_at, updated_at)
    select $1, $2, $42, $32, $43, $44, $45, $46, $47, $48::jsonb, $49, $50, $51, $30 from head where $42::text is not null
    on conflict (store_id, payment_id, cancellation_id) do update set
      phase = excluded.phase, status = excluded.status, data = excluded.data, owner = excluded.owner, updated_at = excluded.updated_at
  ), event as (
    insert into payment_event (store_id, payment_id, event_id, transaction_id, kind, at, detail)
    select $1, $2, $52, $53, $54, $30, $55::jsonb from head
  ), outbox as (
    insert into due_work (store_id, work_id, kind, reference, due_at, created_at)
    select $1, $56, '${announceKind}', $57::jsonb, $30, $30 from head where $56::text is not null
  ), booked as (
    insert into due_work (store_id, work_id, kind, reference, due_at, created_at)
    select $1, $58, $59, $60::jsonb, $61, $30 from head where $58::text is not null
    on conflict (store_id, work_id) do update set due_at = excluded.due_at, reference = excluded.reference, lease_owner = null, lease_until = null
  ), dropped as (
    delete from due_work using head where due_work.store_id = $1 and due_work.work_id = $62
  )
  select count(*)::integer as written from head`,
)

/** @returns false when the payment changed since it was read: read again, decide again. */
export async function writeTransition(database: Database, transition: Transition): Promise<boolean> {
  const { head, attempt, cancellation, event, announcement, book } = transition
  const rows = await database.query<{ written: number }>(writeStatement, [
    head.storeId,
    head.paymentId,
    head.status,
    head.transactionId,
    transition.expectedVersion,
    head.attemptCount,
    head.confirmingTransactionId,
    head.cancellingId,
    head.cancelCount,
    head.isTest,
    head.channelKey,
    head.pgProvider,
    head.payMethod,
    head.orderName,
    head.currency,
    head.totalMinor,
    head.taxFreeMinor,
    head.vatMinor,
    head.discountMinor,
    head.paidMinor,
    head.cancelledMinor,
    head.cancelledTaxFreeMinor,
    head.cancelledVatMinor,
    head.reservedMinor,
    head.reservedTaxFreeMinor,
    head.reservedVatMinor,
    storableJson(head.customer),
    head.requestedAt,
    head.statusChangedAt,
    transition.at,
    transition.view,
    attempt.transactionId,
    attempt.phase,
    attempt.status,
    attempt.data.channel.key,
    attempt.pgTxId === null ? null : storableText(attempt.pgTxId),
    storableJson(attempt.data),
    attempt.memorySealed,
    attempt.proofSealed,
    attempt.owner,
    attempt.createdAt,
    cancellation?.cancellationId ?? null,
    cancellation?.phase ?? null,
    cancellation?.status ?? null,
    cancellation?.amountMinor ?? null,
    cancellation?.taxFreeMinor ?? null,
    cancellation?.vatMinor ?? null,
    cancellation === undefined ? null : storableJson(cancellation.data),
    cancellation?.refundAccountSealed ?? null,
    cancellation?.owner ?? null,
    cancellation?.requestedAt ?? null,
    event.eventId,
    event.transactionId,
    event.kind,
    storableJson(event.detail),
    announcement?.workId ?? null,
    announcement === undefined ? null : storableJson(announcement.message),
    book?.workId ?? null,
    book?.kind ?? null,
    book === undefined ? null : storableJson(book.reference),
    book?.dueAt ?? null,
    transition.drop ?? null,
    searchTerms(head.storeId, JSON.parse(transition.view)),
  ])
  return rows[0]?.written === 1
}
