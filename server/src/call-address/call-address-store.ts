import { sql, type Database } from '../foundation/database.ts'
import type { CallAddressRule } from '../wire/console-call-address.ts'

/** A merchant's setting. One that was never saved allows everybody and has version 0. */
export interface CallAddressSetting {
  readonly isEnforced: boolean
  readonly rules: readonly CallAddressRule[]
  readonly rowVersion: number
}

const read = sql(
  'call-address-read',
  `select is_enforced, rules, row_version from call_address where merchant_id = $1`,
)
// Version 0 stands for "no row yet"; any other version must find its row.
const save = sql(
  'call-address-save',
  `insert into call_address (merchant_id, is_enforced, rules, row_version, updated_at)
   select $1, $2, $3::jsonb, $4::integer + 1, $5::timestamptz
   where $4::integer = 0 or exists (select 1 from call_address where merchant_id = $1)
   on conflict (merchant_id) do update set is_enforced = excluded.is_enforced, rules = excluded.rules,
     row_version = excluded.row_version, updated_at = excluded.updated_at
   where call_address.row_version = $4::integer
   returning row_version`,
)

export async function readCallAddresses(database: Database, merchantId: string): Promise<CallAddressSetting> {
  const [row] = await database.query<{
    is_enforced: boolean
    rules: CallAddressRule[]
    row_version: number
  }>(read, [merchantId])
  return row === undefined
    ? { isEnforced: false, rules: [], rowVersion: 0 }
    : { isEnforced: row.is_enforced, rules: row.rules, rowVersion: row.row_version }
}

/** @returns false when somebody saved meanwhile */
export async function writeCallAddresses(
  database: Database,
  merchantId: string,
  { isEnforced, rules, rowVersion }: CallAddressSetting,
  at: Date,
): Promise<boolean> {
  const rows = await database.query(save, [merchantId, isEnforced, JSON.stringify(rules), rowVersion, at])
  return rows.length === 1
}
