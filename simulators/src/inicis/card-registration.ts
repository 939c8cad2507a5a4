import type { FastifyInstance } from 'fastify'
import { readForm } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import { fateOf } from '../desk/magic.ts'
import { randomToken } from '../desk/random.ts'
import { bytesOf } from '../desk/read-json.ts'
import type { Bought, BuyerChoice, HandOff, Navigation } from '../desk/simulator.ts'
import { choiceOf } from '../window/choice.ts'
import { sendOver, sendRefused, sendReturn } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import type { Lang } from '../window/html.ts'
import { payPage } from '../window/pay-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import { issueKey } from './bill-key.ts'
import type { InicisBooks } from './books.ts'
import { cards, declineReasons, results } from './codes.ts'
import type { InicisCode } from './codes.ts'
import { cardOf } from './decide.ts'
import { registrationHash, sameText } from './hashes.ts'

/** One opening of the page that registers a card (billing key manual). */
export interface CardRegistration {
  readonly sessionId: string
  readonly mid: string
  readonly orderId: string
  readonly goodName: string
  readonly returnUrl: string
  readonly kept: string
  readonly state: 'OPENED' | 'OVER'
}

type Opened =
  | { readonly kind: 'opened'; readonly page: CardRegistration }
  | {
      readonly kind: 'refused'
      readonly orderId: string
      readonly code: InicisCode
      readonly message: string
      readonly back: Navigation | null
    }

const path = '/inicis/pay/card/billing'
const needed = ['mid', 'buyerTel', 'buyerEmail', 'buyerName', 'goodName', 'orderId', 'price']

export function openRegistration(books: InicisBooks, form: Fields): Opened {
  const field = (name: string) => form[name] ?? ''
  const [mid, orderId, returnUrl] = [field('mid'), field('orderId'), field('returnUrl')]
  const signed = { price: field('price'), mid, orderId, timestamp: field('timestamp') }
  const isReturnable = /^https?:\/\//.test(returnUrl) && URL.canParse(returnUrl)
  const iniLiteKey = books.credential(mid, 'iniLiteKey')
  const code = ((): InicisCode | undefined => {
    // Registration is a contract of its own, which brings the key.
    if (iniLiteKey === '') return 'SIM401'
    if (needed.some((name) => field(name) === '') || orderId.length > 64 || !isReturnable) return 'SIM400'
    if (!/^\d{14}$/.test(signed.timestamp) || !/^\d+$/.test(signed.price)) return 'SIM400'
    return sameText(form['hashdata'], registrationHash(signed, iniLiteKey)) ? undefined : 'SIM402'
  })()
  const page: CardRegistration = {
    sessionId: randomToken(18),
    mid,
    orderId,
    goodName: field('goodName'),
    returnUrl,
    kept: field('merchantRedirectData'),
    state: 'OPENED',
  }
  if (code === undefined) return { kind: 'opened', page: books.registrations.put(page) }
  const message = results[code]
  return {
    kind: 'refused',
    orderId,
    code,
    message,
    back: isReturnable ? back(page, { resultcode: code, resultmsg: message }) : null,
  }
}

/** The buyer decides. A page that is over (or unknown) answers undefined. */
export function decideRegistration(
  books: InicisBooks,
  sessionId: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const page = books.registrations.get(sessionId)
  if (page === undefined || page.state !== 'OPENED') return undefined
  if (choice.decision === 'vanish') return null
  books.registrations.put({ ...page, state: 'OVER' })
  const fate = fateOf({ cardNumber: choice.cardNumber, orderName: page.goodName, amountMinor: 0 })
  if (choice.decision === 'close')
    return back(page, { resultcode: '01', resultmsg: '사용자가 등록을 취소하였습니다.' })
  if (choice.decision === 'decline' || fate === 'decline-window') {
    const code = choice.declineCode ?? '120049'
    const known = declineReasons.find((reason) => reason.code === code)?.name.ko
    return back(page, {
      resultcode: code,
      resultmsg: choice.declineMessage ?? known ?? results['120049'],
    })
  }
  const card = cardOf(choice, false)
  const { billKey } = issueKey(books, page.mid, card, fate)
  return back(page, {
    resultcode: '00',
    resultmsg: '정상처리되었습니다.',
    tid: books.newTid('INIMX_BILL', page.mid),
    billkey: billKey,
    cardno: card.number,
    cardcd: card.code,
  })
}

function back(page: CardRegistration, fields: Fields): Navigation {
  return {
    method: 'POST',
    url: page.returnUrl,
    charset: 'utf-8',
    fields: { ...fields, mid: page.mid, orderid: page.orderId, merchantRedirectData: page.kept },
  }
}

/** The desk's buyer; undefined for a hand-off to another window. */
export function buyRegistration(
  books: InicisBooks,
  handOff: HandOff,
  choice: BuyerChoice,
): Bought | undefined {
  const isHere =
    handOff.kind === 'form' && URL.canParse(handOff.action) && new URL(handOff.action).pathname === path
  if (!isHere) return undefined
  const opened = openRegistration(books, handOff.fields)
  if (opened.kind === 'refused') {
    const { orderId, code, message } = opened
    return { orderId, next: opened.back, refused: { code, message } }
  }
  const { sessionId, orderId } = opened.page
  return { orderId, next: decideRegistration(books, sessionId, choice) ?? null }
}

type Keyed = { Params: { sessionId: string }; Querystring: Record<string, string> }

export function addRegistrationRoutes(app: FastifyInstance, books: InicisBooks): void {
  const ending = (lang: Lang) => ({ lang, heading: heading(lang) })

  app.post<{ Querystring: Record<string, string> }>(path, (request, reply) => {
    const opened = openRegistration(books, readForm(bytesOf(request.body), 'utf-8'))
    if (opened.kind === 'opened') return reply.redirect(`${path}/${opened.page.sessionId}`, 303)
    sendRefused(reply, ending(langOf(request.query, request.headers['accept-language'])), opened, opened.back)
    return reply
  })

  app.get<Keyed>(`${path}/:sessionId`, (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const page = books.registrations.get(request.params.sessionId)
    if (page === undefined || page.state !== 'OPENED') sendOver(reply, ending(lang))
    else {
      const title = lang === 'ko' ? '정기결제 카드 등록' : 'Card for recurring payments'
      const body = payPage({
        lang,
        decideUrl: `${path}/${page.sessionId}/decide`,
        mid: page.mid,
        orderId: page.orderId,
        orderName: page.goodName,
        amountText: lang === 'ko' ? '등록' : 'Register',
        action: { ko: '카드 등록', en: 'Register the card' },
        tabs: [{ payMethod: 'CARD', name: { ko: '신용카드', en: 'Card' }, form: 'card' }],
        cards,
        banks: [],
        wallets: [],
        installmentMonths: [0],
        declineReasons,
      })
      sendPage(reply, { lang, title, heading: heading(lang), badge: say(lang, 'badge'), body })
    }
    return reply
  })

  app.post<Keyed>(`${path}/:sessionId/decide`, (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next =
      choice === undefined ? undefined : decideRegistration(books, request.params.sessionId, choice)
    if (next === undefined) sendOver(reply, ending(lang))
    else sendReturn(reply, ending(lang), next)
    return reply
  })
}

function heading(lang: Lang): string {
  return lang === 'ko' ? 'KG이니시스' : 'KG Inicis'
}
