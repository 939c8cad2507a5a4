import type { Environment, Gateway, GatewayContext, HandOffOrigins, ProbeAnswer } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import { callTestPg } from './api.ts'
import { beginIssue, deleteBillingKey, issueBillingKey, issueBillingKeyByCard } from './billing.ts'
import { issueStoreBarcode, payFromPurse, readPurse } from './purse.ts'
import { listCardPromotions } from './card-promotions.ts'
import { catalogue } from './catalogue.ts'
import { beginIdentity, confirmOtp, fetchIdentity, resendOtp, sendOtp } from './identity.ts'
import { readNotification, verifyNotification } from './notification.ts'
import {
  approve,
  begin,
  cancel,
  chargeBillingKey,
  inquire,
  inquireCancel,
  issueVirtualAccount,
  payByCard,
  readReturn,
  stopCancel,
} from './pay.ts'
import {
  cancelCashReceipt,
  capture,
  changeOrderState,
  changeVirtualAccount,
  completeEscrow,
  issueCashReceipt,
  registerEscrowDelivery,
  registerStoreReceipts,
  reportDelivery,
} from './services.ts'

/**
 * The generic test PG. It offers everything that the port knows, over an HTTP wire of our own with idempotent calls,
 * so that any feature can be tried without choosing a real PG. It exists at the simulator only.
 */
export const naruTest: Gateway = Object.freeze<Gateway>({
  id: 'naru-test',
  catalogue,
  probe,
  windowOrigins: (_moduleCode, environment) => windowOrigins(environment),
  begin,
  readReturn: (_context, _order, memory, request) => readReturn(memory, request),
  approve,
  approveIsIdempotent: true,
  inquire,
  cancel,
  cancelIsIdempotent: true,
  inquireCancel,
  stopCancel,
  capture,
  registerEscrowDelivery,
  completeEscrow,
  issueCashReceipt,
  cashReceiptIsIdempotent: true,
  cancelCashReceipt,
  settlements: simulatorSettlements('naru-test'),
  settlementsAtSimulatorOnly: true,
  beginIssue,
  readIssueReturn: (_context, _order, memory, request) => readReturn(memory, request),
  issueBillingKey,
  issueBillingKeyByCard,
  chargeBillingKey,
  chargeIsIdempotent: true,
  deleteBillingKey,
  payByCard,
  issueVirtualAccount,
  changeVirtualAccount,
  issueStoreBarcode,
  readPurse,
  payFromPurse,
  registerStoreReceipts,
  reportDelivery,
  changeOrderState,
  listCardPromotions,
  beginIdentity,
  readIdentityReturn: (_context, _order, memory, request) => readReturn(memory, request),
  fetchIdentity,
  sendOtp,
  resendOtp,
  confirmOtp,
  readNotification: (_context, request) => readNotification(request),
  verifyNotification,
})

function windowOrigins(environment: Environment): HandOffOrigins {
  if (environment.kind !== 'simulator') return {}
  const own = [environment.origin]
  return { frame: own, form: own }
}

async function probe(context: GatewayContext): Promise<ProbeAnswer> {
  const checked = ['secretKey']
  const answer = await callTestPg(context, {
    method: 'GET',
    path: `/v1/payments/orders/naru-probe-${context.randomText()}`,
  })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'answered') return { kind: 'unclear', checked, pgCode: '', pgMessage: '' }
  const { pgCode, pgMessage } = answer
  const kind = pgCode === 'NO_SUCH_ORDER' ? 'accepted' : pgCode === 'WRONG_SECRET_KEY' ? 'refused' : 'unclear'
  return { kind, checked, pgCode, pgMessage }
}
