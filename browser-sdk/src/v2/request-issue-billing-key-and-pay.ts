import type { AttemptResult } from '@naru/server/wire/checkout'
import type { Slots } from '../checkout-origin.ts'
import { classifyDevice } from '../device.ts'
import { runCall } from './checkout-call.ts'
import type { CallKind, PageState } from './checkout-call.ts'
import { portOneError } from './errors.ts'
import { readIssueAndPayCall } from './payment-shape.ts'

/** `PortOne.requestIssueBillingKeyAndPay`: the buyer registers and pays the first time, both or neither. */
export async function requestIssueBillingKeyAndPay(
  slots: Slots,
  page: PageState,
  request: unknown,
): Promise<AttemptResult | undefined> {
  const device = classifyDevice(navigator.userAgent, navigator.maxTouchPoints)
  const shape = readIssueAndPayCall(request, device.platformType)
  if (!shape.ok) throw issueAndPay(shape.paymentId).error({ code: 'BadRequest', message: shape.message })
  return runCall(slots, page, issueAndPay(shape.call.paymentId), shape.call, device)
}

function issueAndPay(paymentId: string | undefined): CallKind {
  return {
    type: 'ISSUE_BILLING_KEY_AND_PAY',
    error: (fault, txId) =>
      portOneError('IssueBillingKeyAndPayError', {
        ...fault,
        ...(paymentId === undefined ? {} : { paymentId }),
        ...(txId === undefined ? {} : { txId }),
      }),
    failed: (fault, txId) => ({
      transactionType: 'ISSUE_BILLING_KEY_AND_PAY',
      txId,
      paymentId: paymentId ?? '',
      billingKey: '',
      ...fault,
    }),
  }
}
