import { findModule } from '@naru/gateways'
import type { Driver } from '../driver.ts'

const quickKeys = {
  siteCode: 'QUICK1',
  siteKey: 'quick-key',
  partnerType: 'P1',
  partnerSubType: 'S1',
  partnerName: '나루',
}
const member = (actionType: string) => ({ kcpQuick: { memberID: 'member-1', actionType } })

export const kcp: Driver = {
  merchant: (moduleCode, ability) => {
    if (moduleCode === 'kcp_quick') return { mid: quickKeys.siteCode, credentials: quickKeys }
    // One site code is contracted for one thing: that of the V1 module's keys is not the first of its list.
    return moduleCode === 'kcp' && ability.kind === 'billing-by-card'
      ? findModule(moduleCode)?.module.sharedTestMids.find(({ credentials }) => 'batchGroupId' in credentials)
      : undefined
  },
  // QuickPay knows its members, and what they are to do in its window.
  order: (_ability, moduleCode) => (moduleCode === 'kcp_quick' ? { bypass: member('Pay') } : {}),
  billingOrder: (ability, moduleCode) => {
    if (moduleCode !== 'kcp_quick') return {}
    if (ability.kind === 'purse') return { bypass: member('PinCheck') }
    return { bypass: member(ability.kind === 'quick-pay' ? ability.action : 'RegisterAutoPay') }
  },
}
