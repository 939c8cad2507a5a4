import { sql, type Database } from '../foundation/database.ts'
import type { Me } from '../wire/console.ts'
import type { ConsoleCaller } from './console-guard.ts'
import { actionsOf } from './permission.ts'

const readMerchant = sql('me-read-merchant', `select name from merchant where merchant_id = $1`)
const readStores = sql(
  'me-read-stores',
  `select s.store_id, s.name, s.is_representative, s.deleted_at is not null as is_deleted from store s
   join member m on m.merchant_id = s.merchant_id and m.user_id = $2
   where s.merchant_id = $1 and (s.deleted_at is null or s.has_history)
     and (m.role not in ('STORE_MANAGER', 'STORE_READ_ONLY') or m.store_id = s.store_id)
   order by s.is_representative desc, s.deleted_at is not null, s.created_at, s.store_id`,
)

/** Who is signed in, and the stores that he may choose from: the representative store first, deleted ones with payments last. */
export async function readMe(
  { database }: { readonly database: Database },
  caller: ConsoleCaller,
): Promise<Me> {
  const [merchant] = await database.query<{ name: string }>(readMerchant, [caller.merchantId])
  const stores = await database.query<StoreRow>(readStores, [caller.merchantId, caller.userId])
  return {
    email: caller.email,
    merchant: { merchantId: caller.merchantId, name: merchant?.name ?? '' },
    role: caller.role,
    actions: actionsOf(caller.role, caller.grants),
    stores: stores.map((store) => ({
      storeId: store.store_id,
      name: store.name,
      isRepresentative: store.is_representative,
      ...(store.is_deleted ? { isDeleted: true } : {}),
    })),
  }
}

interface StoreRow {
  store_id: string
  name: string
  is_representative: boolean
  is_deleted: boolean
}
