import { sql, type Database } from '../foundation/database.ts'
import { announceKind } from './announcement.ts'
import { deliverKind } from './message-store.ts'

const removeWork = sql(
  'webhook-stop-work',
  `delete from due_work where store_id = any($1::text[]) and kind in ('${announceKind}', '${deliverKind}')`,
)
const giveUp = sql(
  'webhook-stop-messages',
  `update webhook set status = 'FAILED_UNEXPECTED_ERROR', next_attempt_at = null, updated_at = $2
   where store_id = any($1::text[]) and status is null`,
)
const forgetAddresses = sql(
  'webhook-stop-settings',
  `update webhook_setting set url = null, row_version = row_version + 1, updated_at = $2 where store_id = any($1::text[])`,
)
const forgetSecrets = sql(
  'webhook-stop-secrets',
  `delete from webhook_secret where store_id = any($1::text[])`,
)

/**
 * Nothing more is sent for a merchant that withdraws: waiting messages are given up, addresses and secrets forgotten.
 * What a worker has in its hands this moment still leaves once; it finds no row to book another attempt for.
 */
export async function stopWebhooks(
  transaction: Database,
  closing: { readonly storeIds: readonly string[]; readonly now: Date },
): Promise<void> {
  await transaction.query(removeWork, [closing.storeIds])
  await transaction.query(giveUp, [closing.storeIds, closing.now])
  await transaction.query(forgetAddresses, [closing.storeIds, closing.now])
  await transaction.query(forgetSecrets, [closing.storeIds])
}
