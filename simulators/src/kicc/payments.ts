import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { recordOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { readCompactTime } from '../desk/seoul-time.ts'
import { approvalView } from './approval-view.ts'
import type { KiccBooks } from './books.ts'
import { callKey, refuse, refuseCaller, signedAnswer, textIn } from './caller.ts'
import { results } from './codes.ts'
import { wasApproved } from './order.ts'
import type { KiccOrder } from './order.ts'

/** `POST /api/ep9/trades/approval`: takes the money, issues the account, or gives the key of a registered card. */
export function approveWindow(books: KiccBooks, body: JsonRecord): WireAnswer {
  const caller = refuseCaller(books, body)
  if (caller !== undefined) return refuse(caller)
  const order = books.ofAuthorization(textIn(body, 'authorizationId'))
  const call = textIn(body, 'shopTransactionId')
  if (!/^.{1,60}$/.test(call) || !/^\d{8}$/.test(textIn(body, 'approvalReqDate'))) return refuse('SIM400')
  if (books.calls.get(callKey(books, textIn(body, 'mallId'), call)) !== undefined) return refuse('SIM409')
  if (order === undefined || order.mallId !== textIn(body, 'mallId')) return refuse('SIM410')
  if (order.state !== 'AUTHENTICATED' || order.shopOrderNo !== textIn(body, 'shopOrderNo'))
    return refuse('SIM410')
  if (order.kind === 'BILL') return issueKey(books, order, call)
  return answered(books, approve(books, { ...order, shopTransactionId: call }), call)
}

function answered(books: KiccBooks, order: KiccOrder, call: string): WireAnswer {
  const answer = approvalView(order)
  books.calls.put({ key: callKey(books, order.mallId, call), sessionId: order.sessionId, answer })
  return json(200, signedAnswer(books, order.mallId, answer))
}

function approve(books: KiccBooks, order: KiccOrder): KiccOrder {
  const at = books.now().toISOString()
  const pgCno = books.newCno()
  if (order.method !== '22')
    return books.sessions.put({
      ...order,
      pgCno,
      state: 'APPROVED',
      approvedAt: at,
      entries: [{ kind: 'approve', amountMinor: order.amountMinor, at, id: pgCno }],
    })
  const expiresAt = readCompactTime(order.expiry ?? '') ?? new Date(books.now().getTime() + 3 * 86_400_000)
  return books.sessions.put({
    ...order,
    pgCno,
    state: 'ISSUED',
    approvedAt: at,
    virtualAccount: {
      accountNumber: randomDigits(14),
      bankCode: order.bankCode ?? '088',
      expiresAt: expiresAt.toISOString(),
    },
    entries: [{ kind: 'account-issued', amountMinor: order.amountMinor, at, id: pgCno }],
  })
}

/** The key stands where a payment's answer has the card number. */
function issueKey(books: KiccBooks, order: KiccOrder, call: string): WireAnswer {
  const { card } = order
  if (card === undefined) return refuse('SIM400')
  const key = books.batchKeys.put({
    batchKey: randomToken(24),
    mallId: order.mallId,
    card: { code: card.code, number: card.number },
    isRemoved: false,
    ...(order.fate === undefined ? {} : { fate: order.fate }),
  })
  const registered = books.sessions.put({ ...order, state: 'APPROVED', pgCno: books.newCno() })
  const answer = approvalView(registered)
  const info = recordOf(answer['paymentInfo'])
  const shown = { ...recordOf(info['cardInfo']), cardNo: key.batchKey, cardMaskNo: card.number }
  const whole = { ...answer, paymentInfo: { ...info, cardInfo: shown } }
  books.calls.put({ key: callKey(books, order.mallId, call), sessionId: order.sessionId, answer: whole })
  return json(200, signedAnswer(books, order.mallId, whole))
}

/** `POST /api/trades/approval/batch`: charges a registered card. */
export function chargeKey(books: KiccBooks, body: JsonRecord): WireAnswer {
  const caller = refuseCaller(books, body)
  if (caller !== undefined) return refuse(caller)
  const mallId = textIn(body, 'mallId')
  const call = textIn(body, 'shopTransactionId')
  const shopOrderNo = textIn(body, 'shopOrderNo')
  const amountMinor = Number(textIn(body, 'amount'))
  const goodsName = textIn(recordOf(body['orderInfo']), 'goodsName')
  const info = recordOf(body['payMethodInfo'])
  const key = books.batchKeys.get(textIn(recordOf(info['billKeyMethodInfo']), 'batchKey'))
  if (!/^[A-Za-z0-9_-]{1,40}$/.test(shopOrderNo) || goodsName === '' || !/^.{1,60}$/.test(call))
    return refuse('SIM400')
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0 || textIn(body, 'currency') !== '00')
    return refuse('SIM400')
  if (books.calls.get(callKey(books, mallId, call)) !== undefined) return refuse('SIM409')
  if (key === undefined || key.mallId !== mallId || key.isRemoved) return refuse('SIM413')
  const earlier = books.ofOrder(shopOrderNo)
  if (earlier !== undefined && wasApproved(earlier)) return refuse('SIM409')
  const months = Number(textIn(recordOf(info['cardMethodInfo']), 'installmentMonth') || '0')
  const order = approve(books, {
    sessionId: randomToken(18),
    kind: 'PAY',
    mallId,
    shopOrderNo,
    goodsName,
    amountMinor,
    methods: ['11'],
    method: '11',
    isEscrow: false,
    returnUrl: '',
    state: 'AUTHENTICATED',
    openedAt: books.now().toISOString(),
    pgCno: '',
    shopTransactionId: call,
    approvalNumber: randomDigits(8),
    card: { ...key.card, months },
    entries: [],
  })
  return answered(books, order, call)
}

/** `POST /api/trades/removeBatchKey`. */
export function removeKey(books: KiccBooks, body: JsonRecord): WireAnswer {
  const caller = refuseCaller(books, body)
  if (caller !== undefined) return refuse(caller)
  const key = books.batchKeys.get(textIn(body, 'batchKey'))
  if (key === undefined || key.mallId !== textIn(body, 'mallId') || key.isRemoved) return refuse('SIM413')
  books.batchKeys.put({ ...key, isRemoved: true })
  return json(200, {
    resCd: '0000',
    resMsg: results['0000'],
    shopTransactionId: textIn(body, 'shopTransactionId'),
  })
}
