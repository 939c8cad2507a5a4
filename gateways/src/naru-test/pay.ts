import type {
  ApproveAnswer,
  ApproveCall,
  BeginAnswer,
  CancelAnswer,
  CancelCall,
  ChargeCall,
  GatewayContext,
  IncomingRequest,
  InquireAnswer,
  InquireCall,
  JsonObject,
  KeyInCall,
  Order,
  ReturnReading,
  ReturnUrls,
  ServiceAnswer,
} from '../port.ts'
import { field, isRecord, present, text } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { callTestPg } from './api.ts'
import { readBooks, readCancels, readTaken, storable } from './payment.ts'

/** Opens the PG's window; nothing is taken. */
export async function begin(context: GatewayContext, order: Order, urls: ReturnUrls): Promise<BeginAnswer> {
  return openWindow(context, {
    kind: 'PAYMENT',
    ...orderBody(order),
    payMethod: order.payMethod,
    returnUrl: urls.returnUrl,
    ...present({
      easyPayProvider: order.easyPay?.easyPayProvider,
      cardCompany: order.card?.cardCompany,
      accountExpiresAt: order.virtualAccount?.expiresAt?.toISOString(),
      giftCertificateType: order.giftCertificate?.giftCertificateType,
      locale: order.locale,
    }),
  })
}

export async function openWindow(context: GatewayContext, body: object): Promise<BeginAnswer> {
  const answer = await callTestPg(context, { method: 'POST', path: '/v1/windows', body })
  if (answer.kind !== 'answered') return answer
  const windowId = text(answer.fields, 'windowId')
  const url = text(answer.fields, 'url')
  if (windowId === undefined || url === undefined)
    return { kind: 'silent', reason: 'the answer names no window' }
  return { kind: 'begun', handOff: { kind: 'redirect', url }, memory: { windowId } }
}

/** The window comes back with `windowId` and either nothing else or `code` and `message`. */
export function readReturn(memory: JsonObject, request: IncomingRequest): ReturnReading {
  const { windowId, code, message = '' } = request.query
  if (windowId === undefined) return { kind: 'unreadable', reason: 'no windowId' }
  if (windowId !== memory['windowId']) return { kind: 'unreadable', reason: 'the window is another one' }
  if (code !== undefined)
    return { kind: 'failed', pgCode: code, pgMessage: message, closedByBuyer: code === 'CLOSED_BY_BUYER' }
  return { kind: 'authenticated', proof: { windowId } }
}

/** Takes what the window authenticated, for our order and our amount only. */
export async function approve(context: GatewayContext, call: ApproveCall): Promise<ApproveAnswer> {
  return take(context, call.order, call.idempotencyKey, '/v1/payments/approve', {
    windowId: call.proof['windowId'] ?? '',
  })
}

export async function chargeBillingKey(context: GatewayContext, call: ChargeCall): Promise<ApproveAnswer> {
  return take(context, call.order, call.idempotencyKey, '/v1/payments/charge', {
    billingKey: call.right['billingKey'] ?? '',
  })
}

export async function payByCard(context: GatewayContext, call: KeyInCall): Promise<ApproveAnswer> {
  return take(context, call.order, call.idempotencyKey, '/v1/payments/key-in', { card: call.card })
}

export async function issueVirtualAccount(
  context: GatewayContext,
  { order, idempotencyKey }: { readonly order: Order; readonly idempotencyKey: string },
): Promise<ApproveAnswer> {
  return take(context, order, idempotencyKey, '/v1/payments/virtual-account', {
    ...present({
      bank: order.virtualAccount?.bank,
      expiresAt: order.virtualAccount?.expiresAt?.toISOString(),
      remitteeName: order.virtualAccount?.remitteeName,
    }),
  })
}

