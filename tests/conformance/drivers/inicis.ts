import { findModule } from '@naru/gateways'
import type { Driver } from '../driver.ts'

export const inicis: Driver = {
  // Billing keys are contracted under a MID of their own, which has the INILite key.
  merchant: (moduleCode, { kind }) =>
    kind.startsWith('billing')
      ? findModule(moduleCode)?.module.sharedTestMids.find(({ credentials }) => 'iniLiteKey' in credentials)
      : undefined,
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
