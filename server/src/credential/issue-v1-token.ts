import type { Clock } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import { digest, sameDigest, type Secret } from '../foundation/secret.ts'
import { deriveV1Token, v1TokenExtensionMs, v1TokenLastMs, v1TokenLifeMs, v1TokenLookup } from './v1-token.ts'

export interface V1TokenDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  /** Derives the tokens; the same on every replica. */
  readonly tokenKey: Uint8Array
}

export interface IssuedV1Token {
  readonly merchantId: string
  readonly token: Secret
  readonly now: Date
  readonly expiresAt: Date
  /** What the gate's subquery gave. */
  readonly gate: unknown
}

/** What else decides about a call, read along: which addresses the merchant allows. */
export interface V1Gate {
  /** A scalar subquery giving JSON. */
  readonly json: (merchantIdSql: string) => string
  /** @throws Refusal for a call from this address */
  readonly admit: (found: unknown, address: string) => void
}

interface Row {
  gate: unknown
  merchant_id: string
  rest_secret_digest: Buffer
  nonce: Buffer | null
  token_digest: Buffer | null
  token_secret_digest: Buffer | null
  expires_at: Date | null
}

const readBy = (name: string, gate: string) =>
  sql(
    name,
    `select c.merchant_id, c.rest_secret_digest, k.nonce, k.token_digest, k.rest_secret_digest as token_secret_digest, k.expires_at,
     ${gate} as gate
   from v1_directory d join v1_credential c on c.merchant_id = d.merchant_id and c.rest_key = $1
   left join v1_token k on k.merchant_id = c.merchant_id
   where d.lookup = $1`,
  )
// The former nonce is the version: of two at once the second changes nothing and looks again.
const replace = sql(
  'credential-replace-v1-token',
  `with token as (
     insert into v1_token (merchant_id, nonce, token_digest, rest_secret_digest, expires_at)
     values ($1, $2, $3, $4, $5)
     on conflict (merchant_id) do update set nonce = excluded.nonce, token_digest = excluded.token_digest,
       rest_secret_digest = excluded.rest_secret_digest, expires_at = excluded.expires_at
     where v1_token.nonce = $6
     returning merchant_id
   ), former as (
     delete from v1_directory using token where lookup = $7 and v1_directory.merchant_id = token.merchant_id
   )
   insert into v1_directory (lookup, merchant_id) select $8, merchant_id from token returning lookup`,
)
const extend = sql(
  'credential-extend-v1-token',
  `update v1_token set expires_at = $4 where merchant_id = $1 and nonce = $2 and expires_at = $3 returning merchant_id`,
)

/**
 * `POST /users/getToken`: the token of a REST key.
 *
 * Servers of one shop race for it with clocks that disagree, so asking never takes a token from the one who holds it:
 * while it lives everybody gets the same, with its end moved five minutes on in the last one. Source: PortOne's V1
 * authentication guide. One read, and a write only when something changes; secrets are random, so SHA-256 is enough.
 *
 * @returns undefined when key or secret are wrong
 */
export async function issueV1Token(
  deps: V1TokenDependencies,
  given: { readonly restKey: string; readonly restSecret: string },
  gate?: V1Gate,
): Promise<IssuedV1Token | undefined> {
  if (!/^\d{1,32}$/.test(given.restKey)) return undefined
  const givenDigest = digest(given.restSecret)
  const read =
    gate === undefined
      ? readBy('credential-read-v1-token', 'null')
      : readBy('credential-read-v1-token-gated', gate.json('c.merchant_id'))
  for (;;) {
    const [row] = await deps.database.query<Row>(read, [given.restKey])
    if (row === undefined || !sameDigest(row.rest_secret_digest, givenDigest)) return undefined
    const living = livingToken(deps, row)
    if (living !== undefined && living.expiresAt.getTime() - living.now.getTime() >= v1TokenLastMs)
      return living
    const issued = living === undefined ? await renew(deps, row) : await prolong(deps, row, living)
    if (issued !== undefined) return issued
  }
}

function livingToken(deps: V1TokenDependencies, row: Row): IssuedV1Token | undefined {
  const now = deps.clock.now()
  const { merchant_id: merchantId, nonce, expires_at: expiresAt, token_secret_digest: of } = row
  if (nonce === null || expiresAt === null || of === null || expiresAt <= now) return undefined
  if (!sameDigest(of, row.rest_secret_digest)) return undefined
  return {
    merchantId,
    token: deriveV1Token(deps.tokenKey, merchantId, nonce),
    now,
    expiresAt,
    gate: row.gate,
  }
}

/** Five minutes more; undefined when somebody else changed the token first. */
async function prolong(
  deps: V1TokenDependencies,
  row: Row,
  living: IssuedV1Token,
): Promise<IssuedV1Token | undefined> {
  const expiresAt = new Date(living.expiresAt.getTime() + v1TokenExtensionMs)
  const written = await deps.database.query(extend, [row.merchant_id, row.nonce, living.expiresAt, expiresAt])
  return written.length === 1 ? { ...living, expiresAt } : undefined
}

/** A new token; undefined when somebody else made one first. */
async function renew(deps: V1TokenDependencies, row: Row): Promise<IssuedV1Token | undefined> {
  const now = deps.clock.now()
  const nonce = deps.random.bytes(16)
  const token = deriveV1Token(deps.tokenKey, row.merchant_id, nonce)
  const tokenDigest = digest(token.open())
  const expiresAt = new Date(now.getTime() + v1TokenLifeMs)
  const written = await deps.database.query(replace, [
    row.merchant_id,
    nonce,
    tokenDigest,
    row.rest_secret_digest,
    expiresAt,
    row.nonce,
    row.token_digest === null ? null : v1TokenLookup(row.token_digest),
    v1TokenLookup(tokenDigest),
  ])
  return written.length === 1
    ? { merchantId: row.merchant_id, token, now, expiresAt, gate: row.gate }
    : undefined
}
