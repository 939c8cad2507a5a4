/** Pay methods of the hosted checkout, those of Korea first; `method` is what a channel's module must take. */
export const checkoutMethods = [
  { name: 'CARD_KR', method: 'CARD' },
  { name: 'N_PAY', method: 'EASY_PAY' },
  { name: 'KAKAO_PAY', method: 'EASY_PAY' },
  { name: 'TOSS_PAY', method: 'EASY_PAY' },
  { name: 'CARD_INTERNATIONAL', method: 'CARD' },
  { name: 'PAY_PAL', method: 'EASY_PAY' },
  { name: 'UNION_PAY', method: 'EASY_PAY' },
  { name: 'ALIPAY_CN', method: 'EASY_PAY' },
  { name: 'ALIPAY_HK', method: 'EASY_PAY' },
  { name: 'WE_CHAT_PAY', method: 'EASY_PAY' },
  { name: 'KLARNA', method: 'EASY_PAY' },
  { name: 'TRUE_MONEY', method: 'EASY_PAY' },
  { name: 'DANA', method: 'EASY_PAY' },
  { name: 'TOUCH_N_GO', method: 'EASY_PAY' },
  { name: 'G_CASH', method: 'EASY_PAY' },
  { name: 'E_CONTEXT', method: 'EASY_PAY' },
  { name: 'GRAB_PAY_MY', method: 'EASY_PAY' },
  { name: 'GRAB_PAY_SG', method: 'EASY_PAY' },
  { name: 'SHOPEE_PAY_TH', method: 'EASY_PAY' },
  { name: 'RABBIT_LINE_PAY', method: 'EASY_PAY' },
  { name: 'BPI', method: 'EASY_PAY' },
  { name: 'PAY_PAY', method: 'EASY_PAY' },
  { name: 'AMAZON_PAY', method: 'EASY_PAY' },
  { name: 'RAKUTEN_PAY', method: 'EASY_PAY' },
  { name: 'D_BARAI', method: 'EASY_PAY' },
  { name: 'AU_PAY', method: 'EASY_PAY' },
  { name: 'MERPAY', method: 'EASY_PAY' },
  { name: 'CONVENIENCE_STORE_JP', method: 'EASY_PAY' },
] as const
export type CheckoutMethodName = (typeof checkoutMethods)[number]['name']

export function isCheckoutMethodName(text: string): text is CheckoutMethodName {
  return checkoutMethods.some(({ name }) => name === text)
}
