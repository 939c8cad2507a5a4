import { fateOf, faultOf } from '../../desk/magic.ts'
import { randomDigits, randomToken } from '../../desk/random.ts'
import { compactDate } from '../../desk/seoul-time.ts'
import { DeskRefusal } from '../../desk/simulator.ts'
import type { BuyerChoice, Navigation } from '../../desk/simulator.ts'
import type { MethodTab } from '../../window/pay-page.ts'
import type { InicisBooks } from '../books.ts'
import type { InicisOrder, JapanTerms } from '../order.ts'
import { cards, declineReasons, sentences, stores, wallets } from './codes.ts'
import type { JapanMethod } from './codes.ts'
import { leaveBy } from './open.ts'

/** One tab per kind of method that the form offers. */
export function japanTabs({ offered }: JapanTerms): readonly MethodTab[] {
  const hasWallet = offered.some((method) => method !== 'CARD' && method !== 'CVS')
  return [
    ...(offered.includes('CARD') ? [tabs.card] : []),
    ...(offered.includes('CVS') ? [tabs.store] : []),
    ...(hasWallet ? [tabs.wallet] : []),
  ]
}

const tabs = {
  card: {
    payMethod: 'CARD',
    name: { ko: '신용카드', en: 'Card', ja: 'クレジットカード' },
    form: 'card',
  },
  store: {
    payMethod: 'CONVENIENCE_STORE',
    name: { ko: '편의점', en: 'Convenience store', ja: 'コンビニ決済' },
    form: 'store',
  },
  wallet: { payMethod: 'EASY_PAY', name: { ko: '간편결제', en: 'Wallet', ja: 'スマホ決済' }, form: 'wallet' },
} as const satisfies Readonly<Record<string, MethodTab>>

/** The Japanese buyer decides. */
export function decideJapan(
  books: InicisBooks,
  order: InicisOrder & { readonly japan: JapanTerms },
  choice: BuyerChoice,
): Navigation | null {
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      return failed(books, order, '2001', sentences['2001'])
    case 'decline':
      return declined(books, order, choice)
    case 'approve':
      return authenticated(books, order, choice)
  }
}

function declined(books: InicisBooks, order: InicisOrder, choice: BuyerChoice): Navigation {
  const code = choice.declineCode ?? '120049'
  const known = declineReasons.find((reason) => reason.code === code)?.name.ja
  return failed(books, order, code, choice.declineMessage ?? known ?? sentences['120049'])
}

function failed(books: InicisBooks, order: InicisOrder, code: string, message: string): Navigation {
  books.sessions.put({ ...order, state: 'FAILED', failure: { code, message } })
  return leaveBy(order.form['returnUrl'] ?? '', {
    resultCode: code,
    resultMsg: message,
    orderID: order.oid,
    mid: order.mid,
  })
}

function authenticated(
  books: InicisBooks,
  order: InicisOrder & { readonly japan: JapanTerms },
  choice: BuyerChoice,
): Navigation {
  const fate = fateOf({
    cardNumber: choice.cardNumber,
    orderName: order.goodName,
    amountMinor: order.amountMinor,
  })
  if (fate === 'decline-window') return declined(books, order, choice)
  const fault = fate === undefined ? undefined : faultOf(fate, order.oid)
  if (fault !== undefined) books.faults.add(fault)

  const payMethod = methodOf(order.japan, choice)
  const sid = `${order.mid}${compactDate(books.now())}${randomToken(12)}`
  const months = choice.installmentMonths ?? 0
  books.sessions.put({
    ...order,
    method: payMethod === 'CVS' ? 'CVS' : 'Card',
    authToken: sid,
    tid: books.newTid(tidPrefix(payMethod), order.mid),
    state: 'AUTHENTICATED',
    authenticatedAt: books.now().toISOString(),
    applNum: randomDigits(7),
    bankCode: choice.bankCode ?? stores[0]?.code ?? '',
    japan: { ...order.japan, payMethod },
    ...(payMethod === 'CVS'
      ? {}
      : {
          card: {
            code: payMethod === 'CARD' ? (choice.cardCompany ?? cards[0]?.code ?? '') : payMethod,
            number: '',
            installmentMonths: order.japan.months.includes(months) ? months : (order.japan.months[0] ?? 0),
            isWallet: payMethod !== 'CARD',
          },
        }),
  })
  return leaveBy(order.form['returnUrl'] ?? '', {
    resultCode: 'OK',
    resultMsg: 'SUCCESS',
    orderID: order.oid,
    mid: order.mid,
    sid,
    paymethod: payMethod,
  })
}

function methodOf({ offered }: JapanTerms, { payMethod, easyPayProvider }: BuyerChoice): JapanMethod {
  if (payMethod === 'CONVENIENCE_STORE' && offered.includes('CVS')) return 'CVS'
  if (payMethod !== 'EASY_PAY' && offered.includes('CARD')) return 'CARD'
  const chosen = wallets.find(({ code }) => code === easyPayProvider)?.payMethod
  if (chosen !== undefined && offered.includes(chosen)) return chosen
  const [first] = offered.filter((method) => method !== 'CARD' && method !== 'CVS')
  if (first !== undefined) return first
  throw new DeskRefusal(
    400,
    'METHOD_NOT_OFFERED',
    `The window offers ${offered.join(', ')}.`,
    '결제창에 없는 결제수단입니다.',
  )
}

/** Ten letters before MID, time and number, as in the PG's TIDs. */
function tidPrefix(payMethod: JapanMethod): string {
  return `INIJPG${payMethod.slice(0, 4).toUpperCase().padEnd(4, '_')}`
}
