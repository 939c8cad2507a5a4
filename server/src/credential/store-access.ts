import { sql, type Database } from '../foundation/database.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { ApiCaller } from './api-caller.ts'
import { isStoreId } from './api-secret.ts'

const readOwned = sql(
  'credential-read-owned-store',
  `select store_id from store where store_id = $1 and merchant_id = $2 and (deleted_at is null or ($3 and has_history))`,
)
const listOwned = sql(
  'credential-list-owned-stores',
  `select store_id from store where merchant_id = $1 and (deleted_at is null or has_history)
   order by created_at, store_id`,
)

/**
 * The store that a call means: the credential's home store unless it names another. Only a secret of the
 * representative store may name another one of its own merchant.
 *
 * @param options.includeDeleted for what was paid already: the payments of a deleted store can still be read and cancelled
 * @throws Refusal FORBIDDEN, the same for a store of somebody else and one that does not exist
 */
export async function resolveStore(
  deps: { readonly database: Database },
  caller: ApiCaller,
  storeId?: string,
  options: { readonly includeDeleted?: boolean } = {},
): Promise<string> {
  if (storeId === undefined || storeId === caller.homeStoreId) return caller.homeStoreId
  if (!caller.isMerchantWide || !isStoreId(storeId)) throw refuseCommon('FORBIDDEN')
  const [owned] = await deps.database.query<{ store_id: string }>(readOwned, [
    storeId,
    caller.merchantId,
    options.includeDeleted === true,
  ])
  if (owned === undefined) throw refuseCommon('FORBIDDEN')
  return owned.store_id
}

/** Every store that a list without `storeId` covers: all of the merchant, deleted ones with payments included, or the home store alone. */
export async function accessibleStores(
  deps: { readonly database: Database },
  caller: ApiCaller,
): Promise<readonly string[]> {
  if (!caller.isMerchantWide) return [caller.homeStoreId]
  const rows = await deps.database.query<{ store_id: string }>(listOwned, [caller.merchantId])
  return rows.map((row) => row.store_id)
}
