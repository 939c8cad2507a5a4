import type { Approved } from '@naru/gateways'
import { settleBillingKeyKind } from '../billing-key/billing-key-dependencies.ts'
import { settleDiscount } from '../promotion/settle-discount.ts'
import type { Announcement } from '../webhook/announcement.ts'
import { sealJson, openJson, toStoredMethod } from './attempt-order.ts'
import type { StatementPart } from './compose-transition.ts'
import { keyParts, sealIssued, type SealedRight } from './first-of-key.ts'
import type {
  Attempt,
  AttemptData,
  AttemptFailure,
  AttemptPhase,
  PaymentHead,
  PaymentStatus,
} from './payment.ts'
import { isPaidOnce, mayBecome } from './payment.ts'
import { payableOf, vatOf } from './payment-amount.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { settleApprovalKind } from './payment-dependencies.ts'
import { loadPayment, type LoadedPayment } from './payment-store.ts'
import { renderPayment } from './v2-view.ts'
import { writeTransition, type BookedWork, type EventKind } from './write-transition.ts'

/** The timed work that watches one approval; one row per attempt. */
export function settleApprovalWorkId(transactionId: string): string {
  return `settle-approval:${transactionId}`
}

/** What is to be written about an attempt. Absent members keep their value. */
interface AttemptStep {
  readonly phase: AttemptPhase
  readonly status: PaymentStatus
  readonly data?: AttemptData
  readonly pgTxId?: string
  readonly memorySealed?: string | null
  readonly proofSealed?: string | null
  readonly owner: string | null
  /** True while this attempt holds the payment's only right to be approved. */
  readonly holdsApproval: boolean
  readonly event: EventKind
  readonly detail?: object
  readonly announce?: { readonly type: string; readonly trigger?: NonNullable<Announcement['trigger']> }
  readonly book?: BookedWork
  readonly drop?: string
  /** The right to charge that came with the money. */
  readonly right?: SealedRight
}

/**
 * Writes one step of an attempt together with what the payment shows of it.
 * @returns the payment as it is now, ready for the next step; undefined when somebody else changed it first.
 */
export async function writeAttemptStep(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  step: AttemptStep,
): Promise<LoadedPayment | undefined> {
  const { clock, random } = dependencies
  const now = clock.now()
  const { rowVersion: _attemptVersion, ...attemptBefore } = loaded.attempt
  const attempt: Omit<Attempt, 'rowVersion'> = {
    ...attemptBefore,
    phase: step.phase,
    status: step.status,
    data: step.data ?? attemptBefore.data,
    pgTxId: step.pgTxId ?? attemptBefore.pgTxId,
    memorySealed: step.memorySealed === undefined ? attemptBefore.memorySealed : step.memorySealed,
    proofSealed: step.proofSealed === undefined ? attemptBefore.proofSealed : step.proofSealed,
    owner: step.owner,
  }
  const after = headAfter(loaded.head, attempt, step, now)
  const isSilent = showsNothingNew(loaded, attempt, after)
  const head = isSilent ? { ...after, updatedAt: loaded.head.updatedAt } : after
  const isShown = head.transactionId === attempt.transactionId
  const message =
    step.announce === undefined ? undefined : announcement(attempt, step.announce, head.status, now)
  const keyDecided = keyParts(loaded.attempt, attempt, step.right)
  const written = await writeTransition(dependencies, {
    before: loaded,
    head,
    ...(isSilent
      ? {}
      : {
          view: isShown
            ? renderPayment(head, attempt, loaded.cancellations)
            : await shownView(dependencies, loaded, head),
        }),
    attempt,
    event: {
      eventId: random.id(),
      kind: step.event,
      transactionId: attempt.transactionId,
      detail: step.detail ?? {},
    },
    ...(message === undefined ? {} : { announcement: { workId: random.id(), message } }),
    ...(step.book === undefined ? {} : { book: step.book }),
    ...(step.drop === undefined ? {} : { drop: step.drop }),
    ...moreParts([...discountParts(loaded.attempt, attempt), ...keyDecided]),
    at: now,
  })
  if (!written) return undefined
  if (keyDecided.length > 0) dependencies.worker.wake(settleBillingKeyKind)
  return {
    head: { ...head, rowVersion: loaded.head.rowVersion + 1 },
    attempt: { ...attempt, rowVersion: loaded.attempt.rowVersion + 1 },
    cancellations: loaded.cancellations,
  }
}

/** A held discount is spent or given up in the very step that decides its attempt. */
function discountParts(
  before: Attempt,
  { status, data }: Pick<Attempt, 'status' | 'data'>,
): ReturnType<typeof settleDiscount> {
  if (data.promotion === undefined || status === before.status) return []
  return status === 'PAID' || status === 'FAILED' ? settleDiscount(status === 'PAID') : []
}

