import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readForm } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import { amountText } from '../desk/money.ts'
import { bytesOf } from '../desk/read-json.ts'
import { choiceOf } from '../window/choice.ts'
import { sendOver, sendRefused, sendReturn } from '../window/ending-pages.ts'
import { html, langOf } from '../window/html.ts'
import type { Html, Lang } from '../window/html.ts'
import { payPage } from '../window/pay-page.ts'
import type { Choosable, MethodTab } from '../window/pay-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import type { NiceBooks } from './books.ts'
import { field } from './caller.ts'
import { banks, cards, declineReasons, wallets } from './codes.ts'
import { decide, wayBack } from './decide.ts'
import { openWindow } from './open-window.ts'
import type { NiceMethod, NiceOrder } from './order.ts'
import { doneScript, pgWebScript } from './pg-web-script.ts'

type Keyed = { Params: { sessionId: string }; Querystring: Record<string, string> }
const heading = '나이스페이먼츠'

/** The PC script, and the buyer's windows of PC and phone. */
export function addWindowRoutes(app: FastifyInstance, books: NiceBooks): void {
  const langFor = (request: FastifyRequest) => langOf(request.query, request.headers['accept-language'])
  const ending = (lang: Lang) => ({ lang, heading })
  const script = (path: string, text: () => string) =>
    app.get(path, (_request, reply) =>
      reply
        .header('content-type', 'text/javascript; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('cross-origin-resource-policy', 'cross-origin')
        .send(text()),
    )
  script('/nice/v3/common/js/nicepay-pgweb.js', () => pgWebScript(books.surroundings.publicOrigin))
  script('/nice/window/done.js', () => doneScript)

  app.post('/nice/v3/webstd/window', (request, reply) => {
    const form = readForm(bytesOf(request.body), 'euc-kr')
    const opened = openWindow(books, form, 'PC', field(form, 'SimulatorFormAction'))
    if (opened.kind === 'opened') return reply.redirect(`/nice/window/${opened.order.sessionId}`, 303)
    sendDone(reply, langFor(request), { AuthResultCode: opened.code, AuthResultMsg: opened.message })
    return reply
  })

  app.post('/nice/v3/v3Payment.jsp', (request, reply) => {
    const form = readForm(bytesOf(request.body), 'euc-kr')
    const opened = openWindow(books, form, 'MOBILE', field(form, 'ReturnURL'))
    if (opened.kind === 'opened') return reply.redirect(`/nice/window/${opened.order.sessionId}`, 303)
    sendRefused(reply, ending(langFor(request)), opened, null)
    return reply
  })

  app.get<Keyed>('/nice/window/:sessionId', (request, reply) => {
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
          decideUrl: `/nice/window/${order.sessionId}/decide`,
          mid: order.mid,
          orderId: order.moid,
          orderName: order.goodsName,
          amountText: amountText(order.amountMinor, 'KRW', lang),
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

  app.post<Keyed>('/nice/window/:sessionId/decide', (request, reply) => {
    const lang = langFor(request)
    const order = books.sessions.get(request.params.sessionId)
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    if (order === undefined || choice === undefined) {
      sendOver(reply, ending(lang))
      return reply
    }
    const end = decide(books, order.sessionId, choice)
    switch (end.kind) {
      case 'over':
        sendOver(reply, ending(lang))
        break
      case 'vanished':
        sendReturn(reply, ending(lang), null)
        break
      case 'closed':
        sendDone(reply, lang, undefined)
        break
      case 'left':
        if (order.surface === 'PC') sendDone(reply, lang, end.fields)
        else sendReturn(reply, ending(lang), wayBack(order, end.fields))
    }
    return reply
  })
}

/** The last page of the PC window, which stands in the shop's page and hands it the result; none: the buyer closed it. */
function sendDone(reply: FastifyReply, lang: Lang, result: Fields | undefined): void {
  const hidden = Object.entries(result ?? {}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  )
  sendPage(reply, {
    lang,
    heading,
    badge: say(lang, 'badge'),
    title: say(lang, 'returning'),
    scripts: ['/nice/window/done.js'],
    body: html`<section class="notice" role="status">
      <h1>${say(lang, 'returning')}</h1>
      <p>${result?.['AuthResultCode'] === '0000' ? '' : (result?.['AuthResultMsg'] ?? '')}</p>
      <form id="result" ${result === undefined ? closed : none}>
        ${hidden}<button class="primary">${say(lang, 'back')}</button>
      </form>
    </section>`,
  })
}

const closed: Html = { markup: 'data-closed="true"' }
const none: Html = { markup: '' }

function monthsOf({ installmentMonths, amountMinor }: NiceOrder): readonly number[] {
  if (amountMinor < 50_000) return [0]
  return installmentMonths ?? [0, 2, 3, 6, 12]
}

/** One tab per method that the form allows; wallets stand beside cards. */
export function tabsOf(order: NiceOrder): readonly MethodTab[] {
  return order.methods.flatMap((method) => {
    if (method !== 'CARD') return [tabs[method]]
    if (order.onlyWallet !== undefined) return [walletTab]
    return order.onlyCard === undefined ? [tabs.CARD, walletTab] : [tabs.CARD]
  })
}

const walletTab: MethodTab = {
  payMethod: 'EASY_PAY',
  name: { ko: '간편결제', en: 'Wallet' },
  form: 'wallet',
}

const tabs: Readonly<Record<NiceMethod, MethodTab>> = {
  CARD: { payMethod: 'CARD', name: { ko: '신용카드', en: 'Card' }, form: 'card' },
  BANK: { payMethod: 'TRANSFER', name: { ko: '계좌이체', en: 'Bank transfer' }, form: 'bank' },
  VBANK: {
    payMethod: 'VIRTUAL_ACCOUNT',
    name: { ko: '가상계좌', en: 'Virtual account' },
    form: 'virtual-account',
  },
  CELLPHONE: { payMethod: 'MOBILE', name: { ko: '휴대폰', en: 'Mobile phone' }, form: 'phone' },
  GIFT_CULT: {
    payMethod: 'GIFT_CERTIFICATE',
    name: { ko: '컬쳐랜드', en: 'Cultureland' },
    form: 'gift',
  },
}

function firstWith(choices: readonly Choosable[], code: string | undefined): readonly Choosable[] {
  const chosen = choices.filter((choice) => choice.code === code)
  return chosen.length > 0 ? chosen : choices
}
