import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readForm } from '../desk/form.ts'
import { amountText } from '../desk/money.ts'
import { bytesOf } from '../desk/read-json.ts'
import { choiceOf } from '../window/choice.ts'
import { sendOver, sendReturn } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import type { Lang } from '../window/html.ts'
import { payPage } from '../window/pay-page.ts'
import type { Choosable, MethodTab } from '../window/pay-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import type { KiccBooks } from './books.ts'
import { banks, cards, declineReasons, wallets } from './codes.ts'
import { decide } from './decide.ts'
import type { KiccMethod, KiccOrder } from './order.ts'

type Keyed = { Params: { sessionId: string }; Querystring: Record<string, string> }
const heading = '이지페이'

/** The hosted window, the same page for PC and phone. */
export function addWindowRoutes(app: FastifyInstance, books: KiccBooks): void {
  const langFor = (request: FastifyRequest) => langOf(request.query, request.headers['accept-language'])
  const ending = (lang: Lang) => ({ lang, heading })

  app.get<Keyed>('/kicc/webpay/:sessionId', (request, reply) => {
    const lang = langFor(request)
    const order = books.sessions.get(request.params.sessionId)
    if (order === undefined || order.state !== 'OPENED') sendOver(reply, ending(lang))
    else
      sendPage(reply, {
        lang,
        title: heading,
        heading,
        badge: say(lang, 'badge'),
        body: payPage({
          lang,
          decideUrl: `/kicc/webpay/${order.sessionId}/decide`,
          mid: order.mallId,
          orderId: order.shopOrderNo,
          orderName: order.goodsName,
          amountText: order.kind === 'BILL' ? register[lang] : amountText(order.amountMinor, 'KRW', lang),
          ...(order.kind === 'BILL' ? { action: register } : {}),
          tabs: tabsOf(order),
          cards: firstWith(cards, order.onlyCard),
          banks,
          wallets: firstWith(wallets, order.onlyWallet),
          installmentMonths: monthsOf(order),
          declineReasons,
        }),
      })
    return reply
  })

  app.post<Keyed>('/kicc/webpay/:sessionId/decide', (request, reply) => {
    const lang = langFor(request)
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice === undefined ? undefined : decide(books, request.params.sessionId, choice)
    if (next === undefined) sendOver(reply, ending(lang))
    else sendReturn(reply, ending(lang), next)
    return reply
  })
}

function monthsOf({ installmentMonths, amountMinor }: KiccOrder): readonly number[] {
  if (amountMinor < 50_000) return [0]
  return installmentMonths === undefined || installmentMonths.length === 0
    ? [0, 2, 3, 6, 12]
    : installmentMonths
}

export function tabsOf(order: KiccOrder): readonly MethodTab[] {
  return order.methods.map((method) => tabs[method])
}

const tabs: Readonly<Record<KiccMethod, MethodTab>> = {
  '11': { payMethod: 'CARD', name: { ko: '신용카드', en: 'Card' }, form: 'card' },
  '21': { payMethod: 'TRANSFER', name: { ko: '계좌이체', en: 'Bank transfer' }, form: 'bank' },
  '22': {
    payMethod: 'VIRTUAL_ACCOUNT',
    name: { ko: '가상계좌', en: 'Virtual account' },
    form: 'virtual-account',
  },
  '31': { payMethod: 'MOBILE', name: { ko: '휴대폰', en: 'Mobile phone' }, form: 'phone' },
  '60': { payMethod: 'EASY_PAY', name: { ko: '간편결제', en: 'Wallet' }, form: 'wallet' },
}

function firstWith(choices: readonly Choosable[], code: string | undefined): readonly Choosable[] {
  const chosen = choices.filter((choice) => choice.code === code)
  return chosen.length > 0 ? chosen : choices
}

const register = { ko: '빌키 등록', en: 'Register a card' }
