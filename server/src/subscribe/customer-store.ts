import { isBillingKey, isChargeable, type BillingKey } from '../billing-key/billing-key.ts'
import {
  billingKeyJson,
  readBillingKey,
  toBillingKey,
  type BillingKeyJson,
} from '../billing-key/billing-key-store.ts'
import { sql, type Database } from '../foundation/database.ts'

/** A billing key under the name that a V1 merchant gave it. */
export interface V1Customer {
  readonly customerUid: string
  readonly key: BillingKey
  readonly insertedAt: Date
  readonly updatedAt: Date
}

interface CustomerRow {
  customer_uid: string
  inserted_at: Date
  updated_at: Date
  key: BillingKeyJson | null
}

const read = sql(
  'subscribe-read-customers',
  `select c.customer_uid, c.inserted_at, c.updated_at, ${billingKeyJson('c.store_id', 'c.billing_key')} as key
   from v1_customer c where c.store_id = $1 and c.customer_uid = any($2::text[])`,
)

/**
 * The keys in force behind these names, in their order; unknown names and deleted keys are left out. A billing key of
 * REST V2 has no such name and goes by its own.
 */
export async function findCustomers(
  database: Database,
  storeId: string,
  customerUids: readonly string[],
): Promise<readonly V1Customer[]> {
  const rows = await database.query<CustomerRow>(read, [storeId, customerUids])
  const found = await Promise.all(
    [...new Set(customerUids)].map(async (customerUid): Promise<V1Customer | undefined> => {
      const row = rows.find((one) => one.customer_uid === customerUid)
      if (row === undefined && !isBillingKey(customerUid)) return undefined
      const key =
        row?.key === undefined || row.key === null
          ? await readBillingKey(database, storeId, customerUid)
          : toBillingKey(row.key)
      if (key === undefined || !isChargeable(key)) return undefined
      const issuedAt = key.issuedAt ?? key.requestedAt
      return {
        customerUid,
        key,
        insertedAt: row?.inserted_at ?? issuedAt,
        updatedAt: row?.updated_at ?? issuedAt,
      }
    }),
  )
  return found.filter((customer) => customer !== undefined)
}

export async function findCustomer(
  database: Database,
  storeId: string,
  customerUid: string,
): Promise<V1Customer | undefined> {
  return (await findCustomers(database, storeId, [customerUid]))[0]
}

/**
 * Waiting charges go over to the new key, as V1's schedules name the customer and not the key; in the same mode only,
 * since play money and money never mix. The customer's row is locked first, then schedules, then keys.
 */
const bind = sql(
  'subscribe-bind-customer',
  `with former as (
     select billing_key from v1_customer where store_id = $1 and customer_uid = $2 for update
   ), bound as (
     insert into v1_customer (store_id, customer_uid, merchant_id, billing_key, inserted_at, updated_at)
     values ($1, $2, $3, $4, $5, $5)
     on conflict (store_id, customer_uid) do update set billing_key = excluded.billing_key, updated_at = excluded.updated_at
   ), moved as (
     update payment_schedule s set billing_key = $4
     from former, billing_key k
     where s.store_id = $1 and s.billing_key = former.billing_key and former.billing_key <> $4 and s.status = 'SCHEDULED'
       and s.data #>> '{v1,customerUid}' = $2 and k.store_id = $1 and k.billing_key = $4 and k.mode = s.mode
     returning s.schedule_id
   ), released as (
     update billing_key k set live_schedules = k.live_schedules - (select count(*)::integer from moved)
     from former where k.store_id = $1 and k.billing_key = former.billing_key and former.billing_key <> $4
       and exists (select 1 from moved)
   )
   update billing_key set live_schedules = live_schedules + (select count(*)::integer from moved)
   where store_id = $1 and billing_key = $4 and exists (select 1 from moved)`,
)

/** Makes the key the one that `customerUid` means. */
export async function bindCustomer(
  database: Database,
  customer: {
    readonly storeId: string
    readonly customerUid: string
    readonly merchantId: string
    readonly billingKey: string
    readonly now: Date
  },
): Promise<void> {
  const { storeId, customerUid, merchantId, billingKey, now } = customer
  await database.query(bind, [storeId, customerUid, merchantId, billingKey, now])
}

/** The same for a key that V1's window has issued a moment ago. */
export async function bindIssuedCustomer(transaction: Database, key: BillingKey, now: Date): Promise<void> {
  const customerUid = key.data.v1?.customerUid
  if (customerUid === undefined) return
  const { storeId, merchantId, billingKey } = key
  await bindCustomer(transaction, { storeId, merchantId, billingKey, customerUid, now })
}
