import type { WireAnswer } from '../desk/answer.ts'
import type { Fields } from '../desk/form.ts'
import { randomDigits } from '../desk/random.ts'
import { compactClock, compactDate, compactTime } from '../desk/seoul-time.ts'
import type { NiceBooks } from './books.ts'
import { amountOf, answer, field, refuseCaller } from './caller.ts'
import type { NiceState } from './order.ts'

/** 0 approved, 1 cancelled, 9 no such approval. It tells no amount, so a partly cancelled trade is still approved. */
const statuses: Readonly<Record<NiceState, '0' | '1' | '9'>> = {
  OPENED: '9',
  FAILED: '9',
  AUTHENTICATED: '9',
  ISSUED: '0',
  APPROVED: '0',
  PART_CANCELLED: '0',
  CANCELLED: '1',
  CLOSED: '1',
  NET_CANCELLED: '1',
}

/** `trans_status.jsp`. */
export function tellStatus(books: NiceBooks, form: Fields): WireAnswer {
  const code = refuseCaller(books, form, ['TID', 'MID', 'EdiDate'])
  if (code !== undefined) return answer(form, code)
  const order = books.ofTid(field(form, 'TID'))
  const isOwn = order !== undefined && order.mid === field(form, 'MID')
  const status = isOwn ? statuses[order.state] : '9'
  return answer(form, '0000', {
    TID: field(form, 'TID'),
    Status: status,
    AuthCode: isOwn && status !== '9' ? order.approvalNumber : '',
    AuthDate: isOwn && status !== '9' ? compactTime(new Date(order.approvedAt ?? '')).slice(2) : '',
  })
}

/** `cash_receipt.jsp`. */
export function issueReceipt(books: NiceBooks, form: Fields): WireAnswer {
  const code = refuseCaller(books, form, ['MID', 'ReceiptAmt', 'EdiDate', 'Moid'])
  if (code !== undefined) return answer(form, code)
  const mid = field(form, 'MID')
  const tid = field(form, 'TID')
  if (!new RegExp(`^${mid}0401\\d{16}$`).test(tid)) return answer(form, 'A115')
  if (books.receipts.get(tid) !== undefined) return answer(form, 'A225')
  const amountMinor = amountOf(field(form, 'ReceiptAmt'))
  const parts = ['ReceiptSupplyAmt', 'ReceiptVAT', 'ReceiptServiceAmt', 'ReceiptTaxFreeAmt']
  const sum = parts.reduce((total, name) => total + Number(field(form, name) || '0'), 0)
  if (amountMinor === undefined || sum !== amountMinor) return answer(form, 'A116')
  const isWhole =
    field(form, 'Moid') !== '' &&
    field(form, 'GoodsName') !== '' &&
    ['1', '2'].includes(field(form, 'ReceiptType')) &&
    /^\d{8,20}$/.test(field(form, 'ReceiptTypeNo'))
  if (!isWhole) return answer(form, 'A117')
  books.receipts.put({ tid, mid, amountMinor, isCancelled: false })
  return answer(form, '7001', {
    TID: tid,
    Moid: field(form, 'Moid'),
    AuthCode: randomDigits(9),
    AuthDate: compactTime(books.now()).slice(2),
  })
}

/** `escrow_process.jsp`: delivery (03). */
export function registerDelivery(books: NiceBooks, form: Fields): WireAnswer {
  const code = refuseCaller(books, form, ['TID', 'MID', 'ReqType', 'EdiDate'])
  if (code !== undefined) return answer(form, code)
  const order = books.ofTid(field(form, 'TID'))
  if (order === undefined || order.mid !== field(form, 'MID')) return answer(form, 'A115')
  if (!order.isEscrow) return answer(form, 'E003')
  const isWhole =
    field(form, 'ReqType') === '03' &&
    ['DeliveryCoNm', 'InvoiceNum', 'RegisterName'].every((name) => field(form, name) !== '') &&
    ['1', '2'].includes(field(form, 'ConfirmMail'))
  if (!isWhole) return answer(form, 'A117')
  books.sessions.put({ ...order, delivery: field(form, 'InvoiceNum') })
  return answer(form, 'C000', {
    TID: order.tid,
    ProcessDate: compactDate(books.now()),
    ProcessTime: compactClock(books.now()),
  })
}
