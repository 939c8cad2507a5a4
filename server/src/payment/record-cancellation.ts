import type { CancelAnswer } from '@naru/gateways'
import { returnDiscount } from '../promotion/settle-discount.ts'
import type { Announcement } from '../webhook/announcement.ts'
import type { Cancellation, PaymentHead, PaymentStatus } from './payment.ts'
import { mayBecome } from './payment.ts'
import { settleCancellationKind, type PaymentDependencies } from './payment-dependencies.ts'
import { loadPayment, type LoadedPayment } from './payment-store.ts'
import { renderPayment } from './v2-view.ts'
import { writeTransition, type BookedWork, type EventKind } from './write-transition.ts'

/** The timed work that watches one cancellation. */
export function settleCancellationWorkId(cancellationId: string): string {
  return `settle-cancellation:${cancellationId}`
}

interface CancelStep {
  readonly cancellation: Cancellation
  /** 1 reserves the amount, −1 gives the reservation up, 0 leaves it. */
  readonly reservedDelta: -1 | 0 | 1
  /** 1 when the money is back. */
  readonly cancelledDelta: 0 | 1
  /** True while this cancellation holds the payment's only right to call the PG. */
  readonly inFlight: boolean
  readonly countsAsTry?: boolean
  readonly event: EventKind
  readonly detail?: object
  readonly announce?: { readonly type: string; readonly trigger?: NonNullable<Announcement['trigger']> }
  readonly book?: BookedWork
  readonly drop?: string
}

/** Writes one step of a cancellation with the balances it changes. False: somebody else was faster. */
export async function writeCancelStep(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  step: CancelStep,
): Promise<boolean> {
  const { clock, random } = dependencies
  const now = clock.now()
  const { cancellation } = step
  const head = headAfter(loaded.head, step, now)
  const { rowVersion: _version, ...attempt } = { ...loaded.attempt, status: head.status }
  const cancellations = [
    ...loaded.cancellations.filter((one) => one.cancellationId !== cancellation.cancellationId),
    cancellation,
  ]
  const message =
    step.announce === undefined
      ? undefined
      : announcement(loaded, cancellation, step.announce, head.status, now)
  return writeTransition(dependencies, {
    before: loaded,
    head,
    view: renderPayment(head, attempt, cancellations.toSorted(byRequest)),
    attempt,
    cancellation,
    event: {
      eventId: random.id(),
      kind: step.event,
      transactionId: attempt.transactionId,
      detail: { cancellationId: cancellation.cancellationId, ...step.detail },
    },
    ...(message === undefined ? {} : { announcement: { workId: random.id(), message } }),
    ...(step.book === undefined ? {} : { book: step.book }),
    ...(step.drop === undefined ? {} : { drop: step.drop }),
    ...returnedParts(loaded, step),
    at: now,
  })
}

/** The discount of what was cancelled is free again in the step that says the money is back. */
function returnedParts(
  { attempt }: LoadedPayment,
  { cancellation, cancelledDelta }: CancelStep,
): { readonly more?: ReturnType<typeof returnDiscount> } {
  const { refund } = cancellation.data
  const { promotion } = attempt.data
  if (cancelledDelta === 0 || refund === undefined || promotion === undefined) return {}
  return { more: returnDiscount(refund.returnedMinor, promotion.recovers) }
}

function byRequest(left: Cancellation, right: Cancellation): number {
  return (
    left.requestedAt.getTime() - right.requestedAt.getTime() ||
    (left.cancellationId < right.cancellationId ? -1 : 1)
  )
}

function headAfter(head: PaymentHead, step: CancelStep, now: Date): Omit<PaymentHead, 'rowVersion'> {
  const { rowVersion: _version, ...before } = head
  const { cancellation, reservedDelta, cancelledDelta } = step
  const cancelledMinor = head.cancelledMinor + cancelledDelta * cancellation.amountMinor
  const status: PaymentStatus =
    cancelledDelta === 0
      ? head.status
      : cancelledMinor === head.totalMinor
        ? 'CANCELLED'
        : 'PARTIAL_CANCELLED'
  if (status !== head.status && !mayBecome(head.status, status))
    throw new Error(`a payment cannot go from ${head.status} to ${status}`)
  return {
    ...before,
    status,
    cancellingId: step.inFlight
      ? cancellation.cancellationId
      : head.cancellingId === cancellation.cancellationId
        ? null
        : head.cancellingId,
    cancelCount: head.cancelCount + (step.countsAsTry === true ? 1 : 0),
    cancelledMinor,
    cancelledTaxFreeMinor: head.cancelledTaxFreeMinor + cancelledDelta * cancellation.taxFreeMinor,
    cancelledVatMinor: head.cancelledVatMinor + cancelledDelta * cancellation.vatMinor,
    reservedMinor: head.reservedMinor + reservedDelta * cancellation.amountMinor,
    reservedTaxFreeMinor: head.reservedTaxFreeMinor + reservedDelta * cancellation.taxFreeMinor,
    reservedVatMinor: head.reservedVatMinor + reservedDelta * cancellation.vatMinor,
    statusChangedAt: cancelledDelta === 0 ? head.statusChangedAt : now,
    updatedAt: now,
  }
}

