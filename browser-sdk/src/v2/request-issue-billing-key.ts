import type { AttemptResult } from '@naru/server/wire/checkout'
import type { Slots } from '../checkout-origin.ts'
import { classifyDevice } from '../device.ts'
import { runCall } from './checkout-call.ts'
import type { CallKind, PageState } from './checkout-call.ts'
import { portOneError } from './errors.ts'
import { readIssueCall } from './payment-shape.ts'

/** `PortOne.requestIssueBillingKey`: the buyer registers, nothing is charged. */
export async function requestIssueBillingKey(
  slots: Slots,
  page: PageState,
  request: unknown,
): Promise<AttemptResult | undefined> {
  const device = classifyDevice(navigator.userAgent, navigator.maxTouchPoints)
  const shape = readIssueCall(request, device.platformType)
  if (!shape.ok) throw issue.error({ code: 'BadRequest', message: shape.message })
  return runCall(slots, page, issue, shape.call, device)
}

const issue: CallKind = {
  type: 'ISSUE_BILLING_KEY',
  error: (fault) => portOneError('IssueBillingKeyError', fault),
  failed: (fault) => ({ transactionType: 'ISSUE_BILLING_KEY', billingKey: '', ...fault }),
}
