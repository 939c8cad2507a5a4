import { payableOf } from './payment-amount.ts'
import type { ApproveAnswer, Approved, JsonObject } from '@naru/gateways'
import { openJson, sealJson, toOrder } from './attempt-order.ts'
import { giveBackLater, isCapturedInWindow } from './captured-in-window.ts'
import { bringsKey } from './first-of-key.ts'
import type { Attempt, PaymentStatus } from './payment.ts'
import { mayAttempt } from './payment.ts'
import {
  callLimitMs,
  settleApprovalKind,
  type PaymentChannel,
  type PaymentDependencies,
} from './payment-dependencies.ts'
import { loadAttempt, type LoadedPayment } from './payment-store.ts'
import {
  recordApproved,
  recordFailed,
  recordUnknown,
  settleApprovalWorkId,
  writeAttemptStep,
} from './record-approval.ts'

export interface ConfirmRequest {
  readonly storeId: string
  readonly transactionId: string
  /** What the buyer's return proved, as the gateway read it. Kept sealed while the call is in flight. */
  readonly proof: JsonObject
  readonly pgTxId?: string
  /** No webhook of this call's own success; kept with the attempt, because the settle job may be the one to succeed. */
  readonly skipWebhook?: boolean
}

export type ConfirmOutcome =
  /** `loaded` is the payment as this call left it, where this call decided. */
  | { readonly kind: 'decided'; readonly status: PaymentStatus; readonly loaded?: LoadedPayment }
  /** The PG did not answer; the settle job finds out. Never told to anybody as a failure. */
  | { readonly kind: 'unknown' }
  /** The approval is somebody else's: a second return, another replica. */
  | { readonly kind: 'in-flight' }

/**
 * Takes the money for an authenticated attempt.
 *
 *   1 reserve  the attempt becomes CONFIRMING, committed; only one attempt of a payment can
 *   2 approve  at the PG, outside any transaction
 *   3 record   PAID, FAILED or UNKNOWN, with timeline and outbox, in one statement
 *
 * A crash after 1 leaves timed work that asks the PG what happened.
 */
export async function confirmPayment(
  dependencies: PaymentDependencies,
  request: ConfirmRequest,
  known?: KnownAttempt,
): Promise<ConfirmOutcome> {
  const reserved = await reserveApproval(dependencies, request, known)
  if (reserved.kind !== 'reserved') return reserved.outcome

  const { loaded, channel } = reserved
  const answer = await approveAtPg(dependencies, loaded.attempt, channel, request.proof)
  return recordAnswer(dependencies, request, answer, loaded)
}

/**
 * What the caller has just read. The version in it decides, so a stale one costs a second look and nothing else;
 * a fresh one saves two reads per payment.
 */
export interface KnownAttempt {
  readonly loaded: LoadedPayment
  readonly channel: PaymentChannel
}

type Reservation =
  | { readonly kind: 'reserved'; readonly loaded: LoadedPayment; readonly channel: PaymentChannel }
  | { readonly kind: 'not-reserved'; readonly outcome: ConfirmOutcome }

