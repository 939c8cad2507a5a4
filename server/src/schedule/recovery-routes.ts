import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { AuditLog } from '../audit/audit-log.ts'
import { readBody } from '../credential/request-body.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import type { ScheduleRecovery } from '../wire/console-recurring.ts'
import { insertRecovery, readRecovery, removeRecovery, updateRecovery } from './recovery-store.ts'
import { nextRecovery } from './recovery-time.ts'
import { refuseSchedule } from './schedule-errors.ts'

export interface RecoveryRouteDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly audit: AuditLog
}

interface OfStore {
  readonly Params: { readonly storeId: string }
}
const saveBody = Type.Object({
  /** Null: switched off. */
  hour: Type.Union([Type.Integer({ minimum: 1, maximum: 23 }), Type.Null()]),
  /** The version that the person saw; 0 while it was off. */
  rowVersion: Type.Integer({ minimum: 0, maximum: 2_147_483_647 }),
})

/** 리커버리: at which hour a store's failed charges are tried again, or that they are not. */
export function registerRecoveryRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'store'>,
  deps: RecoveryRouteDependencies,
): void {
  const path = '/console/api/stores/:storeId/schedule-recovery'

  app.get<OfStore>(path, async (request) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    return shown(deps.database, storeId)
  })

  app.put<OfStore>(path, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'schedules.write')
    const { storeId } = caller
    const { hour, rowVersion } = readBody(saveBody, request.body ?? {})
    const now = deps.clock.now()
    await deps.database.transaction(async (transaction) => {
      const before = await readRecovery(transaction, storeId)
      if ((before?.rowVersion ?? 0) !== rowVersion) throw refuseSchedule('SCHEDULE_RECOVERY_CHANGED')
      if (hour === null && before === undefined) return
      const isSaved = await save(transaction, {
        storeId,
        merchantId: caller.merchantId,
        rowVersion,
        hour,
        now,
        isNew: before === undefined,
      })
      if (!isSaved) throw refuseSchedule('SCHEDULE_RECOVERY_CHANGED')
      await deps.audit.record(transaction, caller, {
        action: hour === null ? 'schedule-recovery.delete' : 'schedule-recovery.save',
        storeId,
        target: storeId,
        ...(before === undefined ? {} : { before: { hour: before.hour } }),
        ...(hour === null ? {} : { after: { hour } }),
      })
    })
    return shown(deps.database, storeId)
  })
}

async function save(
  transaction: Database,
  wanted: {
    readonly storeId: string
    readonly merchantId: string
    readonly rowVersion: number
    readonly hour: number | null
    readonly now: Date
    readonly isNew: boolean
  },
): Promise<boolean> {
  const { hour } = wanted
  if (hour === null) return removeRecovery(transaction, wanted.storeId, wanted.rowVersion)
  const setting = { ...wanted, hour, nextAt: nextRecovery(hour, wanted.now) }
  return wanted.isNew ? insertRecovery(transaction, setting) : updateRecovery(transaction, setting)
}

async function shown(database: Database, storeId: string): Promise<ScheduleRecovery> {
  const recovery = await readRecovery(database, storeId)
  return recovery === undefined
    ? { hour: null, rowVersion: 0 }
    : { hour: recovery.hour, rowVersion: recovery.rowVersion, nextAt: recovery.nextAt.toISOString() }
}
