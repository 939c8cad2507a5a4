import type { Gateway } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import { approve } from './approve.ts'
import { begin } from './begin.ts'
import { beginIssue, chargeBillingKey, deleteBillingKey, issueBillingKey } from './billing.ts'
import { cancel, inquireCancel } from './cancel.ts'
import { catalogue } from './catalogue.ts'
import { checkBillingOrder, checkOrder } from './check-order.ts'
import { naverOrigins } from './environment.ts'
import { inquire } from './history.ts'
import { readIssueReturn, readReturn } from './read-return.ts'
import { completeEscrow, depositPoints, probe, readReceiptable } from './services.ts'

/**
 * Naver Pay, payment type (결제형): the SDK opens its page, the server approves by the payment number that comes back.
 *
 * Naver Pay sends no messages, so what is unknown is settled by its history alone. A charge is not idempotent over its two
 * calls, a payment number is.
 */
export const naverpay: Gateway = Object.freeze<Gateway>({
  id: 'naverpay',
  catalogue,
  probe,
  checkOrder: (_moduleCode, order) => checkOrder(order),
  windowOrigins: (_moduleCode, environment) => naverOrigins(environment),
  begin: async (context, order, urls) => begin(context, order, urls),
  readReturn: (_context, _order, _memory, request) => readReturn(request),
  approve,
  approveIsIdempotent: true,
  inquire,
  cancel,
  cancelIsIdempotent: true,
  inquireCancel,
  checkBillingOrder: (_moduleCode, order) => checkBillingOrder(order),
  beginIssue: async (context, order, urls) => beginIssue(context, order, urls),
  readIssueReturn: (_context, _order, _memory, request) => readIssueReturn(request),
  issueBillingKey,
  chargeBillingKey,
  deleteBillingKey,
  completeEscrow,
  // Naver Pay's settlement API needs site keys of its own, and its description is not public.
  settlements: simulatorSettlements('naverpay'),
  settlementsAtSimulatorOnly: true,
  depositPoints,
  readReceiptable,
})
