import type { CancelAnswer, CancelCall } from '@naru/gateways'
import type { AuditActor } from '../audit/audit-log.ts'
import { Secret } from '../foundation/secret.ts'
import type { RetainOption } from '../promotion/refund-discount.ts'
import { openJson, toOrder } from './attempt-order.ts'
import type { Attempt, Cancellation, PaymentHead } from './payment.ts'
import { refundOfDiscounted, type DiscountedRefusal } from './refund-discounted.ts'
import { cancellable, decideCancelAmount, type CancelAmountRefusal } from './payment-amount.ts'
import {
  callLimitMs,
  settleCancellationKind,
  type PaymentChannel,
  type PaymentDependencies,
} from './payment-dependencies.ts'
import { loadPayment, type LoadedPayment } from './payment-store.ts'
import {
  recordCancelAnswer,
  settleCancellationWorkId,
  toResult,
  writeCancelStep,
  type CancelResult,
} from './record-cancellation.ts'

export interface RefundAccount {
  readonly bank: string
  readonly number: string
  readonly holderName: string
  readonly holderPhoneNumber?: string
}

export interface CancelRequest {
  readonly storeId: string
  readonly paymentId: string
  readonly reason: string
  readonly amountMinor?: number
  readonly taxFreeMinor?: number
  readonly vatMinor?: number
  readonly currentCancellableMinor?: number
  /** Of a discounted payment: keep the first rate for what remains, or price it anew. */
  readonly promotionOption?: RetainOption
  readonly requester?: 'CUSTOMER' | 'ADMIN'
  readonly refundAccount?: RefundAccount
  readonly skipWebhook: boolean
  readonly trigger: 'API' | 'CONSOLE'
  /** The console user; the reservation and his entry in the audit log are one transaction. */
  readonly by?: AuditActor
}

export type CancelRefusal =
  | CancelAmountRefusal
  | DiscountedRefusal
  | 'PAYMENT_NOT_FOUND'
  | 'PAYMENT_NOT_PAID'
  | 'PAYMENT_ALREADY_CANCELLED'
  | 'MAX_CANCEL_COUNT_REACHED'

export type CancelOutcome =
  | { readonly kind: 'accepted'; readonly cancellation: Cancellation }
  | { readonly kind: 'refused'; readonly type: CancelRefusal; readonly detail: string }
  | { readonly kind: 'declined'; readonly pgCode: string; readonly pgMessage: string }

const cancelsMax = 50
const turnWaitMs = 40
const turnsMax = 500

/**
 * Gives back part or all of a paid amount.
 *
 * The amount is reserved first and committed, so that two cancels cannot overdraw, then the PG is called
 * outside any transaction, then the answer is recorded. One cancel of a payment is in flight at a time,
 * because PGs check the balance that is to remain. Without an answer the cancellation stays REQUESTED
 * and the settle job finds out.
 */
export async function cancelPayment(
  dependencies: PaymentDependencies,
  request: CancelRequest,
): Promise<CancelOutcome> {
  for (let turn = 0; turn < turnsMax; turn += 1) {
    const step = await reserveCancel(dependencies, request)
    if (step.kind === 'refused' || step.kind === 'declined') return step
    if (step.kind === 'reserved') {
      const answer = await cancelAtPg(dependencies, step.loaded, step.cancellation, step.channel)
      const result = await recordCancelAnswer(dependencies, step.cancellation, answer)
      return toOutcome(
        answer.kind === 'silent' ? await awaitSettled(dependencies, step.cancellation, result) : result,
      )
    }
    // Another cancel is in flight; it frees the payment within the PG's time limit.
    if (step.kind === 'wait') await new Promise((resolve) => setTimeout(resolve, turnWaitMs))
  }
  return {
    kind: 'refused',
    type: 'CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN',
    detail: '다른 취소가 처리 중입니다 / another cancel is in flight',
  }
}

