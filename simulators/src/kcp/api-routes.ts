import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerCall, json } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import type { Operation } from '../desk/faults.ts'
import { faultOf, fateOf } from '../desk/magic.ts'
import { bytesOf, parseJson, recordOf, textsOf } from '../desk/read-json.ts'
import type { KcpBooks } from './books.ts'
import type { ApiBody } from './caller.ts'
import { answerIdentityCode } from './identity-code.ts'
import { inquire, modify } from './modify.ts'
import { registerMobile } from './open-window.ts'
import { finishWindow, issueAccount, payWithoutWindow, refuse } from './payments.ts'
import { payByMoney, payByPoints, readPoints, releaseBiometrics } from './quickpay.ts'

/** KCP's REST API: JSON in, JSON out, always HTTP 200; what happened `res_cd` says. */
export function addApiRoutes(app: FastifyInstance, books: KcpBooks): void {
  const route = (
    path: string,
    operationOf: (body: ApiBody) => Operation,
    orderOf: (body: ApiBody) => string | undefined,
    run: (books: KcpBooks, body: ApiBody) => WireAnswer,
  ) =>
    app.post(`/kcp${path}`, (request: FastifyRequest, reply: FastifyReply) => {
      const body = textsOf(parseJson(bytesOf(request.body)))
      return answerCall(books.faults, request, reply, {
        operation: operationOf(body),
        orderId: orderOf(body),
        run: () => run(books, body),
        decline: () => refuse('CC10'),
        lie,
      })
    })
  const sealed = (body: ApiBody) => books.ofSeal(body['enc_data'] ?? '')
  const ofTno = (body: ApiBody) => books.ofTno(body['tno'] ?? '')?.orderNumber

  route(
    '/gw/enc/v1/payment',
    (body) => (sealed(body)?.kind === 'BATCH' ? 'issueKey' : 'approve'),
    (body) => sealed(body)?.orderNumber,
    finishWindow,
  )
  route(
    '/gw/hub/v1/payment',
    (body) => (body['card_tx_type'] === '12100000' ? 'issueKey' : 'approve'),
    (body) => {
      haunt(books, body)
      return body['ordr_idxx']
    },
    payWithoutWindow,
  )
  for (const step of ['send', 'resend', 'confirm'])
    route(
      `/simulated/v1/identity-code/${step}`,
      () => 'inquire',
      (body) => body['ordr_idxx'] ?? books.identityCodes.get(body['cert_no'] ?? '')?.orderNumber,
      (_books, body) => answerIdentityCode(books, step, body),
    )
  route(
    '/simulated/v1/virtual-account',
    () => 'approve',
    (body) => body['ordr_idxx'],
    issueAccount,
  )
  route(
    '/simulated/v1/quickpay/money',
    () => 'approve',
    (body) => body['ordr_idxx'],
    payByMoney,
  )
  route(
    '/simulated/v1/benepia/payment',
    () => 'approve',
    (body) => body['ordr_idxx'],
    payByPoints,
  )
  route(
    '/simulated/v1/quickpay/release-biometrics',
    () => 'inquire',
    () => undefined,
    releaseBiometrics,
  )
  route(
    '/simulated/v1/benepia/balance',
    () => 'inquire',
    () => undefined,
    readPoints,
  )
  route('/gw/mod/v1/cancel', () => 'cancel', ofTno, modify)
  route('/std/inquery', () => 'inquire', ofTno, inquire)

  app.post('/kcp/trade/register.do', (request, reply) => {
    const answer = json(200, registerMobile(books, textsOf(parseJson(bytesOf(request.body)))))
    return reply.code(200).header('content-type', answer.contentType).send(Buffer.from(answer.body))
  })
}

/** Magic values of a card, order name or amount work once per order here, as there is no window to choose in. */
function haunt(books: KcpBooks, body: ApiBody): void {
  const orderNumber = body['ordr_idxx'] ?? ''
  if (body['card_tx_type'] === '12100000' || books.faults.wasHaunted(orderNumber)) return
  const key = books.batchKeys.get(body['bt_batch_key'] ?? '')
  const fate =
    key?.fate ??
    fateOf({
      cardNumber: body['card_no'],
      orderName: body['good_name'] ?? '',
      amountMinor: Number(body['amount'] ?? '0'),
    })
  if (fate === undefined) return
  books.faults.haunt(orderNumber)
  // A refusal inside a window is an ordinary one where there is none.
  const fault = faultOf(fate === 'decline-window' ? 'decline-approve' : asFate(fate), orderNumber)
  if (fault !== undefined) books.faults.add(fault)
}

function asFate(fate: string): Parameters<typeof faultOf>[0] {
  switch (fate) {
    case 'silent-before':
    case 'silent-after':
    case 'http-500-after':
      return fate
    default:
      return 'decline-approve'
  }
}

function lie(truth: WireAnswer, told: Lie): WireAnswer {
  const fields = recordOf(parseJson(truth.body))
  switch (told) {
    case 'wrong-amount':
      return json(truth.status, {
        ...fields,
        ...('amount' in fields ? { amount: String(Number(fields['amount']) + 1_000) } : {}),
        ...('mod_mny' in fields ? { mod_mny: String(Number(fields['mod_mny']) + 1_000) } : {}),
      })
    case 'wrong-order':
      return json(truth.status, {
        ...fields,
        ...('order_no' in fields ? { order_no: '0'.repeat(32) } : { tno: '00000000000000' }),
      })
    case 'wrong-signature':
      return truth
  }
}
