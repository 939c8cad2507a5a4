import { sql, type Database } from '../foundation/database.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import { refuseReconciliation } from './reconciliation-errors.ts'
import type { ReadScope } from './reconciliation-dependencies.ts'

const readStore = sql(
  'reconciliation-read-store',
  `select is_representative from store where store_id = $1 and merchant_id = $2`,
)

/** What a caller in this store may read: the representative store reads the whole merchant, another one its own part. */
export async function scopeOf(
  database: Database,
  { merchantId, storeId }: ConsoleCaller & { readonly storeId: string },
): Promise<ReadScope> {
  const [store] = await database.query<{ is_representative: boolean }>(readStore, [storeId, merchantId])
  return store?.is_representative === true ? { merchantId } : { merchantId, storeIds: [storeId] }
}

/** @throws Refusal RepresentativeStoreOnlyError elsewhere than in the representative store */
export async function requireWholeMerchant(
  database: Database,
  caller: ConsoleCaller & { readonly storeId: string },
): Promise<void> {
  const { storeIds } = await scopeOf(database, caller)
  if (storeIds !== undefined) throw refuseReconciliation('RepresentativeStoreOnlyError')
}
