import type { Driver } from '../driver.ts'

const keys = { merchantKey: 'simulator-merchant-key-0123456789', cancelPassword: '1234' }

export const nice: Driver = {
  merchant: (moduleCode) => {
    const mid = moduleCode === 'nice' ? 'iamport00m' : 'nicetest0m'
    return { mid, credentials: { mid, ...keys } }
  },
  order: (ability, moduleCode) => {
    if (ability.kind !== 'window') return {}
    switch (ability.payMethod) {
      case 'MOBILE':
        return { productType: 'REAL' }
      case 'GIFT_CERTIFICATE':
        return { bypass: { nice_v2: { MallUserID: 'member-1' } } }
      case 'EASY_PAY':
        return moduleCode === 'nice'
          ? { easyPay: { easyPayProvider: 'KAKAOPAY' } }
          : { easyPay: { easyPayProvider: 'NAVERPAY', availablePayMethods: ['CARD'] } }
      default:
        return {}
    }
  },
  billingOrder: (ability) =>
    ability.kind === 'billing-window' && ability.method === 'EASY_PAY'
      ? { easyPay: { easyPayProvider: 'KAKAOPAY' } }
      : {},
  notApplicable: {
    'buyer closes': (ability) =>
      ability.kind === 'window' && ability.device === 'PC'
        ? 'on a PC the script tells the page alone that the window was closed'
        : undefined,
    'books agree': () => 'the inquiry tells whether a trade stands, and no amount of it',
  },
}
