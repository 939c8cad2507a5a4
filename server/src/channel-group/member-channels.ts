import type { ChannelAttribute } from '../channel/channel.ts'
import { sql, type Database } from '../foundation/database.ts'

/** What a group needs to know of a channel; nothing sealed. */
export interface MemberChannel {
  readonly channelKey: string
  readonly name: string
  readonly pg: string
  readonly moduleCode: string
  readonly pgProvider: string
  readonly attribute: ChannelAttribute
  readonly isDeleted: boolean
}

/** Of any store of the merchant, because sub-stores use channels of the representative one. Deleted ones too: the history names them. */
const read = sql(
  'channel-group-read-member-channels',
  `select channel_key, name, pg, module_code, pg_provider, attribute, deleted_at from channel
   where store_id in (
       select other.store_id from store own join store other on other.merchant_id = own.merchant_id
       where own.store_id = $1)
     and channel_key = any($2::text[])`,
)

/** The channels of entries, by key. Only channels that the store was allowed to use ever got into an entry. */
export async function readMemberChannels(
  database: Database,
  storeId: string,
  channelKeys: readonly string[],
): Promise<ReadonlyMap<string, MemberChannel>> {
  const keys = [...new Set(channelKeys)]
  if (keys.length === 0) return new Map()
  const rows = await database.query<{
    channel_key: string
    name: string
    pg: string
    module_code: string
    pg_provider: string
    attribute: ChannelAttribute
    deleted_at: Date | null
  }>(read, [storeId, keys])
  return new Map(
    rows.map((row) => [
      row.channel_key,
      {
        channelKey: row.channel_key,
        name: row.name,
        pg: row.pg,
        moduleCode: row.module_code,
        pgProvider: row.pg_provider,
        attribute: row.attribute,
        isDeleted: row.deleted_at !== null,
      },
    ]),
  )
}
