import type { Gateway } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import { approve } from './approve.ts'
import { begin } from './begin.ts'
import { beginIssue, chargeBillingKey, deleteBillingKey, issueBillingKey } from './billing.ts'
import { cancel, inquireCancel } from './cancel.ts'
import { catalogue } from './catalogue.ts'
import { checkBillingOrder, checkOrder } from './check-order.ts'
import { kiccOrigins } from './environment.ts'
import { inquire } from './inquire.ts'
import { authenticateNotification, readDeposit, readNotification } from './notification.ts'
import { probe } from './probe.ts'
import { readReturn } from './read-return.ts'
import { cancelCashReceipt, capture, issueCashReceipt, registerEscrowDelivery } from './services.ts'

/**
 * EasyPay of KICC: JSON over HTTPS, a hosted window by address, HMAC on cancels and answers (module `kicc_v2`).
 *
 * Approvals are not idempotent and there is no net cancel: a lost answer is looked up by our own number in the books of
 * today and yesterday. The former module `kicc` has a mall id and no key; its wire is not public, so at the simulator it
 * speaks this one without signatures, and nowhere else.
 */
export const kicc: Gateway = Object.freeze<Gateway>({
  id: 'kicc',
  catalogue,
  probe,
  checkOrder: (_moduleCode, order) => checkOrder(order),
  windowOrigins: (_moduleCode, environment) => kiccOrigins(environment),
  begin,
  readReturn: (_context, _order, _memory, request) => readReturn(request),
  approve,
  inquire,
  cancel,
  inquireCancel,
  capture,
  checkBillingOrder: (_moduleCode, order) => checkBillingOrder(order),
  beginIssue,
  readIssueReturn: (_context, _order, _memory, request) => readReturn(request),
  issueBillingKey,
  chargeBillingKey,
  deleteBillingKey,
  registerEscrowDelivery,
  issueCashReceipt,
  cancelCashReceipt,
  // KICC's settlement books are in its admin; no call for them is public.
  settlements: simulatorSettlements('kicc'),
  settlementsAtSimulatorOnly: true,
  readNotification: (context, request) => readNotification(context, request),
  authenticateNotification,
  readDeposit,
})
