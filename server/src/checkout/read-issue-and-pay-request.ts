import type { BillingMethod, PayMethod } from '@naru/gateways'
import { refuseCheckout } from './checkout-errors.ts'
import { FieldReader } from './field-reader.ts'
import { dropNulls, isPlainObject } from './plain-request.ts'
import { readIssueRequest, type IssueRequest } from './read-issue-request.ts'
import { readPaymentRequest, type PaymentRequest } from './read-payment-request.ts'

/** A `requestIssueBillingKeyAndPay` request, read once: what is registered, and what is charged with it. */
export interface IssueAndPayRequest {
  readonly issue: IssueRequest
  readonly payment: Pick<PaymentRequest, 'storeId' | 'paymentId' | 'order'>
}

/** Documents write PHONE where the schema says MOBILE. */
const methods: readonly (BillingMethod | 'PHONE')[] = [
  'CARD',
  'MOBILE',
  'EASY_PAY',
  'TRANSFER',
  'PAYPAL',
  'PHONE',
]

/** How the first payment of such a key is paid. */
export function payMethodOfKey(method: BillingMethod): PayMethod {
  return method === 'PAYPAL' ? 'EASY_PAY' : method
}

/**
 * Escrow, promotions, confirm-process and channel groups belong to `requestPayment` alone; what is said of them here is
 * ignored, except a group without a channel, which names nothing that could be charged again.
 *
 * @throws Refusal BadRequest for what is missing or of the wrong type, RequestParseFailed for values that cannot be used
 */
export function readIssueAndPayRequest(
  request: unknown,
  device: 'PC' | 'MOBILE',
  now: Date,
): IssueAndPayRequest {
  const plain = dropNulls(request)
  if (!isPlainObject(plain)) throw refuseCheckout('BadRequest', 'request: object')
  const fields = new FieldReader(plain)
  const channelKey = fields.requiredText('channelKey')
  const asked = fields.optionalMember('billingKeyAndPayMethod', methods)
  const method = asked === 'PHONE' ? 'MOBILE' : asked
  const {
    isEscrow: _escrow,
    promotionId: _promotion,
    confirmUrl: _confirm,
    channelGroupId: _group,
    uiType: _button,
    ...own
  } = plain
  const payment = readPaymentRequest(
    { ...own, channelKey, payMethod: payMethodOfKey(method ?? 'CARD') },
    device,
    now,
  )
  const issue = readIssueRequest(
    {
      issueName: payment.order.orderName,
      ...own,
      billingKeyMethod: method,
      displayAmount: payment.order.totalMinor,
    },
    device,
  )
  return { issue, payment }
}
