import { sql, type Database } from '../foundation/database.ts'
import { storableJson } from '../foundation/storable-text.ts'
import type { ProfileMethod } from './checkout-method.ts'

/** A checkout profile (체크아웃 프로필). */
export interface CheckoutProfile {
  readonly merchantId: string
  readonly profileKey: string
  /** The representative store, which owns the channels. */
  readonly ownerStoreId: string
  readonly rowVersion: number
  readonly name: string
  readonly mode: 'LIVE' | 'TEST'
  readonly methods: readonly ProfileMethod[]
  readonly updatedAt: Date
}

const columns = `merchant_id as "merchantId", profile_key as "profileKey", owner_store_id as "ownerStoreId",
  row_version as "rowVersion", name, mode, methods, updated_at as "updatedAt"`
const read = sql(
  'checkout-profile-read',
  `select ${columns} from checkout_profile where profile_key = $1 and deleted_at is null`,
)
const list = sql(
  'checkout-profile-list',
  `select ${columns} from checkout_profile where merchant_id = $1 and deleted_at is null order by created_at desc, profile_key limit 200`,
)
const insert = sql(
  'checkout-profile-insert',
  `insert into checkout_profile (merchant_id, profile_key, owner_store_id, row_version, name, mode, methods, created_at, updated_at)
   values ($1, $2, $3, 1, $4, $5, $6::jsonb, $7, $7) returning ${columns}`,
)
const update = sql(
  'checkout-profile-update',
  `update checkout_profile set row_version = row_version + 1, name = $4, methods = $5::jsonb, updated_at = $6
   where merchant_id = $1 and profile_key = $2 and row_version = $3 and deleted_at is null returning ${columns}`,
)
const remove = sql(
  'checkout-profile-remove',
  `update checkout_profile set deleted_at = $3 where merchant_id = $1 and profile_key = $2 and deleted_at is null returning ${columns}`,
)
const readOwner = sql(
  'checkout-profile-owner',
  `select store_id from store where merchant_id = $1 and is_representative limit 1`,
)

/** By its public key alone: buyers' pages know no merchant. */
export async function readProfile(
  database: Database,
  profileKey: string,
): Promise<CheckoutProfile | undefined> {
  if (!/^checkout-profile-(live|test)-[0-9a-f-]{36}$/.test(profileKey)) return undefined
  const [row] = await database.query<CheckoutProfile>(read, [profileKey])
  return row
}

export async function listProfiles(
  database: Database,
  merchantId: string,
): Promise<readonly CheckoutProfile[]> {
  return database.query<CheckoutProfile>(list, [merchantId])
}

export async function representativeStore(database: Database, merchantId: string): Promise<string> {
  const [row] = await database.query<{ store_id: string }>(readOwner, [merchantId])
  if (row === undefined) throw new Error('a merchant without its representative store')
  return row.store_id
}

export async function insertProfile(
  database: Database,
  profile: Omit<CheckoutProfile, 'rowVersion' | 'updatedAt'>,
  now: Date,
): Promise<CheckoutProfile> {
  const [row] = await database.query<CheckoutProfile>(insert, [
    profile.merchantId,
    profile.profileKey,
    profile.ownerStoreId,
    profile.name,
    profile.mode,
    storableJson(profile.methods),
    now,
  ])
  if (row === undefined) throw new Error('a profile was not inserted')
  return row
}

/** Undefined when somebody changed it meanwhile. */
export async function updateProfile(
  database: Database,
  profile: Pick<CheckoutProfile, 'merchantId' | 'profileKey' | 'rowVersion' | 'name' | 'methods'>,
  now: Date,
): Promise<CheckoutProfile | undefined> {
  const [row] = await database.query<CheckoutProfile>(update, [
    profile.merchantId,
    profile.profileKey,
    profile.rowVersion,
    profile.name,
    storableJson(profile.methods),
    now,
  ])
  return row
}

export async function removeProfile(
  database: Database,
  merchantId: string,
  profileKey: string,
  now: Date,
): Promise<CheckoutProfile | undefined> {
  const [row] = await database.query<CheckoutProfile>(remove, [merchantId, profileKey, now])
  return row
}
