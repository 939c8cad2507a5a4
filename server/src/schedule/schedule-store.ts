import { isUniqueViolation, sql, type Database } from '../foundation/database.ts'
import { storableJson } from '../foundation/storable-text.ts'
import { testDueAt } from './due-by-clock.ts'
import type { Schedule, ScheduleStatus } from './schedule.ts'

/** Kind of the timed work that charges schedules. */
export const runScheduleKind = 'schedule.run'

/** The timed work of one schedule; it lives until the schedule is over. */
export function scheduleWorkId(scheduleId: string): string {
  return `schedule:${scheduleId}`
}

export interface ScheduleRow {
  store_id: string
  schedule_id: string
  merchant_id: string
  payment_id: string
  billing_key: string
  status: ScheduleStatus
  mode: 'LIVE' | 'TEST'
  transaction_id: string | null
  data: Schedule['data']
  time_to_pay: Date
  created_at: Date
  started_at: Date | null
  completed_at: Date | null
  revoked_at: Date | null
}

export const scheduleColumns = `store_id, schedule_id, merchant_id, payment_id, billing_key, status, mode, transaction_id, data,
  time_to_pay, created_at, started_at, completed_at, revoked_at`

export function toSchedule(row: ScheduleRow): Schedule {
  return {
    storeId: row.store_id,
    scheduleId: row.schedule_id,
    merchantId: row.merchant_id,
    paymentId: row.payment_id,
    billingKey: row.billing_key,
    status: row.status,
    mode: row.mode,
    transactionId: row.transaction_id,
    data: row.data,
    timeToPay: row.time_to_pay,
    createdAt: row.created_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    revokedAt: row.revoked_at,
  }
}

const read = sql(
  'schedule-read',
  `select ${scheduleColumns} from payment_schedule where store_id = $1 and schedule_id = $2`,
)
const findLive = sql(
  'schedule-find-live',
  `select schedule_id from payment_schedule
   where store_id = $1 and payment_id = $2 and status in ('SCHEDULED', 'STARTED', 'PENDING')`,
)
/** The key's row is written too: its lock decides between a new schedule and a deletion of the key. */
const insert = sql(
  'schedule-insert',
  `with held as (
     update billing_key set live_schedules = live_schedules + 1
     where store_id = $1 and billing_key = $5 and status = 'ISSUED' and phase = 'DONE' returning store_id, mode
   ), written as (
     insert into payment_schedule (store_id, schedule_id, merchant_id, payment_id, billing_key, status, mode, data,
       time_to_pay, created_at, status_at)
     select store_id, $2, $3, $4, $5, 'SCHEDULED', mode, $6::jsonb, $7::timestamptz, $8::timestamptz, $8::timestamptz from held
   ), booked as (
     insert into due_work (store_id, work_id, kind, reference, due_at, created_at)
     select store_id, $9, '${runScheduleKind}', jsonb_build_object('scheduleId', $2::text), ${testDueAt('$7::timestamptz', '$1', 'mode')}, $8::timestamptz from held
   )
   select store_id from held`,
)
const start = sql(
  'schedule-start',
  `update payment_schedule set status = 'STARTED', transaction_id = $3, started_at = $4, status_at = $4
   where store_id = $1 and schedule_id = $2 and status = 'SCHEDULED' returning ${scheduleColumns}`,
)
const hold = sql(
  'schedule-hold',
  `update payment_schedule set status = 'PENDING', completed_at = $3, status_at = $3
   where store_id = $1 and schedule_id = $2 and status = 'STARTED'`,
)
const complete = sql(
  'schedule-complete',
  `with done as (
     update payment_schedule set status = $3, completed_at = $4, status_at = $4, data = data || $5::jsonb
     where store_id = $1 and schedule_id = $2 and status in ('STARTED', 'PENDING') returning store_id, billing_key
   ), released as (
     update billing_key k set live_schedules = k.live_schedules - 1
     from done where k.store_id = done.store_id and k.billing_key = done.billing_key
   )
   delete from due_work using done where due_work.store_id = done.store_id and due_work.work_id = $6`,
)

export async function readSchedule(
  database: Database,
  storeId: string,
  scheduleId: string,
): Promise<Schedule | undefined> {
  const [row] = await database.query<ScheduleRow>(read, [storeId, scheduleId])
  return row === undefined ? undefined : toSchedule(row)
}

/** True while a schedule holds the paymentId. */
export async function isScheduled(database: Database, storeId: string, paymentId: string): Promise<boolean> {
  return (await database.query(findLive, [storeId, paymentId])).length > 0
}

/** @returns `no-key` when the billing key cannot be charged any more, `exists` when the paymentId is held already */
export async function insertSchedule(
  database: Database,
  schedule: Pick<
    Schedule,
    'storeId' | 'scheduleId' | 'merchantId' | 'paymentId' | 'billingKey' | 'data' | 'timeToPay' | 'createdAt'
  >,
): Promise<'written' | 'no-key' | 'exists'> {
  try {
    const rows = await database.query(insert, [
      schedule.storeId,
      schedule.scheduleId,
      schedule.merchantId,
      schedule.paymentId,
      schedule.billingKey,
      storableJson(schedule.data),
      schedule.timeToPay,
      schedule.createdAt,
      scheduleWorkId(schedule.scheduleId),
    ])
    return rows.length === 1 ? 'written' : 'no-key'
  } catch (error) {
    if (isUniqueViolation(error, 'schedule_live')) return 'exists'
    throw error
  }
}

/** Claims the charge: from here the schedule can no longer be revoked. Undefined: it was revoked, or runs already. */
export async function startSchedule(
  database: Database,
  schedule: Pick<Schedule, 'storeId' | 'scheduleId'>,
  transactionId: string,
  now: Date,
): Promise<Schedule | undefined> {
  const values = [schedule.storeId, schedule.scheduleId, transactionId, now]
  const [row] = await database.query<ScheduleRow>(start, values)
  return row === undefined ? undefined : toSchedule(row)
}

/** The PG decides later. */
export async function holdSchedule(
  database: Database,
  schedule: Pick<Schedule, 'storeId' | 'scheduleId'>,
  now: Date,
): Promise<void> {
  await database.query(hold, [schedule.storeId, schedule.scheduleId, now])
}

/** Ends it, and its timed work with it. */
export async function completeSchedule(
  database: Database,
  schedule: Pick<Schedule, 'storeId' | 'scheduleId'>,
  status: 'SUCCEEDED' | 'FAILED',
  now: Date,
  failure?: NonNullable<Schedule['data']['failure']>,
): Promise<void> {
  await database.query(complete, [
    schedule.storeId,
    schedule.scheduleId,
    status,
    now,
    storableJson(failure === undefined ? {} : { failure }),
    scheduleWorkId(schedule.scheduleId),
  ])
}
