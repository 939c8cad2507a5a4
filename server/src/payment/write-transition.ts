import { announceKind, type Announcement } from '../webhook/announcement.ts'
import { composeTransition, type StatementPart } from './compose-transition.ts'
import type { Attempt, Cancellation, PaymentHead } from './payment.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'

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
  | 'CANCEL_STOPPED'
  | 'CAPTURED'
  | 'ESCROW_REGISTERED'
  | 'ESCROW_CONFIRMED'
  | 'CHANNEL_CHANGED'
  | 'ACCOUNT_CHANGED'
  | 'STORE_RECEIPTS_REGISTERED'
  | 'DELIVERY_REPORTED'
  | 'ORDER_STATE_TOLD'
  | 'POINTS_DEPOSITED'

/** Timed work that the transition books. */
export interface BookedWork {
  readonly workId: string
  readonly kind: string
  readonly reference: object
  readonly dueAt: Date
}

/** Everything that changes together. `head` and `attempt` carry their new values. */
export interface Transition {
  /** What was read: absent for a new payment, without `attempt` for a new attempt. The head's version decides. */
  readonly before?: { readonly head: PaymentHead; readonly attempt?: Attempt }
  readonly head: Omit<PaymentHead, 'rowVersion'>
  /** REST V2 object as JSON text, of exactly these values; absent where nothing of it changed. */
  readonly view?: string
  readonly attempt: Omit<Attempt, 'rowVersion'>
  readonly cancellation?: Cancellation
  readonly event: PaymentEvent
  readonly announcement?: { readonly workId: string; readonly message: Announcement }
  readonly book?: BookedWork
  /** Timed work that this transition settles. */
  readonly drop?: string
  /** A row of the caller's that must exist exactly when this transition does. */
  readonly also?: StatementPart
  /** Further rows of the same kind. */
  readonly more?: readonly StatementPart[]
  readonly at: Date
}

/**
 * Row, attempt, cancellation, timeline, outbox and timed work in one statement, and nothing of it when the payment
 * changed since it was read. The outbox row is born leased to this process where it has room, and handed to its
 * worker after the commit.
 *
 * @returns false when somebody else was faster: read again, decide again.
 */
export async function writeTransition(
  { database, worker }: Pick<PaymentDependencies, 'database' | 'worker'>,
  transition: Transition,
): Promise<boolean> {
  const { announcement, head } = transition
  const lease = announcement === undefined ? undefined : worker.lease(announceKind)
  const { statement, values } = composeTransition(transition, lease)
  const rows = await database.query<{ written: number; addressing?: unknown }>(statement, values)
  const [row] = rows
  if (row?.written !== 1) return false
  if (announcement === undefined) return true
  if (lease === undefined) worker.wake(announceKind)
  else
    worker.handOver({
      storeId: head.storeId,
      workId: announcement.workId,
      kind: announceKind,
      reference: { ...announcement.message },
      dueAt: transition.at,
      known: row.addressing,
    })
  return true
}