/** Gives the settle job a moment, so that the caller usually hears the truth instead of "requested". */
async function awaitSettled(
  dependencies: PaymentDependencies,
  cancellation: Cancellation,
  unsettled: CancelResult,
): Promise<CancelResult> {
  const deadline = performance.now() + dependencies.patienceMs
  while (performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, turnWaitMs * 2))
    const loaded = await loadPayment(dependencies.database, cancellation.storeId, cancellation.paymentId)
    const present = loaded?.cancellations.find((one) => one.cancellationId === cancellation.cancellationId)
    if (present?.phase === 'DONE') return toResult(present)
  }
  return unsettled
}

function toOutcome(result: CancelResult): CancelOutcome {
  if (result.kind === 'declined')
    return { kind: 'declined', pgCode: result.pgCode, pgMessage: result.pgMessage }
  return { kind: 'accepted', cancellation: result.cancellation }
}

type Step =
  | {
      readonly kind: 'reserved'
      readonly loaded: LoadedPayment
      readonly cancellation: Cancellation
      readonly channel: PaymentChannel
    }
  | Exclude<CancelOutcome, { kind: 'accepted' }>
  | { readonly kind: 'wait' }
  | { readonly kind: 'again' }

async function reserveCancel(dependencies: PaymentDependencies, request: CancelRequest): Promise<Step> {
  const { database, clock, random } = dependencies
  const loaded = await loadPayment(database, request.storeId, request.paymentId)
  if (loaded === undefined) return { kind: 'refused', type: 'PAYMENT_NOT_FOUND', detail: request.paymentId }
  const { head, attempt } = loaded
  if (head.status === 'CANCELLED')
    return { kind: 'refused', type: 'PAYMENT_ALREADY_CANCELLED', detail: request.paymentId }
  if (head.status !== 'PAID' && head.status !== 'PARTIAL_CANCELLED') {
    return { kind: 'refused', type: 'PAYMENT_NOT_PAID', detail: `status ${head.status}` }
  }
  if (head.cancellingId !== null) return { kind: 'wait' }

  const amount = decideCancelAmount(cancellable(head), request)
  if (!amount.ok) return { kind: 'refused', type: amount.type, detail: amount.detail }
  if (head.cancelCount >= cancelsMax)
    return { kind: 'refused', type: 'MAX_CANCEL_COUNT_REACHED', detail: `${cancelsMax}` }
  const channel = await dependencies.openChannel(head.storeId, attempt.data.channel.key)
  // The payment's own channel: the request names none, so it is no word for what this build cannot speak to any more.
  if (channel?.gateway.cancel === undefined)
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage: `결제 채널을 사용할 수 없습니다: ${attempt.data.channel.key}`,
    }

  const discounted = refundOfDiscounted(loaded, amount, request.promotionOption)
  if (discounted?.ok === false)
    return { kind: 'refused', type: discounted.type, detail: `amount ${amount.amountMinor}` }

  const now = clock.now()
  const cancellationId = random.id()
  const cancellation: Cancellation = {
    storeId: head.storeId,
    paymentId: head.paymentId,
    cancellationId,
    transactionId: attempt.transactionId,
    phase: 'RESERVED',
    status: 'REQUESTED',
    amountMinor: amount.amountMinor,
    taxFreeMinor: amount.taxFreeMinor,
    vatMinor: amount.vatMinor,
    data: {
      reason: request.reason,
      trigger: request.trigger,
      ...(request.requester === undefined ? {} : { requester: request.requester }),
      skipWebhook: request.skipWebhook,
      remainingMinor:
        discounted?.remainingMinor ??
        head.totalMinor - head.cancelledMinor - head.reservedMinor - amount.amountMinor,
      isWhole: amount.amountMinor === head.totalMinor,
      ...(discounted === undefined ? {} : { refund: discounted.refund }),
    },
    refundAccountSealed: await sealRefundAccount(dependencies, head, cancellationId, request.refundAccount),
    owner: dependencies.replicaName,
    requestedAt: now,
  }
  const step = {
    cancellation,
    reservedDelta: 1,
    cancelledDelta: 0,
    inFlight: true,
    countsAsTry: true,
    event: 'CANCEL_STARTED',
    detail: { amountMinor: amount.amountMinor, trigger: request.trigger },
    book: {
      workId: settleCancellationWorkId(cancellationId),
      kind: settleCancellationKind,
      reference: { paymentId: head.paymentId, cancellationId, owner: dependencies.replicaName },
      dueAt: new Date(now.getTime() + callLimitMs),
    },
  } satisfies Parameters<typeof writeCancelStep>[2]
  const written = await writeReservation(dependencies, loaded, step, request)
  return written ? { kind: 'reserved', loaded, cancellation, channel } : { kind: 'again' }
}

