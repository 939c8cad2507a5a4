import { sql, type Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'
import type { Vault } from '../foundation/sealing.ts'
import { digest } from '../foundation/secret.ts'
import {
  mintRestKey,
  mintRestSecret,
  mintUserCode,
  restSecretPlace,
  type V1Credential,
} from './v1-credential.ts'

const claim = sql(
  'credential-claim-v1-lookup',
  `insert into v1_directory (lookup, merchant_id) values ($1, $2) on conflict do nothing returning lookup`,
)
const insert = sql(
  'credential-insert-v1',
  `insert into v1_credential (merchant_id, user_code, rest_key, rest_secret_sealed, rest_secret_digest, reissued_at)
   values ($1, $2, $3, $4, $5, $6)`,
)

/**
 * Gives a merchant its V1 identification code, REST key and REST secret. Codes are unique over the whole
 * installation. Works inside the transaction that creates the merchant: a taken code is no error there.
 */
export async function createV1Credential(
  database: Database,
  vault: Vault,
  random: Random,
  { merchantId, now }: { readonly merchantId: string; readonly now: Date },
): Promise<V1Credential> {
  const restSecret = mintRestSecret(random)
  const sealed = await vault.seal(restSecretPlace(merchantId), restSecret)
  return database.transaction(async (transaction) => {
    const userCode = await claimFree(transaction, merchantId, () => mintUserCode(random))
    const restKey = await claimFree(transaction, merchantId, () => mintRestKey(random))
    await transaction.query(insert, [merchantId, userCode, restKey, sealed, digest(restSecret.open()), now])
    return { userCode, restKey, restSecret }
  })
}

const attemptsMax = 20

async function claimFree(database: Database, merchantId: string, mint: () => string): Promise<string> {
  for (let attempt = 0; attempt < attemptsMax; attempt += 1) {
    const rows = await database.query<{ lookup: string }>(claim, [mint(), merchantId])
    if (rows[0] !== undefined) return rows[0].lookup
  }
  throw new Error('no free V1 code found')
}
