import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerCall, json, send } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import type { Operation } from '../desk/faults.ts'
import { readForm } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import { faultOf, fateOf } from '../desk/magic.ts'
import { bytesOf, parseJson, recordOf, textOf } from '../desk/read-json.ts'
import type { NaverBooks } from './books.ts'
import { fail, headerOf, readCaller } from './caller.ts'
import type { Caller } from './caller.ts'
import {
  applyPayment,
  cancelPayment,
  confirmPurchase,
  expireRecurrent,
  listHistory,
  listRecurrents,
  listTime,
  readCashAmount,
  registerRecurrent,
  reserveCharge,
  savePoints,
} from './payments.ts'

type Ask = FastifyRequest<{ Params: { partnerId: string } }>
type Work = (books: NaverBooks, caller: Caller, form: Fields) => WireAnswer

/** `/{partnerId}/naverpay/payments/…`: keys in headers, forms in, `{code, message, body}` out. */
export function addApiRoutes(app: FastifyInstance, books: NaverBooks): void {
  const route = (
    api: string,
    operation: Operation,
    orderOf: (form: Fields) => string | undefined,
    work: Work,
  ) =>
    app.post(`/naverpay/:partnerId/naverpay/payments/${api}`, (request: Ask, reply: FastifyReply) => {
      const caller = readCaller(books, request, request.params.partnerId)
      if (caller === undefined) return unauthorized(reply)
      const form = readForm(bytesOf(request.body), 'utf-8')
      const replayed = replay(books, request, caller, api)
      if (replayed !== undefined) {
        send(reply, replayed)
        return reply
      }
      return answerCall(books.faults, request, reply, {
        operation,
        orderId: orderOf(form),
        run: () => keep(books, request, caller, api, work(books, caller, form)),
        decline: () => fail(operation === 'cancel' ? 'CancelNotComplete' : 'Fail', '처리하지 못했습니다.'),
        lie,
      })
    })
  const ofPayment = (form: Fields) => books.ofPayment(form['paymentId'] ?? '')?.merchantPayKey

  route('v2.2/apply/payment', 'approve', ofPayment, applyPayment)
  route('recurrent/pay/v3/approval', 'approve', (form) => haunted(books, form), applyPayment)
  route('v1/cancel', 'cancel', ofPayment, cancelPayment)
  route('v1/purchase-confirm', 'inquire', () => undefined, confirmPurchase)
  route('v1/naverpoint-save', 'inquire', () => undefined, savePoints)
  route('v1/receipt/cash-amount', 'inquire', () => undefined, readCashAmount)
  route('recurrent/regist/v1/approval', 'issueKey', () => undefined, registerRecurrent)
  route('recurrent/pay/v3/reserve', 'issueKey', () => undefined, reserveCharge)
  route('recurrent/expire/v1/request', 'issueKey', () => undefined, expireRecurrent)

  app.post('/naverpay/:partnerId/naverpay/payments/v2.2/list/history', (request: Ask, reply) => {
    const caller = readCaller(books, request, request.params.partnerId)
    if (caller === undefined) return unauthorized(reply)
    const asked = recordOf(parseJson(bytesOf(request.body)))
    const paymentId = textOf(asked['paymentId']) ?? ''
    return answerCall(books.faults, request, reply, {
      operation: 'inquire',
      orderId: books.ofPayment(paymentId)?.merchantPayKey,
      run: () => (paymentId === '' ? listTime(books, caller, asked) : listHistory(books, caller, paymentId)),
      decline: () => fail('Fail', '조회하지 못했습니다.'),
      lie,
    })
  })

  app.post('/naverpay/:partnerId/naverpay/payments/recurrent/v1/list', (request: Ask, reply) => {
    const caller = readCaller(books, request, request.params.partnerId)
    if (caller === undefined) return unauthorized(reply)
    return answerCall(books.faults, request, reply, {
      operation: 'inquire',
      orderId: undefined,
      run: () => listRecurrents(books, caller, recordOf(parseJson(bytesOf(request.body)))),
      decline: () => fail('Fail', '조회하지 못했습니다.'),
      lie,
    })
  })
}

function unauthorized(reply: FastifyReply): FastifyReply {
  send(reply, fail('InvalidMerchant', '인증 정보가 올바르지 않습니다.', 401))
  return reply
}

/** A duplicate of a key is answered with 409 and the first answer's body. */
function replay(books: NaverBooks, request: Ask, caller: Caller, api: string): WireAnswer | undefined {
  const kept = books.kept.get(keptKey(request, caller, api))
  return kept === undefined ? undefined : json(409, kept.body)
}

function keep(books: NaverBooks, request: Ask, caller: Caller, api: string, answer: WireAnswer): WireAnswer {
  if (headerOf(request, 'x-naverpay-idempotency-key') !== '')
    books.kept.put({
      key: keptKey(request, caller, api),
      status: answer.status,
      body: parseJson(answer.body),
    })
  return answer
}

function keptKey(request: Ask, caller: Caller, api: string): string {
  return `${caller.partnerId} ${api} ${headerOf(request, 'x-naverpay-idempotency-key')}`
}

/** Magic values of a registered card, a name or an amount work once per charge. */
function haunted(books: NaverBooks, form: Fields): string | undefined {
  const order = books.ofPayment(form['paymentId'] ?? '')
  if (order === undefined || books.faults.wasHaunted(order.merchantPayKey)) return order?.merchantPayKey
  const ordinary = fateOf({ orderName: order.productName, amountMinor: order.amountMinor })
  const fate = books.recurrents.get(form['recurrentId'] ?? '')?.fate ?? ordinary
  if (fate === undefined) return order.merchantPayKey
  books.faults.haunt(order.merchantPayKey)
  const known = fates.find((each) => each === fate) ?? 'decline-approve'
  const fault = faultOf(known, order.merchantPayKey)
  if (fault !== undefined) books.faults.add(fault)
  return order.merchantPayKey
}

const fates = ['silent-before', 'silent-after', 'http-500-after'] as const

function lie(truth: WireAnswer, told: Lie): WireAnswer {
  const envelope = recordOf(parseJson(truth.body))
  const body = recordOf(envelope['body'])
  const detail = recordOf(body['detail'])
  const more = Number(detail['totalPayAmount'] ?? 0) + 1_000
  switch (told) {
    case 'wrong-amount':
      return json(truth.status, {
        ...envelope,
        body: { ...body, detail: { ...detail, totalPayAmount: more } },
      })
    case 'wrong-order':
      return json(truth.status, {
        ...envelope,
        body: { ...body, detail: { ...detail, merchantPayKey: 'f'.repeat(36) } },
      })
    case 'wrong-signature':
      return truth
  }
}