function moreParts(parts: readonly StatementPart[]): { readonly more?: readonly StatementPart[] } {
  return parts.length === 0 ? {} : { more: parts }
}

/** A step inside the platform, such as reserving the approval: the merchant's view of the payment stays as it is. */
function showsNothingNew(
  { head, attempt }: LoadedPayment,
  next: Omit<Attempt, 'rowVersion'>,
  after: Omit<PaymentHead, 'rowVersion'>,
): boolean {
  return (
    next.data === attempt.data &&
    after.status === head.status &&
    after.transactionId === head.transactionId &&
    (next.pgTxId === attempt.pgTxId || after.status === 'READY')
  )
}

/** An attempt that is not shown changes nothing of the payment's view. */
async function shownView(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  head: Omit<PaymentHead, 'rowVersion'>,
): Promise<string> {
  const shown = await loadPayment(dependencies.database, loaded.head.storeId, loaded.head.paymentId)
  if (shown === undefined) throw new Error('a payment without its shown attempt')
  return renderPayment(head, shown.attempt, shown.cancellations)
}

function headAfter(
  head: PaymentHead,
  attempt: Omit<Attempt, 'rowVersion'>,
  step: AttemptStep,
  now: Date,
): Omit<PaymentHead, 'rowVersion'> {
  const { rowVersion: _version, ...before } = head
  // The succeeded attempt is shown for good; an older attempt that fails does not hide a newer one.
  const isShown =
    isPaidOnce(step.status) ||
    step.status === 'VIRTUAL_ACCOUNT_ISSUED' ||
    head.transactionId === attempt.transactionId
  const confirmingTransactionId = step.holdsApproval
    ? attempt.transactionId
    : head.confirmingTransactionId === attempt.transactionId
      ? null
      : head.confirmingTransactionId
  if (!isShown) return { ...before, confirmingTransactionId }
  if (head.status !== step.status && !mayBecome(head.status, step.status)) {
    throw new Error(`a payment cannot go from ${head.status} to ${step.status}`)
  }
  const { order, channel } = attempt.data
  return {
    ...before,
    status: step.status,
    transactionId: attempt.transactionId,
    confirmingTransactionId,
    isTest: channel.mode === 'TEST',
    channelKey: channel.key,
    pgProvider: channel.pgProvider,
    payMethod: attempt.data.outcome?.method.type ?? order.payMethod,
    orderName: order.orderName,
    currency: order.currency,
    totalMinor: order.totalMinor,
    taxFreeMinor: order.taxFreeMinor,
    vatMinor: order.vatMinor,
    discountMinor: attempt.data.promotion?.discountMinor ?? 0,
    paidMinor: step.status === 'PAID' ? payableOf(attempt.data).totalMinor : before.paidMinor,
    customer: order.customer,
    statusChangedAt:
      head.status === step.status && head.transactionId === attempt.transactionId
        ? head.statusChangedAt
        : now,
    updatedAt: now,
  }
}

function announcement(
  attempt: Pick<Attempt, 'paymentId' | 'transactionId' | 'data'>,
  announce: { readonly type: string; readonly trigger?: NonNullable<Announcement['trigger']> },
  status: PaymentStatus,
  now: Date,
): Announcement {
  const { noticeUrls } = attempt.data.order
  return {
    type: announce.type,
    timestamp: now.toISOString(),
    mode: attempt.data.channel.mode,
    ...(attempt.data.v1 === undefined ? {} : { apiVersion: 'V1' }),
    paymentId: attempt.paymentId,
    transactionId: attempt.transactionId,
    paymentStatus: status,
    ...(attempt.data.scheduleId === undefined ? {} : { isScheduled: true }),
    ...(noticeUrls === undefined ? {} : { noticeUrls }),
    ...(announce.trigger === undefined ? {} : { trigger: announce.trigger }),
  }
}

