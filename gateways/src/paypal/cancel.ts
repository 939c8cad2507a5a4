import type { CancelAnswer, CancelCall, GatewayContext } from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { callPaypal } from './api.ts'
import { wireValue } from './amount.ts'
import { capturePath, orderPath } from './pay.ts'
import { failureOf, readCapture, readOrder, readRefund } from './order-reading.ts'
import type { Refund } from './order-reading.ts'

/**
 * `POST /v2/payments/captures/{id}/refund`. Our cancellation id is the request id, which PayPal keeps for 45 days, so a
 * repeat gives back nothing twice. A refund out of an eCheck is PENDING and decided later.
 */
export async function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const { currency } = call.order.amount
  const value = wireValue({ minor: call.amountMinor, currency })
  if (value === undefined)
    return {
      kind: 'declined',
      pgCode: 'DECIMALS_NOT_SUPPORTED',
      pgMessage: `페이팔은 ${currency} 금액에 소수점을 받지 않습니다.`,
    }
  const answer = await callPaypal(context, {
    method: 'POST',
    path: `${capturePath(call.pgTxId)}/refund`,
    body: {
      // Always named, also for a whole one: if something was given back in PayPal's own pages, it refuses instead of
      // giving back a rest that our books do not know.
      amount: { currency_code: currency, value },
      custom_id: customIdOf(call),
      note_to_payer: firstCharacters(call.reason, 255),
    },
    requestId: call.idempotencyKey,
  })
  if (answer.kind !== 'answered') return answer
  const refund = readRefund(answer.fields)
  if (refund?.amountMinor !== call.amountMinor)
    return { kind: 'silent', reason: 'accepted, but the refund is not the one asked for' }
  return readDecision(refund, answer.raw, context.now)
}

/** Asks how a refund that PayPal has accepted ended: it stands in its order under our cancellation id. */
export async function inquireCancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const orderId = await orderIdOf(context, call)
  if (orderId === undefined) return { kind: 'silent', reason: 'the order of the capture is not known' }
  const answer = await callPaypal(context, { method: 'GET', path: orderPath(orderId) })
  if (answer.kind !== 'answered')
    return answer.kind === 'silent'
      ? answer
      : { kind: 'silent', reason: `the inquiry was refused (${answer.pgCode})` }
  const refund = readOrder(answer.fields, answer.raw)?.refunds.find(
    ({ customId }) => customId === customIdOf(call),
  )
  return refund === undefined
    ? { kind: 'silent', reason: 'the order does not list the refund' }
    : readDecision(refund, answer.raw, context.now)
}

async function orderIdOf(context: GatewayContext, call: CancelCall): Promise<string | undefined> {
  const { orderId } = call.memory
  if (typeof orderId === 'string') return orderId
  const answer = await callPaypal(context, { method: 'GET', path: capturePath(call.pgTxId) })
  return answer.kind === 'answered' ? readCapture(answer.fields)?.orderId : undefined
}

/** Refunds v2, `refund_status`. */
function readDecision(refund: Refund, raw: string, now: Date): CancelAnswer {
  switch (refund.status) {
    case 'COMPLETED':
      return { kind: 'approved', pgCancellationId: refund.id, at: refund.at ?? now, raw }
    case 'PENDING':
      return { kind: 'pending', pgTxId: refund.id, raw }
    case 'CANCELLED':
    case 'FAILED':
      return { kind: 'declined', ...failureOf(refund), raw }
    default:
      return { kind: 'silent', reason: `the refund is ${refund.status}` }
  }
}

/** Names order and cancellation both, because a message about a refund carries the refund's own `custom_id`. */
function customIdOf({ order, cancellationId }: CancelCall): string {
  return firstCharacters(`${order.pgOrderId}/${cancellationId}`, 127)
}
