import type { Gateway } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import { approve } from './approve.ts'
import { begin } from './begin.ts'
import { cancel, inquireCancel } from './cancel.ts'
import { catalogue } from './catalogue.ts'
import { cancelCashReceipt, issueCashReceipt } from './cash-receipt.ts'
import { checkOrder } from './check-order.ts'
import { inicisOrigins } from './environment.ts'
import { registerEscrowDelivery } from './escrow.ts'
import { inquire } from './inquire.ts'
import { netCancel } from './net-cancel.ts'
import { readNotification } from './notification.ts'
import { probe } from './probe.ts'
import { readReturn } from './read-return.ts'
import { beginUnified, checkUnified, fetchUnified, readUnifiedReturn } from './unified.ts'

/**
 * KG Inicis standard web payment and mobile window with INIAPI (module `inicis_v2`; `html5_inicis` speaks the same
 * wire). Neither approve nor cancel may be repeated: an approval is undone by net cancel, a cancel is looked up.
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
  registerEscrowDelivery,
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
