import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerCall, send } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import type { Operation } from '../desk/faults.ts'
import { readForm, writeForm } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import { faultOf } from '../desk/magic.ts'
import { bytesOf } from '../desk/read-json.ts'
import { randomToken } from '../desk/random.ts'
import type { PaypalBooks } from './books.ts'
import { bookRefund, isDuplicateInvoice, restOf, takeMoney } from './capture.ts'
import { randomId } from './identifiers.ts'
import { fateOfPayment } from './magic.ts'
import { readAmount, valueOf } from './money.ts'
import type { SimOrder } from './records.ts'

const operations: Readonly<Record<string, Operation>> = {
  SetExpressCheckout: 'issueKey',
  DoExpressCheckoutPayment: 'approve',
  RefundTransaction: 'cancel',
  GetExpressCheckoutDetails: 'inquire',
  GetTransactionDetails: 'inquire',
  GetPalDetails: 'inquire',
}

/** Classic Express Checkout: one address, forms in and out, HTTP 200 even for refusals. */
export function addNvpRoutes(app: FastifyInstance, books: PaypalBooks): void {
  app.post('/paypal/nvp', (request, reply) => {
    const fields = readForm(bytesOf(request.body), 'utf-8')
    const { METHOD: method = '' } = fields
    const operation = operations[method]
    const mid = accountOf(books, fields)
    if (mid === undefined) return say(reply, refused(books, '10002', 'Security header is not valid'))
    if (operation === undefined) return say(reply, refused(books, '81002', 'Unspecified Method'))
    const order = orderOf(books, mid, fields)
    if (method === 'DoExpressCheckoutPayment' && order !== undefined) haunt(books, order)
    return answerCall(books.faults, request, reply, {
      operation,
      orderId: order?.customId ?? fields['PAYMENTREQUEST_0_INVNUM'],
      run: () => answer(books, mid, method, fields),
      decline: () => refused(books, '10417', 'The transaction cannot complete successfully.'),
      lie,
    })
  })
  app.post('/paypal/cgi-bin/webscr', (request: FastifyRequest, reply) => {
    const body = Buffer.from(bytesOf(request.body)).toString('utf8')
    const prefix = 'cmd=_notify-validate&'
    const isOurs = body.startsWith(prefix) && books.sentIpn.has(body.slice(prefix.length))
    return reply.header('content-type', 'text/html').send(isOurs ? 'VERIFIED' : 'INVALID')
  })
}

function say(reply: FastifyReply, wire: WireAnswer): FastifyReply {
  send(reply, wire)
  return reply
}

function answer(books: PaypalBooks, mid: string, method: string, fields: Fields): WireAnswer {
  if (method === 'SetExpressCheckout') return setCheckout(books, mid, fields)
  if (method === 'GetPalDetails') return accepted(books, { PAL: mid, LOCALE: 'en_US' })
  const order = orderOf(books, mid, fields)
  if (order === undefined)
    return method === 'RefundTransaction' || method === 'GetTransactionDetails'
      ? refused(books, '10004', 'Transaction refused because of an invalid transaction id')
      : refused(books, '10410', 'Invalid token')
  switch (method) {
    case 'DoExpressCheckoutPayment':
      return pay(books, order, fields)
    case 'GetExpressCheckoutDetails':
      return accepted(books, {
        TOKEN: order.id,
        CHECKOUTSTATUS: order.capture === undefined ? 'PaymentActionNotInitiated' : 'PaymentActionCompleted',
        ...(order.payerId === undefined ? {} : { PAYERID: order.payerId }),
        ...(order.capture === undefined ? {} : { PAYMENTREQUEST_0_TRANSACTIONID: order.capture.id }),
      })
    case 'GetTransactionDetails':
      return accepted(books, { ...paymentFields(order), INVNUM: order.invoiceId, CUSTOM: order.customId })
    default:
      return refund(books, order, fields)
  }
}

