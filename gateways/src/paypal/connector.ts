import type { Gateway } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import {
  beginIssue,
  chargeBillingKey,
  deleteBillingKey,
  issueBillingKey,
  readIssueReturn,
} from './agreement.ts'
import { drawUi } from './buttons.ts'
import { cancel, inquireCancel } from './cancel.ts'
import { catalogue } from './catalogue.ts'
import { checkBillingOrder, checkOrder } from './check-order.ts'
import { approveExpress, beginExpress, inquireExpress, readExpressReturn } from './express/express.ts'
import { authenticateIpn, readIpn } from './express/ipn.ts'
import { probeExpress } from './express/probe.ts'
import { inquireExpressRefund, refundExpress } from './express/refund.ts'
import { approve, begin, inquire, readReturn } from './pay.ts'
import { probe } from './probe.ts'
import { settlements } from './settlements.ts'
import { authenticateWebhook } from './webhook-signature.ts'
import { readWebhook } from './webhook.ts'

/**
 * PayPal: the buttons of Orders v2 (SPB) and reference transactions (RT) as module `paypal_v2`, the classic Express
 * Checkout as module `paypal`.
 *
 * Both may answer later than the buyer waits: a payment under review or out of an eCheck is `pending` until a webhook or
 * an inquiry decides it, and so may be a refund. Repeats take nothing twice: an order is captured once, and refunds and
 * charges carry ids of ours.
 */
export const paypal: Gateway = Object.freeze<Gateway>({
  id: 'paypal',
  catalogue,
  probe: async (context) => (isExpress(context) ? probeExpress(context) : probe(context)),
  checkOrder,
  drawUi,
  begin: async (context, order, urls) =>
    isExpress(context) ? beginExpress(context, order, urls) : begin(context, order, urls),
  readReturn: (context, _order, memory, request) =>
    isExpress(context) ? readExpressReturn(memory, request) : readReturn(memory, request),
  approve: async (context, call) =>
    isExpress(context) ? approveExpress(context, call) : approve(context, call),
  approveIsIdempotent: true,
  inquire: async (context, call) =>
    isExpress(context) ? inquireExpress(context, call) : inquire(context, call),
  cancel: async (context, call) =>
    isExpress(context) ? refundExpress(context, call) : cancel(context, call),
  cancelIsIdempotent: true,
  inquireCancel: async (context, call) =>
    isExpress(context) ? inquireExpressRefund(context, call) : inquireCancel(context, call),
  checkBillingOrder: (_moduleCode, order) => checkBillingOrder(order),
  beginIssue,
  readIssueReturn: (_context, _order, memory, request) => readIssueReturn(memory, request),
  issueBillingKey,
  chargeBillingKey,
  chargeIsIdempotent: true,
  deleteBillingKey,
  // The search of Express Checkout tells no fees, so its books are brought as a file.
  settlements: async (context, call) =>
    isExpress(context) ? settlementsOfExpress(context, call) : settlements(context, call),
  authenticateNotification: async (context, request) =>
    isExpress(context) ? authenticateIpn(context, request) : authenticateWebhook(context, request),
  readNotification: (context, request) => (isExpress(context) ? readIpn(request) : readWebhook(request)),
})

const settlementsOfExpress = simulatorSettlements('paypal')

function isExpress({ moduleCode }: { readonly moduleCode: string }): boolean {
  return moduleCode === 'paypal'
}
