import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import { createSchedule, type CreateScheduleOutcome } from './create-schedule.ts'
import type { Schedule } from './schedule.ts'

/** The same charge anew, with the same billing key, after its schedule failed or was revoked. The former one stays as it ended. */
export async function retrySchedule(
  deps: { readonly database: Database; readonly clock: Clock; readonly random: Random },
  former: Schedule,
  timeToPay: Date,
): Promise<CreateScheduleOutcome> {
  const { order, channelKey, origin, v1 } = former.data
  return createSchedule(deps, {
    merchantId: former.merchantId,
    storeId: former.storeId,
    paymentId: former.paymentId,
    billingKey: former.billingKey,
    order,
    origin,
    timeToPay,
    ...(channelKey === undefined ? {} : { channelKey }),
    ...(v1 === undefined ? {} : { v1 }),
  })
}
