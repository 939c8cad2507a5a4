import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto'
import { sql, type Database } from './database.ts'
import type { Random } from './random.ts'
import { Secret } from './secret.ts'

/** Where a sealed value lives. It is the associated data: a value copied to another place does not open. */
export interface SealedPlace {
  readonly storeId: string
  readonly table: string
  readonly column: string
  readonly rowId: string
}

/** Seals and opens columns. AES-256-GCM under a data key per store, itself wrapped by the key-encryption key. */
export interface Vault {
  seal(place: SealedPlace, secret: Secret): Promise<string>
  open(place: SealedPlace, sealed: string): Promise<Secret>
}

const readDataKey = sql('vault-read-data-key', `select wrapped_key from store_data_key where store_id = $1`)
const insertDataKey = sql(
  'vault-insert-data-key',
  `insert into store_data_key (store_id, wrapped_key, created_at) values ($1, $2, now()) on conflict do nothing`,
)

/**
 * @param keyEncryptionKey 32 random bytes from file, environment or KMS; never in the database.
 */
export function createVault(database: Database, random: Random, keyEncryptionKey: Buffer): Vault {
  if (keyEncryptionKey.length !== 32) throw new Error('the key-encryption key must have 32 bytes')
  const wrappingKey = Buffer.from(hkdfSync('sha256', keyEncryptionKey, '', 'naru/wrap-data-key/1', 32))
  // Data keys never change once made, so caching them cannot keep a revoked credential alive.
  const dataKeys = new Map<string, Promise<Buffer>>()

  async function loadDataKey(storeId: string): Promise<Buffer> {
    const found = await database.query<{ wrapped_key: string }>(readDataKey, [storeId])
    if (found[0] !== undefined) return decrypt(wrappingKey, `data-key|${storeId}`, found[0].wrapped_key)
    const wrapped = encrypt(wrappingKey, `data-key|${storeId}`, random.bytes(32), random)
    await database.query(insertDataKey, [storeId, wrapped])
    const stored = await database.query<{ wrapped_key: string }>(readDataKey, [storeId])
    if (stored[0] === undefined) throw new Error(`no data key for ${storeId}`)
    return decrypt(wrappingKey, `data-key|${storeId}`, stored[0].wrapped_key)
  }

  function dataKey(storeId: string): Promise<Buffer> {
    const known = dataKeys.get(storeId)
    if (known !== undefined) return known
    const loading = loadDataKey(storeId)
    dataKeys.set(storeId, loading)
    loading.catch(() => dataKeys.delete(storeId))
    return loading
  }

  return {
    async seal(place, secret) {
      const key = await dataKey(place.storeId)
      return encrypt(key, associated(place), Buffer.from(secret.open(), 'utf8'), random)
    },
    async open(place, sealed) {
      const key = await dataKey(place.storeId)
      return new Secret(decrypt(key, associated(place), sealed).toString('utf8'))
    },
  }
}

function associated(place: SealedPlace): string {
  return [place.storeId, place.table, place.column, place.rowId].join('|')
}

/** `v1.` + base64url(nonce 12 | tag 16 | text). */
function encrypt(key: Buffer, aad: string, text: Buffer, random: Random): string {
  const nonce = random.bytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(Buffer.from(aad, 'utf8'))
  const body = Buffer.concat([cipher.update(text), cipher.final()])
  return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
}

function decrypt(key: Buffer, aad: string, sealed: string): Buffer {
  if (!sealed.startsWith('v1.')) throw new Error('unknown sealing version')
  const bytes = Buffer.from(sealed.slice(3), 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAAD(Buffer.from(aad, 'utf8'))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
}
