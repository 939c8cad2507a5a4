import type {
  CancelCashReceiptCall,
  CashReceiptAnswer,
  CashReceiptCall,
  EscrowDeliveryCall,
  GatewayContext,
  PaidCall,
  ServiceAnswer,
} from '../port.ts'
import { present, text } from '../wire/reading.ts'
import { callKicc, seoulDate } from './api.ts'
import { instant } from './approval.ts'
import { customerInfo, goodsName, plainText } from './begin.ts'
import { otherDeliveryCompany } from './codes.ts'

/** Revise 61 with ES07: the goods are on their way by courier (DE02). */
export async function registerEscrowDelivery(
  context: GatewayContext,
  call: EscrowDeliveryCall,
): Promise<ServiceAnswer> {
  return revise(context, call.pgTxId, {
    reviseTypeCode: '61',
    reviseSubTypeCode: 'ES07',
    escrowInfo: {
      deliveryCode: 'DE02',
      deliveryCorpCode: otherDeliveryCompany,
      deliveryInvoice: plainText(call.invoiceNumber, 20),
    },
  })
}

/** Revise 20: asks the acquirer to collect, for shops whose contract does not by itself. */
export function capture(context: GatewayContext, call: PaidCall): Promise<ServiceAnswer> {
  return revise(context, call.pgTxId, { reviseTypeCode: '20' })
}

async function revise(
  context: GatewayContext,
  pgCno: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<ServiceAnswer> {
  const shopTransactionId = context.randomText()
  const answer = await callKicc(context, {
    path: '/api/trades/revise',
    body: { shopTransactionId, pgCno, cancelReqDate: seoulDate(context.now), ...fields },
    signed: [pgCno, shopTransactionId],
  })
  if (answer.kind !== 'done') return answer
  return {
    kind: 'done',
    at: instant(text(answer.fields, 'transactionDate')) ?? context.now,
    raw: answer.raw,
  }
}

/** `POST /directapi/trades/directCashReceiptApproval`; the member's name is the documents' own spelling. */
export async function issueCashReceipt(
  context: GatewayContext,
  call: CashReceiptCall,
): Promise<CashReceiptAnswer> {
  const { amount, taxFreeMinor, vatMinor, supplyMinor, customer } = call
  const { customerName, customerMail } = customerInfo(customer)
  const answer = await callKicc(context, {
    path: '/directapi/trades/directCashReceiptApproval',
    body: {
      directCashReceiptnfo: {
        mallId: context.credentials['mid'] ?? '',
        shopTransactionId: call.receiptId.slice(0, 60),
        shopReqDate: seoulDate(context.now),
        shopOrderNo: call.receiptId.slice(0, 40),
        amount: amount.minor,
        serviceAmount: 0,
        vatAmount: vatMinor,
        issueType: call.type === 'CORPORATE' ? '02' : '01',
        authType: authTypeOf(call),
        authValue: call.identityNumber,
        subMallUsed: '0',
        goodsName: goodsName(call.orderName),
        ...(taxFreeMinor > 0 ? { taxFlg: 'TG01', taxAmount: supplyMinor, freeAmount: taxFreeMinor } : {}),
        ...present({ customerName, customerMail }),
      },
    },
  })
  if (answer.kind !== 'done') return answer
  const pgReceiptId = text(answer.fields, 'pgCno')
  const issueNumber = text(answer.fields, 'approvalNo')
  if (pgReceiptId === undefined || issueNumber === undefined)
    return { kind: 'silent', reason: 'issued, but the answer names no number' }
  return {
    kind: 'issued',
    pgReceiptId,
    issueNumber,
    at: instant(text(answer.fields, 'transactionDate')) ?? context.now,
    raw: answer.raw,
  }
}

/** 04 a business number, 03 a phone, 05 a receipt card. */
function authTypeOf({ type, identityNumber }: CashReceiptCall): string {
  if (type === 'CORPORATE') return '04'
  return /^01\d{8,9}$/.test(identityNumber) ? '03' : '05'
}

/** Revise 51. */
export function cancelCashReceipt(
  context: GatewayContext,
  { pgReceiptId }: CancelCashReceiptCall,
): Promise<ServiceAnswer> {
  return revise(context, pgReceiptId, { reviseTypeCode: '51' })
}
