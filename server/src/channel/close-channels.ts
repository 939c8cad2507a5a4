import { sql, type Database } from '../foundation/database.ts'

const close = sql(
  'channel-close-all',
  `update channel set deleted_at = $2, updated_at = $2 where store_id = any($1::text[]) and deleted_at is null`,
)

/**
 * Deletes all channels of a merchant that withdraws. As with any deleted channel the sealed PG credentials stay,
 * readable by nobody in the console, for what a PG still has to decide about payments of before.
 */
export async function closeChannels(
  transaction: Database,
  closing: { readonly storeIds: readonly string[]; readonly now: Date },
): Promise<void> {
  await transaction.query(close, [closing.storeIds, closing.now])
}
