import type { Gateway } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import { approve } from './approve.ts'
import { begin } from './begin.ts'
import { beginIssue, issueBillingKey, readIssueReturn } from './billing.ts'
import { cancel, inquireCancel } from './cancel.ts'
import { catalogue } from './catalogue.ts'
import { cancelCashReceipt, issueCashReceipt } from './cash-receipt.ts'
import { chargeBillingKey, issueBillingKeyByCard, payByCard } from './charge-card.ts'
import { checkBillingOrder } from './check-billing-order.ts'
import { checkOrder } from './check-order.ts'
import { inicisOrigins } from './environment.ts'
import { registerEscrowDelivery } from './escrow.ts'
import { inquire } from './inquire.ts'
import { netCancel } from './net-cancel.ts'
import { readNotification } from './notification.ts'
import { probe } from './probe.ts'
import { readReturn } from './read-return.ts'
import { registerStoreReceipts } from './store-receipts.ts'
import { beginUnified, checkUnified, fetchUnified, readUnifiedReturn } from './unified.ts'

/**
 * KG Inicis standard web payment and mobile window with INIAPI (module `inicis_v2`; `html5_inicis` speaks the same
 * wire, `inicis` its INIAPI alone). Neither approve nor charge nor cancel may be repeated: an approval is undone by net
 * cancel, a charge or a cancel is looked up.
 */
export const inicis: Gateway = Object.freeze<Gateway>({
  id: 'inicis',
  catalogue,
  probe,
  checkOrder: (_moduleCode, order) => checkOrder(order),
  windowOrigins: (_moduleCode, environment) => inicisOrigins(environment),
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
  // No public call deletes a billing key, so it is forgotten here and refused from then on.
  payByCard,
  registerEscrowDelivery,
  registerStoreReceipts,
  issueCashReceipt,
  cancelCashReceipt,
  checkIdentityOrder: (_moduleCode, order) => checkUnified(order),
  beginIdentity: async (context, order, urls) => beginUnified(context, order, urls),
  readIdentityReturn: (context, _order, _memory, request) => readUnifiedReturn(context, request),
  fetchIdentity: fetchUnified,
  // Settlement figures are in the PG's back office; no call for them is public.
  settlements: simulatorSettlements('inicis'),
  settlementsAtSimulatorOnly: true,
  readNotification,
})
