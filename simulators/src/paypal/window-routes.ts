import type { FastifyInstance, FastifyReply } from 'fastify'
import { readForm } from '../desk/form.ts'
import { amountText } from '../desk/money.ts'
import { bytesOf } from '../desk/read-json.ts'
import { choiceOf } from '../window/choice.ts'
import { sendOver, sendReturn } from '../window/ending-pages.ts'
import { html, langOf } from '../window/html.ts'
import type { Lang } from '../window/html.ts'
import { payPage } from '../window/pay-page.ts'
import type { Choosable, MethodTab } from '../window/pay-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import type { PaypalBooks } from './books.ts'
import { popupScript, sdkScript } from './sdk-script.ts'
import { decide, openWindow } from './window.ts'
import type { Decided } from './window.ts'

type Asked = { Querystring: Record<string, string> }
type Deciding = { Params: { token: string; way: string } }

/** The SDK script and the buyer's page, in a popup of the button or by redirect. */
export function addWindowRoutes(app: FastifyInstance, books: PaypalBooks): void {
  const script = (
    path: string,
    text: (query: Record<string, string>, language: string | undefined) => string,
  ) =>
    app.get<Asked>(path, (request, reply) =>
      reply
        .header('content-type', 'text/javascript; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('cross-origin-resource-policy', 'cross-origin')
        .send(text(request.query, request.headers['accept-language'])),
    )
  script('/paypal/sdk/js', (query, language) => {
    const mid = query['merchant-id']
    const known = books.merchants
      .all()
      .some(({ credentials, mid: own }) => credentials['clientId'] === query['client-id'] && own === mid)
    // As PayPal's does for a client id that it does not know: the script says so and defines nothing.
    return known
      ? sdkScript(books.surroundings.publicOrigin, langOf({}, language))
      : `throw new Error('client-id not recognized for either production or sandbox')`
  })
  script('/paypal/popup.js', () => popupScript)

  // PayPal's address moves on to one of the window's own, so that a reload or another language shows the same window.
  app.get<Asked>('/paypal/checkoutnow', (request, reply) => {
    const { token = '', popup, lang } = request.query
    const way = popup === undefined ? 'redirect' : 'popup'
    const query = lang === undefined ? '' : `?lang=${encodeURIComponent(lang)}`
    return reply.redirect(`/paypal/checkoutnow/${encodeURIComponent(token)}/${way}${query}`, 303)
  })

  app.get<Asked & Deciding>('/paypal/checkoutnow/:token/:way', (request, reply) => {
    const { token, way } = request.params
    const lang = langOf(request.query, request.headers['accept-language'])
    const window = openWindow(books, token)
    if (window === undefined) sendOver(reply, ending(lang))
    else {
      const body = payPage({
        lang,
        decideUrl: `/paypal/checkoutnow/${token}/${way === 'popup' ? 'popup' : 'redirect'}`,
        mid: window.mid,
        orderId: window.orderId,
        orderName: window.orderName,
        ...(window.isAgreement
          ? { amountText: agreement[lang], action: agree }
          : { amountText: amountText(window.amountMinor, window.currency, lang) }),
        tabs: [tab],
        cards: [],
        banks: [],
        wallets: [],
        installmentMonths: [0],
        declineReasons,
      })
      sendPage(reply, { lang, title: 'PayPal', heading: 'PayPal', badge: say(lang, 'badge'), body })
    }
    return reply
  })

  app.post<Asked & Deciding>('/paypal/checkoutnow/:token/:way', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const decided = choice === undefined ? undefined : decide(books, request.params.token, choice)
    if (decided === undefined) sendOver(reply, ending(lang))
    else if (request.params.way === 'popup' && decided.next !== null) sendToButton(reply, lang, decided)
    else sendReturn(reply, ending(lang), decided.next)
    return reply
  })
}

/** The button closes the popup as soon as it has heard. */
function sendToButton(reply: FastifyReply, lang: Lang, { approved }: Decided): void {
  sendPage(reply, {
    lang,
    title: say(lang, 'returning'),
    heading: 'PayPal',
    badge: say(lang, 'badge'),
    scripts: ['/paypal/popup.js'],
    body: html`<section class="notice" role="status">
      <h1 id="said" data-approved="${JSON.stringify(approved ?? null)}">${say(lang, 'returning')}</h1>
    </section>`,
  })
}

function ending(lang: Lang) {
  return { lang, heading: 'PayPal' }
}

const tab: MethodTab = { payMethod: 'EASY_PAY', name: { ko: '페이팔', en: 'PayPal' }, form: 'account' }
const agreement = { ko: '정기결제 동의', en: 'Recurring payments' }
const agree = { ko: '동의하기', en: 'Agree' }
const declineReasons: readonly Choosable[] = [
  {
    code: 'INSTRUMENT_DECLINED',
    name: { ko: '결제 수단이 거절되었습니다.', en: 'The instrument was declined.' },
  },
  {
    code: 'COMPLIANCE_VIOLATION',
    name: {
      ko: '한국 구매자는 한국 판매자에게 결제할 수 없습니다.',
      en: 'A buyer in Korea cannot pay a seller in Korea.',
    },
  },
  {
    code: 'PAYER_ACCOUNT_RESTRICTED',
    name: { ko: '구매자 계정이 제한되었습니다.', en: 'The buyer’s account is restricted.' },
  },
]
