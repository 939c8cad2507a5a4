import type { Gateway } from '../port.ts'
import { approve } from './approve.ts'
import { begin } from './begin.ts'
import { admitBrandpayCustomer, brandpayScript } from './brandpay-customer.ts'
import { checkBrandpayOrder } from './brandpay-order.ts'
import { beginBrandpay } from './brandpay-request.ts'
import {
  beginIssue,
  chargeBillingKey,
  issueBillingKey,
  issueBillingKeyByCard,
  payByCard,
  readIssueReturn,
} from './billing.ts'
import { cancel } from './cancel.ts'
import { capture } from './capture.ts'
import { cancelCashReceipt, issueCashReceipt } from './cash-receipt.ts'
import { catalogue } from './catalogue.ts'
import { checkOrder } from './check-order.ts'
import { tossOrigins } from './environment.ts'
import { inquire } from './inquire.ts'
import { readNotification, verifyNotification } from './notification.ts'
import { probe } from './probe.ts'
import { readReturn } from './read-return.ts'
import { settlements } from './settlements.ts'
import { issueVirtualAccount } from './virtual-account.ts'
import { xpay } from './xpay/connector.ts'

/**
 * TossPayments core API v1 with SDK v2 (module `tosspayments`), and BrandPay with its own SDK on the same API
 * (`toss_brandpay`): only its confirm has an address of its own.
 *
 * The PG has no net-cancel: both approve and cancel replay their first answer for a repeated idempotency key, so an
 * unknown outcome is settled by repeating the call or by asking the books. The former module `uplus` is another wire.
 */
export const tosspayments: Gateway = Object.freeze<Gateway>({
  id: 'tosspayments',
  catalogue,
  otherWires: { uplus: xpay },
  probe,
  checkOrder: (moduleCode, order) =>
    moduleCode === 'toss_brandpay' ? checkBrandpayOrder(order) : checkOrder(order),
  pageScript: brandpayScript,
  admitCustomer: admitBrandpayCustomer,
  windowOrigins: (_moduleCode, environment) => tossOrigins(environment),
  begin: async (context, order, urls) =>
    context.moduleCode === 'toss_brandpay'
      ? beginBrandpay(context, order, urls)
      : begin(context, order, urls),
  readReturn: (_context, _order, _memory, request) => readReturn(request),
  approve,
  approveIsIdempotent: true,
  inquire,
  cancel,
  cancelIsIdempotent: true,
  capture,
  issueCashReceipt,
  cashReceiptIsIdempotent: true,
  cancelCashReceipt,
  settlements,
  beginIssue: async (context, order, urls) => beginIssue(context, order, urls),
  readIssueReturn: (_context, _order, memory, request) => readIssueReturn(memory, request),
  issueBillingKey,
  issueBillingKeyByCard,
  chargeBillingKey,
  chargeIsIdempotent: true,
  // No public call deletes a billing key, so it is forgotten here and refused from then on.
  payByCard,
  issueVirtualAccount,
  readNotification: (_context, request) => readNotification(request),
  verifyNotification,
})
