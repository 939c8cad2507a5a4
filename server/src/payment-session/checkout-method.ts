import type { GatewayModule, PayMethod } from '@naru/gateways'

/** How a pay method of the hosted checkout is asked for in a window, and where it is at home. */
export interface CheckoutMethod {
  readonly payMethod: PayMethod
  readonly easyPayProvider?: string
  /** Countries whose buyers are offered it; absent: every country. */
  readonly countries?: readonly string[]
}

const korean = { countries: ['KR'] }
const wallet = (easyPayProvider: string, ...countries: readonly string[]): CheckoutMethod => ({
  payMethod: 'EASY_PAY',
  easyPayProvider,
  ...(countries.length === 0 ? {} : { countries }),
})

/** REST V2 `CheckoutPaymentMethod`. Countries are inferred from where each wallet is issued. */
export const checkoutMethods = {
  CARD_KR: { payMethod: 'CARD', ...korean },
  N_PAY: wallet('NAVERPAY', 'KR'),
  KAKAO_PAY: wallet('KAKAOPAY', 'KR'),
  TOSS_PAY: wallet('TOSSPAY', 'KR'),
  CARD_INTERNATIONAL: { payMethod: 'CARD' },
  PAY_PAL: wallet('PAYPAL'),
  UNION_PAY: wallet('UNION_PAY'),
  ALIPAY_CN: wallet('ALIPAY', 'CN'),
  ALIPAY_HK: wallet('ALIPAY_HK', 'HK'),
  TRUE_MONEY: wallet('TRUE_MONEY', 'TH'),
  DANA: wallet('DANA', 'ID'),
  TOUCH_N_GO: wallet('TOUCH_N_GO', 'MY'),
  G_CASH: wallet('G_CASH', 'PH'),
  WE_CHAT_PAY: wallet('WE_CHAT'),
  KLARNA: wallet('KLARNA'),
  E_CONTEXT: wallet('E_CONTEXT', 'JP'),
  GRAB_PAY_MY: wallet('GRAB_PAY', 'MY'),
  GRAB_PAY_SG: wallet('GRAB_PAY', 'SG'),
  SHOPEE_PAY_TH: wallet('SHOPEE_PAY', 'TH'),
  PAY_PAY: wallet('PAYPAY', 'JP'),
  BPI: wallet('BPI', 'PH'),
  RABBIT_LINE_PAY: wallet('RABBIT_LINE_PAY', 'TH'),
  CONVENIENCE_STORE_JP: wallet('CONVENIENCE_STORE', 'JP'),
  AMAZON_PAY: wallet('AMAZON_PAY', 'JP'),
  RAKUTEN_PAY: wallet('RAKUTEN_PAY', 'JP'),
  D_BARAI: wallet('D_BARAI', 'JP'),
  AU_PAY: wallet('AU_PAY', 'JP'),
  MERPAY: wallet('MERPAY', 'JP'),
} as const satisfies Readonly<Record<string, CheckoutMethod>>

export type CheckoutMethodName = keyof typeof checkoutMethods

export function isCheckoutMethod(text: string): text is CheckoutMethodName {
  return Object.hasOwn(checkoutMethods, text)
}

export const checkoutMethodNames = Object.keys(checkoutMethods).filter(isCheckoutMethod)

/** One line of a profile. */
export interface ProfileMethod {
  readonly paymentMethod: CheckoutMethodName
  readonly channelKey: string
}

/** True when a buyer of that country may be asked to pay so, and the channel's module takes it in its window. */
export function isOffered(
  name: CheckoutMethodName,
  module: GatewayModule,
  order: { readonly country: string; readonly currency: string },
): boolean {
  const { payMethod, countries }: CheckoutMethod = checkoutMethods[name]
  const { window } = module
  return (
    window !== undefined &&
    window.payMethods.includes(payMethod) &&
    window.currencies.includes(order.currency) &&
    (countries === undefined || countries.includes(order.country))
  )
}
