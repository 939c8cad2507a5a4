import type { FastifyInstance } from 'fastify'
import { answerCall, json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import type { Operation } from '../desk/faults.ts'
import { readForm } from '../desk/form.ts'
import { bytesOf, parseJson, recordOf, textOf } from '../desk/read-json.ts'
import type { InicisBooks } from './books.ts'
import { results } from './codes.ts'
import type { InicisCode } from './codes.ts'
import { escrowV1 } from './iniapi-escrow.ts'
import type { ApiAnswer } from './iniapi-refund.ts'
import { extraV1, refundV1 } from './iniapi-v1.ts'
import { apiV2 } from './iniapi-v2.ts'

/** INIAPI v1 (form in, JSON out) and v2 (JSON): refunds and inquiries. */
export function addIniApiRoutes(app: FastifyInstance, books: InicisBooks): void {
  app.post('/inicis/api/v1/refund', async (request, reply) => {
    const form = readForm(bytesOf(request.body), 'utf-8')
    const orderId = books.ofTid(form['tid'] ?? '')?.oid
    await answerCall(books.faults, request, reply, {
      operation: 'cancel',
      orderId,
      run: () => answerOf(refundV1(books, form)),
      decline: () => answerOf('500127'),
      lie,
    })
    return reply
  })

  app.post('/inicis/api/v1/escrow', async (request, reply) => {
    const form = readForm(bytesOf(request.body), 'utf-8')
    await answerCall(books.faults, request, reply, {
      operation: 'inquire',
      orderId: undefined,
      run: () => answerOf(escrowV1(books, form)),
      decline: () => answerOf('ER0102'),
      lie,
    })
    return reply
  })

  app.post('/inicis/api/v1/extra', async (request, reply) => {
    const form = readForm(bytesOf(request.body), 'utf-8')
    const { originalTid = '', oid = '', mid = '' } = form
    const order = originalTid === '' ? books.ofOid(oid, mid) : books.ofTid(originalTid)
    await answerCall(books.faults, request, reply, {
      operation: 'inquire',
      orderId: order?.oid,
      run: () => answerOf(extraV1(books, form)),
      decline: () => answerOf('ER0102'),
      lie,
    })
    return reply
  })

  app.post<{ Params: { type: string } }>('/inicis/v2/pg/:type', async (request, reply) => {
    const { type } = request.params
    const body = bytesOf(request.body)
    const tid = textOf(recordOf(recordOf(parseJson(body))['data'])['tid'])
    const operation: Operation = type === 'inquiry' || type === 'receipt' ? 'inquire' : 'cancel'
    await answerCall(books.faults, request, reply, {
      operation,
      orderId: books.ofTid(tid ?? '')?.oid,
      run: () => answerOf(apiV2(books, type, body)),
      decline: () => answerOf(operation === 'cancel' ? '500127' : 'ER0102'),
      lie,
    })
    return reply
  })
}

function answerOf(answer: ApiAnswer | InicisCode): WireAnswer {
  if (typeof answer !== 'string') return json(200, answer)
  return json(200, { resultCode: answer, resultMsg: results[answer], detailResultCode: answer })
}

function lie(truth: WireAnswer, which: 'wrong-amount' | 'wrong-order' | 'wrong-signature'): WireAnswer {
  const fields = recordOf(parseJson(truth.body))
  if (fields['resultCode'] !== '00') return truth
  const more = (name: string) =>
    typeof fields[name] === 'string' ? { [name]: String(Number(fields[name]) + 1_000) } : {}
  if (which === 'wrong-amount')
    return json(200, { ...fields, ...more('price'), ...more('prtcPrice'), ...more('prtcRemains') })
  return which === 'wrong-order' ? json(200, { ...fields, oid: 'other', tid: 'other' }) : truth
}