async function reserveApproval(
  dependencies: PaymentDependencies,
  request: ConfirmRequest,
  known: KnownAttempt | undefined,
): Promise<Reservation> {
  const { database, clock, vault } = dependencies
  for (let first = known; ; first = undefined) {
    const loaded = first?.loaded ?? (await loadAttempt(database, request.storeId, request.transactionId))
    if (loaded === undefined) throw new Error(`no attempt ${request.transactionId}`)
    const { head, attempt } = loaded
    if (attempt.phase === 'DONE') return notReserved({ kind: 'decided', status: attempt.status })
    if (attempt.phase !== 'OPEN' && attempt.phase !== 'AUTHENTICATED')
      return notReserved({ kind: 'in-flight' })

    if (!mayAttempt(head.status) || head.confirmingTransactionId !== null) {
      if (await isTakenAlready(dependencies, loaded.attempt, first?.channel)) {
        // The window has taken the money for nothing: it goes back, and the payment stays as the other attempt made it.
        const reason = 'the payment was paid by another attempt'
        const { pgTxId } = request
        const captured = pgTxId === undefined ? { reason } : { reason, pgTxId }
        if (await giveBackLater(dependencies, loaded, captured)) return notReserved({ kind: 'unknown' })
        continue
      }
      // Another attempt of this payment was faster. The PG is not asked, so no money moves here.
      const failed = await recordFailed(dependencies, loaded, {
        reason: '이미 결제가 완료되었거나 승인 중인 주문입니다.',
        sdkCode: 'PaymentAlreadyPaid',
      })
      if (failed) return notReserved({ kind: 'decided', status: 'FAILED' })
      continue
    }
    const channel =
      first?.channel ?? (await dependencies.openChannel(attempt.storeId, attempt.data.channel.key))
    if (channel?.gateway.approve === undefined) {
      const failed = await recordFailed(dependencies, loaded, {
        reason: '결제 채널을 사용할 수 없습니다.',
        sdkCode: 'ChannelNotFound',
      })
      if (failed) return notReserved({ kind: 'decided', status: 'FAILED' })
      continue
    }
    const now = clock.now()
    const written = await writeAttemptStep(dependencies, loaded, {
      phase: 'CONFIRMING',
      status: attempt.status,
      ...(request.skipWebhook === true ? { data: { ...attempt.data, skipWebhook: true as const } } : {}),
      proofSealed: await sealJson(vault, attempt, 'proof_sealed', request.proof),
      ...(request.pgTxId === undefined ? {} : { pgTxId: request.pgTxId }),
      owner: dependencies.replicaName,
      holdsApproval: true,
      event: 'APPROVAL_STARTED',
      book: {
        workId: settleApprovalWorkId(attempt.transactionId),
        kind: settleApprovalKind,
        reference: { transactionId: attempt.transactionId, owner: dependencies.replicaName },
        dueAt: new Date(now.getTime() + callLimitMs),
      },
    })
    if (written !== undefined) return { kind: 'reserved', loaded: written, channel }
  }
}

/** True where the buyer's return or the PG's message means that money was taken already, inside the window. */
async function isTakenAlready(
  dependencies: PaymentDependencies,
  attempt: Attempt,
  known: PaymentChannel | undefined,
): Promise<boolean> {
  const channel = known ?? (await dependencies.openChannel(attempt.storeId, attempt.data.channel.key))
  return channel !== undefined && isCapturedInWindow(channel, attempt)
}

function notReserved(outcome: ConfirmOutcome): Reservation {
  return { kind: 'not-reserved', outcome }
}

/** One call that takes the money. A connector that throws has told us nothing, which is silence. */
export async function approveAtPg(
  dependencies: PaymentDependencies,
  attempt: Attempt,
  channel: PaymentChannel,
  proof: JsonObject,
): Promise<ApproveAnswer> {
  try {
    return await takeMoney(dependencies, attempt, channel, proof)
  } catch (error) {
    dependencies.log.error(
      { err: error, transactionId: attempt.transactionId },
      'approve threw; treated as silence',
    )
    return { kind: 'silent', reason: 'the connector failed' }
  }
}

async function takeMoney(
  dependencies: PaymentDependencies,
  attempt: Attempt,
  channel: PaymentChannel,
  proof: JsonObject,
): Promise<ApproveAnswer> {
  const { gateway } = channel
  const order = toOrder(attempt)
  const idempotencyKey = attempt.transactionId
  switch (attempt.data.way) {
    case undefined: {
      if (gateway.approve === undefined) break
      const memory = await openJson(dependencies.vault, attempt, 'memory_sealed', attempt.memorySealed)
      return gateway.approve(channel.context(), { order, proof, memory, idempotencyKey })
    }
    case 'BILLING_KEY':
      if (gateway.chargeBillingKey === undefined) break
      return gateway.chargeBillingKey(channel.context(), { order, right: proof, idempotencyKey })
    case 'VIRTUAL_ACCOUNT':
      if (gateway.issueVirtualAccount === undefined) break
      return gateway.issueVirtualAccount(channel.context(), { order, idempotencyKey })
    case 'STORE_BARCODE': {
      if (gateway.issueStoreBarcode === undefined) break
      const { barcode } = proof
      const own = typeof barcode === 'string' ? { barcode } : {}
      return gateway.issueStoreBarcode(channel.context(), { order, ...own, idempotencyKey })
    }
    case 'KEY_IN':
    case 'PURSE':
      // The card, or what opens the purse, was in the caller's hands only; nobody can repeat it.
      break
  }
  return { kind: 'silent', reason: 'the gateway cannot do that' }
}

/** True when the same call can be made again and can never take money twice. */
export function isRepeatable({ data }: Attempt, { gateway }: PaymentChannel): boolean {
  if (data.way === undefined) return gateway.approveIsIdempotent === true
  return data.way !== 'KEY_IN' && data.way !== 'PURSE' && gateway.chargeIsIdempotent === true
}

