import type { FastifyInstance } from 'fastify'
import { answerCall, json, send } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import type { Operation } from '../desk/faults.ts'
import type { Merchant } from '../desk/merchants.ts'
import { bytesOf, parseJson, recordOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { fail, textIn } from './answer.ts'
import { chargeKey, createKey, haunted, readKey, removeKey } from './billing.ts'
import type { TosspayBooks } from './books.ts'
import type { TosspayCode } from './codes.ts'
import { createPayment, executePayment, readStatus } from './payments.ts'
import { refundPayment } from './refunds.ts'

type Work = (books: TosspayBooks, caller: Merchant, body: JsonRecord) => WireAnswer

/** `/api/…`: JSON in with the key in it, `{code, …}` out. */
export function addApiRoutes(app: FastifyInstance, books: TosspayBooks): void {
  const route = (
    api: string,
    operation: Operation,
    refusal: TosspayCode,
    work: Work,
    orderOf: (body: JsonRecord) => string | undefined = (body) => ofPayment(books, body),
  ) =>
    app.post(`/tosspay/api/${api}`, (request, reply) => {
      const body = recordOf(parseJson(bytesOf(request.body)))
      const caller = books.ofApiKey(textIn(body, 'apiKey'))
      if (caller === undefined) {
        send(reply, fail('COMMON_INVALID_API_KEY', 401))
        return reply
      }
      return answerCall(books.faults, request, reply, {
        operation,
        orderId: orderOf(body),
        run: () => work(books, caller, body),
        decline: () => fail(refusal),
        lie,
      })
    })
  const none = () => undefined

  app.post('/tosspay/api/v2/payments', (request, reply) => {
    const body = recordOf(parseJson(bytesOf(request.body)))
    const caller = books.ofApiKey(textIn(body, 'apiKey'))
    send(
      reply,
      caller === undefined ? fail('COMMON_INVALID_API_KEY', 401) : createPayment(books, caller, body),
    )
    return reply
  })
  route('v2/execute', 'approve', 'COMMON_PAY_ERROR', executePayment)
  route('v2/refunds', 'cancel', 'REFUND_EXCEED_DAILY', refundPayment)
  route('v2/status', 'inquire', 'COMMON_PAY_ERROR', readStatus)
  route('v1/billing-key', 'issueKey', 'COMMON_PAY_ERROR', createKey, none)
  route('v1/billing-key/status', 'issueKey', 'COMMON_BILLING_KEY_NOT_FOUND', readKey, none)
  route('v1/billing-key/bill', 'approve', 'COMMON_PAY_ERROR', chargeKey, (body) => haunted(books, body))
  route('v1/billing-key/remove', 'issueKey', 'COMMON_BILLING_KEY_NOT_FOUND', removeKey, none)
}

function ofPayment(books: TosspayBooks, body: JsonRecord): string | undefined {
  return books.orders.get(textIn(body, 'payToken'))?.orderNo ?? (textIn(body, 'orderNo') || undefined)
}

/** Nothing that Toss Pay answers is signed, so the third lie is none. */
function lie(truth: WireAnswer, told: Lie): WireAnswer {
  const fields = recordOf(parseJson(truth.body))
  switch (told) {
    case 'wrong-amount':
      return json(truth.status, { ...fields, amount: Number(fields['amount'] ?? 0) + 1_000 })
    case 'wrong-order':
      return json(truth.status, { ...fields, orderNo: 'f'.repeat(36) })
    case 'wrong-signature':
      return truth
  }
}
