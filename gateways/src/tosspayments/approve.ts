import type { ApproveAnswer, ApproveCall, Declined, GatewayContext, JsonObject } from '../port.ts'
import { callToss } from './api.ts'
import { toApproval } from './approval.ts'
import type { TossPayment } from './payment.ts'

/**
 * Takes the money: `POST /v1/payments/confirm`, or BrandPay's own with the customer's key, with our amount and our order id, so that a return that was tampered
 * with cannot be approved for another sum. The same idempotency key replays the first answer for 15 days.
 */
export async function approve(context: GatewayContext, call: ApproveCall): Promise<ApproveAnswer> {
  const paymentKey = call.proof['paymentKey']
  if (typeof paymentKey !== 'string' || !isOurs(call.proof, call.order.pgOrderId))
    return { kind: 'declined', pgCode: '', pgMessage: 'The return does not belong to this order.' }

  const { pgOrderId, amount, customer } = call.order
  const isBrandpay = context.moduleCode === 'toss_brandpay'
  const answer = await callToss(context, {
    method: 'POST',
    path: isBrandpay ? '/v1/brandpay/payments/confirm' : '/v1/payments/confirm',
    body: {
      paymentKey,
      orderId: pgOrderId,
      amount: amount.minor,
      // Never the browser's: a payment of another customer must not be taken for this order.
      ...(isBrandpay ? { customerKey: customer.customerId ?? '' } : {}),
    },
    idempotencyKey: call.idempotencyKey,
  })
  switch (answer.kind) {
    case 'payment':
      return readConfirmed(context, call, answer.payment)
    case 'silent':
      return answer
    case 'refused': {
      const refusal: Declined = {
        kind: 'declined',
        pgCode: answer.code,
        pgMessage: answer.message,
        raw: answer.raw,
      }
      return answer.code === 'ALREADY_PROCESSED_PAYMENT'
        ? lookUp(context, call, paymentKey, refusal)
        : refusal
    }
  }
}

/** An earlier try went through although its answer was lost: the PG's books tell how it ended. */
async function lookUp(
  context: GatewayContext,
  call: ApproveCall,
  paymentKey: string,
  refusal: Declined,
): Promise<ApproveAnswer> {
  const answer = await callToss(context, {
    method: 'GET',
    path: `/v1/payments/${encodeURIComponent(paymentKey)}`,
  })
  switch (answer.kind) {
    case 'payment':
      // The buyer's browser named the key. If it belongs to somebody else's order, we took nothing, and reporting
      // that payment as ours would have it cancelled as a mismatch.
      if (answer.payment.orderId !== call.order.pgOrderId) return refusal
      return readConfirmed(context, call, answer.payment)
    case 'silent':
      return answer
    case 'refused':
      return { kind: 'silent', reason: `already processed, and the inquiry was refused (${answer.code})` }
  }
}

function readConfirmed(context: GatewayContext, { order }: ApproveCall, payment: TossPayment): ApproveAnswer {
  switch (payment.status) {
    case 'DONE':
      return toApproval(payment, 'PAID', order, context.now)
    case 'WAITING_FOR_DEPOSIT':
      return toApproval(payment, 'VIRTUAL_ACCOUNT_ISSUED', order, context.now)
    case 'ABORTED':
    case 'EXPIRED':
      return {
        kind: 'declined',
        pgCode: payment.failure.code,
        pgMessage: payment.failure.message,
        raw: payment.raw,
      }
    case 'READY':
    case 'IN_PROGRESS':
    case 'CANCELED':
    case 'PARTIAL_CANCELED':
      return { kind: 'silent', reason: `confirmed, but the payment is ${payment.status}` }
  }
}

function isOurs(proof: JsonObject, pgOrderId: string): boolean {
  return proof['orderId'] === pgOrderId
}
