import type { IncomingRequest } from '@naru/gateways'
import { openJson, toOrder } from '../payment/attempt-order.ts'
import { isCapturedInWindow } from '../payment/captured-in-window.ts'
import { closeAttempt, closedByBuyer } from '../payment/close-attempt.ts'
import { confirmPayment, declinedFailure } from '../payment/confirm-payment.ts'
import type { Attempt } from '../payment/payment.ts'
import { payableOf } from '../payment/payment-amount.ts'
import { holdForConfirmation } from '../payment/hold-for-confirmation.ts'
import type { LoadedPayment } from '../payment/payment-store.ts'
import { askBeforeApproval } from './ask-before-approval.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'
import type { OpenWindow } from './read-window.ts'

/**
 * The buyer's browser comes back from the PG. What it carries is a hint and never believed: order id and
 * amount are compared with what was prepared, then the PG itself is asked. A replayed return finds the
 * attempt decided or in flight and changes nothing.
 *
 * @returns the payment as this return left it; undefined where it must be read again
 */
export async function receiveReturn(
  deps: CheckoutDependencies,
  { checkout, loaded, channel: row }: OpenWindow,
  request: IncomingRequest,
): Promise<LoadedPayment | undefined> {
  const { attempt } = loaded
  if (attempt.phase !== 'OPEN') return loaded
  const channel = row === undefined ? undefined : await deps.openChannelRow(row)
  if (channel?.gateway.readReturn === undefined) return loaded
  const memory = await openJson(deps.vault, attempt, 'memory_sealed', attempt.memorySealed)
  const reading = channel.gateway.readReturn(channel.context(), toOrder(attempt), memory, request)

  if (reading.kind === 'failed') {
    await closeAttempt(
      deps,
      checkout.storeId,
      checkout.attemptId,
      reading.closedByBuyer ? { ...closedByBuyer, ...pgWords(reading) } : declinedFailure(reading),
    )
    return undefined
  }
  if (reading.kind === 'unreadable') {
    // Not the PG's doing, so it may not end the attempt: the true return can still come.
    deps.log.warn({ transactionId: attempt.transactionId, reason: reading.reason }, 'unreadable PG return')
    return loaded
  }
  if (isForged(attempt, reading)) {
    deps.log.warn({ transactionId: attempt.transactionId }, 'PG return that does not fit the prepared order')
    // Whatever such a window took, the PG's own message tells; closing the attempt would not bring it back.
    if (isCapturedInWindow(channel, attempt)) return loaded
    await closeAttempt(deps, checkout.storeId, checkout.attemptId, {
      reason: '결제 정보가 요청과 일치하지 않아 결제를 취소했습니다.',
      sdkCode: 'PORTONE_ERROR',
    })
    return undefined
  }
  // Where the window has taken the money already, the merchant was asked before it opened.
  const refusal = isCapturedInWindow(channel, attempt) ? undefined : await askBeforeApproval(deps, attempt)
  if (refusal !== undefined) {
    await closeAttempt(deps, checkout.storeId, checkout.attemptId, refusal)
    return undefined
  }
  const authenticated = {
    storeId: checkout.storeId,
    transactionId: checkout.attemptId,
    proof: reading.proof,
    ...(reading.pgTxId === undefined ? {} : { pgTxId: reading.pgTxId }),
  }
  if (attempt.data.channel.manualConfirm && !isCapturedInWindow(channel, attempt)) {
    await holdForConfirmation(deps, authenticated)
    return undefined
  }
  const outcome = await confirmPayment(deps, authenticated, { loaded, channel })
  return outcome.kind === 'decided' ? outcome.loaded : undefined
}

function isForged(
  attempt: Attempt,
  reading: { readonly claimedAmountMinor?: number; readonly claimedOrderId?: string },
): boolean {
  const { claimedAmountMinor, claimedOrderId } = reading
  return (
    (claimedAmountMinor !== undefined && claimedAmountMinor !== payableOf(attempt.data).totalMinor) ||
    (claimedOrderId !== undefined && claimedOrderId !== attempt.transactionId)
  )
}

function pgWords(reading: { readonly pgCode: string; readonly pgMessage: string }) {
  return reading.pgCode === '' ? {} : { pgCode: reading.pgCode, pgMessage: reading.pgMessage }
}
