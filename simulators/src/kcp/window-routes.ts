import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readForm } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import { amountText } from '../desk/money.ts'
import { bytesOf } from '../desk/read-json.ts'
import { choiceOf } from '../window/choice.ts'
import { sendOver, sendRefused, sendReturn } from '../window/ending-pages.ts'
import { html, langOf } from '../window/html.ts'
import type { Lang } from '../window/html.ts'
import { payPage } from '../window/pay-page.ts'
import type { Choosable, MethodTab } from '../window/pay-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import type { KcpBooks } from './books.ts'
import { banks, cards, declineReasons, wallets } from './codes.ts'
import { decide } from './decide.ts'
import { mobileReturn, openMobile, openPc } from './open-window.ts'
import type { KcpMethod, KcpOrder } from './order.ts'
import { doneScript, hubScript } from './script.ts'

type Keyed = { Params: { sessionId: string }; Querystring: Record<string, string> }

/** The PC script, and the buyer's windows of PC and phone. */
export function addWindowRoutes(app: FastifyInstance, books: KcpBooks): void {
  const langFor = (request: FastifyRequest) => langOf(request.query, request.headers['accept-language'])
  const ending = (lang: Lang) => ({ lang, heading: heading(lang) })
  const script = (path: string, text: () => string) =>
    app.get(path, (_request, reply) =>
      reply
        .header('content-type', 'text/javascript; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('cross-origin-resource-policy', 'cross-origin')
        .send(text()),
    )
  script('/kcp/plugin/kcp_spay_hub.js', () => hubScript(books.surroundings.publicOrigin))
  script('/kcp/window/done.js', () => doneScript)

  app.post('/kcp/spay/window', (request, reply) => {
    const opened = openPc(books, readForm(bytesOf(request.body), 'utf-8'))
    if (opened.kind === 'opened') return reply.redirect(`/kcp/window/${opened.order.sessionId}`, 303)
    sendDone(reply, langFor(request), opened.result)
    return reply
  })

  app.post('/kcp/mobile/pay/jsp/encodingFilter/encodingFilter.jsp', (request, reply) => {
    const opened = openMobile(books, readForm(bytesOf(request.body), 'utf-8'))
    if (opened.kind === 'opened') return reply.redirect(`/kcp/window/${opened.order.sessionId}`, 303)
    sendRefused(reply, ending(langFor(request)), opened, null)
    return reply
  })

  app.get<Keyed>('/kcp/window/:sessionId', (request, reply) => {
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
          decideUrl: `/kcp/window/${order.sessionId}/decide`,
          mid: order.siteCode,
          orderId: order.orderNumber,
          orderName: order.goodName,
          amountText:
            order.kind === 'BATCH' ? register[lang] : amountText(order.amountMinor, order.currency, lang),
          ...(order.kind === 'BATCH' ? { action: register } : {}),
          tabs: tabsOf(order),
          cards: firstWith(cards, order.usedCard),
          banks,
          wallets: firstWith(wallets, order.wallet),
          installmentMonths: order.amountMinor >= 50_000 && order.currency === 'KRW' ? [0, 2, 3, 6, 12] : [0],
          declineReasons,
        }),
      })
    return reply
  })

  app.post<Keyed>('/kcp/window/:sessionId/decide', (request, reply) => {
    const lang = langFor(request)
    const order = books.sessions.get(request.params.sessionId)
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const result = choice === undefined ? undefined : decide(books, request.params.sessionId, choice)
    if (result === undefined || order === undefined) sendOver(reply, ending(lang))
    else if (result === null) sendReturn(reply, ending(lang), null)
    else if (order.surface === 'PC') sendDone(reply, lang, result)
    else sendReturn(reply, ending(lang), mobileReturn(order, result))
    return reply
  })

  /** The last page of the PC window, which stands in the shop's page and hands it the result. */
  function sendDone(reply: FastifyReply, lang: Lang, result: Fields): void {
    const hidden = Object.entries(result).map(
      ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
    )
    sendPage(reply, {
      lang,
      heading: heading(lang),
      badge: say(lang, 'badge'),
      title: say(lang, 'returning'),
      scripts: ['/kcp/window/done.js'],
      body: html`<section class="notice" role="status">
        <h1>${say(lang, 'returning')}</h1>
        <p>${result['res_cd'] === '0000' ? '' : (result['res_msg'] ?? '')}</p>
        <form id="result">${hidden}<button class="primary">${say(lang, 'back')}</button></form>
      </section>`,
    })
  }
}

/** One tab per method that the form allows; wallets stand beside cards. */
export function tabsOf(order: KcpOrder): readonly MethodTab[] {
  const wallet: MethodTab = { payMethod: 'EASY_PAY', name: { ko: '간편결제', en: 'Wallet' }, form: 'wallet' }
  return order.methods.flatMap((method) => {
    if (method !== 'PACA') return [tabs[method]]
    if (order.hasWallets === 'only') return [wallet]
    return order.hasWallets === 'beside' ? [tabs.PACA, wallet] : [tabs.PACA]
  })
}

const tabs: Readonly<Record<KcpMethod, MethodTab>> = {
  PACA: { payMethod: 'CARD', name: { ko: '신용카드', en: 'Card' }, form: 'card' },
  PABK: { payMethod: 'TRANSFER', name: { ko: '계좌이체', en: 'Bank transfer' }, form: 'bank' },
  PAVC: {
    payMethod: 'VIRTUAL_ACCOUNT',
    name: { ko: '가상계좌', en: 'Virtual account' },
    form: 'virtual-account',
  },
  PAMC: { payMethod: 'MOBILE', name: { ko: '휴대폰', en: 'Mobile phone' }, form: 'phone' },
  PATK: { payMethod: 'GIFT_CERTIFICATE', name: { ko: '상품권', en: 'Gift certificate' }, form: 'gift' },
}

function firstWith(choices: readonly Choosable[], code: string | undefined): readonly Choosable[] {
  const chosen = choices.filter((choice) => choice.code === code)
  return chosen.length > 0 ? chosen : choices
}

const register = { ko: '자동결제 등록', en: 'Register for automatic payment' }

function heading(_lang: Lang): string {
  return 'NHN KCP'
}
