import type { Gateway, GatewayContext } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import { issueVirtualAccount } from './account.ts'
import { approve } from './approve.ts'
import { begin } from './begin.ts'
import { beginIssue, issueBillingKey, readIssueReturn } from './billing.ts'
import { cancel, inquireCancel } from './cancel.ts'
import { catalogue } from './catalogue.ts'
import { cancelCashReceipt, issueCashReceipt } from './cash-receipt.ts'
import { chargeBillingKey, issueBillingKeyByCard, payByCard } from './charge-card.ts'
import { chargePhoneKey } from './charge-phone.ts'
import { checkBillingOrder } from './check-billing-order.ts'
import { checkOrder } from './check-order.ts'
import { inicisOrigins } from './environment.ts'
import { registerEscrowDelivery } from './escrow.ts'
import { inquire } from './inquire.ts'
import { approveJapan } from './japan/approve.ts'
import { beginJapan } from './japan/begin.ts'
import { inquireJapan, netCancelJapan } from './japan/books.ts'
import { cancelJapan, inquireJapanCancel } from './japan/cancel.ts'
import { checkJapanOrder } from './japan/check-order.ts'
import { japanModule } from './japan/hosts.ts'
import { readJapanNotification } from './japan/notification.ts'
import { readJapanReturn } from './japan/read-return.ts'
import { netCancel } from './net-cancel.ts'
import { readNotification } from './notification.ts'
import { isPhoneKey } from './phone-key.ts'
import { probe } from './probe.ts'
import { readReturn } from './read-return.ts'
import { registerStoreReceipts } from './store-receipts.ts'
import { beginUnified, checkUnified, fetchUnified, readUnifiedReturn } from './unified.ts'

const isJapan = ({ moduleCode }: Pick<GatewayContext, 'moduleCode'>): boolean => moduleCode === japanModule

/**
 * KG Inicis standard web payment and mobile window with INIAPI (module `inicis_v2`; `html5_inicis` speaks the same
 * wire, `inicis` its INIAPI alone), and its Japanese window (`inicis_jp`), which has its own wire up to INIAPI. Neither approve nor charge nor cancel may be repeated: an approval is undone by net
 * cancel, a charge or a cancel is looked up.
 */
export const inicis: Gateway = Object.freeze<Gateway>({
  id: 'inicis',
  catalogue,
  probe,
  checkOrder: (moduleCode, order, channel) =>
    isJapan({ moduleCode }) ? checkJapanOrder(order, channel) : checkOrder(order),
  windowOrigins: (_moduleCode, environment) => inicisOrigins(environment),
  begin: async (context, order, urls) => (isJapan(context) ? beginJapan : begin)(context, order, urls),
  readReturn: (context, _order, _memory, request) =>
    (isJapan(context) ? readJapanReturn : readReturn)(context, request),
  approve: (context, call) => (isJapan(context) ? approveJapan : approve)(context, call),
  approveIsIdempotent: false,
  netCancel: (context, call) => (isJapan(context) ? netCancelJapan : netCancel)(context, call),
  inquire: (context, call) => (isJapan(context) ? inquireJapan : inquire)(context, call),
  cancel: (context, call) => (isJapan(context) ? cancelJapan : cancel)(context, call),
  cancelIsIdempotent: false,
  inquireCancel: (context, call) => (isJapan(context) ? inquireJapanCancel : inquireCancel)(context, call),
  checkBillingOrder: (_moduleCode, order) => checkBillingOrder(order),
  beginIssue: async (context, order, urls) => beginIssue(context, order, urls),
  readIssueReturn: (context, _order, _memory, request) => readIssueReturn(context, request),
  issueBillingKey,
  issueBillingKeyByCard,
  chargeBillingKey: (context, call) =>
    (isPhoneKey(call.right) ? chargePhoneKey : chargeBillingKey)(context, call),
  chargeIsIdempotent: false,
  // No public call deletes a billing key, so it is forgotten here and refused from then on.
  payByCard,
  issueVirtualAccount,
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
  readNotification: (context, request) =>
    (isJapan(context) ? readJapanNotification : readNotification)(context, request),
})
