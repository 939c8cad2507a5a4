import type { Currency } from './order.ts'

/** Which ways to pay the shop offers per PG, and what each needs in the request to the browser SDK. */
const windowMethods = ['CARD', 'EASY_PAY', 'TRANSFER', 'VIRTUAL_ACCOUNT', 'MOBILE'] as const
/** `PAYPAL` is no window: its button stands on the order's page. */
export const payMethods = [...windowMethods, 'PAYPAL'] as const
export type PayMethod = (typeof payMethods)[number]

export const windowTypes = ['AUTO', 'IFRAME', 'POPUP', 'REDIRECTION'] as const

// Wallets with a contract of their own have one method only; the provider is then known.
const walletProviders: Readonly<Record<string, string>> = {
  kakaopay: 'KAKAOPAY',
  naverpay: 'NAVERPAY',
  tosspay: 'TOSSPAY',
  payco: 'PAYCO',
}

/** PayPal takes no won. */
export function currencyOf(pg: string): Currency {
  return pg === 'paypal' ? 'USD' : 'KRW'
}

export function methodsOf(pg: string): readonly PayMethod[] {
  if (pg === 'paypal') return ['PAYPAL']
  return walletProviders[pg.toLowerCase()] === undefined ? windowMethods : ['EASY_PAY']
}

/** The method object that goes beside `payMethod`. */
export function methodDetails(payMethod: string, pg: string): Readonly<Record<string, unknown>> {
  if (payMethod === 'VIRTUAL_ACCOUNT') return { virtualAccount: { accountExpiry: { validHours: 72 } } }
  const easyPayProvider = walletProviders[pg.toLowerCase()]
  return payMethod === 'EASY_PAY' && easyPayProvider !== undefined ? { easyPay: { easyPayProvider } } : {}
}

/** Banks for a refund to an account, in the names of the REST API. */
export const refundBanks: readonly (readonly [string, string])[] = [
  ['KOOKMIN', 'KB국민'],
  ['SHINHAN', '신한'],
  ['WOORI', '우리'],
  ['HANA', '하나'],
  ['NONGHYUP', 'NH농협'],
  ['IBK', 'IBK기업'],
  ['KAKAO', '카카오뱅크'],
  ['TOSS', '토스뱅크'],
]
