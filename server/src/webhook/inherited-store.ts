import { sql, type Database } from '../foundation/database.ts'
import { refuseWebhook } from './webhook-errors.ts'

/**
 * A subselect for the store whose settings and secrets a store's webhooks use: its own, or the representative one's
 * for a sub-store that inherits. Read at every attempt, so that the tick counts from the next message on.
 */
export function settingStoreSql(storeIdSql: string): string {
  return `(select case when own.inherits_webhooks then main.store_id else own.store_id end
    from store own left join store main on main.merchant_id = own.merchant_id and main.is_representative
    where own.store_id = ${storeIdSql})`
}

const readInherits = sql('webhook-read-inherits', `select inherits_webhooks from store where store_id = $1`)

/** True for a sub-store whose webhooks go where the representative store's go. */
export async function inheritsWebhooks(database: Database, storeId: string): Promise<boolean> {
  const [row] = await database.query<{ inherits_webhooks: boolean }>(readInherits, [storeId])
  return row?.inherits_webhooks === true
}

/** Settings that are not in use are not edited: whoever changed them would wonder why nothing happens. */
export async function refuseInherited(database: Database, storeId: string): Promise<void> {
  if (await inheritsWebhooks(database, storeId)) throw refuseWebhook('WebhookSettingInheritedError')
}
