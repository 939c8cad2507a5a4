import type { FastifyInstance } from 'fastify'
import { answerCall, json } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import { charsetOf, encodeText, readForm } from '../desk/form.ts'
import type { Charset, Fields } from '../desk/form.ts'
import { bytesOf } from '../desk/read-json.ts'
import { authSignature, payAuthFields, payReqFields, wirePrice } from './answer-fields.ts'
import { approve } from './approve.ts'
import type { InicisBooks } from './books.ts'
import { results } from './codes.ts'
import type { InicisCode } from './codes.ts'
import { chkFake, pairHash, sameText } from './hashes.ts'
import { netCancel } from './net-cancel.ts'
import type { InicisOrder } from './order.ts'

/** The server calls after a window: approve and net cancel, PC and mobile. */
export function addApprovalRoutes(app: FastifyInstance, books: InicisBooks): void {
  app.post('/inicis/api/payAuth', async (request, reply) => {
    const form = readForm(bytesOf(request.body), 'utf-8')
    const order = books.ofToken(form['authToken'] ?? '')
    const timestamp = form['timestamp'] ?? ''
    await answerCall(books.faults, request, reply, {
      operation: order?.isBilling === true ? 'issueKey' : 'approve',
      orderId: order?.oid,
      run: () => {
        const refusal = checkToken(books, order, form)
        const done = refusal ?? (order === undefined ? 'SIM404' : approve(books, order))
        return pcAnswer(
          form,
          typeof done === 'string' ? refused(done) : payAuthFields(done, timestamp, books.now()),
        )
      },
      decline: () => pcAnswer(form, refused('120049')),
      lie: (truth, which) => {
        const fields = readPcAnswer(truth)
        return fields['resultCode'] === '0000' ? pcAnswer(form, pcLie(fields, which, timestamp)) : truth
      },
    })
    return reply
  })

  app.post('/inicis/api/netCancel', async (request, reply) => {
    const form = readForm(bytesOf(request.body), 'utf-8')
    const order = books.ofToken(form['authToken'] ?? '')
    const done = {
      resultCode: '0000',
      resultMsg: '망취소 되었습니다.',
      tid: order?.tid ?? '',
      mid: order?.mid ?? '',
    }
    await answerCall(books.faults, request, reply, {
      operation: 'netCancel',
      orderId: order?.oid,
      run: () => {
        const refusal = checkToken(books, order, form)
        const undone = refusal ?? (order === undefined ? 'SIM404' : netCancel(books, order))
        return pcAnswer(form, typeof undone === 'string' ? refused(undone) : done)
      },
      decline: () => pcAnswer(form, refused('SIM404')),
      lie: (truth) => truth,
    })
    return reply
  })

  app.post('/inicis/smart/payReq.ini', async (request, reply) => {
    const form = readForm(bytesOf(request.body), 'utf-8')
    const order = mobileOrder(books, form)
    await answerCall(books.faults, request, reply, {
      operation: 'approve',
      orderId: order?.oid,
      run: () => {
        const done = order === undefined ? 'SIM404' : approve(books, order)
        return nvpAnswer(
          order,
          typeof done === 'string' ? mobileRefused(done) : payReqFields(done, books.now()),
        )
      },
      decline: () => nvpAnswer(order, mobileRefused('120049')),
      lie: (truth, which) => {
        if (order === undefined) return truth
        const fields = payReqFields(order, books.now())
        if (which === 'wrong-amount')
          return nvpAnswer(order, { ...fields, P_AMT: String(order.amountMinor + 1_000) })
        return which === 'wrong-order' ? nvpAnswer(order, { ...fields, P_OID: `${order.oid}-other` }) : truth
      },
    })
    return reply
  })

  app.post('/inicis/smart/payNetCancel.ini', async (request, reply) => {
    const form = readForm(bytesOf(request.body), 'utf-8')
    const order = mobileOrder(books, form)
    await answerCall(books.faults, request, reply, {
      operation: 'netCancel',
      orderId: order?.oid,
      run: () => {
        const undone =
          checkMobileNetCancel(books, order, form) ??
          (order === undefined ? 'SIM404' : netCancel(books, order))
        const done = {
          P_STATUS: '00',
          P_RMESG1: '망취소 되었습니다.',
          P_TID: order?.tid ?? '',
          P_OID: order?.oid ?? '',
        }
        return nvpAnswer(order, typeof undone === 'string' ? mobileRefused(undone) : done)
      },
      decline: () => nvpAnswer(order, mobileRefused('SIM404')),
      lie: (truth) => truth,
    })
    return reply
  })
}

