import { sql, type Database } from '../foundation/database.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { digest, type Secret } from '../foundation/secret.ts'
import { mintAccessToken, type TokenDependencies } from './access-token.ts'
import { readApiSecret } from './api-secret.ts'
import { mintRefreshToken, readRefreshToken, refreshTokenLifeMs } from './refresh-token.ts'

export interface LoginDependencies extends TokenDependencies {
  readonly database: Database
}

export interface TokenPair {
  readonly accessToken: string
  readonly refreshToken: Secret
}

const isLive = `deleted_at is null and (expires_at is null or expires_at > $5)
  and exists (select 1 from store where store.store_id = api_secret.store_id and store.deleted_at is null)`

/** A login replaces whatever refresh token the secret had. */
const replaceRefresh = sql(
  'credential-log-in',
  `update api_secret set refresh_digest = $3, refresh_expires_at = $4, last_used_at = $5
   where store_id = $1 and secret_digest = $2 and ${isLive}
   returning api_secret_id`,
)

/**
 * The presented token is part of the condition: of two refreshes at the same time the second waits for
 * the row, finds another digest there and changes nothing.
 */
const rotateRefresh = sql(
  'credential-refresh',
  `update api_secret set refresh_digest = $3, refresh_expires_at = $4, last_used_at = $5
   where store_id = $1 and secret_digest = $2 and refresh_digest = $6 and refresh_expires_at > $5 and ${isLive}
   returning api_secret_id`,
)

/** `POST /login/api-secret`: a new pair of tokens; an earlier refresh token of this secret dies. Throws UNAUTHORIZED. */
export async function logIn(deps: LoginDependencies, apiSecret: string): Promise<TokenPair> {
  const key = readApiSecret(apiSecret)
  if (key === undefined) throw refuseCommon('UNAUTHORIZED')
  const now = deps.clock.now()
  const refreshToken = mintRefreshToken(deps.random, key)
  const rows = await deps.database.query(replaceRefresh, [
    key.storeId,
    key.secretDigest,
    digest(refreshToken.open()),
    new Date(now.getTime() + refreshTokenLifeMs),
    now,
  ])
  if (rows.length === 0) throw refuseCommon('UNAUTHORIZED')
  return { accessToken: await mintAccessToken(deps, key), refreshToken }
}

/** `POST /token/refresh`: a new pair for the one live refresh token, which dies by it. Throws UNAUTHORIZED. */
export async function refreshTokens(deps: LoginDependencies, presented: string): Promise<TokenPair> {
  const read = readRefreshToken(presented)
  if (read === undefined) throw refuseCommon('UNAUTHORIZED')
  const now = deps.clock.now()
  const refreshToken = mintRefreshToken(deps.random, read.key)
  const rows = await deps.database.query(rotateRefresh, [
    read.key.storeId,
    read.key.secretDigest,
    digest(refreshToken.open()),
    new Date(now.getTime() + refreshTokenLifeMs),
    now,
    read.refreshDigest,
  ])
  if (rows.length === 0) throw refuseCommon('UNAUTHORIZED')
  return { accessToken: await mintAccessToken(deps, read.key), refreshToken }
}