function setCheckout(books: PaypalBooks, mid: string, fields: Fields): WireAnswer {
  const amount = readAmount({
    currency_code: fields['PAYMENTREQUEST_0_CURRENCYCODE'],
    value: fields['PAYMENTREQUEST_0_AMT'],
  })
  const { RETURNURL: returnUrl = '', CANCELURL: cancelUrl = '' } = fields
  if (amount.kind === 'refused') return refused(books, '10525', amount.description)
  if (returnUrl === '' || cancelUrl === '') return refused(books, '10471', 'ReturnURL is missing')
  if (fields['PAYMENTREQUEST_0_ITEMAMT'] !== fields['PAYMENTREQUEST_0_AMT'])
    return refused(books, '10413', 'The totals of the cart item amounts do not match order amounts.')
  const notifyUrl = fields['PAYMENTREQUEST_0_NOTIFYURL'] ?? ''
  const order: SimOrder = {
    id: `EC-${randomId(17)}`,
    kind: 'EXPRESS',
    mid,
    status: 'PAYER_ACTION_REQUIRED',
    customId: fields['PAYMENTREQUEST_0_CUSTOM'] ?? '',
    invoiceId: fields['PAYMENTREQUEST_0_INVNUM'] ?? '',
    orderName: fields['PAYMENTREQUEST_0_DESC'] ?? '',
    amountMinor: amount.minor,
    currency: amount.currency,
    returnUrl,
    cancelUrl,
    refunds: [],
    entries: [],
    createdAt: books.now().toISOString(),
    ...(notifyUrl === '' ? {} : { notifyUrl }),
  }
  books.orders.put(order)
  return accepted(books, { TOKEN: order.id })
}

function pay(books: PaypalBooks, order: SimOrder, fields: Fields): WireAnswer {
  if (order.capture !== undefined)
    return refused(books, '10415', 'A successful transaction has already been completed for this token.')
  if (order.status !== 'APPROVED' || order.payerId !== fields['PAYERID'])
    return refused(books, '10485', 'Payment has not been authorized by the user.')
  const { PAYMENTREQUEST_0_AMT: value, PAYMENTREQUEST_0_CURRENCYCODE: currency } = fields
  if (value !== valueOf(order.amountMinor, order.currency) || currency !== order.currency)
    return refused(books, '10413', 'The amount is not that of the checkout.')
  if (order.declineCode !== undefined)
    return refused(books, '10486', 'This transaction couldn’t be completed.')
  if (isDuplicateInvoice(books, order.mid, order.invoiceId))
    return refused(books, '10412', 'Payment has already been made for this InvoiceID.')
  const taken = takeMoney(books, order)
  const prefixed = Object.entries(paymentFields(taken)).map(([name, text]) => [`PAYMENTINFO_0_${name}`, text])
  return accepted(books, { TOKEN: order.id, ...Object.fromEntries(prefixed) })
}

function refund(books: PaypalBooks, order: SimOrder, fields: Fields): WireAnswer {
  const scope = `nvp ${order.mid} ${fields['MSGSUBID'] ?? ''}`
  const kept = fields['MSGSUBID'] === undefined ? undefined : books.keptAnswers.get(scope)
  if (kept !== undefined) return form(kept.body)
  const restMinor = restOf(order)
  const amount =
    fields['REFUNDTYPE'] === 'Partial'
      ? readAmount({ currency_code: fields['CURRENCYCODE'], value: fields['AMT'] })
      : { kind: 'amount' as const, minor: restMinor, currency: order.currency }
  if (amount.kind === 'refused') return refused(books, '10007', amount.description)
  if (order.capture?.status !== 'COMPLETED' || restMinor === 0)
    return refused(books, '10009', 'This transaction has already been fully refunded.')
  if (fields['REFUNDTYPE'] !== 'Partial' && order.refunds.length > 0)
    return refused(books, '10009', 'You can not do a full refund after a partial refund.')
  if (amount.minor > restMinor)
    return refused(
      books,
      '10009',
      'The partial refund amount must be less than or equal to the remaining amount.',
    )
  const [made] = bookRefund(books, order, {
    amountMinor: amount.minor,
    customId: fields['MSGSUBID'] ?? '',
    note: fields['NOTE'] ?? '',
  })
  const answer = accepted(books, {
    REFUNDTRANSACTIONID: made.id,
    GROSSREFUNDAMT: valueOf(made.amountMinor, order.currency),
    CURRENCYCODE: order.currency,
    REFUNDSTATUS: made.status === 'PENDING' ? 'Delayed' : 'Instant',
    PENDINGREASON: made.status === 'PENDING' ? 'echeck' : 'None',
  })
  if (fields['MSGSUBID'] !== undefined)
    books.keptAnswers.put({ scope, status: 200, body: Buffer.from(answer.body).toString('utf8') })
  return answer
}

