import type { FastifyInstance } from 'fastify'
import { readForm } from '../desk/form.ts'
import { amountText } from '../desk/money.ts'
import { bytesOf } from '../desk/read-json.ts'
import { choiceOf } from '../window/choice.ts'
import { sendOver, sendReturn } from '../window/ending-pages.ts'
import { langOf } from '../window/html.ts'
import { identityChoiceOf, identityPage } from '../window/identity-page.ts'
import type { Lang } from '../window/html.ts'
import { payPage } from '../window/pay-page.ts'
import type { Choosable, MethodForm, MethodTab } from '../window/pay-page.ts'
import { sendPage } from '../window/shell.ts'
import { say } from '../window/words.ts'
import type { TestBooks } from './books.ts'
import type { TestWindow } from './records.ts'
import { decideIdentity, isIdentityOpen } from './identity.ts'
import { decide, isOpen } from './window.ts'

type Keyed = { Params: { windowId: string }; Querystring: Record<string, string> }

/** The buyer's window. */
export function addWindowRoutes(app: FastifyInstance, books: TestBooks): void {
  const ending = (lang: Lang) => ({ lang, heading: heading(lang) })

  app.get<Keyed>('/naru-test/window/:windowId', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const window = books.windows.get(request.params.windowId)
    if (window === undefined || !isOpen(books, window)) sendOver(reply, ending(lang))
    else {
      const body = payPage({
        lang,
        decideUrl: `/naru-test/window/${window.windowId}/decide`,
        mid: window.mid,
        orderId: window.orderId,
        orderName: window.orderName,
        amountText: amountText(window.amountMinor, window.currency, lang),
        tabs: [tabOf(window)],
        cards,
        banks,
        wallets,
        installmentMonths: window.amountMinor >= 50_000 && window.kind === 'PAYMENT' ? [0, 2, 3, 6, 12] : [0],
        declineReasons,
      })
      sendPage(reply, { lang, title: heading(lang), heading: heading(lang), badge: say(lang, 'badge'), body })
    }
    return reply
  })

  app.post<Keyed>('/naru-test/window/:windowId/decide', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const choice = choiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice === undefined ? undefined : decide(books, request.params.windowId, choice)
    if (next === undefined) sendOver(reply, ending(lang))
    else sendReturn(reply, ending(lang), next)
    return reply
  })
}

/** The person's window. */
export function addIdentityWindowRoutes(app: FastifyInstance, books: TestBooks): void {
  const ending = (lang: Lang) => ({ lang, heading: heading(lang) })

  app.get<Keyed>('/naru-test/identity/:windowId', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const identity = books.identities.get(request.params.windowId)
    if (identity === undefined || !isIdentityOpen(books, identity)) sendOver(reply, ending(lang))
    else {
      const { person } = identity
      const body = identityPage({
        lang,
        decideUrl: `/naru-test/identity/${identity.txId}/decide`,
        mid: identity.mid,
        serviceName: identity.serviceName,
        person,
        locked: (['name', 'birthDate', 'phoneNumber'] as const).filter((key) =>
          identity.locked.includes(key),
        ),
        agencies: [],
        declineReasons: [
          {
            code: 'NOT_SUBSCRIBER',
            name: { ko: '가입자 정보가 일치하지 않습니다.', en: 'Not the subscriber of that number.' },
          },
          { code: 'CARRIER_ERROR', name: { ko: '통신사 오류입니다.', en: 'The phone company failed.' } },
        ],
      })
      sendPage(reply, { lang, title: heading(lang), heading: heading(lang), badge: say(lang, 'badge'), body })
    }
    return reply
  })

  app.post<Keyed>('/naru-test/identity/:windowId/decide', (request, reply) => {
    const lang = langOf(request.query, request.headers['accept-language'])
    const choice = identityChoiceOf(readForm(bytesOf(request.body), 'utf-8'))
    const next = choice === undefined ? undefined : decideIdentity(books, request.params.windowId, choice)
    if (next === undefined) sendOver(reply, ending(lang))
    else sendReturn(reply, ending(lang), next)
    return reply
  })
}

const tabs: Readonly<
  Record<string, { readonly ko: string; readonly en: string; readonly form: MethodForm }>
> = {
  CARD: { ko: '카드', en: 'Card', form: 'card' },
  TRANSFER: { ko: '계좌이체', en: 'Bank transfer', form: 'bank' },
  VIRTUAL_ACCOUNT: { ko: '가상계좌', en: 'Virtual account', form: 'virtual-account' },
  MOBILE: { ko: '휴대폰', en: 'Mobile phone', form: 'phone' },
  GIFT_CERTIFICATE: { ko: '상품권', en: 'Gift certificate', form: 'gift' },
  EASY_PAY: { ko: '간편결제', en: 'Wallet', form: 'wallet' },
}

export function tabOf(window: TestWindow): MethodTab {
  const tab = tabs[window.payMethod] ?? { ko: window.payMethod, en: window.payMethod, form: 'phone' as const }
  return { payMethod: window.payMethod, name: { ko: tab.ko, en: tab.en }, form: tab.form }
}

function heading(lang: Lang): string {
  return lang === 'ko' ? '나루 테스트 PG' : 'Naru test PG'
}

/** This PG speaks the platform's own words for cards, banks and wallets. */
const cards: readonly Choosable[] = [
  { code: 'SHINHAN_CARD', name: { ko: '신한카드', en: 'Shinhan' } },
  { code: 'KOOKMIN_CARD', name: { ko: '국민카드', en: 'KB Kookmin' } },
  { code: 'HYUNDAI_CARD', name: { ko: '현대카드', en: 'Hyundai' } },
  { code: 'SAMSUNG_CARD', name: { ko: '삼성카드', en: 'Samsung' } },
  { code: 'LOTTE_CARD', name: { ko: '롯데카드', en: 'Lotte' } },
]
const banks: readonly Choosable[] = [
  { code: 'SHINHAN', name: { ko: '신한은행', en: 'Shinhan Bank' } },
  { code: 'KOOKMIN', name: { ko: '국민은행', en: 'KB Kookmin Bank' } },
  { code: 'WOORI', name: { ko: '우리은행', en: 'Woori Bank' } },
  { code: 'HANA', name: { ko: '하나은행', en: 'Hana Bank' } },
]
const wallets: readonly Choosable[] = [
  { code: 'KAKAOPAY', name: { ko: '카카오페이', en: 'Kakao Pay' } },
  { code: 'NAVERPAY', name: { ko: '네이버페이', en: 'Naver Pay' } },
  { code: 'TOSSPAY', name: { ko: '토스페이', en: 'Toss Pay' } },
  { code: 'PAYCO', name: { ko: '페이코', en: 'PAYCO' } },
]
const declineReasons: readonly Choosable[] = [
  { code: 'CARD_DECLINED', name: { ko: '카드사가 거절했습니다.', en: 'The card company refused.' } },
  { code: 'LIMIT_EXCEEDED', name: { ko: '한도를 초과했습니다.', en: 'Over the limit.' } },
]
