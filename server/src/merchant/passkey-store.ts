import type { AuthenticatorTransport, WebAuthnCredential } from '@simplewebauthn/server'
import { sql, type Database } from '../foundation/database.ts'
import { digest } from '../foundation/secret.ts'
import type { PasskeyView } from '../wire/console-account.ts'
import { lifetimes } from './lifetimes.ts'

interface PasskeyRow {
  credential_id: string
  user_id: string
  name: string
  public_key: Buffer
  counter: number
  transports: AuthenticatorTransport[]
  is_synced: boolean
  created_at: Date
  last_used_at: Date | null
}

export interface StoredPasskey {
  readonly userId: string
  readonly credential: WebAuthnCredential
}

const columns = `credential_id, user_id, name, public_key, counter, transports, is_synced, created_at, last_used_at`
const list = sql(
  'passkey-list',
  `select ${columns} from auth_passkey where user_id = $1 order by created_at, credential_id`,
)
const find = sql('passkey-find', `select ${columns} from auth_passkey where credential_id = $1`)
const insert = sql(
  'passkey-insert',
  `insert into auth_passkey (credential_id, user_id, name, public_key, counter, transports, is_synced, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning ${columns}`,
)
/** A counter that does not move forward belongs to a copy; authenticators without one always say 0. */
const noteUse = sql(
  'passkey-note-use',
  `update auth_passkey set counter = $2, last_used_at = $3
   where credential_id = $1 and (counter < $2 or (counter = 0 and $2 = 0)) returning user_id`,
)
const rename = sql(
  'passkey-rename',
  `update auth_passkey set name = $3 where user_id = $1 and credential_id = $2 returning credential_id`,
)
const remove = sql(
  'passkey-remove',
  `delete from auth_passkey where user_id = $1 and credential_id = $2 returning name`,
)
const insertChallenge = sql(
  'passkey-challenge-insert',
  `with swept as (
     delete from auth_passkey_challenge where challenge_digest in (
       select challenge_digest from auth_passkey_challenge where expires_at <= $4 order by expires_at limit 10 for update skip locked)
   )
   insert into auth_passkey_challenge (challenge_digest, purpose, user_id, expires_at) values ($1, $2, $3, $5)`,
)
const takeChallenge = sql(
  'passkey-challenge-take',
  `delete from auth_passkey_challenge
   where challenge_digest = $1 and purpose = $2 and user_id is not distinct from $3 and expires_at > $4 returning purpose`,
)

export async function listPasskeys(database: Database, userId: string): Promise<StoredPasskey[]> {
  const rows = await database.query<PasskeyRow>(list, [userId])
  return rows.map(toStored)
}

export async function viewPasskeys(database: Database, userId: string): Promise<PasskeyView[]> {
  const rows = await database.query<PasskeyRow>(list, [userId])
  return rows.map(toView)
}

export async function findPasskey(
  database: Database,
  credentialId: string,
): Promise<StoredPasskey | undefined> {
  const [row] = await database.query<PasskeyRow>(find, [credentialId])
  return row === undefined ? undefined : toStored(row)
}

/** @returns undefined when this credential is known already */
export async function insertPasskey(
  database: Database,
  passkey: {
    readonly userId: string
    readonly name: string
    readonly credential: WebAuthnCredential
    readonly isSynced: boolean
    readonly now: Date
  },
): Promise<PasskeyView | undefined> {
  const { userId, name, credential, isSynced, now } = passkey
  const [row] = await database.query<PasskeyRow>(insert, [
    credential.id,
    userId,
    name,
    Buffer.from(credential.publicKey),
    credential.counter,
    credential.transports ?? [],
    isSynced,
    now,
  ])
  return row === undefined ? undefined : toView(row)
}

/** @returns false when the counter went back: a copy of the passkey */
export async function notePasskeyUse(
  database: Database,
  credentialId: string,
  counter: number,
  now: Date,
): Promise<boolean> {
  const rows = await database.query(noteUse, [credentialId, counter, now])
  return rows.length === 1
}

export async function renamePasskeyRow(
  database: Database,
  userId: string,
  passkeyId: string,
  name: string,
): Promise<boolean> {
  return (await database.query(rename, [userId, passkeyId, name])).length === 1
}

/** @returns its name; undefined when this user has no such passkey */
export async function removePasskeyRow(
  database: Database,
  userId: string,
  passkeyId: string,
): Promise<string | undefined> {
  const [row] = await database.query<{ name: string }>(remove, [userId, passkeyId])
  return row?.name
}

export interface ChallengeUse {
  readonly purpose: 'register' | 'sign-in'
  /** Null before anybody is recognised. */
  readonly userId: string | null
}

export async function rememberChallenge(
  database: Database,
  challenge: string,
  use: ChallengeUse,
  now: Date,
): Promise<void> {
  await database.query(insertChallenge, [
    digest(challenge),
    use.purpose,
    use.userId,
    now,
    new Date(now.getTime() + lifetimes.passkeyChallengeMs),
  ])
}

/** Takes a challenge that we gave out: once, for its purpose and user only. */
export async function takeChallengeOnce(
  database: Database,
  challenge: string,
  use: ChallengeUse,
  now: Date,
): Promise<boolean> {
  const rows = await database.query(takeChallenge, [digest(challenge), use.purpose, use.userId, now])
  return rows.length === 1
}

function toStored(row: PasskeyRow): StoredPasskey {
  return {
    userId: row.user_id,
    credential: {
      id: row.credential_id,
      publicKey: Uint8Array.from(row.public_key),
      counter: row.counter,
      transports: row.transports,
    },
  }
}

function toView(row: PasskeyRow): PasskeyView {
  return {
    passkeyId: row.credential_id,
    name: row.name,
    isSynced: row.is_synced,
    createdAt: row.created_at.toISOString(),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at.toISOString() }),
  }
}
