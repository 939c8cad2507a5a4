import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readForm } from '../../desk/form.ts'
import { amountText } from '../../desk/money.ts'
import { bytesOf } from '../../desk/read-json.ts'
import { choiceOf } from '../../window/choice.ts'
import { sendOver, sendRefused, sendReturn } from '../../window/ending-pages.ts'
import { langOf } from '../../window/html.ts'
import type { Lang } from '../../window/html.ts'
import { payPage } from '../../window/pay-page.ts'
import type { Choosable, MethodTab } from '../../window/pay-page.ts'
import { sendPage } from '../../window/shell.ts'
import { say } from '../../window/words.ts'
import type { XpayBooks } from './books.ts'
import { banks, cards, declineReasons } from './codes.ts'
import { decide } from './decide.ts'
import { openWindow } from './open-window.ts'
import type { XpayOrder, XpayType } from './order.ts'
import { crossplatformScript } from './script.ts'

type Keyed = { Params: { sessionId: string }; Querystring: Record<string, string> }

/** The script, and the buyer's window of PC and phone. */
export function addWindowRoutes(app: FastifyInstance, books: XpayBooks): void {
  const langFor = (request: FastifyRequest) => langOf(request.query, request.headers['accept-language'])
  const ending = (lang: Lang) => ({ lang, heading: heading(lang) })

  app.get('/tosspayments/xpay/js/xpay_crossplatform.js', (_request, reply) =>
    reply
      .header('content-type', 'text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(crossplatformScript(books.surroundings.publicOrigin)),
  )

  app.post('/tosspayments/xpay/window', (request, reply) => {
    const opened = openWindow(books, readForm(bytesOf(request.body), 'utf-8'))
    if (opened.kind === 'opened')
      return reply.redirect(`/tosspayments/xpay/window/${opened.order.sessionId}`, 303)
    sendRefused(reply, ending(langFor(request)), opened, null)
    return reply
  })

  app.get<Keyed>('/tosspayments/xpay/window/:sessionId', (request, reply) => {
    const lang = langFor(request)
    const order = books.sessions.get(request.params.sessionId)
    if (order === undefined || order.state !== 'OPENED') sendOver(reply, ending(lang))
    else
      sendPage(reply, {
        lang,
        title: heading(lang),
        heading: heading(lang),
        badge: say(lang, 'badge'),
        body: payPage({
          lang,
          decideUrl: `/tosspayments/xpay/window/${order.sessionId}/decide`,
          mid: order.mid,
          orderId: order.oid,
          orderName: order.productInfo,
          amountText: amountText(order.amountMinor, 'KRW', lang),
          tabs: [tabOf(order)],
          cards: firstWith(cards, order.onlyCard),
          banks: firstWith(banks, order.onlyBank),
          wallets: [],
          installmentMonths: monthsOf(order),
          declineReasons,
        }),
      })
    return reply
  })

  app.post<Keyed>('/tosspayments/xpay/window/:sessionId/decide', (request, reply) => {
    const lang = langFor(request)
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice && decide(books, request.params.sessionId, choice)
    if (next === undefined) sendOver(reply, ending(lang))
    else sendReturn(reply, ending(lang), next)
    return reply
  })
}

/** The shop opens the window for one method. */
export function tabOf({ payType }: XpayOrder): MethodTab {
  return tabs[payType]
}

const gift = (ko: string, en: string): MethodTab => ({
  payMethod: 'GIFT_CERTIFICATE',
  name: { ko, en },
  form: 'gift',
})

const tabs: Readonly<Record<XpayType, MethodTab>> = {
  SC0010: { payMethod: 'CARD', name: { ko: '신용카드', en: 'Card' }, form: 'card' },
  SC0030: { payMethod: 'TRANSFER', name: { ko: '계좌이체', en: 'Bank transfer' }, form: 'bank' },
  SC0040: {
    payMethod: 'VIRTUAL_ACCOUNT',
    name: { ko: '무통장입금', en: 'Virtual account' },
    form: 'virtual-account',
  },
  SC0060: { payMethod: 'MOBILE', name: { ko: '휴대폰', en: 'Mobile phone' }, form: 'phone' },
  SC0111: gift('문화상품권', 'Cultureland'),
  SC0112: gift('게임문화상품권', 'Game gift certificate'),
  SC0113: gift('도서문화상품권', 'Book gift certificate'),
}

function monthsOf({ installmentMonths, amountMinor }: XpayOrder): readonly number[] {
  return amountMinor < 50_000 ? [0] : (installmentMonths ?? [0, 2, 3, 6, 12])
}

export function heading(lang: Lang): string {
  return lang === 'ko' ? '토스페이먼츠 (구모듈)' : 'TossPayments (former module)'
}

function firstWith(choices: readonly Choosable[], code: string | undefined): readonly Choosable[] {
  const chosen = choices.filter((choice) => choice.code === code)
  return chosen.length > 0 ? chosen : choices
}
