import type { Random } from '../foundation/random.ts'
import { digest, Secret } from '../foundation/secret.ts'

/** Finds one V2 API secret: the row's primary key. Holds no secret, only its SHA-256. */
export interface SecretKey {
  readonly storeId: string
  readonly secretDigest: Buffer
}

const prefix = 'naru_sk_'
const shape = /^naru_sk_([A-Za-z0-9_-]{22})[A-Za-z0-9_-]{43}$/
const storeShape = /^store-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/

/**
 * Makes a V2 API secret: `naru_sk_`, 16 bytes that name the store, 32 random bytes, both base64url.
 * The store inside lets one indexed read find the row in the store's own shard.
 */
export function mintApiSecret(random: Random, storeId: string): Secret {
  return new Secret(`${prefix}${encodeStoreId(storeId)}${random.token(32)}`)
}

/** Reads the form only; whether the secret lives is known by its row. Undefined for anything else. */
export function readApiSecret(text: string): SecretKey | undefined {
  const store = shape.exec(text)?.[1]
  if (store === undefined) return undefined
  return { storeId: decodeStoreId(store), secretDigest: digest(text) }
}

/** True for `store-<uuid>`. Also keeps text that PostgreSQL cannot hold out of a query. */
export function isStoreId(text: string): boolean {
  return storeShape.test(text)
}

/** 22 base64url characters for the UUID of a `store-<uuid>`. */
export function encodeStoreId(storeId: string): string {
  const uuid = storeShape.exec(storeId)?.[1]
  if (uuid === undefined) throw new Error(`not a store id: ${storeId}`)
  return Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url')
}

/** The opposite of `encodeStoreId`; expects exactly 22 base64url characters. */
export function decodeStoreId(text: string): string {
  const hex = Buffer.from(text, 'base64url').toString('hex')
  return `store-${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
