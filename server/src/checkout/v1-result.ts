import type { Attempt, Cancellation, PaymentHead, V1Facts } from '../payment/payment.ts'
import { closedByBuyer } from '../payment/close-attempt.ts'
import { v1PaymentView } from '../payment/v1-view.ts'
import type { BillingKey } from '../billing-key/billing-key.ts'
import type { VerificationAttempt } from '../identity-verification/identity-verification.ts'
import type { IdentityResult, IssueAndPayResult, IssueResult, PaymentResult } from '../wire/checkout.ts'
import { closedByPerson, issueClosedByBuyer } from './window-closed.ts'

/**
 * Results of V1 windows. Older PGs and scripts tell `success` with the payment's data, newer ones only ids and error;
 * programs written for either work when `success` is always there. Source: PortOne's V1 SDK pages.
 */

/** Shops compare this sentence, or look for its first word in brackets. */
const closedText = '사용자가 결제를 취소하셨습니다'

interface V1Failure {
  readonly error_code: string
  readonly error_msg: string
}

function failureOf(
  result: Pick<PaymentResult, 'code' | 'message' | 'pgCode'>,
  { resultShape }: Pick<V1Facts, 'resultShape'>,
  closed = closedByBuyer.reason,
): V1Failure | undefined {
  if (result.code === undefined) return undefined
  const isClosed = result.message === closed
  return {
    error_code: result.pgCode ?? result.code,
    error_msg: isClosed
      ? `${resultShape === 'OLD' ? '[결제포기] ' : ''}${closedText}`
      : (result.message ?? result.code),
  }
}

/** What is added to `m_redirect_url`. */
export function v1RedirectMembers(result: PaymentResult, v1: V1Facts): Readonly<Record<string, string>> {
  const failure = failureOf(result, v1)
  return {
    imp_uid: result.txId,
    merchant_uid: result.paymentId,
    ...(v1.resultShape === 'OLD' ? { imp_success: String(failure === undefined) } : {}),
    ...failure,
  }
}

const paidMembers = [
  'apply_num',
  'bank_name',
  'buyer_addr',
  'buyer_email',
  'buyer_name',
  'buyer_postcode',
  'buyer_tel',
  'card_name',
  'card_number',
  'card_quota',
  'currency',
  'custom_data',
  'emb_pg_provider',
  'name',
  'paid_at',
  'pay_method',
  'pg_provider',
  'pg_tid',
  'receipt_url',
  'status',
  'vbank_date',
  'vbank_holder',
  'vbank_name',
  'vbank_num',
] as const

const failedMembers = ['pay_method', 'pg_provider'] as const

/** The one argument of the callback that `IMP.request_pay` was given. */
export function v1Callback(
  payment: {
    readonly head: PaymentHead
    readonly attempt: Attempt
    readonly cancellations: readonly Cancellation[]
  },
  result: Pick<PaymentResult, 'txId' | 'paymentId' | 'code' | 'message' | 'pgCode'>,
  v1: V1Facts,
): Readonly<Record<string, unknown>> {
  const failure = failureOf(result, v1)
  const ids = {
    success: failure === undefined,
    imp_uid: result.txId,
    merchant_uid: result.paymentId,
    ...failure,
  }
  if (v1.resultShape === 'NEW') return ids
  const view = v1PaymentView(payment.head, payment.attempt, payment.cancellations)
  const names = failure === undefined ? paidMembers : failedMembers
  const members = Object.fromEntries(names.map((name) => [name, view[name]]))
  return {
    ...ids,
    pg_type: 'payment',
    ...members,
    ...(failure === undefined ? { paid_amount: view['amount'] } : {}),
  }
}

/** Where a V1 window that took no money is told of: ids and outcome, for the callback and for the return address. */
export function v1CertificationMembers(
  attempt: VerificationAttempt,
  result: IdentityResult,
): Readonly<Record<string, unknown>> {
  const failure = failureOf(result, { resultShape: 'NEW' }, closedByPerson.reason)
  const { merchantUid } = attempt.requested.v1 ?? {}
  return {
    success: failure === undefined,
    imp_uid: attempt.transactionId,
    merchant_uid: typeof merchantUid === 'string' ? merchantUid : null,
    ...failure,
  }
}

/** A billing key that V1's window issued: told like a payment, and what the shop goes on with is its `customer_uid`. */
export function v1IssueMembers(
  key: BillingKey,
  result: IssueResult | IssueAndPayResult,
): Readonly<Record<string, unknown>> {
  const { customerUid, window } = key.data.v1 ?? {}
  const failure = failureOf(result, { resultShape: window?.resultShape ?? 'NEW' }, issueClosedByBuyer.reason)
  return {
    success: failure === undefined,
    imp_uid: window?.impUid ?? null,
    merchant_uid: window?.merchantUid ?? null,
    customer_uid: customerUid ?? null,
    ...failure,
  }
}

/** What the return address of a billing key's window gets; with a first payment also what a payment's gets. */
export function v1IssueRedirectMembers(
  key: BillingKey,
  result: IssueResult | IssueAndPayResult,
): Readonly<Record<string, string>> {
  const isOldPayment = key.data.firstPayment !== undefined && key.data.v1?.window?.resultShape === 'OLD'
  return asQuery({
    ...v1IssueMembers(key, result),
    ...(isOldPayment ? { imp_success: result.code === undefined } : {}),
  })
}

/** The same members as the query of a return address writes them. */
export function asQuery(members: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([key, value]) =>
      typeof value === 'string' || typeof value === 'boolean' ? [[key, String(value)]] : [],
    ),
  )
}
