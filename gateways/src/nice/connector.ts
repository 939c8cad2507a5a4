import type { Gateway } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import { issueVirtualAccount } from './account.ts'
import { approve } from './approve.ts'
import { begin } from './begin.ts'
import { chargeBillingKey, deleteBillingKey, issueBillingKeyByCard, payByCard } from './billing.ts'
import { beginIssue, issueBillingKey, readIssueReturn } from './billing-window.ts'
import { cancel, inquireCancel } from './cancel.ts'
import { catalogue } from './catalogue.ts'
import { checkBillingOrder, checkOrder } from './check-order.ts'
import { niceOrigins } from './environment.ts'
import { inquire } from './inquire.ts'
import { netCancel } from './net-cancel.ts'
import { authenticateNotification, readDeposit, readNotification } from './notification.ts'
import { probe } from './probe.ts'
import { readReturn } from './read-return.ts'
import { cancelCashReceipt, issueCashReceipt, registerEscrowDelivery } from './services.ts'

/**
 * NICE Payments' webapi (일반 연동): a form window and EUC-KR forms, SHA-256 over id, amount, date and merchant key. Both
 * modules hold the credentials of this wire and speak it; "NICEPAY start" with its client and secret keys is another
 * merchant programme.
 *
 * Neither approve nor cancel may be repeated. A lost approval is undone by net cancel, a lost whole cancel is looked up,
 * and a lost partial cancel stays open for a person, because the inquiry tells a status and no amounts.
 */
export const nice: Gateway = Object.freeze<Gateway>({
  id: 'nice',
  catalogue,
  probe,
  checkOrder,
  windowOrigins: (_moduleCode, environment) => niceOrigins(environment),
  begin: async (context, order, urls) => begin(context, order, urls),
  readReturn: (context, _order, _memory, request) => readReturn(context, request),
  approve,
  approveIsIdempotent: false,
  netCancel,
  inquire,
  cancel,
  cancelIsIdempotent: false,
  inquireCancel,
  checkBillingOrder: (_moduleCode, order) => checkBillingOrder(order),
  beginIssue: async (context, order, urls) => beginIssue(context, order, urls),
  readIssueReturn: (context, _order, _memory, request) => readIssueReturn(context, request),
  issueBillingKey,
  issueBillingKeyByCard,
  chargeBillingKey,
  chargeIsIdempotent: false,
  deleteBillingKey,
  payByCard,
  issueVirtualAccount,
  registerEscrowDelivery,
  issueCashReceipt,
  cancelCashReceipt,
  // Settlement figures are in the PG's back office; no call of this wire for them is public.
  settlements: simulatorSettlements('nice'),
  settlementsAtSimulatorOnly: true,
  readNotification,
  authenticateNotification,
  readDeposit,
})
