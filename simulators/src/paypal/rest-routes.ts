import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerCall, json, send } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import type { Operation } from '../desk/faults.ts'
import { readForm } from '../desk/form.ts'
import { faultOf } from '../desk/magic.ts'
import { bytesOf, parseJson, recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { randomToken } from '../desk/random.ts'
import { cancelAgreement, makeAgreement, makeAgreementToken, viewAgreement } from './agreements.ts'
import type { PaypalBooks } from './books.ts'
import { refund } from './capture.ts'
import { fateOfPayment } from './magic.ts'
import { captureOrder, createOrder } from './orders.ts'
import type { SimOrder } from './records.ts'
import { listTransactions } from './reporting.ts'
import { notFound, unauthenticated, unprocessable } from './refusals.ts'
import { verifyWebhook } from './verify-webhook.ts'
import { captureView, orderView } from './views.ts'

type Keyed = FastifyRequest<{ Params: { id: string } }>
type Work = (mid: string, body: JsonRecord) => WireAnswer

/** OAuth2, Orders v2, Payments v2, billing agreements, webhooks. */
export function addRestRoutes(app: FastifyInstance, books: PaypalBooks): void {
  app.post('/paypal/v1/oauth2/token', (request, reply) => {
    send(reply, issueToken(books, request))
    return reply
  })

  const call = (
    request: FastifyRequest,
    reply: FastifyReply,
    operation: Operation,
    order: SimOrder | undefined,
    work: Work,
  ) => {
    const mid = bearerOf(books, request)
    if (mid === undefined) {
      send(reply, unauthenticated())
      return reply
    }
    const body = recordOf(parseJson(bytesOf(request.body)))
    const run = () => replayed(books, request, mid, () => work(mid, body))
    return answerCall(books.faults, request, reply, {
      operation,
      orderId: order?.customId ?? customIdIn(body),
      run,
      decline: () => unprocessable('INSTRUMENT_DECLINED', 'The instrument presented was either declined.'),
      lie,
    }).then(() => reply)
  }
  const checkoutUrl = () => `${books.surroundings.publicOrigin}/paypal/checkoutnow`
  const own = (order: SimOrder | undefined, mid: string) => (order?.mid === mid ? order : undefined)

  app.post('/paypal/v2/checkout/orders', (request, reply) => {
    const body = recordOf(parseJson(bytesOf(request.body)))
    const isCharge = recordOf(body['payment_source'])['token'] !== undefined
    if (isCharge) hauntByMagic(books, customIdIn(body), body)
    return call(request, reply, isCharge ? 'approve' : 'issueKey', undefined, (mid) =>
      createOrder(books, mid, body, checkoutUrl()),
    )
  })
  app.get('/paypal/v2/checkout/orders/:id', (request: Keyed, reply) => {
    const order = books.order(request.params.id)
    return call(request, reply, 'inquire', order, (mid) => {
      const found = own(order, mid)
      return found === undefined ? notFound() : json(200, orderView(found, checkoutUrl()))
    })
  })
  app.post('/paypal/v2/checkout/orders/:id/capture', (request: Keyed, reply) => {
    const order = books.order(request.params.id)
    if (order !== undefined) hauntOrder(books, order)
    return call(request, reply, 'approve', order, (mid) => {
      const found = own(books.order(request.params.id), mid)
      return found === undefined ? notFound() : captureOrder(books, found, checkoutUrl())
    })
  })
  app.get('/paypal/v2/payments/captures/:id', (request: Keyed, reply) => {
    const order = books.ofCapture(request.params.id)
    return call(request, reply, 'inquire', order, (mid) => {
      const found = own(order, mid)
      return found === undefined ? notFound() : json(200, captureView(found))
    })
  })
  app.post('/paypal/v2/payments/captures/:id/refund', (request: Keyed, reply) => {
    const order = books.ofCapture(request.params.id)
    return call(request, reply, 'cancel', order, (mid, body) => {
      const found = own(books.ofCapture(request.params.id), mid)
      return found === undefined ? notFound() : refund(books, found, body)
    })
  })
  app.put<{ Params: { mid: string; id: string } }>(
    '/paypal/v1/risk/transaction-contexts/:mid/:id',
    (request, reply) => {
      send(reply, bearerOf(books, request) === undefined ? unauthenticated() : json(200, {}))
      return reply
    },
  )
  app.post('/paypal/v1/billing-agreements/agreement-tokens', (request, reply) =>
    call(request, reply, 'issueKey', undefined, (mid, body) =>
      makeAgreementToken(books, mid, body, checkoutUrl()),
    ),
  )
  app.post('/paypal/v1/billing-agreements/agreements', (request, reply) =>
    call(request, reply, 'issueKey', undefined, (mid, body) => makeAgreement(books, mid, body)),
  )
  app.get('/paypal/v1/billing-agreements/agreements/:id', (request: Keyed, reply) =>
    call(request, reply, 'inquire', undefined, (mid) => viewAgreement(books, mid, request.params.id)),
  )
  app.post('/paypal/v1/billing-agreements/agreements/:id/cancel', (request: Keyed, reply) =>
    call(request, reply, 'issueKey', undefined, (mid) => cancelAgreement(books, mid, request.params.id)),
  )
  app.get('/paypal/v1/reporting/transactions', (request, reply) =>
    call(request, reply, 'inquire', undefined, (mid) => listTransactions(books, mid, request.query)),
  )
  app.get('/paypal/v1/notifications/certs/:id', (_request, reply) =>
    reply.header('content-type', 'application/x-pem-file').send(books.signingKey().certificatePem),
  )
  app.post('/paypal/v1/notifications/verify-webhook-signature', (request, reply) =>
    call(request, reply, 'inquire', undefined, (_mid, body) => verifyWebhook(books, body)),
  )
}

/** `grant_type=client_credentials` with the app's id and secret in Basic. */
function issueToken(books: PaypalBooks, request: FastifyRequest): WireAnswer {
  const form = readForm(bytesOf(request.body), 'utf-8')
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const [clientId = '', clientSecret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':')
  if (form['grant_type'] !== 'client_credentials')
    return json(400, { error: 'unsupported_grant_type', error_description: 'Grant Type is NULL' })
  const merchant = books.merchants
    .all()
    .find(
      ({ credentials }) =>
        credentials['clientId'] === clientId &&
        credentials['clientSecret'] === clientSecret &&
        clientId !== '',
    )
  if (merchant === undefined)
    return json(401, { error: 'invalid_client', error_description: 'Client Authentication failed' })
  const token = `A21AA${randomToken(40)}`
  const seconds = 32_400
  books.tokens.put({
    token,
    mid: merchant.mid,
    expiresAt: new Date(books.now().getTime() + seconds * 1_000).toISOString(),
  })
  return json(200, { scope: '', access_token: token, token_type: 'Bearer', expires_in: seconds })
}

function bearerOf(books: PaypalBooks, request: FastifyRequest): string | undefined {
  const token = books.tokens.get(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
  return token !== undefined && Date.parse(token.expiresAt) > books.now().getTime() ? token.mid : undefined
}

/** The first answer to a `PayPal-Request-Id` is given again, with 200 instead of 201. */
function replayed(
  books: PaypalBooks,
  request: FastifyRequest,
  mid: string,
  run: () => WireAnswer,
): WireAnswer {
  const id = request.headers['paypal-request-id']
  if (request.method !== 'POST' || typeof id !== 'string') return run()
  if (id.length > 108) return unprocessable('INVALID_STRING_MAX_LENGTH', 'PayPal-Request-Id: at most 108.')
  const scope = `${mid} ${request.url} ${id}`
  const kept = books.keptAnswers.get(scope)
  if (kept !== undefined)
    return {
      status: kept.status === 201 ? 200 : kept.status,
      contentType: 'application/json;charset=UTF-8',
      body: Buffer.from(kept.body),
    }
  const answer = run()
  if (answer.status < 500)
    books.keptAnswers.put({ scope, status: answer.status, body: Buffer.from(answer.body).toString('utf8') })
  return answer
}

function customIdIn(body: JsonRecord): string | undefined {
  const units = body['purchase_units']
  return Array.isArray(units) ? textOf(recordOf(units[0])['custom_id']) : undefined
}

function hauntByMagic(books: PaypalBooks, customId: string | undefined, body: JsonRecord): void {
  const units = body['purchase_units']
  const unit = recordOf(Array.isArray(units) ? units[0] : undefined)
  const value = textOf(recordOf(unit['amount'])['value']) ?? '0'
  haunt(books, customId, {
    orderName: textOf(unit['description']) ?? '',
    amountMinor: Number(value.replace('.', '')),
  })
}

function hauntOrder(books: PaypalBooks, order: SimOrder): void {
  haunt(books, order.customId, order)
}

/** The fault that a magic value orders, once per order, so that a repeat gets through. */
function haunt(
  books: PaypalBooks,
  customId: string | undefined,
  order: { readonly orderName: string; readonly amountMinor: number },
): void {
  if (customId === undefined || books.faults.wasHaunted(customId)) return
  const fate = fateOfPayment(order)
  if (fate === undefined || fate === 'decline-window' || fate.startsWith('pending')) return
  const fault = faultOf(fate as Parameters<typeof faultOf>[0], customId)
  if (fault === undefined) return
  books.faults.haunt(customId)
  books.faults.add(fault)
}

/** It happened; only this one answer names another amount or order. */
function lie(truth: WireAnswer, which: Lie): WireAnswer {
  const text = Buffer.from(truth.body).toString('utf8')
  const lied =
    which === 'wrong-amount'
      ? text.replaceAll(/"value":"(\d+)/g, (_whole, digits: string) => `"value":"1${digits}`)
      : text.replaceAll(
          /"custom_id":"(.)/g,
          (_whole, first: string) => `"custom_id":"${first === '0' ? '1' : '0'}`,
        )
  return { ...truth, body: Buffer.from(lied, 'utf8') }
}
