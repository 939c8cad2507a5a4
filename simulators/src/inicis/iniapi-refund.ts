import { uuidv7 } from 'uuidv7'
import { compactClock, compactDate } from '../desk/seoul-time.ts'
import type { InicisBooks } from './books.ts'
import type { InicisCode } from './codes.ts'
import { balance } from './order.ts'
import type { InicisOrder } from './order.ts'

export type ApiAnswer = Readonly<Record<string, string>>

export interface RefundRequest {
  readonly mid: string
  readonly tid: string
  readonly hashData: string
  /** Present for a deposited virtual account, opened and checked. */
  readonly refundAccount?: { readonly number: string; readonly bankCode: string; readonly name: string }
}

/** Gives everything back, or closes an account that nobody paid into. */
export function refund(books: InicisBooks, request: RefundRequest): ApiAnswer | InicisCode {
  const order = books.ofTid(request.tid)
  const refusal = refusalOf(order, request)
  if (order === undefined || refusal !== undefined) return refusal ?? 'SIM404'
  // A transaction that was cancelled in part is cancelled in parts to its end.
  if (order.state === 'PART_CANCELLED') return '500127'

  const now = books.now()
  const isClosing = order.state === 'ISSUED'
  const amountMinor = isClosing ? order.amountMinor : balance(order)
  books.sessions.put({
    ...order,
    state: isClosing ? 'ISSUE_CANCELLED' : 'CANCELLED',
    usedHashes: [...order.usedHashes, request.hashData],
    entries: [
      ...order.entries,
      { kind: isClosing ? 'account-closed' : 'cancel', amountMinor, at: now.toISOString(), id: uuidv7() },
    ],
  })
  return {
    resultCode: '00',
    resultMsg: '정상처리되었습니다.',
    cancelDate: compactDate(now),
    cancelTime: compactClock(now),
    cshrCancelNum: '',
    detailResultCode: '',
  }
}

/** Gives a part back. `confirmPrice` is what remains afterwards, and must be right. */
export function partialRefund(
  books: InicisBooks,
  request: RefundRequest & { readonly price: string; readonly confirmPrice: string },
): ApiAnswer | InicisCode {
  const order = books.ofTid(request.tid)
  const refusal = refusalOf(order, request)
  if (order === undefined || refusal !== undefined) return refusal ?? 'SIM404'
  if (!/^\d+$/.test(request.price) || !/^\d+$/.test(request.confirmPrice)) return 'ER0102'
  const price = Number(request.price)
  const before = balance(order)
  if (order.state === 'ISSUED' || order.method === 'HPP' || order.method === 'Culture') return '500127'
  if (!Number.isSafeInteger(price) || price <= 0) return 'ER0102'
  if (price > before) return '500826'
  if (Number(request.confirmPrice) !== before - price) return '500706'

  const now = books.now()
  const partTid = books.newTid('INIAPIPRTC', order.mid)
  const entries = [
    ...order.entries,
    { kind: 'cancel' as const, amountMinor: price, at: now.toISOString(), id: partTid },
  ]
  books.sessions.put({
    ...order,
    state: price === before ? 'CANCELLED' : 'PART_CANCELLED',
    usedHashes: [...order.usedHashes, request.hashData],
    entries,
  })
  return {
    resultCode: '00',
    resultMsg: '정상처리되었습니다.',
    tid: partTid,
    prtcTid: order.tid,
    prtcPrice: String(price),
    prtcRemains: String(before - price),
    prtcCnt: String(entries.filter((entry) => entry.kind === 'cancel').length),
    prtcType: '1',
    prtcDate: compactDate(now),
    prtcTime: compactClock(now),
    detailResultCode: '',
  }
}

function refusalOf(order: InicisOrder | undefined, request: RefundRequest): InicisCode | undefined {
  if (order === undefined || order.mid !== request.mid) return 'SIM404'
  if (order.usedHashes.includes(request.hashData)) return '500631'
  switch (order.state) {
    case 'OPENED':
    case 'FAILED':
    case 'AUTHENTICATED':
    case 'VOID':
    case 'REGISTERED':
      return 'SIM404'
    case 'CANCELLED':
    case 'NET_CANCELLED':
    case 'ISSUE_CANCELLED':
      return 'SIM409'
    case 'ISSUED':
      return undefined
    case 'APPROVED':
    case 'PART_CANCELLED':
      // Paid back by transfer: without an account of the buyer there is nowhere to send it.
      if (order.method === 'VBank' && request.refundAccount === undefined) return 'ER0102'
      // What a till took, no acquirer gives back.
      return order.method === 'CVS' ? '500127' : undefined
  }
}
