import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { answerCall } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { readForm } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { bytesOf } from '../desk/read-json.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import { choiceOf } from '../window/choice.ts'
import { sendOver, sendRefused, sendReturn } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import { payPage } from '../window/pay-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import type { NiceBooks } from './books.ts'
import { answer, field, refuseCaller, sha256 } from './caller.ts'
import { cards, declineReasons, results, windowEnds } from './codes.ts'
import type { NiceCode } from './codes.ts'
import { masked } from './decide.ts'
import type { NiceRegistration } from './order.ts'

/** The wallets that may be registered, as `ClickpayCl`. */
const wallets: Readonly<Record<string, { readonly code: string; readonly ko: string; readonly en: string }>> =
  {
    KAKAOPAY: { code: '16', ko: '카카오페이', en: 'KakaoPay' },
    NAVERPAY: { code: '20', ko: '네이버페이', en: 'Naver Pay' },
  }

type Keyed = { Params: { sessionId: string }; Querystring: Record<string, string> }
const heading = '나이스페이먼츠'

/**
 * A window in which a wallet is registered for charges. The PG has one, and its wire is not public: addresses and fields
 * of this one are made up, which `naru` in the path says.
 */
export function addBillingWindow(app: FastifyInstance, books: NiceBooks): void {
  const langFor = (request: { query: unknown; headers: { 'accept-language'?: string | undefined } }) =>
    langOf(request.query, request.headers['accept-language'])

  app.post('/nice/naru/billing-window', (request, reply) => {
    const opened = openRegistration(books, readForm(bytesOf(request.body), 'euc-kr'))
    if (typeof opened !== 'string')
      return reply.redirect(`/nice/naru/billing-window/${opened.sessionId}`, 303)
    const refusal = { code: opened, message: results[opened] }
    sendRefused(reply, { lang: langFor(request), heading }, refusal, null)
    return reply
  })

  app.get<Keyed>('/nice/naru/billing-window/:sessionId', (request, reply) => {
    const lang = langFor(request)
    const found = books.registrations.get(request.params.sessionId)
    if (found === undefined || found.state !== 'OPENED') sendOver(reply, { lang, heading })
    else {
      const wallet = wallets[found.wallet]
      const name = { ko: wallet?.ko ?? found.wallet, en: wallet?.en ?? found.wallet }
      sendPage(reply, {
        lang,
        title: heading,
        heading,
        badge: say(lang, 'badge'),
        body: payPage({
          lang,
          decideUrl: `/nice/naru/billing-window/${found.sessionId}/decide`,
          mid: found.mid,
          orderId: found.moid,
          orderName: found.name,
          amountText: lang === 'ko' ? '정기결제 등록' : 'Register for automatic payment',
          action: { ko: '등록하기', en: 'Register' },
          tabs: [{ payMethod: 'EASY_PAY', name, form: 'account' }],
          cards,
          banks: [],
          wallets: [],
          installmentMonths: [0],
          declineReasons,
        }),
      })
    }
    return reply
  })

  app.post<Keyed>('/nice/naru/billing-window/:sessionId/decide', (request, reply) => {
    const ending = { lang: langFor(request), heading }
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice && decideRegistration(books, request.params.sessionId, choice)
    if (next === undefined) sendOver(reply, ending)
    else sendReturn(reply, ending, next)
    return reply
  })

  app.post('/nice/naru/billing-issue', (request, reply) => {
    const form = readForm(bytesOf(request.body), 'euc-kr')
    return answerCall(books.faults, request, reply, {
      operation: 'issueKey',
      orderId: field(form, 'Moid'),
      run: () => issue(books, form),
      decline: () => answer(form, '3095'),
      lie: (truth) => truth,
    })
  })
}

export function openRegistration(books: NiceBooks, form: Fields): NiceRegistration | NiceCode {
  const code = refuseCaller(books, form, ['EdiDate', 'MID', 'Moid'])
  if (code !== undefined) return code
  const wallet = field(form, 'Wallet')
  const returnUrl = field(form, 'ReturnURL')
  if (!Object.hasOwn(wallets, wallet)) return 'A242'
  if (field(form, 'Moid') === '' || field(form, 'GoodsName') === '' || !URL.canParse(returnUrl)) return 'A117'
  return books.registrations.put({
    sessionId: randomToken(18),
    mid: field(form, 'MID'),
    moid: field(form, 'Moid'),
    name: field(form, 'GoodsName'),
    wallet,
    returnUrl,
    state: 'OPENED',
  })
}

/** Where the window sends the buyer: null when he never comes back, undefined when the window is over. */
export function decideRegistration(
  books: NiceBooks,
  sessionId: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const found = books.registrations.get(sessionId)
  if (found === undefined || found.state !== 'OPENED') return undefined
  const leave = (fields: Fields): Navigation => ({
    method: 'POST',
    url: found.returnUrl,
    charset: 'utf-8',
    fields: { MID: found.mid, Moid: found.moid, ...fields },
  })
  if (choice.decision === 'vanish') return null
  if (choice.decision !== 'approve') {
    books.registrations.put({ ...found, state: 'FAILED' })
    const code = choice.decision === 'close' ? 'SIM001' : 'SIM010'
    return leave({ AuthResultCode: code, AuthResultMsg: windowEnds[code] })
  }
  const authToken = `NICETOKN${randomUUID().replaceAll('-', '').toUpperCase()}`
  books.registrations.put({ ...found, state: 'AUTHENTICATED', authToken })
  return leave({
    AuthResultCode: '0000',
    AuthResultMsg: results['0000'],
    AuthToken: authToken,
    Signature: sha256([authToken, found.mid, found.moid, books.merchantKey(found.mid) ?? '']),
  })
}

/** The token is used once. */
function issue(books: NiceBooks, form: Fields): WireAnswer {
  const code = refuseCaller(books, form, ['AuthToken', 'MID', 'Moid', 'EdiDate'])
  if (code !== undefined) return answer(form, code)
  const token = field(form, 'AuthToken')
  const found = books.registrations
    .all()
    .find((each) => each.state === 'AUTHENTICATED' && each.authToken === token)
  if (found === undefined || found.mid !== field(form, 'MID') || found.moid !== field(form, 'Moid'))
    return answer(form, 'A210')
  books.registrations.put({ ...found, state: 'ISSUED' })
  const bid = `BIKY${found.mid}${randomDigits(16)}`
  const wallet = wallets[found.wallet]?.code ?? '16'
  const card = { code: cards[0]?.code ?? '06', number: masked('') }
  books.bids.put({ bid, mid: found.mid, card, wallet, isRemoved: false })
  return answer(form, 'F100', { BID: bid, Moid: found.moid, CardCode: card.code, CardNo: card.number })
}
