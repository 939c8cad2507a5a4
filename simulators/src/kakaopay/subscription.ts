import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { randomToken } from '../desk/random.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { KakaoBooks } from './books.ts'
import { mayRecur, textIn, wholeIn } from './caller.ts'
import { refuse } from './codes.ts'
import type { KakaoSid } from './order.ts'
import { moneyOf } from './ready.ts'
import { approvalView, localTime } from './views.ts'

function sidOf(books: KakaoBooks, body: JsonRecord): KakaoSid | undefined {
  const one = books.sids.get(textIn(body, 'sid'))
  return one?.cid === textIn(body, 'cid') ? one : undefined
}

/** `/subscription`: charges a SID, without any key against doing it twice. */
export function chargeSid(books: KakaoBooks, body: JsonRecord): WireAnswer {
  if (!mayRecur(textIn(body, 'cid'))) return refuse('-731')
  const one = sidOf(books, body)
  if (one === undefined) return refuse('-750')
  if (one.inactivatedAt !== undefined) return refuse('-751')
  if (textIn(body, 'partner_user_id') !== one.partnerUserId) return refuse('-753')
  const money = moneyOf(body)
  if (money === undefined || money.totalMinor === 0) return refuse('-725')
  const partnerOrderId = textIn(body, 'partner_order_id')
  const quantity = wholeIn(body, 'quantity') ?? 0
  if (partnerOrderId === '' || partnerOrderId.length > 100 || quantity === 0) return refuse('-726')
  const at = books.now().toISOString()
  const payload = textIn(body, 'payload')
  const order = books.orders.put({
    tid: books.newId('T'),
    windowToken: randomToken(24),
    cid: one.cid,
    partnerOrderId,
    partnerUserId: one.partnerUserId,
    itemName: textIn(body, 'item_name') || one.itemName,
    quantity,
    ...money,
    approvalUrl: '',
    cancelUrl: '',
    failUrl: '',
    methods: [one.method],
    method: one.method,
    ...(one.card === undefined ? {} : { card: one.card }),
    status: 'SUCCESS_PAYMENT',
    createdAt: at,
    approvedAt: at,
    sid: one.sid,
    actions: [
      {
        aid: books.newId('A'),
        type: 'PAYMENT',
        amountMinor: money.totalMinor,
        taxFreeMinor: money.taxFreeMinor,
        vatMinor: money.vatMinor,
        at,
        ...(payload === '' ? {} : { payload }),
      },
    ],
  })
  books.sids.put({ ...one, lastApprovedAt: at })
  return json(200, approvalView(order, payload))
}

/** `/manage/subscription/inactive`. */
export function endSid(books: KakaoBooks, body: JsonRecord): WireAnswer {
  const one = sidOf(books, body)
  if (one === undefined) return refuse('-750')
  if (one.inactivatedAt !== undefined) return refuse('-751')
  return json(200, sidView(books.sids.put({ ...one, inactivatedAt: books.now().toISOString() })))
}

/** `/manage/subscription/status`. */
export function readSid(books: KakaoBooks, body: JsonRecord): WireAnswer {
  const one = sidOf(books, body)
  if (one === undefined) return refuse('-750')
  return json(200, {
    available: one.inactivatedAt === undefined,
    ...sidView(one),
    payment_method_type: one.method,
    item_name: one.itemName,
    use_point_status: 'NOT_AGREED',
  })
}

function sidView(one: KakaoSid) {
  return {
    cid: one.cid,
    sid: one.sid,
    status: one.inactivatedAt === undefined ? 'ACTIVE' : 'INACTIVE',
    created_at: localTime(one.createdAt),
    ...(one.lastApprovedAt === undefined ? {} : { last_approved_at: localTime(one.lastApprovedAt) }),
    ...(one.inactivatedAt === undefined ? {} : { inactivated_at: localTime(one.inactivatedAt) }),
  }
}
