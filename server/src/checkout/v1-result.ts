import type { Attempt, Cancellation, PaymentHead, V1Facts } from '../payment/payment.ts'
import { closedByBuyer } from '../payment/close-attempt.ts'
import { v1PaymentView } from '../payment/v1-view.ts'
import type { PaymentResult } from '../wire/checkout.ts'

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

function failureOf(result: PaymentResult, { resultShape }: V1Facts): V1Failure | undefined {
  if (result.code === undefined) return undefined
  const isClosed = result.message === closedByBuyer.reason
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
  result: PaymentResult,
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
