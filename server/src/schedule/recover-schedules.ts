import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { DueHandler } from '../foundation/due-work.ts'
import type { Logger } from '../foundation/log.ts'
import type { Random } from '../foundation/random.ts'
import { failedSchedules, readRecovery, recoverSchedulesKind } from './recovery-store.ts'
import { nextRecovery, recoverySpan } from './recovery-time.ts'
import { retrySchedule } from './retry-schedule.ts'
import type { Schedule } from './schedule.ts'

export interface RecoveryDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  /** Charges begin when the run is over, through the ordinary schedules. */
  readonly wake: () => void
}

/**
 * 리커버리: once a day, every scheduled charge that failed the day before is scheduled anew for now. What fails again is
 * found by tomorrow's run, until it succeeds, its key is deleted, or the merchant switches this off. A run that dies half
 * way is repeated; what it scheduled already has a younger schedule and is passed over.
 *
 * Source: the console guide (리커버리, hours 01–23).
 */
export function recoverSchedulesHandler(deps: RecoveryDependencies): DueHandler {
  return {
    kind: recoverSchedulesKind,
    leaseMs: 600_000,
    concurrencyMax: 4,
    async run({ storeId, dueAt }) {
      const now = deps.clock.now()
      if ((await readRecovery(deps.database, storeId)) === undefined) return { kind: 'done' }
      const span = recoverySpan(dueAt, now)
      let scheduled = 0
      let last: Schedule | undefined
      for (;;) {
        const failed = await failedSchedules(deps.database, storeId, span, last)
        for (const former of failed)
          if ((await retrySchedule(deps, former, now)).kind === 'created') scheduled += 1
        last = failed.at(-1)
        if (last === undefined) break
      }
      if (scheduled > 0) {
        deps.log.info({ storeId, scheduled }, 'failed charges are tried again')
        deps.wake()
      }
      // The hour may have been changed while this ran.
      const setting = await readRecovery(deps.database, storeId)
      return setting === undefined
        ? { kind: 'done' }
        : { kind: 'again', at: nextRecovery(setting.hour, deps.clock.now()) }
    },
  }
}