/**
 * `signature` over authToken and timestamp always; `verification` (with the sign key)
 * when sent, and required when the window was opened with `use_chkfake=Y`.
 */
function checkToken(
  books: InicisBooks,
  order: InicisOrder | undefined,
  form: Fields,
): InicisCode | undefined {
  const { authToken = '', timestamp = '', mid = '', price = '' } = form
  if (order === undefined || order.mid !== mid) return 'SIM404'
  const signKey = books.credential(mid, 'signKey')
  const signed = { authToken, timestamp }
  if (!/^\d{13}$/.test(timestamp) || !sameText(form['signature'], pairHash(signed))) return 'SIM402'
  const mustVerify = order.form['use_chkfake'] === 'Y' || form['verification'] !== undefined
  if (mustVerify && !sameText(form['verification'], pairHash({ ...signed, signKey }))) return 'SIM402'
  if (!/^(JSON|NVP)?$/.test(form['format'] ?? '')) return 'SIM400'
  return price !== '' && price !== wirePrice(order) ? '500703' : undefined
}

function checkMobileNetCancel(
  books: InicisBooks,
  order: InicisOrder | undefined,
  form: Fields,
): InicisCode | undefined {
  const { P_AMT = '', P_OID = '', P_CHKFAKE, P_TIMESTAMP = '' } = form
  if (order === undefined) return 'SIM404'
  if (P_OID !== order.oid || P_AMT !== String(order.amountMinor)) return '500703'
  const expected = chkFake(P_AMT, P_OID, P_TIMESTAMP, books.credential(order.mid, 'hashKey'))
  return P_CHKFAKE !== undefined && !sameText(P_CHKFAKE, expected) ? 'SIM402' : undefined
}

function mobileOrder(books: InicisBooks, form: Fields): InicisOrder | undefined {
  const order = books.ofTid(form['P_TID'] ?? '')
  return order?.surface === 'MOBILE' && order.mid === form['P_MID'] ? order : undefined
}

function pcLie(fields: Fields, which: Lie, timestamp: string): Fields {
  const { mid = '', MOID = '', TotPrice = '' } = fields
  switch (which) {
    case 'wrong-signature':
      return { ...fields, authSignature: pairHash({ MOID, TotPrice, mid, tstamp: '0' }) }
    case 'wrong-amount': {
      // Signed correctly: the PG really claims this amount.
      const claimed = { MOID, mid, TotPrice: String(Number(TotPrice) + 1_000) }
      return { ...fields, ...claimed, authSignature: authSignature(claimed, timestamp) }
    }
    case 'wrong-order': {
      const claimed = { MOID: `${MOID}-other`, mid, TotPrice }
      return { ...fields, ...claimed, authSignature: authSignature(claimed, timestamp) }
    }
  }
}

function refused(code: InicisCode): Fields {
  return { resultCode: code, resultMsg: results[code] }
}

function mobileRefused(code: InicisCode): Fields {
  return { P_STATUS: code, P_RMESG1: results[code] }
}

function pcAnswer(form: Fields, fields: Fields): WireAnswer {
  const charset = charsetOf(form['charset'], 'utf-8')
  if (form['format'] === 'NVP')
    return { status: 200, contentType: textType(charset), body: encodeText(nvp(fields), charset) }
  const answer = json(200, fields)
  if (charset === 'utf-8') return answer
  return {
    status: 200,
    contentType: 'application/json;charset=EUC-KR',
    body: encodeText(JSON.stringify(fields), charset),
  }
}

function readPcAnswer(answer: WireAnswer): Fields {
  try {
    const fields: Fields = JSON.parse(Buffer.from(answer.body).toString('utf8'))
    return fields
  } catch {
    return {}
  }
}

function nvpAnswer(order: InicisOrder | undefined, fields: Fields): WireAnswer {
  const charset = order?.charset ?? 'euc-kr'
  return { status: 200, contentType: textType(charset), body: encodeText(nvp(fields), charset) }
}

/** Values stand raw between `&`s on this wire, so what would break them out is escaped or dropped. */
function nvp(fields: Fields): string {
  return Object.entries(fields)
    .map(
      ([name, value]) =>
        `${name}=${/^https?:/.test(value) ? value.replaceAll('&', '%26') : value.replaceAll(/[&\r\n]/g, '')}`,
    )
    .join('&')
}

function textType(charset: Charset): string {
  return `text/html;charset=${charset === 'utf-8' ? 'UTF-8' : 'EUC-KR'}`
}
