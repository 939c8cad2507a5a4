import { sql, type Database } from '../foundation/database.ts'
import { Secret } from '../foundation/secret.ts'
import type { Mode } from '../wire/console.ts'
import { settingStoreSql } from './inherited-store.ts'
import { v1ConfirmLimits, type SendResult } from './send-message.ts'
import { messageHeaders } from './sign-message.ts'
import type { WebhookDependencies } from './webhook-dependencies.ts'
import { readWebhookSetting } from './webhook-setting.ts'

/** What the merchant is asked before an approval (컨펌 프로세스). The total is in minor units, as everywhere in V2. */
export interface ConfirmQuestion {
  readonly storeId: string
  readonly mode: Mode
  readonly paymentId: string
  readonly transactionId: string
  readonly totalAmount: number
}

const settingStore = sql('webhook-setting-store', `select ${settingStoreSql('$1')} as store_id`)

/**
 * Asks the merchant's server, in the body version of the store's webhooks and signed with their secrets. One try: the
 * buyer waits.
 */
export async function askMerchantSigned(
  deps: Pick<WebhookDependencies, 'database' | 'vault' | 'clock' | 'random' | 'sender'>,
  url: string,
  question: ConfirmQuestion,
): Promise<SendResult> {
  const { mode, paymentId, transactionId, totalAmount } = question
  const storeId = await settingStoreOf(deps.database, question.storeId)
  const setting = await readWebhookSetting(deps, { storeId, mode, apiVersion: 'V2' })
  const at = deps.clock.now()
  const body = JSON.stringify(
    setting.bodyVersion === '2024-01-01'
      ? { payment_id: paymentId, tx_id: transactionId, total_amount: totalAmount }
      : {
          type: 'Transaction.Confirm',
          timestamp: at.toISOString(),
          data: { storeId: question.storeId, paymentId, transactionId, totalAmount },
        },
  )
  return deps.sender.send({
    url,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Naru-Confirm/1.0',
      ...messageHeaders({
        webhookId: deps.random.id(),
        at,
        body,
        secrets: setting.secrets.map(({ secret }) => new Secret(secret)),
      }),
    },
    body,
    limits: v1ConfirmLimits,
  })
}

async function settingStoreOf(database: Database, storeId: string): Promise<string> {
  const [row] = await database.query<{ store_id: string | null }>(settingStore, [storeId])
  return row?.store_id ?? storeId
}
