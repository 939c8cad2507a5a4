import { sql, type Database } from '../foundation/database.ts'

/** Reads all payments of the stores: asked when somebody withdraws, which is rare enough to need no index. */
const count = sql(
  'payment-count-under-way',
  `select
     (select count(*) from payment_transaction where store_id = any($1::text[]) and phase in ('CONFIRMING', 'UNKNOWN')) +
     (select count(*) from payment_cancellation where store_id = any($1::text[]) and phase in ('RESERVED', 'UNKNOWN')) as moving,
     (select count(*) from payment where store_id = any($1::text[]) and status = 'VIRTUAL_ACCOUNT_ISSUED') as awaited`,
)

/** Money of these stores that a PG has not decided about, and virtual accounts that somebody may still pay into. */
export async function countPaymentsUnderWay(
  database: Database,
  storeIds: readonly string[],
): Promise<{ readonly moving: number; readonly awaitedDeposits: number }> {
  const [row] = await database.query<{ moving: number; awaited: number }>(count, [storeIds])
  return { moving: row?.moving ?? 0, awaitedDeposits: row?.awaited ?? 0 }
}
