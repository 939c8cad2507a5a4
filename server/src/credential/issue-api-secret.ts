import type { AuditActor, AuditLog } from '../audit/audit-log.ts'
import { day, type Clock } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import { digest, type Secret } from '../foundation/secret.ts'
import type { ApiSecretInfo } from '../wire/console.ts'
import { mintApiSecret } from './api-secret.ts'

export interface ApiSecretDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly audit: AuditLog
}

export interface IssueApiSecretRequest {
  readonly merchantId: string
  readonly storeId: string
  /** 1 to 50 characters, shown in the list; not unique. */
  readonly name: string
  /** Absent: never expires. */
  readonly expirationDays?: number
  /** The console user who issues it. */
  readonly userId: string
  /** Absent: the platform itself, for its demonstration; not recorded. */
  readonly by?: AuditActor
}

const insert = sql(
  'credential-insert-api-secret',
  `insert into api_secret (store_id, secret_digest, api_secret_id, merchant_id, name, last_four, created_by, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
)

/** Issues a V2 API secret. The text is in the answer and nowhere else: only its SHA-256 and last four characters are kept. */
export async function issueApiSecret(
  deps: ApiSecretDependencies,
  request: IssueApiSecretRequest,
): Promise<{ readonly info: ApiSecretInfo; readonly secret: Secret }> {
  const now = deps.clock.now()
  const expiresAt =
    request.expirationDays === undefined ? undefined : new Date(now.getTime() + request.expirationDays * day)
  const secret = mintApiSecret(deps.random, request.storeId)
  const apiSecretId = deps.random.id()
  const lastFour = secret.open().slice(-4)
  const info: ApiSecretInfo = {
    apiSecretId,
    name: request.name,
    lastFour,
    createdAt: now.toISOString(),
    ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }),
  }
  await deps.database.transaction(async (transaction) => {
    await transaction.query(insert, [
      request.storeId,
      digest(secret.open()),
      apiSecretId,
      request.merchantId,
      request.name,
      lastFour,
      request.userId,
      now,
      expiresAt ?? null,
    ])
    if (request.by === undefined) return
    await deps.audit.record(transaction, request.by, {
      action: 'api-secret.issue',
      storeId: request.storeId,
      target: apiSecretId,
      after: { name: info.name, lastFour, expiresAt: info.expiresAt ?? null },
    })
  })
  return { info, secret }
}
