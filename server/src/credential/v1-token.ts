import { createHmac } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import { minute, second } from '../foundation/clock.ts'
import { digest, Secret } from '../foundation/secret.ts'

/** REST V1: a token lives 30 minutes; asked for again in its last minute, it gets five more. */
export const v1TokenLifeMs = 30 * minute
export const v1TokenExtensionMs = 5 * minute
export const v1TokenLastMs = 60 * second

/** 40 lower-case hexadecimal characters, the form of PortOne's V1 tokens. */
export function deriveV1Token(tokenKey: Uint8Array, merchantId: string, nonce: Buffer): Secret {
  const mac = createHmac('sha256', tokenKey).update('naru/rest-v1-token/1\0').update(`${merchantId}\0`)
  return new Secret(mac.update(nonce).digest('hex').slice(0, 40))
}

/** Where a token's directory entry stands. */
export function v1TokenLookup(tokenDigest: Buffer): string {
  return `token:${tokenDigest.toString('hex')}`
}

/**
 * The token that a V1 call carries, as its SHA-256. Published clients write `Authorization: <token>`,
 * `Authorization: Bearer <token>` (one guide says `Basic`), `X-ImpTokenHeader: <token>`, or `_token` in query or body.
 *
 * @returns undefined when there is none that could be ours
 */
export function readV1Token(
  headers: IncomingHttpHeaders,
  inRequest: unknown,
): { readonly lookup: string; readonly tokenDigest: Buffer } | undefined {
  const older = headers['x-imptokenheader']
  const said =
    headers.authorization?.trim().replace(/^\w+\s+/, '') ??
    (typeof older === 'string' ? older.trim() : undefined) ??
    (typeof inRequest === 'string' ? inRequest : '')
  if (!/^[0-9a-f]{40}$/.test(said)) return undefined
  const tokenDigest = digest(said)
  return { lookup: v1TokenLookup(tokenDigest), tokenDigest }
}
