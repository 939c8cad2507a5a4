import type {
  CancelCashReceiptCall,
  CashReceiptAnswer,
  CashReceiptCall,
  GatewayContext,
  ServiceAnswer,
} from '../port.ts'
import { present, text } from '../wire/reading.ts'
import { fromIso } from '../wire/seoul-time.ts'
import { callTossRecord, type TossRecord } from './api.ts'

/** Issues a receipt by itself (core API, cash receipts). The tax office confirms it a day or two later. */
export async function issueCashReceipt(
  context: GatewayContext,
  call: CashReceiptCall,
): Promise<CashReceiptAnswer> {
  if (call.amount.currency !== 'KRW')
    return { kind: 'declined', pgCode: '', pgMessage: '현금영수증은 원화로만 발급합니다.' }
  const answer = await callTossRecord(context, {
    method: 'POST',
    path: '/v1/cash-receipts',
    body: {
      amount: call.amount.minor,
      orderId: call.receiptId,
      orderName: call.orderName,
      customerIdentityNumber: call.identityNumber,
      type: call.type === 'PERSONAL' ? '소득공제' : '지출증빙',
      ...(call.taxFreeMinor > 0 ? { taxFreeAmount: call.taxFreeMinor } : {}),
    },
    idempotencyKey: call.idempotencyKey,
  })
  if (answer.kind !== 'record') return notDone(answer)
  const { fields, raw } = answer
  const pgReceiptId = text(fields, 'receiptKey')
  const issueNumber = text(fields, 'issueNumber')
  if (pgReceiptId === undefined || issueNumber === undefined)
    return { kind: 'silent', reason: 'the answer names no receipt' }
  return {
    kind: 'issued',
    pgReceiptId,
    issueNumber,
    at: fromIso(text(fields, 'requestedAt')) ?? context.now,
    raw,
    ...present({ url: text(fields, 'receiptUrl') }),
  }
}

/** Cancels a receipt as a whole. */
export async function cancelCashReceipt(
  context: GatewayContext,
  call: CancelCashReceiptCall,
): Promise<ServiceAnswer> {
  const answer = await callTossRecord(context, {
    method: 'POST',
    path: `/v1/cash-receipts/${encodeURIComponent(call.pgReceiptId)}/cancel`,
    body: {},
    idempotencyKey: call.idempotencyKey,
  })
  return answer.kind === 'record' ? { kind: 'done', at: context.now, raw: answer.raw } : notDone(answer)
}

function notDone(answer: Exclude<TossRecord, { kind: 'record' }>) {
  return answer.kind === 'silent'
    ? answer
    : ({ kind: 'declined', pgCode: answer.code, pgMessage: answer.message, raw: answer.raw } as const)
}
