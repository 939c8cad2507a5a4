import type { Driver } from '../driver.ts'

const brandpay = {
  mid: 'bp_naru0001',
  clientKey: 'test_ck_naru_brandpay',
  secretKey: 'test_sk_naru_brandpay',
}

export const tosspayments: Driver = {
  // BrandPay has no shared test id.
  merchant: (moduleCode) =>
    moduleCode === 'toss_brandpay' ? { mid: brandpay.mid, credentials: brandpay } : undefined,
  // BrandPay wants its member, and the other window the wallet to be named.
  order: (ability, moduleCode) =>
    moduleCode === 'toss_brandpay'
      ? { customer: { customerId: 'd005f081-830a-4b9c-b5e2-73e56fbe6ac3' } }
      : ability.kind === 'window' && ability.payMethod === 'EASY_PAY'
        ? { easyPay: { easyPayProvider: 'KAKAOPAY' } }
        : {},
  whyWhole: (ability) =>
    ability.kind === 'window' && ability.payMethod === 'MOBILE'
      ? 'phone bills are cancelled as a whole'
      : undefined,
}
