import { sql, type Database } from '../foundation/database.ts'
import { scheduleColumns, toSchedule, type ScheduleRow } from './schedule-store.ts'
import type { Schedule } from './schedule.ts'

/** Kind of the timed work that tries failed charges again. */
export const recoverSchedulesKind = 'schedule.recover'

/** 리커버리 of one store. */
export interface Recovery {
  readonly hour: number
  readonly rowVersion: number
  /** When it runs next. */
  readonly nextAt: Date
}

const read = sql(
  'schedule-recovery-read',
  `select r.hour, r.row_version as "rowVersion", w.due_at as "nextAt" from schedule_recovery r
   join store s on s.store_id = r.store_id and s.deleted_at is null
   join due_work w on w.store_id = r.store_id and w.work_id = $2 where r.store_id = $1`,
)
const insert = sql(
  'schedule-recovery-insert',
  `with written as (
     insert into schedule_recovery (store_id, merchant_id, hour, updated_at) values ($1, $2, $3, $4)
     on conflict do nothing returning store_id
   )
   insert into due_work (store_id, work_id, kind, reference, due_at, created_at)
   select store_id, $5, '${recoverSchedulesKind}', '{}', $6, $4 from written returning work_id`,
)
const update = sql(
  'schedule-recovery-update',
  `with written as (
     update schedule_recovery set hour = $3, row_version = row_version + 1, updated_at = $4
     where store_id = $1 and row_version = $2 returning store_id
   )
   update due_work set due_at = $6 from written
   where due_work.store_id = written.store_id and due_work.work_id = $5 returning work_id`,
)
const remove = sql(
  'schedule-recovery-remove',
  `with removed as (delete from schedule_recovery where store_id = $1 and row_version = $2 returning store_id)
   delete from due_work using removed where due_work.store_id = removed.store_id and due_work.work_id = $3 returning work_id`,
)
/** Whoever scheduled the order anew in the meantime, by hand or by the API, is not helped a second time. */
const failed = sql(
  'schedule-recovery-failed',
  `select ${scheduleColumns} from payment_schedule s
   where store_id = $1 and status = 'FAILED' and completed_at >= $2 and completed_at < $3
     and ($4::timestamptz is null or (completed_at, schedule_id) > ($4, $5))
     and not exists (
       select 1 from payment_schedule later
       where later.store_id = s.store_id and later.payment_id = s.payment_id and later.created_at > s.created_at)
   order by completed_at, schedule_id limit 200`,
)

const workId = (storeId: string): string => `recover:${storeId}`

/** Undefined: switched off, or the store is closed. */
export async function readRecovery(database: Database, storeId: string): Promise<Recovery | undefined> {
  return (await database.query<Recovery>(read, [storeId, workId(storeId)]))[0]
}

/** @returns false when it was switched on by somebody else meanwhile */
export async function insertRecovery(
  database: Database,
  recovery: {
    readonly storeId: string
    readonly merchantId: string
    readonly hour: number
    readonly now: Date
    readonly nextAt: Date
  },
): Promise<boolean> {
  const { storeId, merchantId, hour, now, nextAt } = recovery
  const rows = await database.query(insert, [storeId, merchantId, hour, now, workId(storeId), nextAt])
  return rows.length === 1
}

/** @returns false when the version is not the present one */
export async function updateRecovery(
  database: Database,
  recovery: {
    readonly storeId: string
    readonly rowVersion: number
    readonly hour: number
    readonly now: Date
    readonly nextAt: Date
  },
): Promise<boolean> {
  const { storeId, rowVersion, hour, now, nextAt } = recovery
  const rows = await database.query(update, [storeId, rowVersion, hour, now, workId(storeId), nextAt])
  return rows.length === 1
}

/** @returns false when the version is not the present one */
export async function removeRecovery(
  database: Database,
  storeId: string,
  rowVersion: number,
): Promise<boolean> {
  return (await database.query(remove, [storeId, rowVersion, workId(storeId)])).length === 1
}

/** The next charges that failed in the span and were not scheduled anew, oldest first. */
export async function failedSchedules(
  database: Database,
  storeId: string,
  span: { readonly from: Date; readonly until: Date },
  after: Schedule | undefined,
): Promise<readonly Schedule[]> {
  const rows = await database.query<ScheduleRow>(failed, [
    storeId,
    span.from,
    span.until,
    after?.completedAt ?? null,
    after?.scheduleId ?? null,
  ])
  return rows.map(toSchedule)
}
