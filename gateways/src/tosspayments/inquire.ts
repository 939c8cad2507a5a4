import type { GatewayContext, InquireAnswer, InquireCall } from '../port.ts'
import { present } from '../wire/reading.ts'
import { callToss } from './api.ts'
import { toApproval } from './approval.ts'
import { cancelledMinor } from './payment.ts'
import type { TossPayment } from './payment.ts'

/**
 * Asks the PG's books: by payment key when we know it, else by our order id. A key that turns out to belong to
 * another order came from a tampered return; then our order id is the only name that counts.
 */
export async function inquire(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  const byOrder = `/v1/payments/orders/${encodeURIComponent(call.order.pgOrderId)}`
  const byKey = call.pgTxId === undefined ? undefined : `/v1/payments/${encodeURIComponent(call.pgTxId)}`
  const first = await callToss(context, { method: 'GET', path: byKey ?? byOrder })
  const isForeign = first.kind === 'payment' && first.payment.orderId !== call.order.pgOrderId
  const answer =
    byKey !== undefined && isForeign ? await callToss(context, { method: 'GET', path: byOrder }) : first
  switch (answer.kind) {
    case 'payment':
      return readBooks(context, call, answer.payment)
    case 'silent':
      return answer
    case 'refused':
      // Any other refusal (a wrong key, say) tells nothing about the payment.
      if (answer.code !== 'NOT_FOUND_PAYMENT' && answer.code !== 'NOT_FOUND')
        return { kind: 'silent', reason: `the inquiry was refused (${answer.code})` }
      return { kind: 'not-approved', final: false, pgCode: answer.code, pgMessage: answer.message }
  }
}

function readBooks(context: GatewayContext, { order }: InquireCall, payment: TossPayment): InquireAnswer {
  switch (payment.status) {
    case 'DONE':
    case 'PARTIAL_CANCELED':
      return withCancels(context, order, payment, 'PAID')
    case 'WAITING_FOR_DEPOSIT':
      return withCancels(context, order, payment, 'VIRTUAL_ACCOUNT_ISSUED')
    case 'CANCELED':
      // An account that was closed before any deposit was never approved; one that was paid has its time.
      return withCancels(
        context,
        order,
        payment,
        payment.approvedAt === undefined ? 'VIRTUAL_ACCOUNT_ISSUED' : 'PAID',
      )
    // Authentication may still be under way (30 min), or our confirm may still run (10 min after authentication).
    case 'READY':
    case 'IN_PROGRESS':
      return {
        kind: 'not-approved',
        final: false,
        pgCode: payment.status,
        pgMessage: payment.failure.message,
      }
    case 'ABORTED':
    case 'EXPIRED':
      return {
        kind: 'not-approved',
        final: true,
        pgCode: payment.failure.code === '' ? payment.status : payment.failure.code,
        pgMessage: payment.failure.message,
      }
  }
}

function withCancels(
  context: GatewayContext,
  order: InquireCall['order'],
  payment: TossPayment,
  state: 'PAID' | 'VIRTUAL_ACCOUNT_ISSUED',
): InquireAnswer {
  const approval = toApproval(payment, state, order, context.now)
  if (approval.kind === 'silent') return approval
  return {
    kind: 'approved',
    approval,
    cancelledMinor: cancelledMinor(payment),
    cancels: payment.cancels.map((cancel) => ({
      amountMinor: cancel.amountMinor,
      at: cancel.at ?? context.now,
      ...present({ pgCancellationId: cancel.transactionKey }),
    })),
  }
}
