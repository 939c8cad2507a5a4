import type { FastifyInstance } from 'fastify'
import { answerCall, json } from '../../desk/answer.ts'
import type { Lie, WireAnswer } from '../../desk/answer.ts'
import { readForm } from '../../desk/form.ts'
import type { Fields } from '../../desk/form.ts'
import { bytesOf, parseJson, recordOf } from '../../desk/read-json.ts'
import { compactClock, compactDate, compactTime } from '../../desk/seoul-time.ts'
import { approve } from '../approve.ts'
import type { InicisBooks } from '../books.ts'
import { results } from '../codes.ts'
import type { InicisCode } from '../codes.ts'
import type { InicisOrder } from '../order.ts'
import { sentences } from './codes.ts'

/** `POST cbtapprove`, MID and `sid` in a form, JSON back. The answer names neither the order nor what was paid. */
export function addJapanApproval(app: FastifyInstance, books: InicisBooks): void {
  app.post('/inicis/cbtapprove', async (request, reply) => {
    const form = readForm(bytesOf(request.body), 'utf-8')
    const found = books.ofToken(form['sid'] ?? '')
    const order = found?.surface === 'JAPAN' && found.mid === form['mid'] ? found : undefined
    await answerCall(books.faults, request, reply, {
      operation: 'approve',
      orderId: order?.oid,
      run: () => {
        const done = order === undefined ? 'SIM404' : approve(books, order)
        return json(200, typeof done === 'string' ? refused(done) : approvedFields(books, done))
      },
      decline: () => json(200, refused('120049')),
      lie: (truth, which) => (order === undefined ? truth : lie(truth, which, order)),
    })
    return reply
  })
}

function refused(code: InicisCode): Fields {
  const sentence: Readonly<Record<string, string>> = sentences
  return { resultCode: code, errorCode: code, resultMsg: sentence[code] ?? results[code] }
}

function approvedFields(books: InicisBooks, order: InicisOrder): Fields {
  const now = books.now()
  const payMethod = order.japan?.payMethod ?? 'CARD'
  const isCard = payMethod === 'CARD'
  const months = order.card?.installmentMonths ?? 0
  const slip = order.virtualAccount
  return {
    resultCode: 'OK',
    errorCode: '',
    resultMsg: '決済が完了しました。',
    tid: order.tid,
    paymethod: payMethod,
    applDate: compactDate(now),
    applTime: compactClock(now),
    cardCode: isCard ? (order.card?.code ?? '') : '',
    approve: isCard ? order.applNum : '',
    payType: isCard ? (months === 0 ? 'one' : 'installments') : '',
    installMonth: isCard ? String(months).padStart(2, '0') : '',
    bokuApplPrice: '',
    bokuLocalApplPrice: '',
    bokuApplCurrency: '',
    bokuLocalApplCurrency: '',
    bokuChargeId: '',
    convenience: slip?.bankCode ?? '',
    confNo: slip?.accountNumber ?? '',
    receiptNo: order.japan?.receiptNo ?? '',
    paymentTerm: slip === undefined ? '' : compactTime(new Date(slip.expiresAt)),
  }
}

/** The PG claims something about the order after all, and it is wrong. Nothing of this answer is signed. */
function lie(truth: WireAnswer, which: Lie, order: InicisOrder): WireAnswer {
  const fields = recordOf(parseJson(truth.body))
  if (fields['resultCode'] !== 'OK' || which === 'wrong-signature') return truth
  const isAmount = which === 'wrong-amount'
  return json(200, {
    ...fields,
    orderId: isAmount ? order.oid : `${order.oid}-other`,
    amount: String(order.amountMinor + (isAmount ? 1_000 : 0)),
    currencyCd: order.currency,
  })
}
