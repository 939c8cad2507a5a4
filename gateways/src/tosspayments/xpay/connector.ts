import type { Gateway } from '../../port.ts'
import { simulatorSettlements } from '../../wire/simulator-settlements.ts'
import { catalogue } from '../catalogue.ts'
import { approve } from './approve.ts'
import { begin } from './begin.ts'
import { cancel, inquireCancel } from './cancel.ts'
import { checkOrder } from './check-order.ts'
import { xpayOrigins } from './environment.ts'
import { registerEscrowDelivery } from './escrow.ts'
import { authenticateNotification, readDeposit, readNotification } from './notification.ts'
import { readReturn } from './read-return.ts'
import { rollBack } from './roll-back.ts'

/**
 * XPay, TossPayments' former module (`uplus`, once LG U+ and Dacom): a window by script, a key of its return, and one
 * gateway for every call between servers. The wire is that of the PG's own client and samples as they stand in open
 * merchant code.
 *
 * Nothing may be repeated and no inquiry is public: an approval whose answer was lost is rolled back by the number of its
 * call, a whole cancel is asked for again, and a part waits for a person.
 */
export const xpay: Gateway = Object.freeze<Gateway>({
  id: 'tosspayments',
  catalogue,
  checkOrder: (_moduleCode, order) => checkOrder(order),
  windowOrigins: (_moduleCode, environment) => xpayOrigins(environment),
  begin: async (context, order, urls) => begin(context, order, urls),
  readReturn: (context, order, _memory, request) => readReturn(context, order, request),
  approve,
  approveIsIdempotent: false,
  netCancel: rollBack,
  cancel,
  cancelIsIdempotent: false,
  inquireCancel,
  registerEscrowDelivery,
  // Settlement figures are in the PG's back office; no call of this wire for them is public.
  settlements: simulatorSettlements('tosspayments'),
  settlementsAtSimulatorOnly: true,
  readNotification,
  authenticateNotification,
  readDeposit,
})
