import type { Clock } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import { scheduleWorkId } from './schedule-store.ts'
import type { ScheduleStatus } from './schedule.ts'

export interface RevokeRequest {
  readonly storeId: string
  /** Alone: all waiting schedules of the key. With ids: they must be the key's. */
  readonly billingKey?: string
  readonly scheduleIds?: readonly string[]
}

export type RevokeOutcome =
  | { readonly kind: 'revoked'; readonly scheduleIds: readonly string[]; readonly at: Date }
  | {
      readonly kind: 'refused'
      readonly type:
        | 'BILLING_KEY_NOT_FOUND'
        | 'BILLING_KEY_ALREADY_DELETED'
        | 'PAYMENT_SCHEDULE_NOT_FOUND'
        | 'PAYMENT_SCHEDULE_ALREADY_PROCESSED'
        | 'PAYMENT_SCHEDULE_ALREADY_REVOKED'
      readonly detail?: string
    }

const findKey = sql(
  'schedule-find-key',
  `select status from billing_key where store_id = $1 and billing_key = $2 and status in ('ISSUED', 'DELETED')`,
)
const lockChosen = sql(
  'schedule-lock-chosen',
  `select schedule_id, billing_key, status from payment_schedule
   where store_id = $1 and ($2::text[] is null or schedule_id = any($2)) and ($3::text is null or billing_key = $3)
     and ($2::text[] is not null or status = 'SCHEDULED')
   order by schedule_id for update`,
)
const revoke = sql(
  'schedule-revoke',
  `update payment_schedule set status = 'REVOKED', revoked_at = $3, status_at = $3
   where store_id = $1 and schedule_id = any($2::text[])`,
)
const dropWork = sql(
  'schedule-drop-work',
  `delete from due_work where store_id = $1 and work_id = any($2::text[])`,
)
const releaseKeys = sql(
  'schedule-release-keys',
  `update billing_key k set live_schedules = k.live_schedules - r.count
   from (select billing_key, count(*)::integer as count from unnest($2::text[]) as u(billing_key) group by billing_key) r
   where k.store_id = $1 and k.billing_key = r.billing_key`,
)

/** Takes schedules back, all of them or none. Rows are locked in the order of their ids, then the keys. */
export async function revokeSchedules(
  deps: {
    readonly database: Database
    readonly clock: Clock
    /** Written together with the revocation. */
    readonly onRevoked?: (transaction: Database) => Promise<void>
  },
  request: RevokeRequest,
): Promise<RevokeOutcome> {
  const { storeId, billingKey, scheduleIds } = request
  return deps.database.transaction(async (transaction): Promise<RevokeOutcome> => {
    if (billingKey !== undefined) {
      const [key] = await transaction.query<{ status: string }>(findKey, [storeId, billingKey])
      if (key === undefined) return { kind: 'refused', type: 'BILLING_KEY_NOT_FOUND' }
      // Nothing can wait for a key that is gone.
      if (key.status === 'DELETED') return { kind: 'refused', type: 'BILLING_KEY_ALREADY_DELETED' }
    }
    const asked = scheduleIds === undefined ? null : [...new Set(scheduleIds)]
    const rows = await transaction.query<{
      schedule_id: string
      billing_key: string
      status: ScheduleStatus
    }>(lockChosen, [storeId, asked, billingKey ?? null])
    const missing = asked?.find((id) => !rows.some((row) => row.schedule_id === id))
    if (missing !== undefined)
      return { kind: 'refused', type: 'PAYMENT_SCHEDULE_NOT_FOUND', detail: missing.slice(0, 80) }
    const settled = rows.find(({ status }) => status !== 'SCHEDULED')
    if (settled !== undefined)
      return {
        kind: 'refused',
        type:
          settled.status === 'REVOKED'
            ? 'PAYMENT_SCHEDULE_ALREADY_REVOKED'
            : 'PAYMENT_SCHEDULE_ALREADY_PROCESSED',
        detail: settled.schedule_id,
      }
    const now = deps.clock.now()
    const ids = rows.map((row) => row.schedule_id)
    await transaction.query(revoke, [storeId, ids, now])
    await transaction.query(dropWork, [storeId, ids.map(scheduleWorkId)])
    await transaction.query(releaseKeys, [storeId, rows.map((row) => row.billing_key)])
    await deps.onRevoked?.(transaction)
    return { kind: 'revoked', scheduleIds: ids, at: now }
  })
}