function announcement(
  loaded: LoadedPayment,
  cancellation: Cancellation,
  announce: { readonly type: string; readonly trigger?: NonNullable<Announcement['trigger']> },
  status: PaymentStatus,
  now: Date,
): Announcement | undefined {
  if (cancellation.data.skipWebhook) return undefined
  const { noticeUrls } = loaded.attempt.data.order
  return {
    type: announce.type,
    timestamp: now.toISOString(),
    mode: loaded.attempt.data.channel.mode,
    ...(loaded.attempt.data.v1 === undefined ? {} : { apiVersion: 'V1' }),
    paymentId: cancellation.paymentId,
    transactionId: cancellation.transactionId,
    cancellationId: cancellation.cancellationId,
    paymentStatus: status,
    ...(noticeUrls === undefined ? {} : { noticeUrls }),
    ...(announce.trigger === undefined ? {} : { trigger: announce.trigger }),
  }
}

export type CancelResult =
  | { readonly kind: 'recorded'; readonly cancellation: Cancellation }
  | { readonly kind: 'declined'; readonly pgCode: string; readonly pgMessage: string }

/**
 * Records the PG's answer to a cancel call. Silence leaves the amount reserved and the settle job
 * in charge; it never looks like a refusal, because the money may already be back.
 */
export async function recordCancelAnswer(
  dependencies: PaymentDependencies,
  cancellation: Cancellation,
  answer: CancelAnswer,
): Promise<CancelResult> {
  for (;;) {
    const loaded = await loadPayment(dependencies.database, cancellation.storeId, cancellation.paymentId)
    const present = loaded?.cancellations.find((one) => one.cancellationId === cancellation.cancellationId)
    if (loaded === undefined || present === undefined)
      throw new Error(`no cancellation ${cancellation.cancellationId}`)
    if (present.phase === 'DONE') return toResult(present)
    const next = afterAnswer(dependencies, loaded, present, answer)
    if (await writeCancelStep(dependencies, loaded, next)) {
      if (next.book !== undefined) dependencies.worker.wake(settleCancellationKind)
      return toResult(next.cancellation)
    }
  }
}

/** A cancellation as its caller hears of it. */
export function toResult(cancellation: Cancellation): CancelResult {
  const { failure } = cancellation.data
  if (cancellation.status === 'FAILED') {
    return { kind: 'declined', pgCode: failure?.pgCode ?? '', pgMessage: failure?.pgMessage ?? '' }
  }
  return { kind: 'recorded', cancellation }
}

function afterAnswer(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  present: Cancellation,
  answer: CancelAnswer,
): CancelStep {
  const drop = settleCancellationWorkId(present.cancellationId)
  const now = dependencies.clock.now()
  switch (answer.kind) {
    case 'approved': {
      const isLast = loaded.head.cancelledMinor + present.amountMinor === loaded.head.totalMinor
      return {
        cancellation: {
          ...present,
          phase: 'DONE',
          status: 'SUCCEEDED',
          owner: null,
          data: {
            ...present.data,
            cancelledAt: answer.at.toISOString(),
            ...(answer.pgCancellationId === undefined ? {} : { pgCancellationId: answer.pgCancellationId }),
            ...(answer.receiptUrl === undefined ? {} : { receiptUrl: answer.receiptUrl }),
            ...(answer.easyPayDiscountMinor === undefined
              ? {}
              : { easyPayDiscountMinor: answer.easyPayDiscountMinor }),
          },
        },
        reservedDelta: -1,
        cancelledDelta: 1,
        inFlight: false,
        event: isLast ? 'CANCELLED' : 'PARTIAL_CANCELLED',
        detail: { amountMinor: present.amountMinor },
        announce: {
          type: isLast ? 'Transaction.Cancelled' : 'Transaction.PartialCancelled',
          ...(present.phase === 'PENDING' ? { trigger: 'ASYNC_CANCEL_APPROVED' as const } : {}),
        },
        drop,
      }
    }
    case 'declined':
      return {
        cancellation: {
          ...present,
          phase: 'DONE',
          status: 'FAILED',
          owner: null,
          data: { ...present.data, failure: { pgCode: answer.pgCode, pgMessage: answer.pgMessage } },
        },
        reservedDelta: -1,
        cancelledDelta: 0,
        inFlight: false,
        event: 'CANCEL_REFUSED',
        detail: { pgCode: answer.pgCode, pgMessage: answer.pgMessage },
        drop,
      }
    case 'pending':
      return {
        cancellation: { ...present, phase: 'PENDING', owner: null },
        reservedDelta: 0,
        cancelledDelta: 0,
        inFlight: false,
        event: 'CANCEL_PENDING',
        announce: { type: 'Transaction.CancelPending' },
        book: watch(present, new Date(now.getTime() + 60_000)),
      }
    case 'silent':
      return {
        cancellation: { ...present, phase: 'UNKNOWN', owner: null },
        reservedDelta: 0,
        cancelledDelta: 0,
        inFlight: true,
        event: 'CANCEL_UNKNOWN',
        detail: { reason: answer.reason },
        book: watch(present, now),
      }
  }
}

function watch(cancellation: Cancellation, dueAt: Date): BookedWork {
  return {
    workId: settleCancellationWorkId(cancellation.cancellationId),
    kind: settleCancellationKind,
    reference: { paymentId: cancellation.paymentId, cancellationId: cancellation.cancellationId },
    dueAt,
  }
}
