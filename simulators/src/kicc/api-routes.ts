import type { FastifyInstance } from 'fastify'
import { answerCall, json } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import type { Operation } from '../desk/faults.ts'
import { faultOf, fateOf } from '../desk/magic.ts'
import { bytesOf, parseJson, recordOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { KiccBooks } from './books.ts'
import { refuse, textIn } from './caller.ts'
import { registerWindow } from './open-window.ts'
import { approveWindow, chargeKey, removeKey } from './payments.ts'
import { issueReceipt, retrieve, revise } from './revise.ts'

/** KICC's API: JSON in, JSON out, HTTP 200 with `resCd`. */
export function addApiRoutes(app: FastifyInstance, books: KiccBooks): void {
  const route = (
    path: string,
    run: (books: KiccBooks, body: JsonRecord) => WireAnswer,
    fault?: {
      readonly operation: (body: JsonRecord) => Operation
      readonly order: (body: JsonRecord) => string | undefined
    },
  ) =>
    app.post(`/kicc${path}`, (request, reply) => {
      const body = recordOf(parseJson(bytesOf(request.body)))
      if (fault === undefined) {
        const answer = run(books, body)
        return reply.code(200).header('content-type', answer.contentType).send(Buffer.from(answer.body))
      }
      return answerCall(books.faults, request, reply, {
        operation: fault.operation(body),
        orderId: fault.order(body),
        run: () => run(books, body),
        decline: () => refuse('SIM011'),
        lie,
      })
    })
  const byOrder = (body: JsonRecord) => textIn(body, 'shopOrderNo')
  const ofAuthorization = (body: JsonRecord) => books.ofAuthorization(textIn(body, 'authorizationId'))

  route('/api/ep9/trades/webpay', registerWindow)
  route('/api/ep9/trades/approval', approveWindow, {
    operation: (body) => (ofAuthorization(body)?.kind === 'BILL' ? 'issueKey' : 'approve'),
    order: (body) => ofAuthorization(body)?.shopOrderNo,
  })
  route('/api/trades/approval/batch', chargeKey, {
    operation: () => 'approve',
    order: (body) => {
      haunt(books, body)
      return byOrder(body)
    },
  })
  route('/api/trades/removeBatchKey', removeKey)
  route('/api/trades/revise', revise, {
    operation: () => 'cancel',
    order: (body) => books.ofCno(textIn(body, 'pgCno'))?.shopOrderNo,
  })
  route('/api/trades/retrieveTransaction', retrieve, {
    operation: () => 'inquire',
    order: (body) => textIn(body, 'shopTransactionId'),
  })
  route('/directapi/trades/directCashReceiptApproval', issueReceipt)
}

/** Magic values of a card, order name or amount work once per charge, as there is no window to choose in. */
function haunt(books: KiccBooks, body: JsonRecord): void {
  const number = textIn(body, 'shopOrderNo')
  if (books.faults.wasHaunted(number)) return
  const info = recordOf(recordOf(body['payMethodInfo'])['billKeyMethodInfo'])
  const ordinary = fateOf({
    orderName: textIn(recordOf(body['orderInfo']), 'goodsName'),
    amountMinor: Number(textIn(body, 'amount')),
  })
  const fate = books.batchKeys.get(textIn(info, 'batchKey'))?.fate ?? ordinary
  if (fate === undefined) return
  books.faults.haunt(number)
  const known = fates.find((each) => each === fate) ?? 'decline-approve'
  const fault = faultOf(known, number)
  if (fault !== undefined) books.faults.add(fault)
}

const fates = ['silent-before', 'silent-after', 'http-500-after'] as const

function lie(truth: WireAnswer, told: Lie): WireAnswer {
  const fields = recordOf(parseJson(truth.body))
  const more = (member: string) =>
    member in fields ? { [member]: String(Number(textIn(fields, member)) + 1_000) } : {}
  switch (told) {
    case 'wrong-amount':
      return json(truth.status, { ...fields, ...more('amount'), ...more('cancelAmount') })
    case 'wrong-order':
      return json(truth.status, { ...fields, shopOrderNo: 'f'.repeat(36), oriPgCno: '0'.repeat(20) })
    case 'wrong-signature':
      return json(truth.status, { ...fields, msgAuthValue: '0'.repeat(64) })
  }
}
