import type { FastifyInstance } from 'fastify'
import { readForm } from '../desk/form.ts'
import { amountText } from '../desk/money.ts'
import { bytesOf } from '../desk/read-json.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import { choiceOf } from './choice.ts'
import { sendOver, sendReturn } from './ending-pages.ts'
import { langOf } from './html.ts'
import { payPage } from './pay-page.ts'
import type { Choosable, MethodTab } from './pay-page.ts'
import { sendPage } from './shell.ts'
import { say } from './words.ts'
import type { Named } from './words.ts'

/** What a wallet shows its buyer. */
export interface WalletView {
  readonly mid: string
  readonly orderId: string
  readonly orderName: string
  readonly amountMinor: number
  /** Nothing is paid: a right to charge is registered. */
  readonly registers: boolean
  readonly tabs: readonly MethodTab[]
  /** The shop fixed the months; absent: what cards offer from 50,000 won. */
  readonly installmentMonths?: readonly number[]
}

export interface WalletWindow {
  /** `/naverpay/payments`; the token follows. */
  readonly path: string
  readonly name: Named
  readonly cards: readonly Choosable[]
  readonly banks: readonly Choosable[]
  readonly declineReasons: readonly Choosable[]
  /** Undefined: over or unknown. */
  readonly look: (token: string) => WalletView | undefined
  /** Null: the buyer never comes back. */
  readonly decide: (token: string, choice: BuyerChoice) => Navigation | null | undefined
}

type Keyed = { Params: { token: string }; Querystring: Record<string, string> }
const register: Named = { ko: '정기결제 등록', en: 'Register for recurring payments' }

/** The window of a wallet under direct contract, one page for PC and phone. */
export function addWalletWindow(app: FastifyInstance, wallet: WalletWindow): void {
  app.get<Keyed>(`${wallet.path}/:token`, (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const heading = wallet.name[lang]
    const view = wallet.look(request.params.token)
    if (view === undefined) sendOver(reply, { lang, heading })
    else
      sendPage(reply, {
        lang,
        title: heading,
        heading,
        badge: say(lang, 'badge'),
        body: payPage({
          lang,
          decideUrl: `${wallet.path}/${request.params.token}/decide`,
          mid: view.mid,
          orderId: view.orderId,
          orderName: view.orderName,
          amountText: view.registers ? register[lang] : amountText(view.amountMinor, 'KRW', lang),
          ...(view.registers ? { action: register } : {}),
          tabs: view.tabs,
          cards: wallet.cards,
          banks: wallet.banks,
          wallets: [],
          installmentMonths: view.installmentMonths ?? (view.amountMinor < 50_000 ? [0] : [0, 2, 3, 6, 12]),
          declineReasons: wallet.declineReasons,
        }),
      })
    return reply
  })

  app.post<Keyed>(`${wallet.path}/:token/decide`, (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const ending = { lang, heading: wallet.name[lang] }
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice === undefined ? undefined : wallet.decide(request.params.token, choice)
    if (next === undefined) sendOver(reply, ending)
    else sendReturn(reply, ending, next)
    return reply
  })
}

/** The address with more of a query, as wallets come back. */
export function comeBack(address: string, more: Readonly<Record<string, string>>): Navigation {
  const url = new URL(address)
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value)
  return { method: 'GET', url: url.href }
}
