import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { recordOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { compactTime } from '../desk/seoul-time.ts'
import { approvalView } from './approval-view.ts'
import type { KiccBooks } from './books.ts'
import { callKey, refuse, refuseCaller, textIn } from './caller.ts'
import { results } from './codes.ts'
import { balance } from './order.ts'
import type { KiccOrder } from './order.ts'

/** `POST /api/trades/revise`: every change of an approved transaction. */
export function revise(books: KiccBooks, body: JsonRecord): WireAnswer {
  const pgCno = textIn(body, 'pgCno')
  const call = textIn(body, 'shopTransactionId')
  const caller = refuseCaller(books, body, [pgCno, call])
  if (caller !== undefined) return refuse(caller)
  if (!/^.{1,60}$/.test(call) || !/^\d{8}$/.test(textIn(body, 'cancelReqDate'))) return refuse('SIM400')
  const mallId = textIn(body, 'mallId')
  const earlier = books.calls.get(callKey(books, mallId, call))
  if (earlier !== undefined)
    return textIn(body, 'refundQueryFlag') === 'Y' ? json(200, earlier.answer) : refuse('SIM409')
  const receipt = books.receipts.get(pgCno)
  const type = textIn(body, 'reviseTypeCode')
  if (receipt !== undefined && type === '51') {
    if (receipt.leftMinor === 0) return refuse('SIM411')
    books.receipts.put({ ...receipt, leftMinor: 0 })
    return json(200, { resCd: '0000', resMsg: results['0000'], transactionDate: compactTime(books.now()) })
  }
  const order = books.ofCno(pgCno)
  if (order === undefined || order.mallId !== mallId) return refuse('SIM404')
  return changed(books, order, body, type)
}

function changed(books: KiccBooks, order: KiccOrder, body: JsonRecord, type: string): WireAnswer {
  const sub = textIn(body, 'reviseSubTypeCode')
  const isUnpaid = order.state === 'ISSUED'
  if (type === '20') return done(books, order, body, {})
  if (type === '61') {
    if (!order.isEscrow) return refuse('SIM411')
    if (sub === 'ES07') {
      const number = textIn(recordOf(body['escrowInfo']), 'deliveryInvoice')
      if (number === '') return refuse('SIM400')
      return done(books, books.sessions.put({ ...order, delivery: number }), body, {})
    }
    if (sub !== 'ES02') return refuse('SIM400')
    return isUnpaid ? closeAccount(books, order, body) : giveBack(books, order, body, balance(order))
  }
  if (type === '40') {
    if (isUnpaid) return closeAccount(books, order, body)
    // An escrow order goes back by its own way, a paid account to an account.
    return order.state === 'APPROVED' && order.method !== '22' && !order.isEscrow
      ? giveBack(books, order, body, balance(order))
      : refuse('SIM411')
  }
  if (type === '63') {
    if (order.method !== '22' || !hasRefundAccount(body)) return refuse('SIM412')
    if (sub !== '10' && sub !== '11') return refuse('SIM400')
    return sub === '10' ? giveBack(books, order, body, balance(order)) : part(books, order, body)
  }
  const isCardLike = order.method === '11' || order.method === '60'
  if (type === '32' && isCardLike) return part(books, order, body)
  if (type === '33' && (order.method === '21' || order.method === '31')) return part(books, order, body)
  return refuse('SIM400')
}

function hasRefundAccount(body: JsonRecord): boolean {
  const info = recordOf(body['refundInfo'])
  return (
    /^\d{3}$/.test(textIn(info, 'refundBankCode')) &&
    /^\d{6,14}$/.test(textIn(info, 'refundAccountNo')) &&
    textIn(info, 'refundDepositName') !== ''
  )
}

function part(books: KiccBooks, order: KiccOrder, body: JsonRecord): WireAnswer {
  const amountMinor = Number(textIn(body, 'amount'))
  const remain = textIn(body, 'remainAmount')
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) return refuse('SIM400')
  if (remain !== '' && remain !== String(balance(order))) return refuse('SIM411')
  return giveBack(books, order, body, amountMinor)
}

