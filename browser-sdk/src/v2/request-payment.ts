import type { AttemptResult } from '@naru/server/wire/checkout'
import type { Slots } from '../checkout-origin.ts'
import { classifyDevice } from '../device.ts'
import { runCall } from './checkout-call.ts'
import type { CallKind, PageState } from './checkout-call.ts'
import { portOneError } from './errors.ts'
import { readPaymentCall } from './payment-shape.ts'

/** `PortOne.requestPayment`. */
export async function requestPayment(
  slots: Slots,
  page: PageState,
  request: unknown,
): Promise<AttemptResult | undefined> {
  const device = classifyDevice(navigator.userAgent, navigator.maxTouchPoints)
  const shape = readPaymentCall(request, device.platformType)
  if (!shape.ok) throw payment(shape.paymentId).error({ code: 'BadRequest', message: shape.message })
  return runCall(slots, page, payment(shape.call.paymentId), shape.call, device)
}

function payment(paymentId: string | undefined): CallKind {
  return {
    type: 'PAYMENT',
    error: (fault, txId) =>
      portOneError('PaymentError', {
        ...fault,
        ...(paymentId === undefined ? {} : { paymentId }),
        ...(txId === undefined ? {} : { txId }),
      }),
    failed: (fault, txId) => ({ transactionType: 'PAYMENT', txId, paymentId: paymentId ?? '', ...fault }),
  }
}
