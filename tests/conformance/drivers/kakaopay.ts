import { findModule } from '@naru/gateways'
import type { Driver } from '../driver.ts'

export const kakaopay: Driver = {
  // A CID is contracted for payments of one kind; that of recurring ones is another.
  merchant: (moduleCode, ability) =>
    ability.kind === 'billing-window' || ability.kind === 'issue-and-pay'
      ? findModule(moduleCode)?.module.sharedTestMids.find(({ mid }) => mid === 'TCSUBSCRIP')
      : undefined,
}
