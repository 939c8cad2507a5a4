import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerCall, json, send } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import type { Operation } from '../desk/faults.ts'
import type { OrderBook } from '../desk/ledger.ts'
import { bytesOf, parseJson, recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { charge, fateMember, issueFromCard, issueFromWindow, keyIn, orderFault } from './billing.ts'
import type { TossBooks } from './books.ts'
import { confirmBrandpay, issueToken } from './brandpay-api.ts'
import { cancel } from './cancel.ts'
import { cancelReceipt, issueReceipt } from './cash-receipts.ts'
import { confirm, declineConfirm } from './confirm.ts'
import { Idempotency } from './idempotency.ts'
import type { TossPayment } from './payment.ts'
import { paymentView } from './payment-view.ts'
import { refuse } from './refusals.ts'
import { readSettlements } from './settlements.ts'
import { issueVirtualAccount } from './virtual-accounts.ts'

/** `/tosspayments/v1/payments/…`, the core API. */
export function addApiRoutes(
  app: FastifyInstance,
  books: TossBooks,
  ledger: () => readonly OrderBook[],
): void {
  const idempotency = new Idempotency(books)

  const call = async (
    request: FastifyRequest,
    reply: FastifyReply,
    operation: Operation,
    orderId: string | undefined,
    run: (mid: string) => WireAnswer,
    decline: () => WireAnswer,
  ): Promise<FastifyReply> => {
    const mid = authenticate(books, request.headers.authorization)
    if (typeof mid !== 'string') {
      send(reply, mid)
      return reply
    }
    const visit = idempotency.enter(mid, request)
    if (visit.kind === 'answered') {
      send(reply, visit.answer)
      return reply
    }
    try {
      await answerCall(books.faults, request, reply, {
        operation,
        orderId,
        run: () => visit.keep(run(mid)),
        decline,
        lie,
      })
    } finally {
      visit.leave()
    }
    return reply
  }

  for (const [path, approve] of [
    ['/tosspayments/v1/payments/confirm', confirm],
    ['/tosspayments/v1/brandpay/payments/confirm', confirmBrandpay],
  ] as const)
    app.post(path, (request, reply) => {
      const body = parseJson(bytesOf(request.body))
      const payment = books.payments.get(textOf(recordOf(body)['paymentKey']) ?? '')
      return call(
        request,
        reply,
        'approve',
        payment?.orderId,
        (mid) => approve(books, mid, body),
        () => declineConfirm(books, body),
      )
    })

  app.post<{ Params: { paymentKey: string } }>(
    '/tosspayments/v1/payments/:paymentKey/cancel',
    (request, reply) => {
      const { paymentKey } = request.params
      const body = parseJson(bytesOf(request.body))
      const payment = books.payments.get(paymentKey)
      return call(
        request,
        reply,
        'cancel',
        payment?.orderId,
        (mid) => cancel(books, mid, paymentKey, body),
        () => refuse('NOT_CANCELABLE_PAYMENT'),
      )
    },
  )

  const read = (payment: TossPayment | undefined) => (mid: string) =>
    payment === undefined || payment.mid !== mid
      ? refuse('NOT_FOUND_PAYMENT')
      : json(200, paymentView(payment, books.now(), books.surroundings.publicOrigin))

  app.get<{ Params: { paymentKey: string } }>('/tosspayments/v1/payments/:paymentKey', (request, reply) => {
    const payment = books.payments.get(request.params.paymentKey)
    return call(request, reply, 'inquire', payment?.orderId, read(payment), () => refuse('PROVIDER_ERROR'))
  })

  app.get<{ Params: { orderId: string } }>('/tosspayments/v1/payments/orders/:orderId', (request, reply) => {
    const payment = books.ofOrder(request.params.orderId)
    return call(request, reply, 'inquire', payment?.orderId, read(payment), () => refuse('PROVIDER_ERROR'))
  })

  const bodyOf = (request: FastifyRequest) => recordOf(parseJson(bytesOf(request.body)))
  const post = (
    path: string,
    operation: Operation,
    run: (mid: string, body: JsonRecord) => WireAnswer,
    fate?: (body: JsonRecord) => string | undefined,
  ) =>
    app.post(`/tosspayments/v1${path}`, (request, reply) => {
      const body = bodyOf(request)
      if (operation === 'approve') orderFault(books, body, fate?.(body))
      const orderId = textOf(body['orderId']) ?? textOf(body['customerKey'])
      return call(
        request,
        reply,
        operation,
        orderId,
        (mid) => run(mid, body),
        () => refuse('REJECT_CARD_COMPANY'),
      )
    })
  post('/billing/authorizations/issue', 'issueKey', (mid, body) => issueFromWindow(books, mid, body))
  post('/billing/authorizations/card', 'issueKey', (mid, body) => issueFromCard(books, mid, body))
  post('/brandpay/authorizations/access-token', 'issueKey', (mid, body) => issueToken(books, mid, body))
  post('/virtual-accounts', 'approve', (mid, body) => issueVirtualAccount(books, mid, body))
  post(
    '/payments/key-in',
    'approve',
    (mid, body) => keyIn(books, mid, body),
    (body) => fateMember(textOf(body['cardNumber']) ?? '').fate,
  )
  app.post<{ Params: { billingKey: string } }>('/tosspayments/v1/billing/:billingKey', (request, reply) => {
    const { billingKey } = request.params
    const body = bodyOf(request)
    orderFault(books, body, books.billings.get(billingKey)?.fate)
    return call(
      request,
      reply,
      'approve',
      textOf(body['orderId']),
      (mid) => charge(books, mid, billingKey, body),
      () => refuse('REJECT_CARD_COMPANY'),
    )
  })

  app.get('/tosspayments/v1/settlements', (request, reply) => {
    const run = (mid: string) => readSettlements(books, ledger(), mid, request.query)
    return call(request, reply, 'inquire', undefined, run, () => refuse('PROVIDER_ERROR'))
  })

  app.post('/tosspayments/v1/settlements', (request, reply) => {
    const key = textOf(recordOf(parseJson(bytesOf(request.body)))['paymentKey']) ?? ''
    const payment = books.payments.get(key)
    const run = (mid: string) => collect(books, mid, payment)
    return call(request, reply, 'inquire', undefined, run, () => refuse('NOT_ACQUIRABLE_PAYMENT'))
  })

  app.post('/tosspayments/v1/cash-receipts', (request, reply) => {
    const body = parseJson(bytesOf(request.body))
    const run = (mid: string) => issueReceipt(books, mid, body)
    return call(request, reply, 'inquire', undefined, run, () => refuse('PROVIDER_ERROR'))
  })

  app.post<{ Params: { receiptKey: string } }>(
    '/tosspayments/v1/cash-receipts/:receiptKey/cancel',
    (request, reply) => {
      const run = (mid: string) => cancelReceipt(books, mid, request.params.receiptKey)
      return call(request, reply, 'cancel', undefined, run, () => refuse('PROVIDER_ERROR'))
    },
  )

  // Everything else of the PG that this simulator does not offer.
  app.all('/tosspayments/v1/*', (_request, reply) => {
    send(reply, refuse('NOT_FOUND'))
    return reply
  })
}

/** `POST /v1/settlements`: a collection asked for by hand, once (the code of its refusal is inferred). */
function collect(books: TossBooks, mid: string, payment: TossPayment | undefined): WireAnswer {
  if (payment === undefined || payment.mid !== mid) return refuse('NOT_FOUND_PAYMENT')
  const isPaid = payment.status === 'DONE' || payment.status === 'PARTIAL_CANCELED'
  if (!isPaid || payment.isCollected === true) return refuse('NOT_ACQUIRABLE_PAYMENT')
  books.payments.put({ ...payment, isCollected: true })
  return json(200, { result: true })
}

/** `Authorization: Basic base64(secretKey + ":")`; the colon is required (authorization guide). */
function authenticate(books: TossBooks, header: string | undefined): string | WireAnswer {
  const encoded = /^Basic ([A-Za-z0-9+/=]+)$/.exec(header ?? '')?.[1]
  if (encoded === undefined) return refuse('UNAUTHORIZED_KEY')
  const text = Buffer.from(encoded, 'base64').toString('utf8')
  if (!text.endsWith(':')) return refuse('INVALID_API_KEY')
  const key = text.slice(0, -1)
  const merchant = books.merchantOf('secretKey', key)
  if (merchant !== undefined) return merchant.mid
  return books.merchantOf('clientKey', key) === undefined
    ? refuse('UNAUTHORIZED_KEY')
    : refuse('INVALID_API_KEY')
}

function lie(truth: WireAnswer, which: Lie): WireAnswer {
  const view = recordOf(parseJson(truth.body))
  if (truth.status !== 200) return truth
  const total = typeof view['totalAmount'] === 'number' ? view['totalAmount'] : 0
  if (which === 'wrong-amount')
    return json(200, { ...view, totalAmount: total + 1_000, balanceAmount: total + 1_000 })
  return json(200, { ...view, orderId: `${textOf(view['orderId']) ?? ''}-other` })
}