/** Step 3. Repeats until it is written or somebody else has decided. */
export async function recordAnswer(
  dependencies: PaymentDependencies,
  request: Pick<ConfirmRequest, 'storeId' | 'transactionId'>,
  answer: ApproveAnswer,
  known?: LoadedPayment,
): Promise<ConfirmOutcome> {
  for (let first = known; ; first = undefined) {
    const loaded = first ?? (await loadAttempt(dependencies.database, request.storeId, request.transactionId))
    if (loaded === undefined) throw new Error(`no attempt ${request.transactionId}`)
    if (loaded.attempt.phase === 'DONE') return { kind: 'decided', status: loaded.attempt.status }
    const outcome = await writeAnswer(dependencies, loaded, answer)
    if (outcome !== undefined) return outcome
  }
}

async function writeAnswer(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  answer: ApproveAnswer,
): Promise<ConfirmOutcome | undefined> {
  switch (answer.kind) {
    case 'approved': {
      const mismatch = findMismatch(loaded.attempt, answer)
      if (mismatch !== undefined) {
        const reversal = { reason: mismatch, pgTxId: answer.pgTxId, amountMinor: answer.amount.minor }
        return (await recordUnknown(dependencies, loaded, mismatch, reversal))
          ? { kind: 'unknown' }
          : undefined
      }
      const written = await recordApproved(dependencies, loaded, answer)
      return written === undefined ? undefined : { kind: 'decided', status: answer.state, loaded: written }
    }
    case 'declined': {
      const written = await recordFailed(dependencies, loaded, declinedFailure(answer))
      return written ? { kind: 'decided', status: 'FAILED' } : undefined
    }
    case 'pending': {
      const written = await writeAttemptStep(dependencies, loaded, {
        phase: 'UNKNOWN',
        status: 'PAY_PENDING',
        ...(answer.pgTxId === undefined ? {} : { pgTxId: answer.pgTxId }),
        owner: null,
        holdsApproval: true,
        event: 'PAY_PENDING',
        announce: { type: 'Transaction.PayPending' },
        book: {
          workId: settleApprovalWorkId(loaded.attempt.transactionId),
          kind: settleApprovalKind,
          reference: { transactionId: loaded.attempt.transactionId },
          dueAt: new Date(dependencies.clock.now().getTime() + 60_000),
        },
      })
      return written === undefined ? undefined : { kind: 'decided', status: 'PAY_PENDING' }
    }
    case 'silent':
      return (await recordUnknown(dependencies, loaded, answer.reason)) ? { kind: 'unknown' } : undefined
  }
}

/**
 * Amount, currency, order id and MID of the PG's answer, and the key that it brings, against what was prepared. Undefined when all fit. A PG whose own
 * order sheet decides the amount may have added to it, and never taken from it.
 */
export function findMismatch(
  attempt: Pick<Attempt, 'transactionId' | 'data'>,
  approval: Approved,
): string | undefined {
  const { order, channel } = attempt.data
  const { totalMinor } = payableOf(attempt.data)
  const isRight =
    approval.isRepriced === true
      ? approval.amount.minor >= totalMinor && attempt.data.promotion === undefined
      : approval.amount.minor === totalMinor
  if (!isRight) return `amount ${approval.amount.minor} instead of ${totalMinor}`
  if (approval.amount.currency !== order.currency)
    return `currency ${approval.amount.currency} instead of ${order.currency}`
  if (approval.pgOrderId !== attempt.transactionId)
    return `order ${approval.pgOrderId} instead of ${attempt.transactionId}`
  if (approval.pgMerchantId !== undefined && approval.pgMerchantId !== channel.pgMerchantId) {
    return `merchant id ${approval.pgMerchantId} instead of ${channel.pgMerchantId}`
  }
  // Key and payment come together or not at all.
  if (bringsKey(attempt) && approval.issued === undefined) return 'the payment came without its billing key'
  return undefined
}

/** The failure that a PG's refusal becomes; `message` follows the SDK's `[code] message`. */
export function declinedFailure(answer: { readonly pgCode: string; readonly pgMessage: string }) {
  return {
    reason: answer.pgCode === '' ? answer.pgMessage : `[${answer.pgCode}] ${answer.pgMessage}`,
    pgCode: answer.pgCode,
    pgMessage: answer.pgMessage,
    sdkCode: 'FAILURE_TYPE_PG',
  }
}
