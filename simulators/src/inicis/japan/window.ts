import type { FastifyInstance } from 'fastify'
import { readForm } from '../../desk/form.ts'
import { amountText } from '../../desk/money.ts'
import { bytesOf } from '../../desk/read-json.ts'
import { choiceOf } from '../../window/choice.ts'
import { sendOver, sendRefused, sendReturn } from '../../window/ending-pages.ts'
import { payPage } from '../../window/pay-page.ts'
import { sendPage } from '../../window/shell.ts'
import { say } from '../../window/words.ts'
import type { InicisBooks } from '../books.ts'
import { decide } from '../decide.ts'
import type { InicisOrder, JapanTerms } from '../order.ts'
import { cards, declineReasons, stores, wallets } from './codes.ts'
import { japanTabs } from './decide.ts'
import { openJapan } from './open.ts'

type Keyed = { Params: { sessionId: string } }

/** The page is Japanese whatever the buyer's browser prefers, as the PG's is. */
const ending = { lang: 'ja', heading: 'KG INICIS' } as const

/** The Japanese window, one page for PC and phone. */
export function addJapanWindow(app: FastifyInstance, books: InicisBooks): void {
  app.post('/inicis/cbtauth', (request, reply) => {
    const opened = openJapan(books, readForm(bytesOf(request.body), 'utf-8'))
    if (opened.kind === 'opened') return reply.redirect(`/inicis/cbt/${opened.order.sessionId}`, 303)
    sendRefused(reply, ending, opened, opened.back)
    return reply
  })

  app.get<Keyed>('/inicis/cbt/:sessionId', (request, reply) => {
    const order = books.sessions.get(request.params.sessionId)
    if (order?.japan === undefined || order.state !== 'OPENED') sendOver(reply, ending)
    else
      sendPage(reply, {
        lang: ending.lang,
        title: `${ending.heading} お支払い`,
        heading: ending.heading,
        badge: say(ending.lang, 'badge'),
        body: pageOf(order, order.japan),
      })
    return reply
  })

  app.post<Keyed>('/inicis/cbt/:sessionId/decide', (request, reply) => {
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice === undefined ? undefined : decide(books, request.params.sessionId, choice)
    if (next === undefined) sendOver(reply, ending)
    else sendReturn(reply, ending, next)
    return reply
  })
}

function pageOf(order: InicisOrder, terms: JapanTerms) {
  return payPage({
    lang: ending.lang,
    decideUrl: `/inicis/cbt/${order.sessionId}/decide`,
    mid: terms.shopName,
    orderId: order.oid,
    orderName: order.goodName,
    amountText: amountText(order.amountMinor, order.currency, ending.lang),
    tabs: japanTabs(terms),
    cards,
    banks: stores,
    wallets: wallets.filter(({ payMethod }) => terms.offered.includes(payMethod)),
    installmentMonths: terms.months,
    declineReasons,
  })
}
