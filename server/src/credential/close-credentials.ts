import { sql, type Database } from '../foundation/database.ts'

const deleteSecrets = sql(
  'credential-close-api-secrets',
  `update api_secret set deleted_at = $2, refresh_digest = null, refresh_expires_at = null
   where store_id = any($1::text[]) and deleted_at is null`,
)
/** Code and REST key stay in the directory, so that nobody else ever gets them. */
const deleteV1 = sql('credential-close-v1', `delete from v1_credential where merchant_id = $1`)

/** Ends every API secret of a merchant that withdraws: the next call with one, or with a token made from one, answers 401. */
export async function closeCredentials(
  transaction: Database,
  closing: { readonly merchantId: string; readonly storeIds: readonly string[]; readonly now: Date },
): Promise<void> {
  await transaction.query(deleteSecrets, [closing.storeIds, closing.now])
  await transaction.query(deleteV1, [closing.merchantId])
}
