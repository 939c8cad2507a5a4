import type { AuditActor, AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'

const remove = sql(
  'credential-delete-api-secret',
  `update api_secret set deleted_at = $3, refresh_digest = null, refresh_expires_at = null
   where store_id = $1 and api_secret_id = $2 and deleted_at is null returning name, last_four`,
)

/**
 * Deletes a V2 API secret. It and every token made from it fail from the next call on.
 *
 * @returns false when there is no such living secret in this store
 */
export async function deleteApiSecret(
  deps: { readonly database: Database; readonly clock: Clock; readonly audit: AuditLog },
  storeId: string,
  apiSecretId: string,
  by: AuditActor,
): Promise<boolean> {
  return deps.database.transaction(async (transaction) => {
    const [row] = await transaction.query<{ name: string; last_four: string }>(remove, [
      storeId,
      apiSecretId,
      deps.clock.now(),
    ])
    if (row === undefined) return false
    await deps.audit.record(transaction, by, {
      action: 'api-secret.delete',
      storeId,
      target: apiSecretId,
      before: { name: row.name, lastFour: row.last_four },
    })
    return true
  })
}
