import type {
  CancelCashReceiptCall,
  CashReceiptAnswer,
  CashReceiptCall,
  ChangeAccountCall,
  DeliveryReportCall,
  EscrowDeliveryCall,
  GatewayContext,
  OrderState,
  PaidCall,
  ServiceAnswer,
  StoreReceipt,
} from '../port.ts'
import { present, text } from '../wire/reading.ts'
import { fromIso } from '../wire/seoul-time.ts'
import { callTestPg } from './api.ts'

export function capture(context: GatewayContext, call: PaidCall): Promise<ServiceAnswer> {
  return serve(context, call, 'capture', {})
}

export function registerEscrowDelivery(
  context: GatewayContext,
  call: EscrowDeliveryCall,
): Promise<ServiceAnswer> {
  return serve(context, call, 'escrow-delivery', {
    isFirst: call.isFirst,
    company: call.company,
    invoiceNumber: call.invoiceNumber,
  })
}

export function completeEscrow(context: GatewayContext, call: PaidCall): Promise<ServiceAnswer> {
  return serve(context, call, 'escrow-confirmation', {})
}

export function registerStoreReceipts(
  context: GatewayContext,
  call: PaidCall & { readonly stores: readonly StoreReceipt[] },
): Promise<ServiceAnswer> {
  return serve(context, call, 'store-receipts', { stores: call.stores })
}

export function reportDelivery(context: GatewayContext, call: DeliveryReportCall): Promise<ServiceAnswer> {
  const { type, status, trackingNumber, carrier, isRefundable, recipient } = call
  return serve(context, call, 'delivery', {
    type,
    status,
    isRefundable,
    email: recipient.email,
    estimatedDeliveryAt: call.estimatedDeliveryAt.toISOString(),
    ...present({ trackingNumber, carrier }),
  })
}

export function changeOrderState(
  context: GatewayContext,
  call: PaidCall & { readonly state: OrderState },
): Promise<ServiceAnswer> {
  return serve(context, call, 'order-state', { state: call.state })
}

export function changeVirtualAccount(
  context: GatewayContext,
  call: ChangeAccountCall,
): Promise<ServiceAnswer> {
  return serve(context, call, 'virtual-account', {
    ...present({ amount: call.amountMinor, expiresAt: call.expiresAt?.toISOString() }),
  })
}

async function serve(
  context: GatewayContext,
  { pgTxId }: Pick<PaidCall, 'pgTxId'>,
  service: string,
  body: object,
): Promise<ServiceAnswer> {
  const path = `/v1/payments/${encodeURIComponent(pgTxId)}/${service}`
  const answer = await callTestPg(context, { method: 'POST', path, body })
  if (answer.kind !== 'answered') return answer
  const receiptUrl = text(answer.fields, 'receiptUrl')
  return { kind: 'done', at: context.now, raw: answer.raw, ...present({ receiptUrl }) }
}

export async function issueCashReceipt(
  context: GatewayContext,
  call: CashReceiptCall,
): Promise<CashReceiptAnswer> {
  const { receiptId, type, identityNumber, amount, taxFreeMinor, vatMinor } = call
  const answer = await callTestPg(context, {
    method: 'POST',
    path: '/v1/cash-receipts',
    body: { receiptId, type, identityNumber, amount: amount.minor, taxFreeMinor, vatMinor },
    idempotencyKey: call.idempotencyKey,
  })
  if (answer.kind !== 'answered') return answer
  const issueNumber = text(answer.fields, 'issueNumber')
  const url = text(answer.fields, 'receiptUrl')
  if (issueNumber === undefined) return { kind: 'silent', reason: 'the answer names no receipt' }
  return {
    kind: 'issued',
    pgReceiptId: receiptId,
    issueNumber,
    ...(url === undefined ? {} : { url }),
    at: fromIso(text(answer.fields, 'issuedAt')) ?? context.now,
    raw: answer.raw,
  }
}

export async function cancelCashReceipt(
  context: GatewayContext,
  call: CancelCashReceiptCall,
): Promise<ServiceAnswer> {
  const path = `/v1/cash-receipts/${encodeURIComponent(call.pgReceiptId)}/cancel`
  const answer = await callTestPg(context, {
    method: 'POST',
    path,
    body: {},
    idempotencyKey: call.idempotencyKey,
  })
  return answer.kind === 'answered' ? { kind: 'done', at: context.now, raw: answer.raw } : answer
}
