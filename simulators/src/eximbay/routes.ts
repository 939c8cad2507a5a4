import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerCall, json } from '../desk/answer.ts'
import type { Lie, WireAnswer } from '../desk/answer.ts'
import type { Operation } from '../desk/faults.ts'
import { readForm, writeForm } from '../desk/form.ts'
import { amountText } from '../desk/money.ts'
import { bytesOf, parseJson, recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { choiceOf } from '../window/choice.ts'
import { sendOver, sendRefused, sendReturn } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import type { Lang } from '../window/html.ts'
import { payPage } from '../window/pay-page.ts'
import type { Choosable, MethodTab } from '../window/pay-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import { cancel, direct, rebill, retrieve, verify } from './api.ts'
import type { EximbayBooks } from './books.ts'
import { cards, declineReasons, results, wallets } from './codes.ts'
import { decide } from './decide.ts'
import { openClassic, openSdk, ready } from './open-window.ts'
import type { Opened } from './open-window.ts'
import type { EximbayOrder } from './order.ts'
import { sdkScript } from './sdk-script.ts'

type Keyed = { Params: { sessionId: string }; Querystring: Record<string, string> }
type Call = FastifyRequest<{ Params: { id: string } }>

/** The buyer's window, whichever generation opened it. */
export function addWindowRoutes(app: FastifyInstance, books: EximbayBooks): void {
  const langFor = (request: FastifyRequest) => langOf(request.query, request.headers['accept-language'])
  const ending = (lang: Lang) => ({ lang, heading: heading(lang) })
  const sendOpened = (request: FastifyRequest, reply: FastifyReply, opened: Opened) => {
    if (opened.kind === 'opened') return reply.redirect(`/eximbay/window/${opened.order.sessionId}`, 303)
    sendRefused(reply, ending(langFor(request)), opened, null)
    return reply
  }
  app.get('/eximbay/v1/javascriptSDK.js', (_request, reply) =>
    reply
      .header('content-type', 'text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(sdkScript(books.surroundings.publicOrigin)),
  )
  app.post('/eximbay/Gateway/BasicProcessor.krp', (request, reply) =>
    sendOpened(request, reply, openClassic(books, readForm(bytesOf(request.body), 'utf-8'))),
  )
  app.post('/eximbay/window/open', (request, reply) => {
    const { request: given = '' } = readForm(bytesOf(request.body), 'utf-8')
    return sendOpened(request, reply, openSdk(books, recordOf(parseJson(Buffer.from(given, 'utf8')))))
  })
  app.get<Keyed>('/eximbay/window/:sessionId', (request, reply) => {
    const lang = langFor(request)
    const order = books.orders.get(request.params.sessionId)
    if (order === undefined || order.state !== 'OPENED') sendOver(reply, ending(lang))
    else
      sendPage(reply, {
        lang,
        title: heading(lang),
        heading: heading(lang),
        badge: say(lang, 'badge'),
        body: payPage({
          lang,
          decideUrl: `/eximbay/window/${order.sessionId}/decide`,
          mid: order.mid,
          orderId: order.ref,
          orderName: order.orderName,
          amountText: amountText(order.amountMinor, order.currency, lang),
          tabs: tabsOf(order),
          cards: firstWith(cards, order.method),
          banks: [],
          wallets: firstWith(wallets, order.method),
          installmentMonths: [0],
          declineReasons,
        }),
      })
    return reply
  })
  app.post<Keyed>('/eximbay/window/:sessionId/decide', (request, reply) => {
    const lang = langFor(request)
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice === undefined ? undefined : decide(books, request.params.sessionId, choice)
    if (next === undefined) sendOver(reply, ending(lang))
    else sendReturn(reply, ending(lang), next)
    return reply
  })
}

/** A token stands for a card, so a window that makes one shows nothing else. */
export function tabsOf({ method, wantsToken }: EximbayOrder): readonly MethodTab[] {
  const card: MethodTab = { payMethod: 'CARD', name: { ko: '카드', en: 'Card' }, form: 'card' }
  const wallet: MethodTab = { payMethod: 'EASY_PAY', name: { ko: '간편결제', en: 'Wallet' }, form: 'wallet' }
  if (wantsToken) return [card]
  if (method === undefined) return [card, wallet]
  return wallets.some(({ code }) => code === method) ? [wallet] : [card]
}

function firstWith(choices: readonly Choosable[], code: string | undefined): readonly Choosable[] {
  const chosen = choices.filter((choice) => choice.code === code)
  return chosen.length > 0 ? chosen : choices
}

function heading(lang: Lang): string {
  return lang === 'ko' ? '엑심베이' : 'Eximbay'
}

/** Both generations' calls from server to server. */
export function addApiRoutes(app: FastifyInstance, books: EximbayBooks): void {
  app.post('/eximbay/Gateway/DirectProcessor.krp', (request, reply) => {
    const form = readForm(bytesOf(request.body), 'utf-8')
    return answerCall(books.faults, request, reply, {
      operation: form['txntype'] === 'REFUND' ? 'cancel' : 'inquire',
      orderId: form['ref'],
      run: () => direct(books, form),
      decline: () => direct(books, { ...form, txntype: '' }),
      lie: classicLie,
    })
  })
  const open = (
    path: string,
    operation: Operation | undefined,
    refOf: (id: string, body: JsonRecord) => string | undefined,
    run: (mid: string, id: string, body: JsonRecord) => WireAnswer,
  ) =>
    app.post<{ Params: { id: string } }>(`/eximbay/v1/payments${path}`, (request: Call, reply) => {
      const merchant = books.merchantOfApiKey(apiKeyOf(request))
      const body = recordOf(parseJson(bytesOf(request.body)))
      const { id } = request.params
      const refuse = (code: 'SIM401' | 'SIM405'): WireAnswer =>
        json(200, { rescode: code, resmsg: results[code] })
      if (merchant === undefined || operation === undefined) {
        const answer = merchant === undefined ? refuse('SIM401') : run(merchant.mid, id, body)
        return reply
          .code(answer.status)
          .header('content-type', answer.contentType)
          .send(Buffer.from(answer.body))
      }
      return answerCall(books.faults, request, reply, {
        operation,
        orderId: refOf(id, body),
        run: () => run(merchant.mid, id, body),
        decline: () => refuse('SIM405'),
        lie: jsonLie,
      })
    })
  const refOfPayment = (_id: string, body: JsonRecord) => textOf(recordOf(body['payment'])['order_id'])
  open('/ready', undefined, refOfPayment, (mid, _id, body) => {
    const { code, fgkey } = ready(books, mid, body)
    return json(200, { rescode: code, resmsg: results[code], ...(fgkey === undefined ? {} : { fgkey }) })
  })
  open(
    '/verify',
    'approve',
    (_id, body) => readForm(Buffer.from(textOf(body['data']) ?? ''), 'utf-8')['ref'],
    (mid, _id, body) => verify(books, mid, body),
  )
  open('/retrieve', 'inquire', refOfPayment, (mid, _id, body) => retrieve(books, mid, body))
  open('/:id/cancel', 'cancel', refOfPayment, (mid, id, body) => cancel(books, mid, id, body))
  open('/tokenbilling/:id/rebill', 'approve', refOfPayment, (mid, id, body) => rebill(books, mid, id, body))
}

function apiKeyOf(request: FastifyRequest): string {
  const basic = /^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
  const text = Buffer.from(basic, 'base64').toString('utf8')
  return text.endsWith(':') ? text.slice(0, -1) : ''
}

/** A lie is not signed with the shop's key, so each of them shows as a wrong signature. */
function classicLie(truth: WireAnswer, lie: Lie): WireAnswer {
  const fields = readForm(truth.body, 'utf-8')
  const told = {
    ...fields,
    ...(lie === 'wrong-signature' ? { fgkey: '0'.repeat(64) } : {}),
    ...(lie === 'wrong-amount' ? { amt: '1' } : {}),
    ...(lie === 'wrong-order' ? { ref: 'somebody-else' } : {}),
  }
  return { ...truth, body: Buffer.from(writeForm(told, 'utf-8'), 'utf8') }
}

function jsonLie(truth: WireAnswer, lie: Lie): WireAnswer {
  const fields = recordOf(parseJson(truth.body))
  const payment = recordOf(fields['payment'])
  const wrong =
    lie === 'wrong-amount' ? { amount: '1' } : lie === 'wrong-order' ? { order_id: 'somebody-else' } : {}
  return json(truth.status, { ...fields, payment: { ...payment, ...wrong } })
}
