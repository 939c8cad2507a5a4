import type { Attempt } from '../payment/payment.ts'
import type { AttemptResult, AttemptState, OutcomeView, PaymentResult } from '../wire/checkout.ts'
import { publicAttemptId } from './attempt-key.ts'
import type { CheckoutAttempt } from './attempt-store.ts'
import { resultRedirect } from './redirect-url.ts'

/** How far a window is; once it is decided and V1 asked for it, what its return address gets instead of the result. */
export interface WindowState extends AttemptState {
  readonly v1Members?: Readonly<Record<string, string>>
}

/**
 * The SDK response of a decided attempt; undefined while it is open or in flight. No amount, no status.
 * `paymentToken` is given for an attempt that is held for manual confirmation.
 */
export function paymentResult(attempt: Attempt, paymentToken?: string): PaymentResult | undefined {
  const ids = {
    transactionType: 'PAYMENT' as const,
    txId: attempt.transactionId,
    paymentId: attempt.paymentId,
  }
  if (paymentToken !== undefined) return { ...ids, paymentToken }
  if (attempt.status === 'PAY_PENDING') return ids
  if (attempt.phase !== 'DONE') return undefined
  const { failure } = attempt.data
  if (attempt.status !== 'FAILED' || failure === undefined) return ids
  return {
    ...ids,
    code: failure.sdkCode,
    message: failure.reason,
    ...(failure.pgCode === undefined ? {} : { pgCode: failure.pgCode }),
    ...(failure.pgMessage === undefined ? {} : { pgMessage: failure.pgMessage }),
  }
}

export function attemptState(
  checkout: CheckoutAttempt,
  attempt: Attempt,
  paymentToken?: string,
): AttemptState {
  const result = paymentResult(attempt, paymentToken)
  if (result !== undefined) return { state: 'DONE', result }
  return { state: attempt.phase === 'OPEN' && checkout.begunAt === null ? 'PREPARED' : 'IN_PG' }
}

/** What the done page shows and how the shop learns of it. */
export function outcomeView(
  checkout: CheckoutAttempt,
  { state, result, v1Members }: WindowState,
): OutcomeView {
  const purpose = result?.transactionType ?? checkout.kind
  const common = {
    state,
    ...(purpose === 'PAYMENT' ? {} : { purpose }),
    windowType: checkout.windowType,
    attemptId: publicAttemptId(checkout),
    ...(checkout.pageOrigin === null || checkout.windowType === 'REDIRECTION'
      ? {}
      : { merchantOrigin: checkout.pageOrigin }),
  }
  if (result === undefined) return common
  const redirect = redirectOf(checkout, result, v1Members)
  return {
    ...common,
    succeeded: result.code === undefined,
    ...(result.message === undefined ? {} : { message: result.message }),
    deliver: redirect === undefined ? { kind: 'message' } : { kind: 'redirect', url: redirect },
  }
}

/** The shop's return address with the result, where the outcome is delivered by a redirect of this window. */
export function redirectOf(
  checkout: CheckoutAttempt,
  result: AttemptResult,
  v1Members: WindowState['v1Members'],
): string | undefined {
  if (checkout.redirectUrl === null || checkout.windowType !== 'REDIRECTION') return undefined
  return resultRedirect(checkout.redirectUrl, v1Members ?? { ...result })
}
