import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { charsetOf, readForm } from '../desk/form.ts'
import { amountText } from '../desk/money.ts'
import { bytesOf } from '../desk/read-json.ts'
import { choiceOf } from '../window/choice.ts'
import { sendOver, sendRefused, sendReturn } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import type { Lang } from '../window/html.ts'
import { payPage } from '../window/pay-page.ts'
import type { MethodTab } from '../window/pay-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import type { InicisBooks } from './books.ts'
import { banks, cards, declineReasons, wallets } from './codes.ts'
import { decide } from './decide.ts'
import { japanTabs } from './japan/decide.ts'
import { openMobile, openStandard } from './open-window.ts'
import type { Opened } from './open-window.ts'
import type { InicisMethod, InicisOrder } from './order.ts'
import { stdpayScript } from './stdpay-script.ts'

type Keyed = { Params: { sessionId: string }; Querystring: Record<string, string> }

/** The PC script, and the buyer's windows of PC and mobile. */
export function addWindowRoutes(app: FastifyInstance, books: InicisBooks): void {
  const langFor = (request: FastifyRequest) => langOf(request.query, request.headers['accept-language'])
  const ending = (lang: Lang) => ({ lang, heading: heading(lang) })
  const sendOpened = (request: FastifyRequest, reply: FastifyReply, opened: Opened) => {
    if (opened.kind === 'opened') return reply.redirect(`/inicis/window/${opened.order.sessionId}`, 303)
    sendRefused(reply, ending(langFor(request)), opened, opened.back)
    return reply
  }

  app.get('/inicis/stdjs/INIStdPay.js', (_request, reply) =>
    reply
      .header('content-type', 'text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(stdpayScript(books.surroundings.publicOrigin)),
  )

  app.post('/inicis/stdpay/window', (request, reply) =>
    sendOpened(request, reply, openStandard(books, readForm(bytesOf(request.body), 'utf-8'))),
  )

  // The form says in P_CHARSET (ASCII either way) how its other values are encoded.
  app.post('/inicis/smart/payment/', (request, reply) => {
    const body = bytesOf(request.body)
    const charset = charsetOf(readForm(body, 'utf-8')['P_CHARSET'], 'euc-kr')
    return sendOpened(request, reply, openMobile(books, readForm(body, charset)))
  })

  app.get<Keyed>('/inicis/window/:sessionId', (request, reply) => {
    const lang = langFor(request)
    const order = books.sessions.get(request.params.sessionId)
    if (order === undefined || order.japan !== undefined || order.state !== 'OPENED')
      sendOver(reply, ending(lang))
    else
      sendPage(reply, {
        lang,
        title: heading(lang),
        heading: heading(lang),
        badge: say(lang, 'badge'),
        body: payPage({
          lang,
          decideUrl: `/inicis/window/${order.sessionId}/decide`,
          mid: order.mid,
          orderId: order.oid,
          orderName: order.goodName,
          amountText:
            order.isBilling === true ? register[lang] : amountText(order.amountMinor, order.currency, lang),
          ...(order.isBilling === true ? { action: register } : {}),
          tabs: tabsOf(order),
          cards,
          banks,
          wallets,
          installmentMonths:
            order.isBilling !== true && order.amountMinor >= 50_000 && order.currency === 'KRW'
              ? [0, 2, 3, 6, 12]
              : [0],
          declineReasons,
        }),
      })
    return reply
  })

  app.post<Keyed>('/inicis/window/:sessionId/decide', (request, reply) => {
    const lang = langFor(request)
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice === undefined ? undefined : decide(books, request.params.sessionId, choice)
    if (next === undefined) sendOver(reply, ending(lang))
    else sendReturn(reply, ending(lang), next)
    return reply
  })
}

const register = { ko: '카드 등록', en: 'Register the card' }

/** One tab per method that the form allows; wallets stand beside cards. */
export function tabsOf(order: InicisOrder): readonly MethodTab[] {
  if (order.japan !== undefined) return japanTabs(order.japan)
  const wallet: MethodTab = { payMethod: 'EASY_PAY', name: { ko: '간편결제', en: 'Wallet' }, form: 'wallet' }
  return order.methods.flatMap((method) => {
    if (method !== 'Card') return [tabs[method]]
    if (order.wallet === 'only') return [wallet]
    return order.wallet === 'beside' ? [tabs.Card, wallet] : [tabs.Card]
  })
}

const tabs: Readonly<Record<InicisMethod, MethodTab>> = {
  Card: { payMethod: 'CARD', name: { ko: '신용카드', en: 'Card' }, form: 'card' },
  DirectBank: { payMethod: 'TRANSFER', name: { ko: '계좌이체', en: 'Bank transfer' }, form: 'bank' },
  VBank: {
    payMethod: 'VIRTUAL_ACCOUNT',
    name: { ko: '가상계좌', en: 'Virtual account' },
    form: 'virtual-account',
  },
  HPP: { payMethod: 'MOBILE', name: { ko: '휴대폰', en: 'Mobile phone' }, form: 'phone' },
  Culture: {
    payMethod: 'GIFT_CERTIFICATE',
    name: { ko: '문화상품권', en: 'Gift certificate' },
    form: 'gift',
  },
  // Of the Japanese window, which has tabs of its own.
  CVS: { payMethod: 'CONVENIENCE_STORE', name: { ko: '편의점', en: 'Convenience store' }, form: 'store' },
}

function heading(lang: Lang): string {
  return lang === 'ko' ? 'KG이니시스' : 'KG Inicis'
}
