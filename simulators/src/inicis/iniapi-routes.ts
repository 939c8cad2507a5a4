import type { FastifyInstance } from 'fastify'
import { answerCall, json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { readForm } from '../desk/form.ts'
import { bytesOf, parseJson, recordOf, textOf } from '../desk/read-json.ts'
import type { InicisBooks } from './books.ts'
import { results } from './codes.ts'
import type { InicisCode } from './codes.ts'
import { billingV1, formpayV1, hauntCharge } from './iniapi-card.ts'
import { escrowV1 } from './iniapi-escrow.ts'
import type { ApiAnswer } from './iniapi-refund.ts'
import { extraV1, refundV1 } from './iniapi-v1.ts'
import { apiV2 } from './iniapi-v2.ts'
import { addSlipRoute, addStoreReceipts } from './store-receipts.ts'

/** INIAPI v1 (form in, JSON out) and v2 (JSON): refunds, inquiries, and cards that are charged without a window. */
export function addIniApiRoutes(app: FastifyInstance, books: InicisBooks): void {
  addSlipRoute(app, books)
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

  for (const [path, run] of [
    ['/inicis/api/v1/escrow', escrowV1],
    ['/inicis/simulated/v1/store-receipts', addStoreReceipts],
  ] as const)
    app.post(path, async (request, reply) => {
      const form = readForm(bytesOf(request.body), 'utf-8')
      await answerCall(books.faults, request, reply, {
        operation: 'inquire',
        orderId: undefined,
        run: () => answerOf(run(books, form)),
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

  for (const [path, run] of [
    ['/inicis/api/v1/billing', billingV1],
    ['/inicis/api/v1/formpay', formpayV1],
  ] as const)
    app.post(path, async (request, reply) => {
      const form = readForm(bytesOf(request.body), 'utf-8')
      const isCharge = form['type'] !== 'Auth'
      const moid = form['moid']
      if (isCharge) hauntCharge(books, form['mid'] ?? '', form)
      await answerCall(books.faults, request, reply, {
        operation: isCharge ? 'approve' : 'issueKey',
        orderId: moid,
        run: () => answerOf(run(books, form)),
        decline: () => answerOf('120049'),
        lie,
      })
      return reply
    })

  app.post<{ Params: { type: string } }>('/inicis/v2/pg/:type', async (request, reply) => {
    const { type } = request.params
    const body = bytesOf(request.body)
    const envelope = recordOf(parseJson(body))
    const data = recordOf(envelope['data'])
    const tid = textOf(data['tid'])
    const operation = operationOf(type)
    if (operation === 'approve') hauntCharge(books, textOf(envelope['mid']) ?? '', data)
    await answerCall(books.faults, request, reply, {
      operation,
      orderId: operation === 'approve' ? textOf(data['moid']) : books.ofTid(tid ?? '')?.oid,
      run: () => answerOf(apiV2(books, type, body)),
      decline: () => answerOf(refusals[operation]),
      lie,
    })
    return reply
  })
}

function operationOf(type: string): 'approve' | 'inquire' | 'cancel' {
  if (type === 'billing') return 'approve'
  return type === 'inquiry' || type === 'receipt' ? 'inquire' : 'cancel'
}

const refusals = { approve: '120049', inquire: 'ER0102', cancel: '500127' } as const

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
  const named = typeof fields['moid'] === 'string' ? { moid: 'other' } : {}
  return which === 'wrong-order' ? json(200, { ...fields, ...named, oid: 'other', tid: 'other' }) : truth
}
