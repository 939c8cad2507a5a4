import type { FastifyInstance } from 'fastify'
import { readForm } from '../desk/form.ts'
import { amountText } from '../desk/money.ts'
import { bytesOf, parseJson, recordOf } from '../desk/read-json.ts'
import { choiceOf } from '../window/choice.ts'
import { sendOver, sendRefused, sendReturn } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import type { Lang } from '../window/html.ts'
import { payPage } from '../window/pay-page.ts'
import type { Choosable, MethodTab } from '../window/pay-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import type { TossBooks } from './books.ts'
import { banks, cards, declineReasons, wallets } from './codes.ts'
import { statusAt } from './payment.ts'
import type { TossPayment } from './payment.ts'
import { sendReceipt } from './receipt-page.ts'
import { sdkScript } from './sdk-script.ts'
import { decide, openWindow } from './window.ts'

type Keyed = { Params: { paymentKey: string }; Querystring: Record<string, string> }

/** The SDK script and the buyer's window. */
export function addWindowRoutes(app: FastifyInstance, books: TossBooks): void {
  const ending = (lang: Lang) => ({ lang, heading: heading(lang) })

  app.get('/tosspayments/v2/standard', (_request, reply) =>
    reply
      .header('content-type', 'text/javascript; charset=utf-8')
      .header('cache-control', 'no-cache')
      .header('cross-origin-resource-policy', 'cross-origin')
      .send(sdkScript(books.surroundings.publicOrigin)),
  )

  // Opening makes a payment and moves on to its own address, so that a reload shows the same window.
  app.get<{ Querystring: Record<string, string> }>('/tosspayments/window/open', (request, reply) => {
    const { clientKey = '', customerKey = '', request: text = '' } = request.query
    const opened = openWindow(books, {
      clientKey,
      customerKey,
      request: recordOf(parseJson(Buffer.from(text, 'base64url'))),
    })
    if (opened.kind === 'opened')
      return reply.redirect(`/tosspayments/window/${opened.payment.paymentKey}`, 303)
    sendRefused(reply, ending(langOf(request.query, request.headers['accept-language'])), opened, opened.back)
    return reply
  })

  app.get<Keyed>('/tosspayments/window/:paymentKey', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const payment = books.payments.get(request.params.paymentKey)
    if (payment === undefined || statusAt(payment, books.now()) !== 'READY') sendOver(reply, ending(lang))
    else {
      const body = payPage({
        lang,
        decideUrl: `/tosspayments/window/${payment.paymentKey}/decide`,
        mid: payment.mid,
        orderId: payment.orderId,
        orderName: payment.orderName,
        amountText: amountText(payment.amountMinor, payment.currency, lang),
        tabs: tabsOf(payment),
        cards: firstWith(cards, payment.direct?.cardCompany),
        banks,
        wallets: firstWith(wallets, payment.direct?.easyPay),
        installmentMonths:
          payment.amountMinor >= 50_000 && payment.currency === 'KRW' ? [0, 2, 3, 6, 12] : [0],
        declineReasons,
      })
      sendPage(reply, { lang, title: heading(lang), heading: heading(lang), badge: say(lang, 'badge'), body })
    }
    return reply
  })

  app.post<Keyed>('/tosspayments/window/:paymentKey/decide', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice === undefined ? undefined : decide(books, request.params.paymentKey, choice)
    if (next === undefined) sendOver(reply, ending(lang))
    else sendReturn(reply, ending(lang), next)
    return reply
  })

  app.get<Keyed>('/tosspayments/receipt/:paymentKey', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const payment = books.payments.get(request.params.paymentKey)
    if (payment?.approvedAt === undefined) sendOver(reply, ending(lang))
    else sendReceipt(reply, payment, books.now(), lang)
    return reply
  })
}

/** The tabs that the request asks for: `CARD` opens cards and wallets unless it goes straight to one. */
export function tabsOf(payment: TossPayment): readonly MethodTab[] {
  const wallet: MethodTab = { payMethod: 'EASY_PAY', name: { ko: '간편결제', en: 'Wallet' }, form: 'wallet' }
  switch (payment.method) {
    case 'CARD': {
      const card: MethodTab = { payMethod: 'CARD', name: { ko: '카드', en: 'Card' }, form: 'card' }
      if (payment.direct?.easyPay !== undefined) return [wallet]
      return payment.direct === undefined ? [card, wallet] : [card]
    }
    case 'FOREIGN_EASY_PAY':
      return [{ payMethod: 'EASY_PAY', name: { ko: '해외 간편결제', en: 'PayPal' }, form: 'phone' }]
    case 'TRANSFER':
      return [{ payMethod: 'TRANSFER', name: { ko: '계좌이체', en: 'Bank transfer' }, form: 'bank' }]
    case 'VIRTUAL_ACCOUNT':
      return [
        {
          payMethod: 'VIRTUAL_ACCOUNT',
          name: { ko: '가상계좌', en: 'Virtual account' },
          form: 'virtual-account',
        },
      ]
    case 'MOBILE_PHONE':
      return [{ payMethod: 'MOBILE', name: { ko: '휴대폰', en: 'Mobile phone' }, form: 'phone' }]
    case 'CULTURE_GIFT_CERTIFICATE':
      return [
        { payMethod: 'GIFT_CERTIFICATE', name: { ko: '문화상품권', en: 'Gift certificate' }, form: 'gift' },
      ]
  }
}

function heading(lang: Lang): string {
  return lang === 'ko' ? '토스페이먼츠' : 'TossPayments'
}

function firstWith(choices: readonly Choosable[], code: string | undefined): readonly Choosable[] {
  const chosen = choices.filter((choice) => choice.code === code)
  return chosen.length > 0 ? chosen : choices
}