/** Records money taken, or an account issued. Undefined: somebody else changed the payment first. */
export async function recordApproved(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  approval: Approved,
  trigger?: NonNullable<Announcement['trigger']>,
): Promise<LoadedPayment | undefined> {
  const { attempt } = loaded
  const memory = await openJson(dependencies.vault, attempt, 'memory_sealed', attempt.memorySealed)
  const memorySealed =
    approval.memory === undefined
      ? undefined
      : await sealJson(dependencies.vault, attempt, 'memory_sealed', { ...memory, ...approval.memory })
  const right = await sealIssued(dependencies.vault, attempt, approval)
  const isPaid = approval.state === 'PAID'
  const issued = attempt.data.outcome
  const { failure: _failure, reversal: _reversal, ...known } = attempt.data
  const data = approval.isRepriced === true ? repriced(known, approval.amount.minor) : known
  return writeAttemptStep(dependencies, loaded, {
    phase: 'DONE',
    status: approval.state,
    pgTxId: approval.pgTxId,
    ...(memorySealed === undefined ? {} : { memorySealed }),
    ...(right === undefined ? {} : { right }),
    proofSealed: null,
    owner: null,
    holdsApproval: false,
    data: {
      ...data,
      outcome: {
        pgTxId: approval.pgTxId,
        at: issued?.at ?? approval.at.toISOString(),
        ...(isPaid ? { paidAt: approval.at.toISOString() } : {}),
        method: mergeMethod(issued?.method, toStoredMethod(approval)),
        ...(approval.receiptUrl === undefined ? {} : { receiptUrl: approval.receiptUrl }),
        ...(approval.cashReceipt === undefined ? {} : { cashReceipt: approval.cashReceipt }),
        pgResponse: approval.raw,
      },
    },
    event: approval.state,
    detail: { pgTxId: approval.pgTxId, ...(trigger === undefined ? {} : { trigger }) },
    // A deposit is news from outside, which is always told.
    ...(attempt.data.skipWebhook === true && trigger === undefined && attempt.status === 'READY'
      ? {}
      : {
          announce: {
            type: isPaid ? 'Transaction.Paid' : 'Transaction.VirtualAccountIssued',
            ...(trigger === undefined ? {} : { trigger }),
          },
        }),
    drop: settleApprovalWorkId(attempt.transactionId),
  })
}

/** The order at the price of the PG's own order sheet; what was added is taxed. */
function repriced(data: AttemptData, totalMinor: number): AttemptData {
  const { order } = data
  if (order.totalMinor === totalMinor) return data
  const vatMinor = vatOf(totalMinor, order.taxFreeMinor)
  return { ...data, order: { ...order, totalMinor, vatMinor } }
}

/** A deposit notice knows less of the account (or slip) than its issue; what was known stays. */
function mergeMethod(
  before: ReturnType<typeof toStoredMethod> | undefined,
  now: ReturnType<typeof toStoredMethod>,
): ReturnType<typeof toStoredMethod> {
  if (before?.type === 'CONVENIENCE_STORE' && now.type === 'CONVENIENCE_STORE')
    return { type: now.type, convenienceStore: { ...before.convenienceStore, ...now.convenienceStore } }
  if (before?.type !== 'VIRTUAL_ACCOUNT' || now.type !== 'VIRTUAL_ACCOUNT') return now
  return { type: 'VIRTUAL_ACCOUNT', virtualAccount: { ...before.virtualAccount, ...now.virtualAccount } }
}

/** Records that certainly no money was taken. */
export async function recordFailed(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  failure: Omit<AttemptFailure, 'failedAt'>,
): Promise<boolean> {
  const { attempt } = loaded
  const { reversal: _reversal, ...data } = attempt.data
  const written = await writeAttemptStep(dependencies, loaded, {
    phase: 'DONE',
    status: 'FAILED',
    proofSealed: null,
    owner: null,
    holdsApproval: false,
    data: { ...data, failure: { ...failure, failedAt: dependencies.clock.now().toISOString() } },
    event: 'FAILED',
    detail: {
      reason: failure.reason,
      ...(failure.pgCode === undefined ? {} : { pgCode: failure.pgCode, pgMessage: failure.pgMessage ?? '' }),
    },
    announce: { type: 'Transaction.Failed' },
    drop: settleApprovalWorkId(attempt.transactionId),
  })
  return written !== undefined
}

/** Records that nobody knows. The settle job owns the attempt from here, and looks at once. */
export async function recordUnknown(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  reason: string,
  reversal?: AttemptData['reversal'],
): Promise<boolean> {
  const { attempt } = loaded
  const written = await writeAttemptStep(dependencies, loaded, {
    phase: 'UNKNOWN',
    status: attempt.status,
    owner: null,
    holdsApproval: true,
    ...(reversal === undefined ? {} : { data: { ...attempt.data, reversal } }),
    event: reversal === undefined ? 'APPROVAL_UNKNOWN' : 'APPROVAL_MISMATCH',
    detail: { reason },
    book: {
      workId: settleApprovalWorkId(attempt.transactionId),
      kind: settleApprovalKind,
      reference: { transactionId: attempt.transactionId },
      dueAt: dependencies.clock.now(),
    },
  })
  if (written !== undefined) dependencies.worker.wake(settleApprovalKind)
  return written !== undefined
}
