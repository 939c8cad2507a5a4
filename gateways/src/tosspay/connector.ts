import type { Gateway } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import { approve } from './approve.ts'
import { begin } from './begin.ts'
import { beginIssue, chargeBillingKey, deleteBillingKey, issueBillingKey } from './billing.ts'
import { cancel, inquireCancel } from './cancel.ts'
import { catalogue } from './catalogue.ts'
import { checkBillingOrder, checkOrder } from './check-order.ts'
import { inspectCredentials } from './credentials.ts'
import { tosspayOrigins } from './environment.ts'
import { inquire } from './inquire.ts'
import { readNotification } from './notification.ts'
import { probe } from './probe.ts'
import { readIssueReturn, readReturn } from './read-return.ts'

/**
 * Toss Pay (pay.toss.im): the payment is created, the buyer agrees on Toss Pay's page, the server executes it. Both modules
 * speak the same wire; the former one has no billing keys.
 */
export const tosspay: Gateway = Object.freeze<Gateway>({
  id: 'tosspay',
  catalogue,
  inspectCredentials,
  probe,
  checkOrder: (_moduleCode, order) => checkOrder(order),
  windowOrigins: (_moduleCode, environment) => tosspayOrigins(environment),
  begin,
  readReturn: (_context, _order, memory, request) => readReturn(memory, request),
  approve,
  approveIsIdempotent: true,
  inquire,
  cancel,
  cancelIsIdempotent: true,
  inquireCancel,
  checkBillingOrder: (_moduleCode, order) => checkBillingOrder(order),
  beginIssue,
  readIssueReturn: (_context, _order, memory, request) => readIssueReturn(memory, request),
  issueBillingKey,
  chargeBillingKey,
  deleteBillingKey,
  readNotification: (_context, request) => readNotification(request),
  // Toss Pay's own call lists by day of settlement and of payout; days of sale cannot be asked for.
  settlements: simulatorSettlements('tosspay'),
  settlementsAtSimulatorOnly: true,
})
