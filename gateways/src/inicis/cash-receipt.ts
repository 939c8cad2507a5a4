import type {
  CancelCashReceiptCall,
  CashReceiptAnswer,
  CashReceiptCall,
  GatewayContext,
  ServiceAnswer,
} from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { text } from '../wire/reading.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { callV1, callV2 } from './iniapi.ts'
import { japanModule } from './japan/hosts.ts'
import { iniApiEncrypt } from './signature.ts'

/** Issues a receipt by itself (INIAPI v2, `receipt`). The identity number is [ENC]. Not to be repeated. */
export async function issueCashReceipt(
  context: GatewayContext,
  call: CashReceiptCall,
): Promise<CashReceiptAnswer> {
  if (call.amount.currency !== 'KRW') return refused('현금영수증은 원화로만 발급합니다.')
  if (context.moduleCode === japanModule) return refused('일본 결제 채널은 현금영수증을 발급하지 않습니다.')
  const { iniApiKey = '', iniApiIv = '' } = context.credentials
  if (iniApiKey.length !== 16 || iniApiIv.length !== 16)
    return refused('채널의 INIAPI KEY와 INIAPI IV는 각각 16자여야 합니다.')
  const { customer } = call
  const answer = await callV2(context, 'receipt', {
    price: String(call.amount.minor),
    // The tax-free part is neither service charge nor tax, so it stands with the supply.
    supplyPrice: String(call.amount.minor - call.vatMinor),
    tax: String(call.vatMinor),
    servicePrice: '0',
    issueType: call.type === 'PERSONAL' ? '0' : '1',
    issueNumber: iniApiEncrypt(call.identityNumber, iniApiKey, iniApiIv),
    goodName: firstCharacters(call.orderName, 40),
    buyerName: firstCharacters(customer.fullName ?? '구매자', 15),
    buyerEmail: customer.email ?? '',
    buyerTel: customer.phoneNumber ?? '',
    currency: 'WON',
  })
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const tid = text(fields, 'tid')
  if (tid === undefined) return { kind: 'silent', reason: 'the answer names no receipt' }
  return {
    kind: 'issued',
    pgReceiptId: tid,
    // The name of the tax office's number in this answer is inferred; without it the TID finds the receipt.
    issueNumber: text(fields, 'authNo') ?? text(fields, 'applNum') ?? tid,
    at: fromSeoulDigits(text(fields, 'authDate'), text(fields, 'authTime')) ?? context.now,
    raw,
  }
}

/** Cancels a receipt as a whole (INIAPI v1, refund of `Receipt`). */
export async function cancelCashReceipt(
  context: GatewayContext,
  call: CancelCashReceiptCall,
): Promise<ServiceAnswer> {
  const answer = await callV1(context, {
    path: '/api/v1/refund',
    type: 'Refund',
    paymethod: 'Receipt',
    fields: { tid: call.pgReceiptId, msg: firstCharacters(call.reason, 100) },
    hashTail: [call.pgReceiptId],
  })
  return answer.kind === 'done' ? { kind: 'done', at: context.now, raw: answer.raw } : answer
}

/** Nothing was sent to the PG. */
function refused(pgMessage: string): CashReceiptAnswer {
  return { kind: 'declined', pgCode: '', pgMessage }
}
