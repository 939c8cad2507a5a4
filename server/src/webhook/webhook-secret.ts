import type { AuditActor } from '../audit/audit-log.ts'
import { sql } from '../foundation/database.ts'
import type { SealedPlace, Vault } from '../foundation/sealing.ts'
import type { Secret } from '../foundation/secret.ts'
import type { Mode, WebhookSecretView } from '../wire/console.ts'
import { isId } from './is-id.ts'
import { mintWebhookSecret } from './sign-message.ts'
import type { WebhookDependencies } from './webhook-dependencies.ts'
import { refuseWebhook } from './webhook-errors.ts'

/** Two, so that a merchant can rotate: the new one signs beside the old one until that is expired. */
export const liveSecretsMax = 2

/** A live secret as its row holds it. */
export interface SealedWebhookSecret {
  /** Whose it is: the representative store's where a sub-store inherits. */
  readonly storeId: string
  readonly secretId: string
  readonly sealed: string
  readonly createdAt: string
}

/** A subselect for the live secrets of one store and mode, as JSON; null when there are none. */
export function liveSecretsJson(storeIdSql: string, modeSql: string): string {
  return `(select json_agg(json_build_object('storeId', s.store_id, 'secretId', s.secret_id, 'sealed', s.secret_sealed, 'createdAt', s.created_at)
      order by s.created_at, s.secret_id) from webhook_secret s
    where s.store_id = ${storeIdSql} and s.mode = ${modeSql} and s.expired_at is null)`
}

/** Opens the secrets just before they sign. */
export function openSecrets(vault: Vault, sealed: readonly SealedWebhookSecret[] | null): Promise<Secret[]> {
  return Promise.all((sealed ?? []).map((one) => vault.open(placeOf(one.storeId, one.secretId), one.sealed)))
}

function placeOf(storeId: string, secretId: string): SealedPlace {
  return { storeId, table: 'webhook_secret', column: 'secret_sealed', rowId: secretId }
}

// The store's row is the lock under which its secrets are counted; key share locks of foreign keys do not wait for it.
const lockStore = sql(
  'webhook-lock-store',
  `select store_id from store where store_id = $1 for no key update`,
)
const countLive = sql(
  'webhook-count-secrets',
  `select count(*)::integer as live from webhook_secret where store_id = $1 and mode = $2 and expired_at is null`,
)
const insert = sql(
  'webhook-insert-secret',
  `insert into webhook_secret (store_id, mode, secret_id, secret_sealed, created_at) values ($1, $2, $3, $4, $5)`,
)
const expire = sql(
  'webhook-expire-secret',
  `update webhook_secret set expired_at = $4
   where store_id = $1 and mode = $2 and secret_id = $3 and expired_at is null returning secret_id`,
)

/** Issues a signing secret (웹훅 시크릿). It signs from the next attempt on. @throws TooManyWebhookSecretsError */
export async function issueWebhookSecret(
  {
    database,
    clock,
    random,
    vault,
    audit,
  }: Pick<WebhookDependencies, 'database' | 'clock' | 'random' | 'vault' | 'audit'>,
  { storeId, mode }: { readonly storeId: string; readonly mode: Mode },
  by?: AuditActor,
): Promise<WebhookSecretView> {
  const now = clock.now()
  const secretId = random.id()
  const secret = mintWebhookSecret(random)
  const sealed = await vault.seal(placeOf(storeId, secretId), secret)
  await database.transaction(async (transaction) => {
    await transaction.query(lockStore, [storeId])
    const [count] = await transaction.query<{ live: number }>(countLive, [storeId, mode])
    if (count === undefined || count.live >= liveSecretsMax) throw refuseWebhook('TooManyWebhookSecretsError')
    await transaction.query(insert, [storeId, mode, secretId, sealed, now])
    if (by === undefined) return
    await audit.record(transaction, by, {
      action: 'webhook-secret.issue',
      storeId,
      target: secretId,
      after: { mode },
    })
  })
  return { secretId, secret: secret.open(), createdAt: now.toISOString() }
}

/** Ends a secret for good; it does not sign the next attempt any more. @throws WebhookSecretNotFoundError */
export async function expireWebhookSecret(
  { database, clock, audit }: Pick<WebhookDependencies, 'database' | 'clock' | 'audit'>,
  { storeId, mode, secretId }: { readonly storeId: string; readonly mode: Mode; readonly secretId: string },
  by: AuditActor,
): Promise<void> {
  if (!isId(secretId)) throw refuseWebhook('WebhookSecretNotFoundError')
  await database.transaction(async (transaction) => {
    const rows = await transaction.query(expire, [storeId, mode, secretId, clock.now()])
    if (rows.length === 0) throw refuseWebhook('WebhookSecretNotFoundError')
    await audit.record(transaction, by, {
      action: 'webhook-secret.expire',
      storeId,
      target: secretId,
      before: { mode },
    })
  })
}
