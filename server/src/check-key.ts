import { ConfigError } from './config.ts'
import { readV1Credential } from './credential/read-v1-credential.ts'
import { sql, type Database } from './foundation/database.ts'
import type { Vault } from './foundation/sealing.ts'

const readAnyMerchant = sql('check-key-any-merchant', `select merchant_id from v1_credential limit 1`)

/**
 * Opens one sealed value, so that a key which belongs to another database is one sentence at the start
 * and not a failure of every payment later. Says nothing about an empty database.
 *
 * @throws ConfigError
 */
export async function checkKey(deps: { readonly database: Database; readonly vault: Vault }): Promise<void> {
  const [row] = await deps.database.query<{ merchant_id: string }>(readAnyMerchant)
  if (row === undefined) return
  try {
    await readV1Credential(deps, row.merchant_id)
  } catch (error) {
    throw new ConfigError(
      '이 데이터베이스를 암호화한 키가 아닙니다. 원래의 NARU_KEY 또는 NARU_DATA_DIR/keys/master.key를 사용하세요. / The key does not open this database; use the NARU_KEY or NARU_DATA_DIR/keys/master.key that it was made with.',
      { cause: error },
    )
  }
}
