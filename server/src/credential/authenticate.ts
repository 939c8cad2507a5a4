import { sql, type Database } from '../foundation/database.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { readCredential, type TokenDependencies } from './access-token.ts'
import type { ApiCaller } from './api-caller.ts'
import type { LastUse } from './last-use.ts'

export interface AuthenticateDependencies extends Pick<TokenDependencies, 'clock' | 'tokenKey'> {
  readonly database: Database
  /** Notes on the side that the secret was used. */
  readonly secretUse: LastUse
}

/** What `callerColumns` selects. */
export interface CallerRow {
  readonly caller_store_id: string
  readonly caller_secret_digest: Buffer
  readonly caller_api_secret_id: string
  readonly caller_merchant_id: string
  readonly caller_is_merchant_wide: boolean
  readonly caller_is_deleted: boolean
  readonly caller_expires_at: Date | null
  readonly caller_last_used_at: Date | null
}

/**
 * For a hot path that joins the check into its own statement:
 * `select ${callerColumns}, … from ${callerTables} left join … where ${callerKey('$1', '$2')}`, then `callerFromRow`.
 */
export const callerColumns = `
  api_secret.store_id as caller_store_id, api_secret.secret_digest as caller_secret_digest,
  api_secret.api_secret_id as caller_api_secret_id, api_secret.merchant_id as caller_merchant_id,
  caller_store.is_representative as caller_is_merchant_wide,
  (api_secret.deleted_at is not null or caller_store.deleted_at is not null) as caller_is_deleted,
  api_secret.expires_at as caller_expires_at, api_secret.last_used_at as caller_last_used_at`

export const callerTables = `api_secret join store caller_store on caller_store.store_id = api_secret.store_id`

/** `callerKey('$1', '$2')`: the condition that finds the row of a `SecretKey`. */
export function callerKey(storeIdParameter: string, digestParameter: string): string {
  return `api_secret.store_id = ${storeIdParameter} and api_secret.secret_digest = ${digestParameter}`
}

/** Who the row says is calling; undefined when the secret is deleted or expired, or its store is gone. */
export function callerFromRow(row: CallerRow, now: Date): ApiCaller | undefined {
  if (row.caller_is_deleted) return undefined
  if (row.caller_expires_at !== null && row.caller_expires_at <= now) return undefined
  return {
    merchantId: row.caller_merchant_id,
    homeStoreId: row.caller_store_id,
    isMerchantWide: row.caller_is_merchant_wide,
    apiSecretId: row.caller_api_secret_id,
  }
}

/** Notes the use of a secret that a hot path read by itself. Never waits. */
export function noteSecretUse(secretUse: LastUse, row: CallerRow): void {
  secretUse.note([row.caller_store_id, row.caller_secret_digest], row.caller_last_used_at)
}

const readCaller = sql(
  'credential-read-caller',
  `select ${callerColumns} from ${callerTables} where ${callerKey('$1', '$2')}`,
)

/**
 * Who calls REST V2. One indexed read on every call, never a cache: a deleted or expired secret,
 * and every token made from it, stops working on the very next call on every replica.
 *
 * @throws Refusal UNAUTHORIZED, the same for every reason
 */
export async function authenticate(
  deps: AuthenticateDependencies,
  authorizationHeader: string | undefined,
): Promise<ApiCaller> {
  const key = await readCredential(deps, authorizationHeader)
  if (key === undefined) throw refuseCommon('UNAUTHORIZED')
  const [row] = await deps.database.query<CallerRow>(readCaller, [key.storeId, key.secretDigest])
  const caller = row === undefined ? undefined : callerFromRow(row, deps.clock.now())
  if (row === undefined || caller === undefined) throw refuseCommon('UNAUTHORIZED')
  noteSecretUse(deps.secretUse, row)
  return caller
}
