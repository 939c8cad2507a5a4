import { sql, type Database } from '../foundation/database.ts'
import { settleApprovalKind, settleCancellationKind } from './payment-dependencies.ts'

const takeOver = sql(
  'payment-take-over',
  `update due_work set due_at = least(due_at, $2), lease_owner = null, lease_until = null
   where kind = any($3::text[]) and reference ->> 'owner' = $1
   returning work_id`,
)

/**
 * Takes over the money that a former process of this name left in flight. It is certainly dead,
 * because this process listens on its ports now; so its calls are settled at once instead of after their time limit.
 *
 * @param more kinds of timed work of other capabilities that watch a call in flight in the same way
 * @returns how many calls are taken over
 */
export async function takeOverMoneyInFlight(
  database: Database,
  replicaName: string,
  now: Date,
  more: readonly string[] = [],
): Promise<number> {
  const kinds = [settleApprovalKind, settleCancellationKind, ...more]
  const rows = await database.query(takeOver, [replicaName, now, kinds])
  return rows.length
}
