import type { InquireAnswer, NetCancelAnswer } from '@naru/gateways'
import type { DueHandler, DueItem, DueOutcome } from '../foundation/due-work.ts'
import { openJson, toOrder } from './attempt-order.ts'
import { isCapturedInWindow } from './captured-in-window.ts'
import { approveAtPg, isRepeatable, recordAnswer } from './confirm-payment.ts'
import { bringsKey } from './first-of-key.ts'
import type { Attempt, Reversal } from './payment.ts'
import {
  callLimitMs,
  settleApprovalKind,
  silenceDelayMs,
  type PaymentChannel,
  type PaymentDependencies,
} from './payment-dependencies.ts'
import { loadAttempt, type LoadedPayment } from './payment-store.ts'
import { recordFailed, recordUnknown } from './record-approval.ts'

/**
 * Finds out what became of an approval whose answer is missing: after silence, after a crash, after a
 * mismatch. It never guesses. Until the PG says something definite the attempt stays UNKNOWN, visible and ageing.
 *
 *   mismatch            the money goes back, then FAILED
 *   PG has net-cancel   undo, then FAILED; when the PG refuses to undo, its books decide
 *   else                its books decide; not in the books and approve is idempotent: the same approve again
 */
export function settleApprovalHandler(dependencies: PaymentDependencies): DueHandler {
  return {
    kind: settleApprovalKind,
    leaseMs: callLimitMs * 2,
    concurrencyMax: 16,
    run: (item) => settleApproval(dependencies, item),
  }
}

async function settleApproval(dependencies: PaymentDependencies, item: DueItem): Promise<DueOutcome> {
  const transactionId = String(item.reference['transactionId'])
  const loaded = await loadAttempt(dependencies.database, item.storeId, transactionId)
  if (loaded === undefined || loaded.attempt.phase === 'DONE' || loaded.attempt.phase === 'OPEN')
    return { kind: 'done' }
  if (loaded.attempt.phase === 'CONFIRMING') {
    // The call's owner is gone or far too late. From here its answer can no longer be written.
    const written = await recordUnknown(dependencies, loaded, 'the approval has no answer and no owner')
    return written ? { kind: 'kept' } : retryLater(dependencies, item)
  }
  const channel = await dependencies.openChannel(item.storeId, loaded.attempt.data.channel.key)
  if (channel === undefined) return retryLater(dependencies, item)

  const { reversal } = loaded.attempt.data
  const decided =
    reversal === undefined
      ? await findOut(dependencies, loaded, channel)
      : await giveBack(dependencies, loaded, channel, reversal)
  return decided ? { kind: 'kept' } : retryLater(dependencies, item)
}

function retryLater(dependencies: PaymentDependencies, item: DueItem): DueOutcome {
  return { kind: 'again', at: new Date(dependencies.clock.now().getTime() + silenceDelayMs(item.attempts)) }
}

/** @returns true when the attempt is decided and written. */
async function findOut(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  channel: PaymentChannel,
): Promise<boolean> {
  const { attempt } = loaded
  if (hasNetCancel(attempt, channel) && attempt.status !== 'PAY_PENDING') {
    const undone = await netCancelAtPg(dependencies, attempt, channel)
    if (undone.kind === 'approved') {
      return recordFailed(dependencies, loaded, {
        reason: '승인 응답을 받지 못해 결제를 되돌렸습니다(망취소).',
        sdkCode: 'PG_PROVIDER_ERROR',
      })
    }
  }
  // The books do not know the key that comes with the money, so the approval itself is asked again.
  if (bringsKey(attempt) && isRepeatable(attempt, channel))
    return approveAgain(dependencies, attempt, channel)
  const books = await inquireAtPg(dependencies, attempt, channel)
  if (books.kind === 'silent') return false
  if (books.kind === 'approved') {
    if (books.cancelledMinor >= books.approval.amount.minor && books.cancelledMinor > 0) {
      return recordFailed(dependencies, loaded, {
        reason: '결제가 PG사에서 취소되었습니다.',
        sdkCode: 'PG_PROVIDER_ERROR',
      })
    }
    return wasDecided(await recordAnswer(dependencies, attempt, books.approval))
  }
  if (books.final || isForgotten(dependencies, attempt, channel)) {
    return recordFailed(dependencies, loaded, {
      reason: books.pgMessage === '' ? '결제가 승인되지 않았습니다.' : books.pgMessage,
      pgCode: books.pgCode,
      pgMessage: books.pgMessage,
      sdkCode: 'FAILURE_TYPE_PG',
    })
  }
  if (!isRepeatable(attempt, channel) || attempt.status === 'PAY_PENDING') return false
  return approveAgain(dependencies, attempt, channel)
}

async function approveAgain(
  dependencies: PaymentDependencies,
  attempt: Attempt,
  channel: PaymentChannel,
): Promise<boolean> {
  const proof = await openJson(dependencies.vault, attempt, 'proof_sealed', attempt.proofSealed)
  const again = await approveAtPg(dependencies, attempt, channel, proof)
  // Pending is news worth telling: the payment shows as awaiting the PG's decision instead of as never answered.
  if (again.kind === 'silent') return false
  return wasDecided(await recordAnswer(dependencies, attempt, again))
}

/** A net cancel undoes what a window authenticated; a charge without a window has nothing of that. */
function hasNetCancel(attempt: Attempt, channel: PaymentChannel): boolean {
  return channel.gateway.netCancel !== undefined && attempt.data.way === undefined
}

/**
 * An approval that cannot be repeated, and that the PG's books still do not know so long after its call must have ended:
 * it never reached the PG. What a PG takes inside its window may be paid late; a call of ours cannot.
 */
