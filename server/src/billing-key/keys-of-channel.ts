import { channelUsesMax, type ChannelUse, type FindChannelUses } from '../channel/channel-use.ts'
import { sql } from '../foundation/database.ts'

const living = sql(
  'billing-key-of-channel',
  `select k.billing_key from billing_key_channel c
   join billing_key k on k.store_id = c.store_id and k.billing_key = c.billing_key
   where c.store_id = $1 and c.channel_key = $2 and c.status = 'ISSUED' and k.status = 'ISSUED'
   order by k.issued_at desc limit $3`,
)

/** Billing keys that would lose their PG keep a channel from being deleted. */
export const keysOfChannel: FindChannelUses = async (database, storeId, channelKey) => {
  const rows = await database.query<{ billing_key: string }>(living, [storeId, channelKey, channelUsesMax])
  return rows.map(({ billing_key: id }): ChannelUse => ({ kind: 'BILLING_KEY', id, name: id }))
}
