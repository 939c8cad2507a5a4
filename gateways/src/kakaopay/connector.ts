import type { Gateway } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import { rawOrder } from './api.ts'
import { approve } from './approve.ts'
import { begin } from './begin.ts'
import { beginIssue, chargeBillingKey, deleteBillingKey, issueBillingKey } from './billing.ts'
import { cancel, inquireCancel } from './cancel.ts'
import { catalogue } from './catalogue.ts'
import { checkBillingOrder, checkOrder } from './check-order.ts'
import { inspectKakaoCredentials } from './credentials.ts'
import { kakaoOrigins } from './environment.ts'
import { inquire } from './inquire.ts'
import { probe } from './probe.ts'
import { readReturn } from './return-address.ts'

/**
 * KakaoPay's online payments: `ready` opens its page, the server approves by the token that comes back.
 *
 * KakaoPay sends no messages, so what is unknown is settled by its order inquiry, by tid. A tid is approved once only; a
 * cancel is told apart by our own id in it; a charge has neither, and stays pending when its answer is lost.
 */
export const kakaopay: Gateway = Object.freeze<Gateway>({
  id: 'kakaopay',
  catalogue,
  inspectCredentials: inspectKakaoCredentials,
  probe,
  checkOrder: (_moduleCode, order) => checkOrder(order),
  windowOrigins: (_moduleCode, environment) => kakaoOrigins(environment),
  begin,
  readReturn: (_context, _order, memory, request) => readReturn(memory, request),
  approve,
  approveIsIdempotent: true,
  inquire,
  rawOrder,
  cancel,
  cancelIsIdempotent: false,
  inquireCancel,
  checkBillingOrder: (_moduleCode, order) => checkBillingOrder(order),
  beginIssue,
  readIssueReturn: (_context, _order, memory, request) => readReturn(memory, request),
  issueBillingKey,
  chargeBillingKey,
  chargeIsIdempotent: false,
  deleteBillingKey,
  settlements: simulatorSettlements('kakaopay'),
  settlementsAtSimulatorOnly: true,
})
