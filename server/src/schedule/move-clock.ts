import { minute } from '../foundation/clock.ts'
import { sql } from '../foundation/database.ts'
import type { ChargeDependencies } from '../payment/charge-billing-key.ts'
import { runScheduleNow } from './run-schedule.ts'
import { runScheduleKind, scheduleWorkId } from './schedule-store.ts'
import { putAheadMs, readAheadMs, rebookByClock } from './store-clock.ts'

/** Charges per call; a clock that meets more of them stops at the last and says so. */
const chargesMax = 200

const findNext = sql(
  'schedule-next-by-clock',
  `select schedule_id, time_to_pay from payment_schedule
   where store_id = $1 and mode = 'TEST' and status = 'SCHEDULED' and time_to_pay <= $2
   order by time_to_pay, schedule_id limit 1`,
)
const bookSoon = sql(
  'schedule-book-soon',
  `update due_work set due_at = $3, lease_owner = null, lease_until = null
   where store_id = $1 and work_id = $2 and kind = '${runScheduleKind}'`,
)

export interface ClockMove {
  readonly now: Date
  /** Schedules that were charged on the way, in their order. */
  readonly charged: readonly string[]
  /** False where so many charges were met that the rest needs another call. */
  readonly isReached: boolean
}

export type ClockMoveOutcome =
  | { readonly kind: 'moved'; readonly move: ClockMove }
  | { readonly kind: 'refused'; readonly type: 'BACKWARDS'; readonly now: Date }

/**
 * Moves a store's test clock forward. Every test charge that comes due on the way is made in the order of its time, one
 * after the other, so that the messages about them come in that order, too. Only what waits follows the clock: what is
 * recorded — the payment's times, the messages' — carries the real time, as the PG's own books do.
 *
 * A process that dies on the way leaves the clock where it was; the charge in flight is finished by its timed work.
 */
export async function moveClock(
  deps: ChargeDependencies,
  { storeId, to }: { readonly storeId: string; readonly to: Date },
): Promise<ClockMoveOutcome> {
  const { database, clock } = deps
  const present = new Date(clock.now().getTime() + (await readAheadMs(database, storeId)))
  if (to < present) return { kind: 'refused', type: 'BACKWARDS', now: present }
  const charged: string[] = []
  let reached = present
  while (charged.length < chargesMax) {
    const [next] = await database.query<{ schedule_id: string; time_to_pay: Date }>(findNext, [storeId, to])
    if (next === undefined) break
    const scheduleId = next.schedule_id
    // Should this process die before the charge, or the PG stay silent, the timed work goes on from here.
    await database.query(bookSoon, [
      storeId,
      scheduleWorkId(scheduleId),
      new Date(clock.now().getTime() + minute),
    ])
    const run = await runScheduleNow(deps, { storeId, scheduleId })
    if (run === undefined || run.status === 'SCHEDULED') break
    charged.push(scheduleId)
    if (next.time_to_pay > reached) reached = next.time_to_pay
  }
  const isReached = charged.length < chargesMax
  const now = clock.now()
  const end = isReached ? to : reached
  await database.transaction(async (transaction) => {
    await putAheadMs(transaction, storeId, Math.max(end.getTime() - now.getTime(), 0), now)
    await rebookByClock(transaction, storeId)
  })
  deps.worker.wake(runScheduleKind)
  return { kind: 'moved', move: { now: end, charged, isReached } }
}
