import type { Clock } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import { testDueAt } from './due-by-clock.ts'
import { runScheduleKind, scheduleWorkId } from './schedule-store.ts'

/** Its timed work moves with it; a lease that a worker holds on it is let go, since the row's status decides anyway. */
const move = sql(
  'schedule-move',
  `with moved as (
     update payment_schedule set time_to_pay = $3::timestamptz, status_at = $4
     where store_id = $1 and schedule_id = $2 and status = 'SCHEDULED' returning store_id, mode
   ), booked as (
     update due_work set due_at = ${testDueAt('$3::timestamptz', '$1', 'moved.mode')}, lease_owner = null, lease_until = null
     from moved where due_work.store_id = moved.store_id and due_work.work_id = $5 and due_work.kind = '${runScheduleKind}'
   )
   select store_id from moved`,
)

/** Gives a waiting charge another time; false when it waits no longer. */
export async function moveSchedule(
  deps: { readonly database: Database; readonly clock: Clock },
  schedule: { readonly storeId: string; readonly scheduleId: string; readonly timeToPay: Date },
): Promise<boolean> {
  const { storeId, scheduleId, timeToPay } = schedule
  const values = [storeId, scheduleId, timeToPay, deps.clock.now(), scheduleWorkId(scheduleId)]
  return (await deps.database.query(move, values)).length === 1
}
