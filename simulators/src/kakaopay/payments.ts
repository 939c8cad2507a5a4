import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { KakaoBooks } from './books.ts'
import { mayRecur, textIn, wholeIn } from './caller.ts'
import { refuse } from './codes.ts'
import type { MethodResult } from './codes.ts'
import { balance, cancelledOf, tidLifeMs } from './order.ts'
import type { KakaoAction, KakaoOrder } from './order.ts'
import { vatOf } from './ready.ts'
import { approvalView, cancelView, orderView } from './views.ts'

/** The order of a tid, where the caller's CID is the one that it was made under. */
export function orderOf(books: KakaoBooks, body: JsonRecord): KakaoOrder | undefined {
  const order = books.orders.get(textIn(body, 'tid'))
  return order?.cid === textIn(body, 'cid') ? order : undefined
}

/** `/approve`: once per tid, by the token that the buyer brought back and the ids of `/ready`. */
export function approvePayment(books: KakaoBooks, body: JsonRecord): WireAnswer {
  const order = orderOf(books, body)
  if (order === undefined) return refuse('-721')
  if (order.actions.length > 0) return refuse('-702')
  if (order.status !== 'AUTH_PASSWORD') return refuse('-701')
  if (textIn(body, 'partner_order_id') !== order.partnerOrderId) return refuse('-706')
  if (textIn(body, 'partner_user_id') !== order.partnerUserId) return refuse('-707')
  if (textIn(body, 'pg_token') !== order.pgToken) return refuse('-708')
  if (body['total_amount'] !== undefined && wholeIn(body, 'total_amount') !== order.totalMinor)
    return refuse('-704')
  if (books.now().getTime() - Date.parse(order.createdAt) > tidLifeMs) return refuse('-723')
  const payload = textIn(body, 'payload')
  return json(200, approvalView(take(books, order, payload), payload))
}

/** Books a payment, and the right to charge where the CID is one of recurring payments. */
function take(books: KakaoBooks, order: KakaoOrder, payload: string): KakaoOrder {
  const at = books.now().toISOString()
  const issues = order.totalMinor === 0 || order.cid === 'TCSUBSCRIP'
  const sid = issues && mayRecur(order.cid) ? books.newId('S') : undefined
  const action: KakaoAction = {
    aid: books.newId('A'),
    type: order.totalMinor === 0 ? 'ISSUED_SID' : 'PAYMENT',
    amountMinor: order.totalMinor,
    taxFreeMinor: order.taxFreeMinor,
    vatMinor: order.vatMinor,
    at,
    ...(payload === '' ? {} : { payload }),
  }
  if (sid !== undefined)
    books.sids.put({
      sid,
      cid: order.cid,
      partnerUserId: order.partnerUserId,
      itemName: order.itemName,
      method: order.method ?? 'CARD',
      ...(order.card === undefined ? {} : { card: order.card }),
      createdAt: at,
      ...(order.totalMinor === 0 ? {} : { lastApprovedAt: at }),
      ...(order.fate === undefined ? {} : { fate: order.fate }),
    })
  return books.orders.put({
    ...order,
    status: order.totalMinor === 0 ? 'ISSUED_SID' : 'SUCCESS_PAYMENT',
    approvedAt: at,
    actions: [action],
    ...(sid === undefined ? {} : { sid }),
  })
}

/** The means of payment refuses: the order ends there. */
export function failPayment(books: KakaoBooks, body: JsonRecord, method: MethodResult): WireAnswer {
  const order = orderOf(books, body)
  if (order?.status === 'AUTH_PASSWORD') books.orders.put({ ...order, status: 'FAIL_PAYMENT' })
  return refuse('-780', method)
}

/** `/order`. */
export function readOrder(books: KakaoBooks, body: JsonRecord): WireAnswer {
  const order = orderOf(books, body)
  return order === undefined ? refuse('-721') : json(200, orderView(order))
}

/** `/cancel`: where the shop says what may still be cancelled, that must be so. */
export function cancelPayment(books: KakaoBooks, body: JsonRecord): WireAnswer {
  const order = orderOf(books, body)
  if (order === undefined) return refuse('-721')
  const restMinor = balance(order)
  const amountMinor = wholeIn(body, 'cancel_amount') ?? 0
  const taxFreeMinor = wholeIn(body, 'cancel_tax_free_amount')
  const payload = textIn(body, 'payload')
  if (restMinor <= 0) return refuse('-784')
  if (amountMinor > restMinor) return refuse('-710')
  // A cup deposit forbids giving back a part.
  if (order.greenDepositMinor > 0 && amountMinor !== order.totalMinor) return refuse('-784')
  const taxFreeRest = order.taxFreeMinor - cancelledOf(order).taxFreeMinor
  const isWhole =
    amountMinor > 0 &&
    taxFreeMinor !== undefined &&
    taxFreeMinor <= Math.min(amountMinor, taxFreeRest) &&
    amountMinor - taxFreeMinor <= restMinor - taxFreeRest &&
    payload.length <= 200 &&
    (body['cancel_available_amount'] === undefined || wholeIn(body, 'cancel_available_amount') === restMinor)
  if (!isWhole) return refuse('-722')
  const action: KakaoAction = {
    aid: books.newId('A'),
    type: 'CANCEL',
    amountMinor,
    taxFreeMinor,
    vatMinor: wholeIn(body, 'cancel_vat_amount') ?? vatOf(amountMinor - taxFreeMinor),
    at: books.now().toISOString(),
    ...(payload === '' ? {} : { payload }),
  }
  const after = books.orders.put({
    ...order,
    status: amountMinor === restMinor ? 'CANCEL_PAYMENT' : 'PART_CANCEL_PAYMENT',
    actions: [...order.actions, action],
  })
  return json(200, cancelView(after, action))
}