export async function take(
  context: GatewayContext,
  order: Order,
  idempotencyKey: string,
  path: string,
  more: object,
): Promise<ApproveAnswer> {
  const body = { ...orderBody(order), ...more }
  const answer = await callTestPg(context, { method: 'POST', path, body, idempotencyKey })
  return answer.kind === 'answered' ? readTaken(answer.fields, answer.raw, order, context.now) : answer
}

function orderBody(order: Order): object {
  return {
    orderId: order.pgOrderId,
    orderName: order.orderName,
    amount: order.amount.minor,
    currency: order.amount.currency,
    taxFree: order.taxFreeMinor,
    ...present({
      installmentMonths: order.card?.installmentMonth,
      customerName: order.customer.fullName,
      phoneNumber: order.customer.phoneNumber,
    }),
  }
}

export async function inquire(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  const answer = await callTestPg(context, {
    method: 'GET',
    path: `/v1/payments/orders/${encodeURIComponent(call.order.pgOrderId)}`,
  })
  switch (answer.kind) {
    case 'answered':
      return readBooks(answer.fields, answer.raw, call.order, context.now)
    case 'silent':
      return answer
    case 'declined':
      if (answer.pgCode !== 'NO_SUCH_ORDER')
        return { kind: 'silent', reason: `the inquiry was refused (${answer.pgCode})` }
      return { kind: 'not-approved', final: false, pgCode: answer.pgCode, pgMessage: answer.pgMessage }
  }
}

export async function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const answer = await callTestPg(context, {
    method: 'POST',
    path: `/v1/payments/${encodeURIComponent(call.pgTxId)}/cancel`,
    body: {
      amount: call.amountMinor,
      reason: call.reason,
      reference: call.cancellationId,
      ...present({ refundAccount: call.refundAccount }),
    },
    idempotencyKey: call.idempotencyKey,
  })
  if (answer.kind !== 'answered') return answer
  if (isPending(answer.fields, call)) return { kind: 'pending', raw: storable(answer.raw) }
  const done = readCancels(answer.fields, context.now).at(-1)
  if (done === undefined || done.amountMinor !== call.amountMinor)
    return { kind: 'silent', reason: 'accepted, but the cancel is not listed' }
  return {
    kind: 'approved',
    pgCancellationId: done.pgCancellationId,
    at: done.at,
    raw: storable(answer.raw),
  }
}

/** What became of a cancel that the PG decides later. */
export async function inquireCancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const answer = await callTestPg(context, {
    method: 'GET',
    path: `/v1/payments/orders/${encodeURIComponent(call.order.pgOrderId)}`,
  })
  if (answer.kind !== 'answered')
    return answer.kind === 'silent'
      ? answer
      : { kind: 'silent', reason: `the inquiry was refused (${answer.pgCode})` }
  if (isPending(answer.fields, call)) return { kind: 'pending', raw: storable(answer.raw) }
  const done = readCancels(answer.fields, context.now).find(
    ({ reference }) => reference === call.cancellationId,
  )
  return done === undefined
    ? { kind: 'declined', pgCode: 'NO_SUCH_CANCEL', pgMessage: '취소되지 않았습니다.' }
    : {
        kind: 'approved',
        pgCancellationId: done.pgCancellationId,
        at: done.at,
        raw: storable(answer.raw),
      }
}

/** Takes back a cancel that is not decided yet. */
export async function stopCancel(context: GatewayContext, call: CancelCall): Promise<ServiceAnswer> {
  const answer = await callTestPg(context, {
    method: 'POST',
    path: `/v1/payments/${encodeURIComponent(call.pgTxId)}/stop-cancel`,
    body: { reference: call.cancellationId },
  })
  return answer.kind === 'answered' ? { kind: 'done', at: context.now, raw: storable(answer.raw) } : answer
}

function isPending(fields: WireRecord, { cancellationId }: CancelCall): boolean {
  const pending = field(fields, 'pendingCancels')
  return (
    Array.isArray(pending) &&
    pending.filter(isRecord).some((one) => text(one, 'reference') === cancellationId)
  )
}
