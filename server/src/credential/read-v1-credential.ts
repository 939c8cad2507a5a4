import type { AuditActor, AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import type { Vault } from '../foundation/sealing.ts'
import { digest } from '../foundation/secret.ts'
import { mintRestSecret, restSecretPlace, type V1Credential } from './v1-credential.ts'

interface Row {
  readonly user_code: string
  readonly rest_key: string
  readonly rest_secret_sealed: string
}

const read = sql(
  'credential-read-v1',
  `select user_code, rest_key, rest_secret_sealed from v1_credential where merchant_id = $1`,
)
const reissue = sql(
  'credential-reissue-v1',
  `update v1_credential set rest_secret_sealed = $2, rest_secret_digest = $3, reissued_at = $4
   where merchant_id = $1 returning user_code, rest_key, rest_secret_sealed`,
)

/** What the merchant's V1 key screen shows, the secret included; undefined when the merchant has none. */
export async function readV1Credential(
  deps: { readonly database: Database; readonly vault: Vault },
  merchantId: string,
): Promise<V1Credential | undefined> {
  const [row] = await deps.database.query<Row>(read, [merchantId])
  if (row === undefined) return undefined
  const restSecret = await deps.vault.open(restSecretPlace(merchantId), row.rest_secret_sealed)
  return { userCode: row.user_code, restKey: row.rest_key, restSecret }
}

/** Replaces the REST secret; the former one stops working with this statement. Code and key never change. */
export async function reissueV1Secret(
  deps: {
    readonly database: Database
    readonly vault: Vault
    readonly random: Random
    readonly clock: Clock
    readonly audit: AuditLog
  },
  merchantId: string,
  by: AuditActor,
): Promise<V1Credential | undefined> {
  const restSecret = mintRestSecret(deps.random)
  const sealed = await deps.vault.seal(restSecretPlace(merchantId), restSecret)
  const row = await deps.database.transaction(async (transaction) => {
    const [written] = await transaction.query<Row>(reissue, [
      merchantId,
      sealed,
      digest(restSecret.open()),
      deps.clock.now(),
    ])
    if (written !== undefined) {
      await deps.audit.record(transaction, by, { action: 'v1-secret.reissue', target: written.user_code })
    }
    return written
  })
  return row === undefined ? undefined : { userCode: row.user_code, restKey: row.rest_key, restSecret }
}