async function writeReservation(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  step: Parameters<typeof writeCancelStep>[2],
  { by, reason }: CancelRequest,
): Promise<boolean> {
  if (by === undefined) return writeCancelStep(dependencies, loaded, step)
  return dependencies.database.transaction(async (transaction) => {
    const written = await writeCancelStep({ ...dependencies, database: transaction }, loaded, step)
    const { storeId, paymentId, cancellationId, amountMinor } = step.cancellation
    if (written) {
      await dependencies.audit.record(transaction, by, {
        action: 'payment.cancel',
        storeId,
        target: paymentId,
        after: { cancellationId, amountMinor, currency: loaded.head.currency, reason },
      })
    }
    return written
  })
}

/** One cancel call at the PG. A connector that throws has told us nothing, which is silence. */
export async function cancelAtPg(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  cancellation: Cancellation,
  channel: PaymentChannel,
): Promise<CancelAnswer> {
  if (channel.gateway.cancel === undefined) return { kind: 'silent', reason: 'the gateway cannot cancel' }
  try {
    return await channel.gateway.cancel(
      channel.context(),
      await toCancelCall(dependencies, loaded.attempt, cancellation),
    )
  } catch (error) {
    dependencies.log.error(
      { err: error, cancellationId: cancellation.cancellationId },
      'cancel threw; treated as silence',
    )
    return { kind: 'silent', reason: 'the connector failed' }
  }
}

/** The cancellation in the words of the gateway port; the same on every try. */
export async function toCancelCall(
  dependencies: PaymentDependencies,
  attempt: Attempt,
  cancellation: Cancellation,
): Promise<CancelCall> {
  const memory = await openJson(dependencies.vault, attempt, 'memory_sealed', attempt.memorySealed)
  const refundAccount = await openRefundAccount(dependencies, cancellation)
  const { data } = cancellation
  return {
    order: toOrder(attempt),
    pgTxId: attempt.pgTxId ?? '',
    memory,
    methodType: attempt.data.outcome?.method.type ?? attempt.data.order.payMethod,
    cancellationId: cancellation.cancellationId,
    requestedAt: cancellation.requestedAt,
    idempotencyKey: cancellation.cancellationId,
    amountMinor: data.refund?.minor ?? cancellation.amountMinor,
    taxFreeMinor: data.refund?.taxFreeMinor ?? cancellation.taxFreeMinor,
    vatMinor: data.refund?.vatMinor ?? cancellation.vatMinor,
    remainingMinor: data.remainingMinor,
    isWhole: data.isWhole,
    reason: data.reason,
    ...(data.requester === undefined ? {} : { requester: data.requester }),
    isUnpaidVirtualAccount: false,
    ...(refundAccount === undefined ? {} : { refundAccount }),
  }
}

function refundPlace(storeId: string, cancellationId: string) {
  return { storeId, table: 'payment_cancellation', column: 'refund_account_sealed', rowId: cancellationId }
}

async function sealRefundAccount(
  dependencies: PaymentDependencies,
  head: PaymentHead,
  cancellationId: string,
  account: RefundAccount | undefined,
): Promise<string | null> {
  if (account === undefined) return null
  return dependencies.vault.seal(
    refundPlace(head.storeId, cancellationId),
    new Secret(JSON.stringify(account)),
  )
}

async function openRefundAccount(
  dependencies: PaymentDependencies,
  cancellation: Cancellation,
): Promise<RefundAccount | undefined> {
  if (cancellation.refundAccountSealed === null) return undefined
  const opened = await dependencies.vault.open(
    refundPlace(cancellation.storeId, cancellation.cancellationId),
    cancellation.refundAccountSealed,
  )
  const value: RefundAccount = JSON.parse(opened.open())
  return value
}
