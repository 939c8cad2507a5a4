import type { Clock } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'

const remove = sql(
  'credential-delete-api-secret',
  `update api_secret set deleted_at = $3, refresh_digest = null, refresh_expires_at = null
   where store_id = $1 and api_secret_id = $2 and deleted_at is null returning api_secret_id`,
)

/**
 * Deletes a V2 API secret. It and every token made from it fail from the next call on.
 *
 * @returns false when there is no such living secret in this store
 */
export async function deleteApiSecret(
  deps: { readonly database: Database; readonly clock: Clock },
  storeId: string,
  apiSecretId: string,
): Promise<boolean> {
  const rows = await deps.database.query(remove, [storeId, apiSecretId, deps.clock.now()])
  return rows.length === 1
}
