import { createV1Credential } from './credential/create-v1-credential.ts'
import type { Clock } from './foundation/clock.ts'
import type { Random } from './foundation/random.ts'
import type { Vault } from './foundation/sealing.ts'
import type { OnMerchantCreated } from './merchant/create-merchant.ts'
import { createDefaultWebhookSettings } from './webhook/webhook-setting.ts'

/** What a new merchant gets besides its store, in the same transaction: the V1 credential and empty webhook settings. */
export function createOnMerchantCreated(deps: {
  readonly vault: Vault
  readonly random: Random
  readonly clock: Clock
}): OnMerchantCreated {
  return async (transaction, { merchantId, storeId }) => {
    await createV1Credential(transaction, deps.vault, deps.random, { merchantId, now: deps.clock.now() })
    await createDefaultWebhookSettings(transaction, storeId)
  }
}
