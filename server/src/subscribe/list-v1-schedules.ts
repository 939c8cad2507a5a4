import { sql, type Database } from '../foundation/database.ts'
import { scheduleColumns, toSchedule, type ScheduleRow } from '../schedule/schedule-store.ts'
import type { Schedule, ScheduleStatus } from '../schedule/schedule.ts'

/** V1 knows three: one whose charge has begun is `executed`, however it ends. */
export type V1ScheduleStatus = 'scheduled' | 'executed' | 'revoked'

export const v1ScheduleStatuses: Readonly<Record<ScheduleStatus, V1ScheduleStatus>> = {
  SCHEDULED: 'scheduled',
  STARTED: 'executed',
  PENDING: 'executed',
  SUCCEEDED: 'executed',
  FAILED: 'executed',
  REVOKED: 'revoked',
}

/** A charge of REST V2 names its key itself, so a key's own name finds it as well. */
const matching = `payment_schedule where store_id = $1 and time_to_pay >= $2 and time_to_pay < $3
  and ($4::text is null or data #>> '{v1,customerUid}' = $4 or billing_key = $4)
  and (cardinality($5::text[]) = 0 or status = any($5))`
const list = sql(
  'subscribe-list-schedules',
  `select ${scheduleColumns} from ${matching}
   order by case when $6 then time_to_pay end asc, case when not $6 then time_to_pay end desc, schedule_id
   limit $7 offset $8`,
)
const count = sql('subscribe-count-schedules', `select count(*)::integer as total from ${matching}`)

export async function listV1Schedules(
  database: Database,
  choice: {
    readonly storeId: string
    readonly from: Date
    readonly to: Date
    readonly customerUid?: string
    readonly status?: V1ScheduleStatus
    readonly oldestFirst: boolean
    readonly page: number
    readonly size: number
  },
): Promise<{ readonly items: readonly Schedule[]; readonly total: number }> {
  const { status } = choice
  const statuses = Object.entries(v1ScheduleStatuses)
    .filter(([, v1]) => v1 === status)
    .map(([known]) => known)
  const filter = [choice.storeId, choice.from, choice.to, choice.customerUid ?? null, statuses]
  const [rows, [counted]] = await Promise.all([
    database.query<ScheduleRow>(list, [
      ...filter,
      choice.oldestFirst,
      choice.size,
      (choice.page - 1) * choice.size,
    ]),
    database.query<{ total: number }>(count, filter),
  ])
  return { items: rows.map(toSchedule), total: counted?.total ?? 0 }
}

const byPayments = sql(
  'subscribe-schedules-of-payments',
  `select distinct on (payment_id) ${scheduleColumns} from payment_schedule
   where store_id = $1 and payment_id = any($2::text[])
   order by payment_id, case when status in ('SCHEDULED', 'STARTED', 'PENDING') then 0 else 1 end, created_at desc, schedule_id desc`,
)

/** Of each order the schedule that is alive, else the latest. Unknown orders are left out. */
export async function schedulesOfOrders(
  database: Database,
  storeId: string,
  merchantUids: readonly string[],
): Promise<readonly Schedule[]> {
  return (await database.query<ScheduleRow>(byPayments, [storeId, merchantUids])).map(toSchedule)
}

const waiting = sql(
  'subscribe-waiting-schedules',
  `select ${scheduleColumns} from payment_schedule
   where store_id = $1 and status = 'SCHEDULED' and (data #>> '{v1,customerUid}' = $2 or billing_key = $2) order by time_to_pay`,
)

export async function waitingSchedulesOf(
  database: Database,
  storeId: string,
  customerUid: string,
): Promise<readonly Schedule[]> {
  return (await database.query<ScheduleRow>(waiting, [storeId, customerUid])).map(toSchedule)
}

const byIds = sql(
  'subscribe-schedules-by-ids',
  `select ${scheduleColumns} from payment_schedule where store_id = $1 and schedule_id = any($2::text[])`,
)

/** In the order of the ids. */
export async function schedulesByIds(
  database: Database,
  storeId: string,
  scheduleIds: readonly string[],
): Promise<readonly Schedule[]> {
  const found = (await database.query<ScheduleRow>(byIds, [storeId, scheduleIds])).map(toSchedule)
  return scheduleIds.flatMap((id) => found.filter(({ scheduleId }) => scheduleId === id))
}