function giveBack(books: KiccBooks, order: KiccOrder, body: JsonRecord, amountMinor: number): WireAnswer {
  if (order.state !== 'APPROVED' && order.state !== 'PART_CANCELLED') return refuse('SIM411')
  if (amountMinor > balance(order)) return refuse('SIM411')
  const id = books.newCno()
  const rest = balance(order) - amountMinor
  const after = books.sessions.put({
    ...order,
    state: rest === 0 ? 'CANCELLED' : 'PART_CANCELLED',
    entries: [...order.entries, { kind: 'cancel', amountMinor, at: books.now().toISOString(), id }],
  })
  return done(books, after, body, {
    cancelPgCno: id,
    cancelAmount: String(amountMinor),
    remainAmount: String(rest),
  })
}

function closeAccount(books: KiccBooks, order: KiccOrder, body: JsonRecord): WireAnswer {
  const at = books.now().toISOString()
  const id = books.newCno()
  const entry = { kind: 'account-closed' as const, amountMinor: order.amountMinor, at, id }
  const after = books.sessions.put({
    ...order,
    state: 'ISSUE_CANCELLED',
    entries: [...order.entries, entry],
  })
  return done(books, after, body, { cancelPgCno: id, cancelAmount: '0', remainAmount: '0' })
}

function done(
  books: KiccBooks,
  order: KiccOrder,
  body: JsonRecord,
  more: Readonly<Record<string, unknown>>,
): WireAnswer {
  const call = textIn(body, 'shopTransactionId')
  const answer = {
    resCd: '0000',
    resMsg: results['0000'],
    shopTransactionId: call,
    mallId: order.mallId,
    oriPgCno: order.pgCno,
    shopOrderNo: order.shopOrderNo,
    transactionDate: compactTime(books.now()),
    statusCode: order.state === 'CANCELLED' || order.state === 'ISSUE_CANCELLED' ? 'TS02' : 'TS06',
    ...more,
  }
  books.calls.put({ key: callKey(books, order.mallId, call), sessionId: order.sessionId, answer })
  return json(200, answer)
}

/** `POST /api/trades/retrieveTransaction`: what one call was answered, of the day named, with the state of now. */
export function retrieve(books: KiccBooks, body: JsonRecord): WireAnswer {
  const caller = refuseCaller(books, body)
  if (caller !== undefined) return refuse(caller)
  const day = textIn(body, 'transactionDate')
  const dayMs = 86_400_000
  const days = [0, dayMs].map((ms) => compactTime(new Date(books.now().getTime() - ms)).slice(0, 8))
  if (!days.includes(day)) return refuse('SIM404')
  const call = books.calls.get(callKey(books, textIn(body, 'mallId'), textIn(body, 'shopTransactionId'), day))
  const order = call && books.sessions.get(call.sessionId)
  if (call === undefined || order === undefined) return refuse('SIM404')
  const isApproval = call.answer['pgCno'] !== undefined && order.kind === 'PAY'
  return json(200, isApproval ? approvalView(order) : call.answer)
}

/** `POST /directapi/trades/directCashReceiptApproval`. */
export function issueReceipt(books: KiccBooks, body: JsonRecord): WireAnswer {
  const receipt = recordOf(body['directCashReceiptnfo'])
  const caller = refuseCaller(books, receipt)
  if (caller !== undefined) return refuse(caller)
  const amountMinor = Number(textIn(receipt, 'amount'))
  const isWhole =
    Number.isSafeInteger(amountMinor) &&
    amountMinor > 0 &&
    ['01', '02', '03'].includes(textIn(receipt, 'issueType')) &&
    ['01', '03', '04', '05'].includes(textIn(receipt, 'authType')) &&
    /^\d{8,20}$/.test(textIn(receipt, 'authValue'))
  if (!isWhole) return refuse('SIM400')
  const pgCno = books.newCno()
  books.receipts.put({ pgCno, amountMinor, leftMinor: amountMinor })
  return json(200, {
    resCd: '0000',
    resMsg: results['0000'],
    pgCno,
    approvalNo: pgCno.slice(-9),
    transactionDate: compactTime(books.now()),
  })
}
