import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerCall, json, send } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import type { Operation } from '../desk/faults.ts'
import { faultOf, fateOf } from '../desk/magic.ts'
import { bytesOf, numberOf, parseJson, recordOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { KakaoBooks } from './books.ts'
import { refuseCaller, textIn, wholeIn } from './caller.ts'
import { refuse } from './codes.ts'
import { approvePayment, cancelPayment, failPayment, orderOf, readOrder } from './payments.ts'
import { readyPayment } from './ready.ts'
import { chargeSid, endSid, readSid } from './subscription.ts'

interface Work {
  readonly operation: Operation
  readonly orderId: (body: JsonRecord) => string | undefined
  readonly run: (books: KakaoBooks, body: JsonRecord) => WireAnswer
  readonly decline: (books: KakaoBooks, body: JsonRecord) => WireAnswer
}

/** `POST /online/v1/payment/…`: JSON in, the same words out; every refusal is a 4xx with `error_code`. */
export function addApiRoutes(app: FastifyInstance, books: KakaoBooks): void {
  const route = (path: string, work: Work) =>
    app.post(`/kakaopay/online/v1/payment/${path}`, (request: FastifyRequest, reply: FastifyReply) => {
      const body = recordOf(parseJson(bytesOf(request.body)))
      const refused = refuseCaller(books, request, body)
      if (refused !== undefined) {
        send(reply, refused)
        return reply
      }
      return answerCall(books.faults, request, reply, {
        operation: work.operation,
        orderId: work.orderId(body),
        run: () => work.run(books, body),
        decline: () => work.decline(books, body),
        lie,
      })
    })
  const ofTid = (body: JsonRecord) => orderOf(books, body)?.partnerOrderId
  const noOrder = () => undefined
  const lackOfMoney = (code: '-780' | '-781' | '-782') => () => refuse(code, 'LACK_BALANCE')

  route('ready', {
    operation: 'issueKey',
    orderId: (body) => textIn(body, 'partner_order_id'),
    run: readyPayment,
    decline: () => refuse('-726'),
  })
  route('approve', {
    operation: 'approve',
    orderId: ofTid,
    run: approvePayment,
    decline: (_books, body) => failPayment(books, body, 'LACK_BALANCE'),
  })
  route('order', { operation: 'inquire', orderId: ofTid, run: readOrder, decline: () => refuse('-721') })
  route('cancel', {
    operation: 'cancel',
    orderId: ofTid,
    run: cancelPayment,
    decline: lackOfMoney('-781'),
  })
  route('subscription', {
    operation: 'approve',
    orderId: (body) => haunted(books, body),
    run: chargeSid,
    decline: lackOfMoney('-782'),
  })
  route('manage/subscription/inactive', {
    operation: 'issueKey',
    orderId: noOrder,
    run: endSid,
    decline: lackOfMoney('-782'),
  })
  route('manage/subscription/status', {
    operation: 'inquire',
    orderId: noOrder,
    run: readSid,
    decline: () => refuse('-750'),
  })
}

/** Magic values of a registered card, a name or an amount work once per charge. */
function haunted(books: KakaoBooks, body: JsonRecord): string {
  const orderId = textIn(body, 'partner_order_id')
  if (books.faults.wasHaunted(orderId)) return orderId
  const ordinary = fateOf({
    orderName: textIn(body, 'item_name'),
    amountMinor: wholeIn(body, 'total_amount') ?? 0,
  })
  const fate = books.sids.get(textIn(body, 'sid'))?.fate ?? ordinary
  if (fate === undefined) return orderId
  books.faults.haunt(orderId)
  const fault = faultOf(fates.find((each) => each === fate) ?? 'decline-approve', orderId)
  if (fault !== undefined) books.faults.add(fault)
  return orderId
}

const fates = ['silent-before', 'silent-after', 'http-500-after'] as const

function lie(truth: WireAnswer, told: Lie): WireAnswer {
  const fields = recordOf(parseJson(truth.body))
  switch (told) {
    case 'wrong-amount': {
      const more = (name: string) => {
        const amount = recordOf(fields[name])
        return name in fields
          ? { [name]: { ...amount, total: (numberOf(amount['total']) ?? 0) + 1_000 } }
          : {}
      }
      return json(truth.status, {
        ...fields,
        ...more('amount'),
        ...more('approved_cancel_amount'),
        ...more('cancel_available_amount'),
      })
    }
    case 'wrong-order':
      return json(truth.status, { ...fields, tid: `T${'f'.repeat(19)}`, partner_order_id: 'f'.repeat(36) })
    case 'wrong-signature':
      return truth
  }
}
