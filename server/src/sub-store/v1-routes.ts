import { refuseCallAddress } from '../call-address/call-address-errors.ts'
import type { V1Router } from '../credential/v1-router.ts'
import { sql, type Database } from '../foundation/database.ts'

const read = sql(
  'sub-store-read-tier',
  `select tier_code, name from store where merchant_id = $1 and tier_code = $2 and deleted_at is null`,
)

/** `GET /tiers/{tier_code}` of REST V1: a sub-store by its tier code. */
export function registerV1TierRoutes(router: V1Router, deps: { readonly database: Database }): void {
  router.route('GET', '/tiers/{tier_code}', async ({ caller, params }) => {
    const code = params['tier_code'] ?? ''
    const [row] = /^[A-Z0-9]{3}$/.test(code)
      ? await deps.database.query<{ tier_code: string; name: string }>(read, [caller.merchantId, code])
      : []
    if (row === undefined) throw refuseCallAddress('TIER_NOT_FOUND')
    return { response: { tier_code: row.tier_code, tier_name: row.name } }
  })
}
