import { isUniqueViolation, sql, type Database } from '../foundation/database.ts'
import type { AssignedChannel, StoreManager, StoreView } from '../wire/console-store.ts'
import { refuseSubStore } from './sub-store-errors.ts'

interface StoreRow {
  store_id: string
  name: string
  is_representative: boolean
  tier_code: string | null
  service_urls: string[]
  manager_name: string
  manager_phone: string
  manager_email: string
  inherits_webhooks: boolean
  channels: AssignedChannel[] | null
  member_count: number
  created_at: Date
  row_version: number
}

const select = `
  select s.store_id, s.name, s.is_representative, s.tier_code, s.service_urls, s.manager_name, s.manager_phone,
    s.manager_email, s.inherits_webhooks, s.created_at, s.row_version,
    (select json_agg(json_build_object('channelKey', c.channel_key, 'name', c.name, 'mode', c.mode, 'pg', c.pg,
         'pgProvider', c.pg_provider) order by a.position)
     from store_channel a join channel c on c.store_id = a.owner_store_id and c.channel_key = a.channel_key
     where a.store_id = s.store_id and a.removed_at is null and c.deleted_at is null) as channels,
    (select count(*)::integer from member m where m.merchant_id = s.merchant_id and m.store_id = s.store_id) as member_count
  from store s`

const list = sql(
  'sub-store-list',
  `${select} where s.merchant_id = $1 and s.deleted_at is null and ($2::text is null or s.store_id = $2)
   order by s.is_representative desc, s.created_at, s.store_id`,
)
const lock = sql(
  'sub-store-lock',
  `select store_id from store where merchant_id = $1 and store_id = $2 and deleted_at is null for no key update`,
)
const readRepresentative = sql(
  'sub-store-read-representative',
  `select store_id from store where merchant_id = $1 and is_representative`,
)
const insert = sql(
  'sub-store-insert',
  `insert into store (store_id, merchant_id, name, is_representative, tier_code, service_urls, manager_name,
     manager_phone, manager_email, inherits_webhooks, terms_agreed_at, created_at)
   values ($1, $2, $3, false, $4, $5, $6, $7, $8, $9, $10, $10)`,
)
const update = sql(
  'sub-store-update',
  `update store set name = $3, service_urls = $4, manager_name = $5, manager_phone = $6, manager_email = $7,
     inherits_webhooks = $8, row_version = row_version + 1
   where merchant_id = $1 and store_id = $2`,
)
const markDeleted = sql(
  'sub-store-delete',
  `update store set deleted_at = $3, has_history = $4 where merchant_id = $1 and store_id = $2`,
)
const listMembers = sql(
  'sub-store-list-members',
  `select user_id from member where merchant_id = $1 and store_id = $2`,
)

/** The living stores of a merchant, the representative one first; of a store role only its own. */
export async function listStores(
  database: Database,
  merchantId: string,
  storeId?: string,
): Promise<readonly StoreView[]> {
  return (await database.query<StoreRow>(list, [merchantId, storeId ?? null])).map(viewFromRow)
}

/** The living store, held until the transaction ends. */
export async function lockStore(
  transaction: Database,
  merchantId: string,
  storeId: string,
): Promise<StoreView | undefined> {
  await transaction.query(lock, [merchantId, storeId])
  const [view] = await listStores(transaction, merchantId, storeId)
  return view
}

export async function representativeStoreOf(database: Database, merchantId: string): Promise<string> {
  const [row] = await database.query<{ store_id: string }>(readRepresentative, [merchantId])
  if (row === undefined) throw new Error(`${merchantId} has no representative store`)
  return row.store_id
}

export interface StoreValues {
  readonly name: string
  readonly serviceUrls: readonly string[]
  readonly manager: StoreManager
  readonly inheritsWebhooks: boolean
}

/** @throws DuplicatedStoreNameError, DuplicatedTierCodeError: the unique indexes decide */
export function insertStore(
  transaction: Database,
  key: { readonly merchantId: string; readonly storeId: string },
  values: StoreValues & { readonly tierCode: string },
  now: Date,
): Promise<void> {
  const { name, tierCode, serviceUrls, manager, inheritsWebhooks } = values
  return refuseDuplicates(() =>
    transaction.query(insert, [
      key.storeId,
      key.merchantId,
      name,
      tierCode,
      serviceUrls,
      manager.name,
      manager.phone,
      manager.email,
      inheritsWebhooks,
      now,
    ]),
  )
}

/** Writes a store that the transaction has locked. @throws DuplicatedStoreNameError */
export function updateStoreRow(
  transaction: Database,
  key: { readonly merchantId: string; readonly storeId: string },
  { name, serviceUrls, manager, inheritsWebhooks }: StoreValues,
): Promise<void> {
  return refuseDuplicates(() =>
    transaction.query(update, [
      key.merchantId,
      key.storeId,
      name,
      serviceUrls,
      manager.name,
      manager.phone,
      manager.email,
      inheritsWebhooks,
    ]),
  )
}

export async function markStoreDeleted(
  transaction: Database,
  key: { readonly merchantId: string; readonly storeId: string },
  { now, hasHistory }: { readonly now: Date; readonly hasHistory: boolean },
): Promise<void> {
  await transaction.query(markDeleted, [key.merchantId, key.storeId, now, hasHistory])
}

export async function listMembersOfStore(
  transaction: Database,
  merchantId: string,
  storeId: string,
): Promise<readonly string[]> {
  const rows = await transaction.query<{ user_id: string }>(listMembers, [merchantId, storeId])
  return rows.map((row) => row.user_id)
}

async function refuseDuplicates(write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (isUniqueViolation(error, 'store_name')) {
      throw refuseSubStore('DuplicatedStoreNameError', undefined, { fields: ['name'] })
    }
    if (isUniqueViolation(error, 'store_tier')) {
      throw refuseSubStore('DuplicatedTierCodeError', undefined, { fields: ['tierCode'] })
    }
    throw error
  }
}

function viewFromRow(row: StoreRow): StoreView {
  return {
    storeId: row.store_id,
    name: row.name,
    isRepresentative: row.is_representative,
    ...(row.tier_code === null ? {} : { tierCode: row.tier_code }),
    serviceUrls: row.service_urls,
    manager: { name: row.manager_name, phone: row.manager_phone, email: row.manager_email },
    inheritsWebhooks: row.inherits_webhooks,
    channels: row.channels ?? [],
    memberCount: row.member_count,
    createdAt: row.created_at.toISOString(),
    rowVersion: row.row_version,
  }
}
