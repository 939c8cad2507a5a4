import type { Gateway } from '../port.ts'
import { simulatorSettlements } from '../wire/simulator-settlements.ts'
import { cancel, changeOrderState } from './cancel.ts'
import { catalogue } from './catalogue.ts'
import { checkOrder } from './check-order.ts'
import { paycoOrigins } from './environment.ts'
import { approve, begin, inquire, readReturn } from './pay.ts'

/**
 * PAYCO's one-off payments (outseller API) by its own sample code, which circulates in open merchant code; the manual is
 * not public. Neither approval nor cancel may be repeated. Registered keys of its automatic payment are not here yet.
 */
export const payco: Gateway = Object.freeze<Gateway>({
  id: 'payco',
  catalogue,
  checkOrder: (_moduleCode, order) => checkOrder(order),
  windowOrigins: (_moduleCode, environment) => paycoOrigins(environment),
  begin,
  readReturn: (_context, _order, memory, request) => readReturn(memory, request),
  approve,
  approveIsIdempotent: false,
  inquire,
  cancel,
  cancelIsIdempotent: false,
  changeOrderState,
  settlements: simulatorSettlements('payco'),
  settlementsAtSimulatorOnly: true,
})
