import { sql, type Database } from '../foundation/database.ts'
import type { KeyedDigest } from './keyed-digest.ts'

const insert = sql(
  'former-email-insert',
  `insert into auth_former_email as f (email_digest, blocked_until, released_at) values ($1, $2, $3)
   on conflict (email_digest) do update set
     blocked_until = greatest(f.blocked_until, $2), released_at = excluded.released_at`,
)
const find = sql('former-email-find', `select blocked_until from auth_former_email where email_digest = $1`)

/** Remembers that an address was a login once. @param blockedUntil nobody signs up with it before */
export async function rememberFormerEmail(
  database: Database,
  keyedDigest: KeyedDigest,
  email: string,
  { now, blockedUntil }: { readonly now: Date; readonly blockedUntil: Date | null },
): Promise<void> {
  await database.query(insert, [keyedDigest('former-email', email), blockedUntil, now])
}

/** `never`: it was no login yet. `blocked`: a withdrawal less than 30 days ago. */
export async function historyOfEmail(
  database: Database,
  keyedDigest: KeyedDigest,
  email: string,
  now: Date,
): Promise<'never' | 'former' | 'blocked'> {
  const [row] = await database.query<{ blocked_until: Date | null }>(find, [
    keyedDigest('former-email', email),
  ])
  if (row === undefined) return 'never'
  return row.blocked_until !== null && row.blocked_until > now ? 'blocked' : 'former'
}
