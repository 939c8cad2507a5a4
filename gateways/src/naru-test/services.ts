import type {
  CancelCashReceiptCall,
  CashReceiptAnswer,
  CashReceiptCall,
  EscrowDeliveryCall,
  GatewayContext,
  PaidCall,
  ServiceAnswer,
} from '../port.ts'
import { text } from '../wire/reading.ts'
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

async function serve(
  context: GatewayContext,
  { pgTxId }: PaidCall,
  service: string,
  body: object,
): Promise<ServiceAnswer> {
  const path = `/v1/payments/${encodeURIComponent(pgTxId)}/${service}`
  const answer = await callTestPg(context, { method: 'POST', path, body })
  return answer.kind === 'answered' ? { kind: 'done', at: context.now, raw: answer.raw } : answer
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
