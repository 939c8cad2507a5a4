import type { Clock } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import { testDueAt } from './due-by-clock.ts'
import { runScheduleKind } from './schedule-store.ts'

const read = sql('schedule-read-clock', `select ahead_ms from store_clock where store_id = $1`)
const put = sql(
  'schedule-put-clock',
  `insert into store_clock (store_id, ahead_ms, moved_at) values ($1, $2, $3)
   on conflict (store_id) do update set ahead_ms = excluded.ahead_ms, moved_at = excluded.moved_at`,
)
const remove = sql('schedule-remove-clock', `delete from store_clock where store_id = $1`)
/** The timed work of every waiting test charge, after the clock was moved. A lease is let go, since the row's status decides. */
const rebook = sql(
  'schedule-rebook-by-clock',
  `update due_work w set due_at = ${testDueAt('s.time_to_pay', 's.store_id', 's.mode')}, lease_owner = null, lease_until = null
   from payment_schedule s
   where s.store_id = $1 and s.mode = 'TEST' and s.status = 'SCHEDULED'
     and w.store_id = s.store_id and w.work_id = 'schedule:' || s.schedule_id and w.kind = '${runScheduleKind}'`,
)

/** How far the store's test clock is ahead of the real one, in milliseconds. */
export async function readAheadMs(database: Database, storeId: string): Promise<number> {
  const [row] = await database.query<{ ahead_ms: number | string }>(read, [storeId])
  return Number(row?.ahead_ms ?? 0)
}

/** The present of a store's scheduled payments: in test mode its test clock's. */
export async function storeNow(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  storeId: string,
  mode: 'LIVE' | 'TEST',
): Promise<Date> {
  const aheadMs = mode === 'TEST' ? await readAheadMs(database, storeId) : 0
  return new Date(clock.now().getTime() + aheadMs)
}

/** Sets the clock without moving anybody's timed work; null gives it back to real time. */
export async function putAheadMs(
  database: Database,
  storeId: string,
  aheadMs: number | null,
  now: Date,
): Promise<void> {
  if (aheadMs === null) await database.query(remove, [storeId])
  else await database.query(put, [storeId, aheadMs, now])
}

/** Every waiting test charge comes due when the clock, as it stands, says. */
export async function rebookByClock(database: Database, storeId: string): Promise<void> {
  await database.query(rebook, [storeId])
}
