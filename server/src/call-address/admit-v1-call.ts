import type { IncomingHttpHeaders } from 'node:http'
import type { V1Caller } from '../credential/v1-caller.ts'
import { readV1Token } from '../credential/v1-token.ts'
import { sql, type Database } from '../foundation/database.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { CallAddressRule } from '../wire/console-call-address.ts'
import { refuseCallAddress } from './call-address-errors.ts'
import { checkCallAddress } from './check-call-address.ts'

/** What a V1 request says of its caller. */
export interface V1Credential {
  readonly headers: IncomingHttpHeaders
  /** `_token` of the query or body. */
  readonly inRequest: unknown
  /** Where the call comes from. */
  readonly address: string
}

/** What `v1CallColumns` selects. */
export interface V1CallRow {
  readonly call_merchant_id: string
  readonly call_expires_at: Date
  readonly call_store_id: string | null
  readonly call_is_enforced: boolean | null
  readonly call_rules: CallAddressRule[] | null
}

/**
 * For a hot path that joins the check into its own statement. `$1`, `$2` and `$3` are those of `v1CallValues`;
 * `call_store.store_id` is the store that the call acts for, null for an unknown tier.
 *
 * The token must be of the secret that the merchant has now, so a re-issue ends it in the statement that re-issues.
 */
export const v1CallColumns = `d.merchant_id as call_merchant_id, k.expires_at as call_expires_at, call_store.store_id as call_store_id,
  a.is_enforced as call_is_enforced, a.rules as call_rules`
export const v1CallTables = `v1_directory d
  join v1_token k on k.merchant_id = d.merchant_id and k.token_digest = $2
  join v1_credential c on c.merchant_id = d.merchant_id and c.rest_secret_digest = k.rest_secret_digest
  left join store call_store on call_store.merchant_id = d.merchant_id and call_store.deleted_at is null
    and (($3::text is null and call_store.is_representative) or call_store.tier_code = $3)
  left join call_address a on a.merchant_id = d.merchant_id`
export const v1CallCondition = `d.lookup = $1`

/** @throws Refusal UNAUTHORIZED when the request carries nothing that could be a token */
export function v1CallValues({ headers, inRequest }: V1Credential): readonly [string, Buffer, string | null] {
  const token = readV1Token(headers, inRequest)
  if (token === undefined) throw refuseCommon('UNAUTHORIZED')
  return [token.lookup, token.tokenDigest, tierOf(headers) ?? null]
}

/**
 * Who calls, by the row of the statement: token first, then the address, then the tier.
 *
 * @throws Refusal UNAUTHORIZED, CALL_ADDRESS_REFUSED, TIER_NOT_FOUND
 */
export function admitV1Call(row: V1CallRow | undefined, { address }: V1Credential, now: Date): V1Caller {
  if (row === undefined || row.call_expires_at <= now) throw refuseCommon('UNAUTHORIZED')
  checkCallAddress({ is_enforced: row.call_is_enforced, rules: row.call_rules }, address)
  if (row.call_store_id === null) throw refuseCallAddress('TIER_NOT_FOUND')
  return { merchantId: row.call_merchant_id, storeId: row.call_store_id }
}

const read = sql('v1-read-call', `select ${v1CallColumns} from ${v1CallTables} where ${v1CallCondition}`)

/** The same in one read of its own, for all but the hottest paths. Never a cache. */
export async function readV1Caller(
  database: Database,
  credential: V1Credential,
  now: Date,
): Promise<V1Caller> {
  const [row] = await database.query<V1CallRow>(read, v1CallValues(credential))
  return admitV1Call(row, credential, now)
}

/** The sub-store that the call is for. Text that is no tier code names none, which the read finds out. */
function tierOf(headers: IncomingHttpHeaders): string | undefined {
  const { tier } = headers
  if (typeof tier !== 'string' || tier === '') return undefined
  return /^[A-Z0-9]{3}$/.test(tier) ? tier : ''
}
