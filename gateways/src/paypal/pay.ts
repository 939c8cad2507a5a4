import type {
  ApproveAnswer,
  ApproveCall,
  BeginAnswer,
  GatewayContext,
  IncomingRequest,
  InquireAnswer,
  InquireCall,
  JsonObject,
  Order,
  ReturnReading,
  ReturnUrls,
} from '../port.ts'
import { text } from '../wire/reading.ts'
import { accessToken, callPaypal } from './api.ts'
import { windowOrderBody } from './order-body.ts'
import { notYet, readBooks, readCapture, readOrder, readTaken } from './order-reading.ts'
import { sendRiskContext } from './risk-context.ts'

/** `POST /v2/checkout/orders`: the order that PayPal's button asks for. Repeats within 6 hours get the same order. */
export async function begin(context: GatewayContext, order: Order, urls: ReturnUrls): Promise<BeginAnswer> {
  const token = await accessToken(context)
  if (token.kind === 'refused') return { kind: 'declined', pgCode: token.pgCode, pgMessage: token.reason }
  const answer = await callPaypal(context, {
    method: 'POST',
    path: '/v2/checkout/orders',
    body: windowOrderBody(context, order, urls),
    requestId: `order-${order.pgOrderId}`,
  })
  if (answer.kind !== 'answered') return answer
  const orderId = text(answer.fields, 'id')
  if (orderId === undefined || !/^[A-Z0-9]+$/.test(orderId))
    return { kind: 'silent', reason: 'the answer names no order' }
  return { kind: 'begun', handOff: { kind: 'in-page', token: orderId }, memory: { orderId }, pgTxId: orderId }
}

/** `onApprove({orderID, payerID})` of the button, or PayPal's redirect `?token=…&PayerID=…`. */
export function readReturn(memory: JsonObject, { query }: Pick<IncomingRequest, 'query'>): ReturnReading {
  const orderId = query['token']
  if (orderId === undefined) return { kind: 'unreadable', reason: 'no token' }
  if (orderId !== memory['orderId']) return { kind: 'unreadable', reason: 'the token is another order' }
  return { kind: 'authenticated', proof: { orderId } }
}

/** `POST /v2/checkout/orders/{id}/capture`. An order is captured once, so a repeat can never take money twice. */
export async function approve(context: GatewayContext, call: ApproveCall): Promise<ApproveAnswer> {
  const { orderId } = call.proof
  if (typeof orderId !== 'string' || orderId !== call.memory['orderId'])
    return { kind: 'declined', pgCode: '', pgMessage: 'The return does not belong to this order.' }
  await sendRiskContext(context, call.order, orderId)
  const answer = await callPaypal(context, {
    method: 'POST',
    path: `/v2/checkout/orders/${encodeURIComponent(orderId)}/capture`,
    body: {},
    requestId: call.idempotencyKey,
    metadataId: orderId,
  })
  switch (answer.kind) {
    case 'silent':
      return answer
    case 'declined':
      return answer.pgCode === 'ORDER_ALREADY_CAPTURED' ? lookUp(context, orderId) : answer
    case 'answered':
      return readCaptured(context, orderId, answer)
  }
}

/** An earlier try went through although its answer was lost: the order tells how it ended. */
async function lookUp(context: GatewayContext, orderId: string): Promise<ApproveAnswer> {
  const answer = await callPaypal(context, { method: 'GET', path: orderPath(orderId) })
  if (answer.kind === 'answered') return readCaptured(context, orderId, answer)
  return answer.kind === 'silent'
    ? answer
    : { kind: 'silent', reason: `already captured, and the inquiry was refused (${answer.pgCode})` }
}

export function readCaptured(
  { now }: GatewayContext,
  orderId: string,
  { fields, raw }: { readonly fields: Parameters<typeof readOrder>[0]; readonly raw: string },
): ApproveAnswer {
  const order = readOrder(fields, raw)
  if (order?.id !== orderId) return { kind: 'silent', reason: 'the answer is about another order' }
  return readTaken(order.capture, { ...order, orderId, now })
}

/** `GET /v2/checkout/orders/{id}`; a pending charge without an order in memory is asked for by its capture. */
export async function inquire(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  const { orderId } = call.memory
  if (typeof orderId === 'string') return inquireOrder(context, orderId)
  if (call.pgTxId === undefined) return notYet('UNKNOWN_ORDER')
  const answer = await callPaypal(context, { method: 'GET', path: capturePath(call.pgTxId) })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'declined') return notYet(answer.pgCode)
  const capture = readCapture(answer.fields)
  if (capture?.orderId !== undefined) return inquireOrder(context, capture.orderId)
  const order = { id: '', status: '', customId: undefined, payeeId: undefined, refunds: [], raw: answer.raw }
  return readBooks({ ...order, capture }, context.now)
}

async function inquireOrder(context: GatewayContext, orderId: string): Promise<InquireAnswer> {
  const answer = await callPaypal(context, { method: 'GET', path: orderPath(orderId) })
  if (answer.kind === 'silent') return answer
  // PayPal forgets orders that nobody approved; a capture that is repeated then says so for certain.
  if (answer.kind === 'declined') return notYet(answer.pgCode)
  const order = readOrder(answer.fields, answer.raw)
  return order?.id === orderId
    ? readBooks(order, context.now)
    : { kind: 'silent', reason: 'the answer is about another order' }
}

export function orderPath(orderId: string): string {
  return `/v2/checkout/orders/${encodeURIComponent(orderId)}`
}

export function capturePath(captureId: string): string {
  return `/v2/payments/captures/${encodeURIComponent(captureId)}`
}
