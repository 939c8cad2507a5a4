import { sql, type Database } from '../foundation/database.ts'
import { digest } from '../foundation/secret.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { lifetimes } from './lifetimes.ts'

type Dependencies = Pick<AccountDependencies, 'database' | 'clock' | 'random'>

const find = sql(
  'trusted-device-find',
  `select 1 from auth_trusted_device where token_digest = $1 and user_id = $2 and expires_at > $3`,
)
const insert = sql(
  'trusted-device-insert',
  `insert into auth_trusted_device (token_digest, user_id, created_at, expires_at) values ($1, $2, $3, $4)`,
)
const sweep = sql(
  'trusted-device-sweep',
  `delete from auth_trusted_device where user_id = $1 and expires_at <= $2`,
)
const tokenBytes = 32

/** Whether this browser passed this user's second step within 30 days, and nothing of the account changed since. */
export async function isTrustedDevice(
  { database, clock }: { readonly database: Database; readonly clock: AccountDependencies['clock'] },
  userId: string,
  token: string | undefined,
): Promise<boolean> {
  if (token === undefined) return false
  const rows = await database.query(find, [digest(token), userId, clock.now()])
  return rows.length === 1
}

/** @returns the token for the browser's cookie */
export async function trustDevice(
  { database, clock, random }: Dependencies,
  userId: string,
): Promise<string> {
  const token = random.token(tokenBytes)
  const now = clock.now()
  await database.query(sweep, [userId, now])
  await database.query(insert, [
    digest(token),
    userId,
    now,
    new Date(now.getTime() + lifetimes.trustedDeviceMs),
  ])
  return token
}