function isForgotten({ clock }: PaymentDependencies, attempt: Attempt, channel: PaymentChannel): boolean {
  if (attempt.status === 'PAY_PENDING' || isRepeatable(attempt, channel)) return false
  if (isCapturedInWindow(channel, attempt)) return false
  const callEndedByMs = attempt.data.way === undefined ? windowLifeMs : 0
  return clock.now().getTime() - attempt.createdAt.getTime() > callEndedByMs + forgottenMs
}

const forgottenMs = 10 * 60_000
/** A window is open for half an hour, and its return starts the call. */
const windowLifeMs = 30 * 60_000

function wasDecided(outcome: Awaited<ReturnType<typeof recordAnswer>>): boolean {
  // A mismatch found now is written as UNKNOWN with its reversal and has re-booked this very work.
  return outcome.kind === 'decided' || outcome.kind === 'unknown'
}

/**
 * Money that does not fit what was prepared goes back whole. How much that is, the PG's books say and not
 * the answer that did not fit; the amount is part of the idempotency key, so that a refusal of one amount
 * is not replayed for another.
 */
async function giveBack(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  channel: PaymentChannel,
  reversal: Reversal,
): Promise<boolean> {
  const { attempt } = loaded
  const failure = {
    reason: '승인 정보가 요청과 일치하지 않아 결제를 취소했습니다.',
    sdkCode: 'PG_PROVIDER_ERROR',
  }
  if (hasNetCancel(attempt, channel)) {
    const undone = await netCancelAtPg(dependencies, attempt, channel)
    if (undone.kind === 'approved') return recordFailed(dependencies, loaded, failure)
  }
  const books = await inquireAtPg(dependencies, attempt, channel)
  if (books.kind === 'silent') return false
  if (books.kind === 'not-approved') return books.final ? recordFailed(dependencies, loaded, failure) : false
  const restMinor = books.approval.amount.minor - books.cancelledMinor
  if (restMinor <= 0) return recordFailed(dependencies, loaded, failure)
  const isBack = await cancelRest(dependencies, attempt, channel, {
    // Money that a window took for nothing may be known to the books alone.
    pgTxId: reversal.pgTxId === '' ? books.approval.pgTxId : reversal.pgTxId,
    restMinor,
    isWhole: books.cancelledMinor === 0,
    isUnpaidVirtualAccount: books.approval.state === 'VIRTUAL_ACCOUNT_ISSUED',
  })
  return isBack ? recordFailed(dependencies, loaded, failure) : false
}

/** @returns true when the PG says that the rest is back, or will be. */
async function cancelRest(
  dependencies: PaymentDependencies,
  attempt: Attempt,
  channel: PaymentChannel,
  rest: {
    readonly pgTxId: string
    readonly restMinor: number
    readonly isWhole: boolean
    readonly isUnpaidVirtualAccount: boolean
  },
): Promise<boolean> {
  if (channel.gateway.cancel === undefined) return false
  const key = `reversal-${attempt.transactionId}-${rest.restMinor}`
  try {
    const answer = await channel.gateway.cancel(channel.context(), {
      order: toOrder(attempt),
      pgTxId: rest.pgTxId,
      memory: await openJson(dependencies.vault, attempt, 'memory_sealed', attempt.memorySealed),
      methodType: attempt.data.order.payMethod,
      cancellationId: key,
      idempotencyKey: key,
      amountMinor: rest.restMinor,
      taxFreeMinor: 0,
      vatMinor: 0,
      remainingMinor: 0,
      isWhole: rest.isWhole,
      reason: '승인 정보 불일치',
      isUnpaidVirtualAccount: rest.isUnpaidVirtualAccount,
    })
    return answer.kind === 'approved' || answer.kind === 'pending'
  } catch (error) {
    dependencies.log.error(
      { err: error, transactionId: attempt.transactionId },
      'the reversal threw; treated as silence',
    )
    return false
  }
}

async function netCancelAtPg(
  dependencies: PaymentDependencies,
  attempt: Attempt,
  channel: PaymentChannel,
): Promise<NetCancelAnswer> {
  if (channel.gateway.netCancel === undefined) return { kind: 'silent', reason: 'no net-cancel' }
  try {
    const [memory, proof] = await Promise.all([
      openJson(dependencies.vault, attempt, 'memory_sealed', attempt.memorySealed),
      openJson(dependencies.vault, attempt, 'proof_sealed', attempt.proofSealed),
    ])
    const call = { order: toOrder(attempt), proof, memory, idempotencyKey: attempt.transactionId }
    return await channel.gateway.netCancel(channel.context(), call)
  } catch (error) {
    dependencies.log.error(
      { err: error, transactionId: attempt.transactionId },
      'net-cancel threw; treated as silence',
    )
    return { kind: 'silent', reason: 'the connector failed' }
  }
}

/** Asks the PG's books about one attempt. */
export async function inquireAtPg(
  dependencies: PaymentDependencies,
  attempt: Attempt,
  channel: PaymentChannel,
): Promise<InquireAnswer> {
  if (channel.gateway.inquire === undefined) return { kind: 'silent', reason: 'the gateway cannot inquire' }
  try {
    const memory = await openJson(dependencies.vault, attempt, 'memory_sealed', attempt.memorySealed)
    return await channel.gateway.inquire(channel.context(), {
      order: toOrder(attempt),
      ...(attempt.pgTxId === null ? {} : { pgTxId: attempt.pgTxId }),
      memory,
      attemptedAt: attempt.createdAt,
    })
  } catch (error) {
    dependencies.log.error(
      { err: error, transactionId: attempt.transactionId },
      'inquire threw; treated as silence',
    )
    return { kind: 'silent', reason: 'the connector failed' }
  }
}
