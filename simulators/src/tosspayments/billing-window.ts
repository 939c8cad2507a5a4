import type { FastifyInstance } from 'fastify'
import { readForm } from '../desk/form.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { bytesOf, parseJson, recordOf } from '../desk/read-json.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import { choiceOf } from '../window/choice.ts'
import { sendOver, sendRefused, sendReturn } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import type { Lang } from '../window/html.ts'
import { payPage } from '../window/pay-page.ts'
import { sendPage } from '../window/shell.ts'
import { nameIn, say } from '../window/words.ts'
import { fateMember } from './billing.ts'
import type { TossBooks } from './books.ts'
import { banks, cards, declineReasons } from './codes.ts'
import type { TossBillingAuth } from './payment.ts'
import { refusals } from './refusals.ts'
import { failure, masked, webAddress } from './window.ts'
import type { TossHandOff } from './window.ts'

const OPEN_MS = 30 * 60_000

type Opened =
  | { readonly kind: 'opened'; readonly auth: TossBillingAuth }
  | {
      readonly kind: 'refused'
      readonly code: string
      readonly message: string
      readonly back: Navigation | null
    }

/** `requestBillingAuth`: the window in which a buyer registers a card for automatic payment. */
export function openBillingWindow(
  books: TossBooks,
  { clientKey, customerKey, request }: TossHandOff,
): Opened {
  const failUrl = webAddress(request['failUrl'])
  const successUrl = webAddress(request['successUrl'])
  const refused = (code: keyof typeof refusals, message: string = refusals[code][1]): Opened => ({
    kind: 'refused',
    code,
    message,
    back: failUrl === undefined ? null : failure(failUrl, code, message, ''),
  })
  const merchant = books.merchantOf('clientKey', clientKey)
  if (merchant === undefined) return refused('UNAUTHORIZED_KEY')
  if (!/^[A-Za-z0-9\-_=.@]{2,300}$/.test(customerKey))
    return refused('INVALID_REQUEST', 'customerKey 형식이 올바르지 않습니다.')
  if (successUrl === undefined || failUrl === undefined)
    return refused('INVALID_REQUEST', 'successUrl, failUrl 은 필수입니다.')
  const { method } = request
  if (method !== 'CARD' && method !== 'TRANSFER')
    return refused('INVALID_REQUEST', '지원하지 않는 결제수단입니다.')
  const auth: TossBillingAuth = {
    authKey: `asim${randomToken(24).replaceAll(/[-_]/g, 'x')}`,
    mid: merchant.mid,
    customerKey,
    successUrl,
    failUrl,
    state: 'OPEN',
    method,
    openedAt: books.now().toISOString(),
  }
  return { kind: 'opened', auth: books.billingAuths.put(auth) }
}

/** The buyer decides. A window that is over (or unknown) answers undefined. */
export function decideBilling(
  books: TossBooks,
  authKey: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const auth = books.billingAuths.get(authKey)
  if (auth === undefined || !isOpen(books, auth)) return undefined
  const over = (code: string, message: string): Navigation => {
    books.billingAuths.put({ ...auth, state: 'OVER' })
    return failure(auth.failUrl, code, message, '')
  }
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      return over('PAY_PROCESS_CANCELED', '사용자에 의해 결제가 취소되었습니다.')
    case 'decline':
      return over(
        choice.declineCode ?? 'REJECT_CARD_COMPANY',
        choice.declineMessage ?? refusals.REJECT_CARD_COMPANY[1],
      )
    case 'approve': {
      books.billingAuths.put({ ...auth, state: 'AUTHENTICATED', ...instrumentOf(auth, choice) })
      const url = new URL(auth.successUrl)
      url.searchParams.append('customerKey', auth.customerKey)
      url.searchParams.append('authKey', auth.authKey)
      return { method: 'GET', url: url.href }
    }
  }
}

function instrumentOf({ method }: TossBillingAuth, choice: BuyerChoice): Partial<TossBillingAuth> {
  if (method === 'TRANSFER')
    return {
      account: {
        bankCode: choice.bankCode ?? '20',
        accountNumber: `${randomDigits(6)}***${randomDigits(3)}`,
      },
    }
  const number = choice.cardNumber ?? ''
  return {
    card: { issuerCode: choice.cardCompany ?? '41', number: masked(number) },
    ...fateMember(number),
  }
}

function isOpen(books: TossBooks, auth: TossBillingAuth): boolean {
  return auth.state === 'OPEN' && books.now().getTime() - Date.parse(auth.openedAt) <= OPEN_MS
}

const pageOf = {
  CARD: {
    title: { ko: '자동결제 카드 등록', en: 'Card for automatic payment' },
    action: { ko: '카드 등록', en: 'Register the card' },
    tab: { payMethod: 'CARD', name: { ko: '카드', en: 'Card' }, form: 'card' },
  },
  TRANSFER: {
    title: { ko: '자동결제 계좌 등록', en: 'Account for automatic payment' },
    action: { ko: '계좌 등록', en: 'Register the account' },
    tab: { payMethod: 'TRANSFER', name: { ko: '계좌', en: 'Account' }, form: 'bank' },
  },
} as const

type Keyed = { Params: { authKey: string }; Querystring: Record<string, string> }

export function addBillingWindowRoutes(app: FastifyInstance, books: TossBooks): void {
  const ending = (lang: Lang) => ({ lang, heading: heading(lang) })

  app.get<{ Querystring: Record<string, string> }>('/tosspayments/billing/open', (request, reply) => {
    const { clientKey = '', customerKey = '', request: packed = '' } = request.query
    const opened = openBillingWindow(books, {
      clientKey,
      customerKey,
      request: recordOf(parseJson(Buffer.from(packed, 'base64url'))),
    })
    if (opened.kind === 'opened') return reply.redirect(`/tosspayments/billing/${opened.auth.authKey}`, 303)
    sendRefused(reply, ending(langOf(request.query, request.headers['accept-language'])), opened, opened.back)
    return reply
  })

  app.get<Keyed>('/tosspayments/billing/:authKey', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const auth = books.billingAuths.get(request.params.authKey)
    if (auth === undefined || !isOpen(books, auth)) sendOver(reply, ending(lang))
    else {
      const { title, action, tab } = pageOf[auth.method]
      const body = payPage({
        lang,
        decideUrl: `/tosspayments/billing/${auth.authKey}/decide`,
        mid: auth.mid,
        orderId: auth.customerKey,
        orderName: nameIn(lang, title),
        amountText: lang === 'ko' ? '등록' : 'Register',
        action,
        tabs: [tab],
        cards,
        banks,
        wallets: [],
        installmentMonths: [0],
        declineReasons,
      })
      sendPage(reply, {
        lang,
        title: nameIn(lang, title),
        heading: heading(lang),
        badge: say(lang, 'badge'),
        body,
      })
    }
    return reply
  })

  app.post<Keyed>('/tosspayments/billing/:authKey/decide', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice === undefined ? undefined : decideBilling(books, request.params.authKey, choice)
    if (next === undefined) sendOver(reply, ending(lang))
    else sendReturn(reply, ending(lang), next)
    return reply
  })
}

function heading(lang: Lang): string {
  return lang === 'ko' ? '토스페이먼츠' : 'TossPayments'
}
