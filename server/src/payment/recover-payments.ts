import { sql, type Database } from '../foundation/database.ts'
import { settleApprovalKind, settleCancellationKind } from './payment-dependencies.ts'

const takeOver = sql(
  'payment-take-over',
  `update due_work set due_at = least(due_at, $2), lease_owner = null, lease_until = null
   where kind in ('${settleApprovalKind}', '${settleCancellationKind}') and reference ->> 'owner' = $1
   returning work_id`,
)

/**
 * Takes over the money that a former process of this name left in flight. It is certainly dead,
 * because this process listens on its ports now; so its calls are settled at once instead of after their time limit.
 *
 * @returns how many approvals and cancels are taken over
 */
export async function takeOverMoneyInFlight(
  database: Database,
  replicaName: string,
  now: Date,
): Promise<number> {
  const rows = await database.query(takeOver, [replicaName, now])
  return rows.length
}
