import type { Driver } from '../driver.ts'

export const tosspayments: Driver = {
  // Its window wants the wallet to be named.
  order: (ability) =>
    ability.kind === 'window' && ability.payMethod === 'EASY_PAY'
      ? { easyPay: { easyPayProvider: 'KAKAOPAY' } }
      : {},
  whyWhole: (ability) =>
    ability.kind === 'window' && ability.payMethod === 'MOBILE'
      ? 'phone bills are cancelled as a whole'
      : undefined,
}
