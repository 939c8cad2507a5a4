import type { FastifyInstance } from 'fastify'
import { answerCall, send } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import type { Operation } from '../desk/faults.ts'
import { readForm } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import { faultOf, fateOf } from '../desk/magic.ts'
import { bytesOf, parseJson, textsOf } from '../desk/read-json.ts'
import type { NiceBooks } from './books.ts'
import { answer, field, openCard, sha256 } from './caller.ts'
import { cancelTrade } from './cancel.ts'
import { approveWindow, chargeKey, issueAccount, payByCard, registerCard, removeKey } from './payments.ts'
import { issueReceipt, registerDelivery, tellStatus } from './services.ts'

type Call = (books: NiceBooks, form: Fields) => WireAnswer

/** The webapi: forms in EUC-KR, HTTP 200 with `ResultCode`. */
export function addApiRoutes(app: FastifyInstance, books: NiceBooks): void {
  const route = (
    path: string,
    run: Call,
    fault?: {
      readonly operation: (form: Fields) => Operation
      readonly order: (form: Fields) => string | undefined
    },
  ) =>
    app.post(`/nice/webapi${path}`, (request, reply) => {
      const form = readForm(bytesOf(request.body), 'euc-kr')
      if (fault === undefined) {
        send(reply, run(books, form))
        return reply
      }
      return answerCall(books.faults, request, reply, {
        operation: fault.operation(form),
        orderId: fault.order(form),
        run: () => run(books, form),
        decline: () => answer(form, fault.operation(form) === 'cancel' ? '2016' : '3095'),
        lie: (truth, told) => lie(books, form, truth, told),
      })
    })
  const ofTid = (form: Fields) => books.ofTid(field(form, 'TID'))?.moid
  const haunted = (form: Fields) => {
    haunt(books, form)
    return field(form, 'Moid')
  }

  route('/pay_process.jsp', approveWindow, {
    operation: () => 'approve',
    order: (form) => books.ofToken(field(form, 'AuthToken'))?.moid,
  })
  route('/cancel_process.jsp', cancelTrade, {
    operation: (form) => (field(form, 'NetCancel') === '1' ? 'netCancel' : 'cancel'),
    order: ofTid,
  })
  route('/inquery/trans_status.jsp', tellStatus, { operation: () => 'inquire', order: ofTid })
  route('/billing/billing_regist.jsp', registerCard, {
    operation: () => 'issueKey',
    order: (form) => field(form, 'Moid'),
  })
  route('/billing/billing_approve.jsp', chargeKey, { operation: () => 'approve', order: haunted })
  route('/billing/billkey_remove.jsp', removeKey)
  route('/card_keyin.jsp', payByCard, { operation: () => 'approve', order: haunted })
  route('/get_vacount.jsp', issueAccount, {
    operation: () => 'approve',
    order: (form) => field(form, 'Moid'),
  })
  route('/cash_receipt.jsp', issueReceipt)
  route('/escrow_process.jsp', registerDelivery)
}

/** Magic values of a card, order name or amount work once per order, as there is no window to choose in. */
function haunt(books: NiceBooks, form: Fields): void {
  const moid = field(form, 'Moid')
  if (books.faults.wasHaunted(moid)) return
  const card = openCard(books.merchantKey(field(form, 'MID')) ?? '', field(form, 'EncData'))
  const ordinary = fateOf({
    cardNumber: card?.get('CardNo'),
    orderName: field(form, 'GoodsName'),
    amountMinor: Number(field(form, 'Amt')),
  })
  const fate = books.bids.get(field(form, 'BID'))?.fate ?? ordinary
  if (fate === undefined) return
  books.faults.haunt(moid)
  const known = fates.find((each) => each === fate) ?? 'decline-approve'
  const fault = faultOf(known, moid)
  if (fault !== undefined) books.faults.add(fault)
}

const fates = ['silent-before', 'silent-after', 'http-500-after'] as const

/** Another amount is told with a signature that fits it: the PG itself is mistaken. */
function lie(books: NiceBooks, form: Fields, truth: WireAnswer, told: Lie): WireAnswer {
  const fields = textsOf(parseJson(truth.body))
  const rewritten = (changed: Fields): WireAnswer => ({
    ...truth,
    body: Buffer.from(JSON.stringify({ ...fields, ...changed }), 'utf8'),
  })
  switch (told) {
    case 'wrong-amount': {
      const name = 'CancelAmt' in fields ? 'CancelAmt' : 'Amt'
      const amount = String(Number(field(fields, name)) + 1_000).padStart(12, '0')
      const key = books.merchantKey(field(form, 'MID')) ?? ''
      const Signature = sha256([field(fields, 'TID'), field(fields, 'MID'), amount, key])
      return rewritten({ [name]: amount, ...('Signature' in fields ? { Signature } : {}) })
    }
    case 'wrong-order':
      return rewritten({ Moid: 'f'.repeat(36) })
    case 'wrong-signature':
      return rewritten({ Signature: '0'.repeat(64) })
  }
}
