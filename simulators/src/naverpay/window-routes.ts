import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readForm } from '../desk/form.ts'
import { amountText } from '../desk/money.ts'
import { bytesOf, parseJson, recordOf } from '../desk/read-json.ts'
import { choiceOf } from '../window/choice.ts'
import { sendOver, sendRefused, sendReturn } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import type { Lang } from '../window/html.ts'
import { payPage } from '../window/pay-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import type { NaverBooks } from './books.ts'
import { cards, declineReasons } from './codes.ts'
import { decide } from './decide.ts'
import { openWindow } from './open-window.ts'

type Keyed = { Params: { reserveId: string }; Querystring: Record<string, string> }
const heading = '네이버페이'
const wallet = { payMethod: 'EASY_PAY', name: { ko: '네이버페이', en: 'Naver Pay' }, form: 'card' } as const

/** The SDK, and the buyer's page on PC and phone. */
export function addWindowRoutes(app: FastifyInstance, books: NaverBooks): void {
  const langFor = (request: FastifyRequest) => langOf(request.query, request.headers['accept-language'])
  const ending = (lang: Lang) => ({ lang, heading })

  app.get('/naverpay/sdk/js/naverpay.min.js', (_request, reply) =>
    reply
      .header('content-type', 'text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(sdkScript(books.surroundings.publicOrigin)),
  )

  app.post('/naverpay/open', (request, reply) => {
    const form = readForm(bytesOf(request.body), 'utf-8')
    const read = (name: string) => recordOf(parseJson(Buffer.from(form[name] ?? '', 'utf8')))
    const opened = openWindow(books, read('config'), read('request'))
    if (opened.kind === 'opened') return reply.redirect(`/naverpay/payments/${opened.order.reserveId}`, 303)
    sendRefused(reply, ending(langFor(request)), opened, null)
    return reply
  })

  app.get<Keyed>('/naverpay/payments/:reserveId', (request, reply) => {
    const lang = langFor(request)
    const order = books.orders.get(request.params.reserveId)
    if (order === undefined || order.state !== 'OPENED') sendOver(reply, ending(lang))
    else
      sendPage(reply, {
        lang,
        title: heading,
        heading,
        badge: say(lang, 'badge'),
        body: payPage({
          lang,
          decideUrl: `/naverpay/payments/${order.reserveId}/decide`,
          mid: order.partnerId,
          orderId: order.merchantPayKey,
          orderName: order.productName,
          amountText:
            order.kind === 'RECURRENT' ? register[lang] : amountText(order.amountMinor, 'KRW', lang),
          ...(order.kind === 'RECURRENT' ? { action: register } : {}),
          tabs: [wallet],
          cards,
          banks: [],
          wallets: [],
          installmentMonths: order.amountMinor >= 50_000 ? [0, 2, 3, 6, 12] : [0],
          declineReasons,
        }),
      })
    return reply
  })

  app.post<Keyed>('/naverpay/payments/:reserveId/decide', (request, reply) => {
    const lang = langFor(request)
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice === undefined ? undefined : decide(books, request.params.reserveId, choice)
    if (next === undefined) sendOver(reply, ending(lang))
    else sendReturn(reply, ending(lang), next)
    return reply
  })
}

const register = { ko: '정기결제 등록', en: 'Register for recurring payment' }

/** `Naver.Pay.create(config).open(request)` with `openType` `page`: the page is left for Naver Pay's. */
function sdkScript(publicOrigin: string): string {
  return `(() => {
  const origin = ${JSON.stringify(publicOrigin)}
  window.Naver = window.Naver || {}
  window.Naver.Pay = {
    create(config) {
      if (!config || !config.clientId) throw new Error('clientId 가 없습니다.')
      return {
        open(request) {
          const form = document.createElement('form')
          form.method = 'post'
          form.action = origin + '/naverpay/open'
          form.acceptCharset = 'UTF-8'
          form.hidden = true
          for (const [name, value] of Object.entries({ config, request })) {
            const input = document.createElement('input')
            input.type = 'hidden'
            input.name = name
            input.value = JSON.stringify(value)
            form.append(input)
          }
          document.body.append(form)
          form.submit()
        },
      }
    },
  }
})()
`
}
