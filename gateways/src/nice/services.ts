import type {
  CancelCashReceiptCall,
  CashReceiptAnswer,
  CashReceiptCall,
  EscrowDeliveryCall,
  GatewayContext,
  ServiceAnswer,
} from '../port.ts'
import { text } from '../wire/reading.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { callNice, mid } from './api.ts'
import { instant } from './approval.ts'
import { buyerFields, goodsName, plainText } from './begin.ts'
import { cancelledCodes } from './codes.ts'
import { niceHosts } from './environment.ts'
import { tidOf, trades } from './tid.ts'

/** `escrow_process.jsp`, `ReqType` 03: the goods are on their way (webapi guide, escrow). The buyer decides on the PG's page. */
export async function registerEscrowDelivery(
  context: GatewayContext,
  call: EscrowDeliveryCall,
): Promise<ServiceAnswer> {
  const reqType = '03'
  const answer = await callNice(context, {
    url: `${niceHosts(context.environment).webApi}/webapi/escrow_process.jsp`,
    fields: {
      TID: call.pgTxId,
      ReqType: reqType,
      DeliveryCoNm: plainText(call.companyNameKo, 30),
      InvoiceNum: plainText(call.invoiceNumber, 30),
      BuyerAddr: plainText(call.receiver.address ?? '', 100),
      RegisterName: plainText(call.registrarName, 30) || '판매자',
      ConfirmMail: call.sendEmail === true ? '1' : '2',
    },
    signed: (ediDate) => [call.pgTxId, mid(context), reqType, ediDate],
    done: ['C000'],
  })
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const at = fromSeoulDigits(text(fields, 'ProcessDate'), text(fields, 'ProcessTime')) ?? context.now
  return { kind: 'done', at, raw }
}

/** `cash_receipt.jsp`. Not to be repeated: the number comes out of the receipt's own, and is refused a second time. */
export async function issueCashReceipt(
  context: GatewayContext,
  call: CashReceiptCall,
): Promise<CashReceiptAnswer> {
  if (call.amount.currency !== 'KRW')
    return { kind: 'declined', pgCode: '', pgMessage: '현금영수증은 원화로만 발급합니다.' }
  const amount = String(call.amount.minor)
  const answer = await callNice(context, {
    url: `${niceHosts(context.environment).pgApi}/webapi/cash_receipt.jsp`,
    fields: {
      TID: tidOf(mid(context), trades.cashReceipt, { pgOrderId: call.receiptId }, context.now),
      Moid: call.receiptId,
      GoodsName: goodsName(call.orderName),
      ReceiptAmt: amount,
      ReceiptType: call.type === 'CORPORATE' ? '2' : '1',
      ReceiptTypeNo: call.identityNumber.replaceAll(/\D/g, ''),
      ReceiptSupplyAmt: String(call.supplyMinor),
      ReceiptVAT: String(call.vatMinor),
      ReceiptServiceAmt: '0',
      ReceiptTaxFreeAmt: String(call.taxFreeMinor),
      ...buyerFields(call.customer),
    },
    signed: (ediDate) => [mid(context), amount, ediDate, call.receiptId],
    done: ['7001'],
  })
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const pgReceiptId = text(fields, 'TID')
  const issueNumber = text(fields, 'AuthCode')
  if (pgReceiptId === undefined || issueNumber === undefined)
    return { kind: 'silent', reason: 'issued, but the answer names no number' }
  return {
    kind: 'issued',
    pgReceiptId,
    issueNumber,
    at: instant(text(fields, 'AuthDate')) ?? context.now,
    raw,
  }
}

/** By `cancel_process.jsp` like any trade; that a receipt goes the same way is inferred. */
export async function cancelCashReceipt(
  context: GatewayContext,
  call: CancelCashReceiptCall,
): Promise<ServiceAnswer> {
  const amount = String(call.amount.minor)
  const answer = await callNice(context, {
    url: `${niceHosts(context.environment).pgApi}/webapi/cancel_process.jsp`,
    fields: {
      TID: call.pgReceiptId,
      Moid: call.idempotencyKey.slice(0, 64),
      CancelAmt: amount,
      CancelMsg: plainText(call.reason, 100) || '취소',
      PartialCancelCode: '0',
    },
    signed: (ediDate) => [mid(context), amount, ediDate],
    done: cancelledCodes,
  })
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const at = fromSeoulDigits(text(fields, 'CancelDate'), text(fields, 'CancelTime')) ?? context.now
  return { kind: 'done', at, raw }
}
