import { sql, type Database } from '../foundation/database.ts'
import type { ApiSecretInfo } from '../wire/console.ts'

interface Row {
  readonly api_secret_id: string
  readonly name: string
  readonly last_four: string
  readonly created_at: Date
  readonly expires_at: Date | null
  readonly last_used_at: Date | null
}

const list = sql(
  'credential-list-api-secrets',
  `select api_secret_id, name, last_four, created_at, expires_at, last_used_at from api_secret
   where store_id = $1 and deleted_at is null order by created_at desc, api_secret_id desc`,
)

/** The store's V2 API secrets, newest first; expired ones stay in the list until they are deleted. Never a secret or digest. */
export async function listApiSecrets(
  deps: { readonly database: Database },
  storeId: string,
): Promise<readonly ApiSecretInfo[]> {
  const rows = await deps.database.query<Row>(list, [storeId])
  return rows.map((row) => ({
    apiSecretId: row.api_secret_id,
    name: row.name,
    lastFour: row.last_four,
    createdAt: row.created_at.toISOString(),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at.toISOString() }),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at.toISOString() }),
  }))
}
