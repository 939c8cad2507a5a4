import { day } from '../foundation/clock.ts'
import type { Random } from '../foundation/random.ts'
import { digest, Secret } from '../foundation/secret.ts'
import { decodeStoreId, encodeStoreId, type SecretKey } from './api-secret.ts'

/** REST V2: a refresh token lives one day, and dies with the next login or refresh. */
export const refreshTokenLifeMs = day

const shape = /^naru_rt_([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{43})[A-Za-z0-9_-]{43}$/

/** Makes a refresh token: it names the row of its secret (store, digest), then 32 random bytes. Stored as SHA-256. */
export function mintRefreshToken(random: Random, key: SecretKey): Secret {
  return new Secret(
    `naru_rt_${encodeStoreId(key.storeId)}${key.secretDigest.toString('base64url')}${random.token(32)}`,
  )
}

/** Reads the form only. Undefined for anything that cannot be a refresh token of ours. */
export function readRefreshToken(
  text: string,
): { readonly key: SecretKey; readonly refreshDigest: Buffer } | undefined {
  const [, store, secretDigest] = shape.exec(text) ?? []
  if (store === undefined || secretDigest === undefined) return undefined
  return {
    key: { storeId: decodeStoreId(store), secretDigest: Buffer.from(secretDigest, 'base64url') },
    refreshDigest: digest(text),
  }
}
