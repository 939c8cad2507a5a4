import type { Gateway } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import { approve, authenticateNotification, inquire } from './approve.ts'
import { begin } from './begin.ts'
import { cancel, inquireCancel } from './cancel.ts'
import { catalogue } from './catalogue.ts'
import { checkOrder } from './check-order.ts'
import { eximbayOrigins } from './environment.ts'
import { probe } from './probe.ts'
import { chargeBillingKey } from './rebill.ts'
import { readNotification, readReturn } from './read-return.ts'
import { orderIdOf } from './window-words.ts'

/**
 * Eximbay: the classic form API 2.3 (module `eximbay`) and Open API v1 (module `eximbay_v2`), which speak of a payment in
 * the same words.
 *
 * Both take the money inside the window, so `approve` only finds out whether it was taken and may be repeated at will.
 * A cash method registers the order first and is decided later.
 */
export const eximbay: Gateway = Object.freeze<Gateway>({
  id: 'eximbay',
  catalogue,
  probe,
  checkOrder,
  windowOrigins: (_moduleCode, environment) => eximbayOrigins(environment),
  begin,
  readReturn: (context, _order, _memory, request) => readReturn(context, request),
  approve,
  approveIsIdempotent: true,
  inquire,
  cancel,
  cancelIsIdempotent: false,
  inquireCancel,
  chargeBillingKey,
  chargeIsIdempotent: false,
  // Eximbay's settlement books are in its admin; no call for them is public.
  settlements: simulatorSettlements('eximbay', orderIdOf),
  settlementsAtSimulatorOnly: true,
  readNotification,
  authenticateNotification,
})