function paymentFields(order: SimOrder): Readonly<Record<string, string>> {
  const { capture, refunds } = order
  const backMinor = refunds
    .filter(({ status }) => status === 'COMPLETED')
    .reduce((sum, each) => sum + each.amountMinor, 0)
  const words = { COMPLETED: 'Completed', PENDING: 'Pending', DECLINED: 'Denied' } as const
  const word = words[capture?.status ?? 'PENDING']
  return {
    TRANSACTIONID: capture?.id ?? '',
    TRANSACTIONTYPE: 'express-checkout',
    PAYMENTTYPE: 'instant',
    ORDERTIME: capture?.at ?? '',
    AMT: valueOf(order.amountMinor, order.currency),
    CURRENCYCODE: order.currency,
    PAYMENTSTATUS:
      word !== 'Completed' || backMinor === 0
        ? word
        : backMinor === order.amountMinor
          ? 'Refunded'
          : 'Partially-Refunded',
    PENDINGREASON: capture?.status === 'PENDING' ? 'paymentreview' : 'None',
    REASONCODE: 'None',
  }
}

function orderOf(books: PaypalBooks, mid: string, fields: Fields): SimOrder | undefined {
  const { TOKEN: token, TRANSACTIONID: transactionId } = fields
  const order =
    token !== undefined
      ? books.order(token)
      : transactionId !== undefined
        ? books.ofCapture(transactionId)
        : undefined
  return order?.mid === mid && order.kind === 'EXPRESS' ? order : undefined
}

function accountOf(books: PaypalBooks, fields: Fields): string | undefined {
  const { USER: user, PWD: password, SIGNATURE: signature } = fields
  return books.merchants
    .all()
    .find(
      ({ credentials }) =>
        credentials['apiUsername'] === user &&
        credentials['apiPassword'] === password &&
        credentials['signature'] === signature &&
        user !== undefined &&
        user !== '',
    )?.mid
}

function haunt(books: PaypalBooks, order: SimOrder): void {
  const fate = fateOfPayment(order)
  if (fate === undefined || fate.startsWith('pending') || books.faults.wasHaunted(order.customId)) return
  const fault = faultOf(fate as Parameters<typeof faultOf>[0], order.customId)
  if (fault === undefined) return
  books.faults.haunt(order.customId)
  books.faults.add(fault)
}

function accepted(books: PaypalBooks, fields: Readonly<Record<string, string>>): WireAnswer {
  return form(writeForm({ ...common(books), ACK: 'Success', ...fields }, 'utf-8'))
}

function refused(books: PaypalBooks, code: string, message: string): WireAnswer {
  const error = {
    ACK: 'Failure',
    L_ERRORCODE0: code,
    L_SHORTMESSAGE0: 'Transaction refused',
    L_LONGMESSAGE0: message,
    L_SEVERITYCODE0: 'Error',
  }
  return form(writeForm({ ...common(books), ...error }, 'utf-8'))
}

function common(books: PaypalBooks) {
  return {
    TIMESTAMP: books.now().toISOString(),
    CORRELATIONID: randomToken(8),
    VERSION: '120.0',
    BUILD: 'simulator',
  }
}

function form(text: string): WireAnswer {
  return { status: 200, contentType: 'text/plain; charset=utf-8', body: Buffer.from(text, 'utf8') }
}

function lie(truth: WireAnswer, which: Lie): WireAnswer {
  const text = Buffer.from(truth.body).toString('utf8')
  const lied =
    which === 'wrong-amount'
      ? text.replace(/(^|&)((?:PAYMENTINFO_0_)?AMT=)/, '$1$21')
      : text.replace(/(^|&)((?:INVNUM)=)/, '$1$2other-')
  return { ...truth, body: Buffer.from(lied, 'utf8') }
}
