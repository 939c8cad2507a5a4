import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerCall, json, send } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import type { Operation } from '../desk/faults.ts'
import { bytesOf, numberOf, parseJson, recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { deleteKey, issueFromCard, issueFromWindow } from './billing-keys.ts'
import type { TestBooks } from './books.ts'
import {
  confirmCode,
  isSilentNumber,
  openIdentityWindow,
  readResult,
  resendCode,
  sendCode,
} from './identity.ts'
import { fateOfCard } from './magic.ts'
import { answered, approve, cancel, charge, issueAccount, issueBarcode, keyIn, orderFault } from './money.ts'
import { payByPoints, readPoints } from './points.ts'
import { refuse } from './refusals.ts'
import { cancelReceipt, issueReceipt, serve } from './services.ts'
import { openWindow } from './window.ts'

/** Discounts that this PG pays for itself. */
const cardPromotions = [
  { promotionId: 'naru-shinhan', cardCompany: 'SHINHAN_CARD', discountAmount: 1_000, minimumAmount: 10_000 },
  { promotionId: 'naru-kookmin', cardCompany: 'KOOKMIN_CARD', discountAmount: 3_000, minimumAmount: 50_000 },
]

type Work = (mid: string, body: JsonRecord) => WireAnswer
type Call = (
  request: FastifyRequest,
  reply: FastifyReply,
  operation: Operation,
  orderId: string | undefined,
  run: Work,
  decline: () => WireAnswer,
) => Promise<FastifyReply>

/** `/naru-test/v1/…`. */
export function addApiRoutes(app: FastifyInstance, books: TestBooks): void {
  const running = new Set<string>()

  const call: Call = async (request, reply, operation, orderId, run, decline) => {
    const mid = authenticate(books, request.headers.authorization)
    if (mid === undefined) {
      send(reply, refuse('WRONG_SECRET_KEY'))
      return reply
    }
    const body = bodyOf(request)
    const scope = scopeOf(request, mid)
    const kept = scope === undefined ? undefined : books.keptAnswers.get(scope)
    if (kept !== undefined) {
      send(reply, {
        status: kept.status,
        contentType: 'application/json;charset=UTF-8',
        body: Buffer.from(kept.body),
      })
      return reply
    }
    if (scope !== undefined && running.has(scope)) {
      send(reply, refuse('STILL_RUNNING'))
      return reply
    }
    if (scope !== undefined) running.add(scope)
    try {
      await answerCall(books.faults, request, reply, {
        operation,
        orderId,
        run: () => {
          const answer = run(mid, body)
          if (scope !== undefined)
            books.keptAnswers.put({
              scope,
              status: answer.status,
              body: Buffer.from(answer.body).toString('utf8'),
            })
          return answer
        },
        decline,
        lie,
      })
    } finally {
      if (scope !== undefined) running.delete(scope)
    }
    return reply
  }

  const post = (
    path: string,
    operation: Operation,
    work: Work,
    fate?: (body: JsonRecord) => string | undefined,
  ) =>
    app.post(`/naru-test/v1${path}`, (request, reply) => {
      const body = bodyOf(request)
      if (operation === 'approve') orderFault(books, body, fate?.(body))
      const orderId = textOf(body['orderId']) ?? textOf(body['issueId'])
      const decline = () => refuse(operation === 'issueKey' ? 'ISSUE_DECLINED' : 'CARD_DECLINED')
      return call(request, reply, operation, orderId, work, decline)
    })

  addServiceRoutes(app, books, call)
  addIdentityRoutes(app, books, call)
  app.post('/naru-test/v1/windows', (request, reply) => {
    const mid = authenticate(books, request.headers.authorization)
    send(reply, mid === undefined ? refuse('WRONG_SECRET_KEY') : openWindow(books, mid, bodyOf(request)))
    return reply
  })
  post(
    '/payments/approve',
    'approve',
    (mid, body) => approve(books, mid, body),
    (body) => books.windows.get(textOf(body['windowId']) ?? '')?.instrument?.fate,
  )
  post(
    '/payments/charge',
    'approve',
    (mid, body) => charge(books, mid, body),
    (body) => books.billingKeys.get(textOf(body['billingKey']) ?? '')?.fate,
  )
  post(
    '/payments/key-in',
    'approve',
    (mid, body) => keyIn(books, mid, body),
    (body) => fateOfCard(textOf(recordOf(body['card'])['number']) ?? ''),
  )
  post('/payments/virtual-account', 'approve', (mid, body) => issueAccount(books, mid, body))
  post('/payments/store-barcode', 'approve', (mid, body) => issueBarcode(books, mid, body))
  post('/payments/points', 'approve', (mid, body) => payByPoints(books, mid, body))
  post('/points/balance', 'inquire', (_mid, body) => readPoints(books, body))
  post('/billing-keys/from-window', 'issueKey', (mid, body) => issueFromWindow(books, mid, body))
  post('/billing-keys/from-card', 'issueKey', (mid, body) => issueFromCard(books, mid, body))
  post('/billing-keys/delete', 'issueKey', (mid, body) => deleteKey(books, mid, body))

  app.get<{ Querystring: Record<string, string> }>('/naru-test/v1/card-promotions', (request, reply) =>
    call(
      request,
      reply,
      'inquire',
      undefined,
      () => {
        const { amount, cardCompany } = request.query
        // The amount that is declined on approval is declined here, too.
        if (amount === '999002') return refuse('CARD_DECLINED')
        return json(200, {
          promotions: cardPromotions.filter(
            (one) =>
              one.minimumAmount <= Number(amount) &&
              (cardCompany === undefined || one.cardCompany === cardCompany),
          ),
        })
      },
      () => refuse('CARD_DECLINED'),
    ),
  )
  app.get<{ Params: { orderId: string } }>('/naru-test/v1/payments/orders/:orderId', (request, reply) => {
    const { orderId } = request.params
    return call(
      request,
      reply,
      'inquire',
      orderId,
      (mid) => {
        const payment = books.ofOrder(orderId)
        return payment === undefined || payment.mid !== mid
          ? refuse('NO_SUCH_ORDER')
          : answered(books, payment)
      },
      () => refuse('INVALID_REQUEST'),
    )
  })
  app.post<{ Params: { paymentKey: string } }>(
    '/naru-test/v1/payments/:paymentKey/cancel',
    (request, reply) => {
      const payment = books.payments.all().find(({ paymentKey }) => paymentKey === request.params.paymentKey)
      return call(
        request,
        reply,
        'cancel',
        payment?.orderId,
        (mid, body) => cancel(books, mid, payment && books.ofOrder(payment.orderId), body),
        () => refuse('NOT_CANCELABLE'),
      )
    },
  )
}

function addServiceRoutes(app: FastifyInstance, books: TestBooks, call: Call): void {
  app.post<{ Params: { paymentKey: string; service: string } }>(
    '/naru-test/v1/payments/:paymentKey/:service',
    (request, reply) => {
      const { paymentKey, service } = request.params
      const payment = books.payments.all().find((one) => one.paymentKey === paymentKey)
      const run: Work = (mid, body) =>
        serve(books, mid, payment && books.ofOrder(payment.orderId), service, body)
      return call(request, reply, 'inquire', undefined, run, () => refuse('NOT_PAID'))
    },
  )
  app.post('/naru-test/v1/cash-receipts', (request, reply) =>
    call(
      request,
      reply,
      'inquire',
      textOf(bodyOf(request)['receiptId']),
      (mid, body) => issueReceipt(books, mid, body),
      () => refuse('RECEIPT_REFUSED'),
    ),
  )
  app.post<{ Params: { receiptId: string } }>(
    '/naru-test/v1/cash-receipts/:receiptId/cancel',
    (request, reply) => {
      const { receiptId } = request.params
      const run: Work = (mid) => cancelReceipt(books, mid, receiptId)
      return call(request, reply, 'cancel', receiptId, run, () => refuse('NO_SUCH_RECEIPT'))
    },
  )
}

function addIdentityRoutes(app: FastifyInstance, books: TestBooks, call: Call): void {
  const works: Readonly<Record<string, (mid: string, body: JsonRecord) => WireAnswer>> = {
    windows: (mid, body) => openIdentityWindow(books, mid, body),
    result: (mid, body) => readResult(books, mid, body),
    otp: (mid, body) => sendCode(books, mid, body),
    'otp/resend': (mid, body) => resendCode(books, mid, body),
    'otp/confirm': (mid, body) => confirmCode(books, mid, body),
  }
  for (const [path, work] of Object.entries(works)) {
    app.post(`/naru-test/v1/identity-verifications/${path}`, (request, reply) => {
      const body = bodyOf(request)
      const verificationId = textOf(body['verificationId'])
      if (path === 'otp' && isSilentNumber(body))
        books.faults.add({
          operation: 'inquire',
          fault: 'silent-before',
          times: 1,
          delayMs: 0,
          ...(verificationId === undefined ? {} : { orderId: verificationId }),
        })
      return call(request, reply, 'inquire', verificationId, work, () => refuse('CARRIER_ERROR'))
    })
  }
}

function bodyOf(request: FastifyRequest): JsonRecord {
  return recordOf(parseJson(bytesOf(request.body)))
}

function authenticate(books: TestBooks, header: string | undefined): string | undefined {
  const key = /^Bearer (.+)$/.exec(header ?? '')?.[1]
  return key === undefined ? undefined : books.merchantOf(key)?.mid
}

/** A kept answer belongs to account, path and key. */
function scopeOf(request: FastifyRequest, mid: string): string | undefined {
  const key = request.headers['idempotency-key']
  return request.method === 'POST' && typeof key === 'string' && key !== ''
    ? `${mid} ${request.url} ${key}`
    : undefined
}

function lie(truth: WireAnswer, which: Lie): WireAnswer {
  if (truth.status !== 200) return truth
  const view = recordOf(parseJson(truth.body))
  if (which === 'wrong-amount') return json(200, { ...view, amount: (numberOf(view['amount']) ?? 0) + 1_000 })
  return json(200, { ...view, orderId: `${textOf(view['orderId']) ?? ''}-other` })
}
