import type { Gateway } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import { approve } from './approve.ts'
import { begin } from './begin.ts'
import { beginIssue, chargeBillingKey, issueBillingKey, issueBillingKeyByCard, payByCard } from './billing.ts'
import { cancel, inquireCancel } from './cancel.ts'
import { catalogue } from './catalogue.ts'
import { inspectKcpCredentials } from './certificate.ts'
import { checkBillingOrder, checkOrder } from './check-order.ts'
import { kcpOrigins } from './environment.ts'
import { beginIdentity, fetchIdentity, readIdentityReturn } from './identity.ts'
import { confirmOtp, resendOtp, sendOtp } from './identity-code.ts'
import { inquire } from './inquire.ts'
import { authenticateNotification, readDeposit, readNotification } from './notification.ts'
import { orderIdOf } from './order-number.ts'
import { probe } from './probe.ts'
import { payFromPurse, readPurse } from './purse.ts'
import { releaseBiometrics } from './quickpay.ts'
import { readReturn } from './read-return.ts'
import { issueVirtualAccount, registerEscrowDelivery } from './services.ts'

/**
 * NHN KCP by its REST API with certificate and signature (module `kcp_v2`). The V1 modules (`kcp`, `kcp_billing`) belong
 * to a program of KCP's whose wire is not public; they speak the same REST to the simulator and to nobody else.
 *
 * Nothing here may be repeated, there is no net cancel, and KCP can be asked by its own number only: an approval whose
 * answer was lost stays unknown until somebody looks into KCP's admin.
 */
export const kcp: Gateway = Object.freeze<Gateway>({
  id: 'kcp',
  catalogue,
  inspectCredentials: inspectKcpCredentials,
  probe,
  checkOrder,
  windowOrigins: (_moduleCode, environment) => kcpOrigins(environment),
  begin,
  readReturn: (_context, _order, _memory, request) => readReturn(request),
  approve,
  approveIsIdempotent: false,
  inquire,
  cancel,
  cancelIsIdempotent: false,
  inquireCancel,
  checkBillingOrder,
  beginIssue,
  readIssueReturn: (_context, _order, _memory, request) => readReturn(request),
  issueBillingKey,
  issueBillingKeyByCard,
  chargeBillingKey,
  chargeIsIdempotent: false,
  // No public call deletes a batch key, so it is forgotten here and refused from then on.
  payByCard,
  issueVirtualAccount,
  readPurse,
  payFromPurse,
  releaseBiometrics,
  registerEscrowDelivery,
  beginIdentity,
  readIdentityReturn: (_context, _order, memory, request) => readIdentityReturn(memory, request),
  fetchIdentity,
  sendOtp,
  resendOtp,
  confirmOtp,
  // KCP's settlement books are in its admin; no call for them is public.
  settlements: simulatorSettlements('kcp', orderIdOf),
  settlementsAtSimulatorOnly: true,
  readNotification,
  authenticateNotification,
  readDeposit,
})
