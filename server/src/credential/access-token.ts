import { jwtVerify, SignJWT } from 'jose'
import { minute, type Clock } from '../foundation/clock.ts'
import type { Random } from '../foundation/random.ts'
import { readApiSecret, type SecretKey } from './api-secret.ts'

export interface TokenDependencies {
  readonly clock: Clock
  readonly random: Random
  /** Signs access tokens (HS256); the same on every replica. */
  readonly tokenKey: Uint8Array
}

/** REST V2: an access token lives 30 minutes. */
export const accessTokenLifeMs = 30 * minute

const issuer = 'naru'
const audience = 'naru/rest-v2'
const schemes = /^(portone|bearer) +(\S+)$/i

/**
 * Makes the JWT of `POST /login/api-secret`. It names the row of the secret it was made from,
 * so that deleting the secret ends its tokens on the very next call.
 */
export async function mintAccessToken(deps: TokenDependencies, key: SecretKey): Promise<string> {
  const now = deps.clock.now()
  return new SignJWT({ secret: key.secretDigest.toString('base64url') })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(audience)
    .setSubject(key.storeId)
    .setJti(deps.random.uuid())
    .setIssuedAt(now)
    .setExpirationTime(new Date(now.getTime() + accessTokenLifeMs))
    .sign(deps.tokenKey)
}

/**
 * Reads `Authorization: PortOne <API secret>` or `Bearer <access token>`; the scheme in any case.
 *
 * @returns the row to look up, undefined for everything that cannot be a credential of ours. The caller
 *   must still read that row: `callerFromRow` decides whether the secret lives.
 */
export async function readCredential(
  deps: Pick<TokenDependencies, 'clock' | 'tokenKey'>,
  authorizationHeader: string | undefined,
): Promise<SecretKey | undefined> {
  const [, scheme, credential] = schemes.exec(authorizationHeader?.trim() ?? '') ?? []
  if (scheme === undefined || credential === undefined) return undefined
  return scheme.toLowerCase() === 'portone' ? readApiSecret(credential) : readAccessToken(deps, credential)
}

async function readAccessToken(
  deps: Pick<TokenDependencies, 'clock' | 'tokenKey'>,
  token: string,
): Promise<SecretKey | undefined> {
  try {
    const { payload } = await jwtVerify(token, deps.tokenKey, {
      algorithms: ['HS256'],
      issuer,
      audience,
      currentDate: deps.clock.now(),
      requiredClaims: ['exp', 'sub'],
    })
    const { sub, secret } = payload
    if (sub === undefined || typeof secret !== 'string') return undefined
    return { storeId: sub, secretDigest: Buffer.from(secret, 'base64url') }
  } catch {
    return undefined
  }
}
