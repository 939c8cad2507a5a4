import { findModule } from '@naru/gateways'
import { cbt, customer, storeDetails } from '../../setup/japan-shop.ts'
import type { Driver } from '../driver.ts'

export const inicis: Driver = {
  // Billing keys are contracted under a MID of their own, which has the INILite key.
  merchant: (moduleCode, { kind }) => {
    if (moduleCode === 'inicis_jp') return { mid: cbt.mid, credentials: cbt }
    const { sharedTestMids = [] } = findModule(moduleCode)?.module ?? {}
    return kind.startsWith('billing')
      ? sharedTestMids.find(({ credentials }) => 'iniLiteKey' in credentials)
      : undefined
  },
  order: (ability, moduleCode) => {
    if (moduleCode === 'inicis_jp')
      return { amount: { minor: 10_000, currency: 'JPY' }, customer, storeDetails }
    return ability.kind === 'issue-and-pay' ? { productType: 'REAL' } : {}
  },
  // The phone's window shows for how long the key is offered.
  billingOrder: () => ({ offerPeriod: { interval: '1m' } }),
  // INIAPI refunds these as a whole.
  whyWhole: (ability) =>
    ability.kind === 'window' && ['MOBILE', 'GIFT_CERTIFICATE'].includes(ability.payMethod)
      ? 'phone bills and gift certificates are cancelled as a whole'
      : undefined,
  // Unified identity verification wants to be told whether the person is fixed beforehand.
  identityBypass: { inicisUnified: { flgFixedUser: 'Y' } },
}
