import type { Driver } from '../driver.ts'

const partner = {
  partnerId: 'np_shop',
  clientId: 'client-1',
  clientSecret: 'secret-1',
  chainId: 'chain-1',
}

export const naverpay: Driver = {
  merchant: () => ({ mid: partner.partnerId, credentials: partner }),
  order: () => ({ payMethod: 'EASY_PAY' }),
}
