import { sql, type Database } from '../foundation/database.ts'
import type { Channel } from './channel.ts'
import { channelColumns, channelFromRow, type ChannelRow } from './channel-store.ts'
import { channelUsesMax, type ChannelUse, type FindChannelUses } from './channel-use.ts'

/**
 * Channels live on the representative store; a sub-store uses those that were assigned to it. Payments name a
 * sub-store and a channel key, so every lookup goes through here.
 */

const columnsOfC = channelColumns
  .split(',')
  .map((column) => `c.${column.trim()}`)
  .join(', ')
/** For the store that it was taken from, a channel is a deleted one. */
const assignedColumns = columnsOfC.replace(
  'c.deleted_at',
  'coalesce(c.deleted_at, a.removed_at) as deleted_at',
)

/**
 * The rows of the channel that a key means for a store: its own, or one that was assigned to it. Two reads by primary
 * key; a sub-store owns no channels, and nothing is assigned to a representative store, so there is at most one row.
 */
function channelOfStore(storeIdSql: string, channelKeySql: string): string {
  return `select ${columnsOfC} from channel c where c.store_id = ${storeIdSql} and c.channel_key = ${channelKeySql}
   union all
   select ${assignedColumns} from store_channel a
   join channel c on c.store_id = a.owner_store_id and c.channel_key = a.channel_key
   where a.store_id = ${storeIdSql} and a.channel_key = ${channelKeySql}`
}

/** The same as a scalar subquery giving JSON, for statements that read more in the same round trip: `channelFromJson`. */
export function channelJson(storeIdSql: string, channelKeySql: string): string {
  return `(select row_to_json(c) from (${channelOfStore(storeIdSql, channelKeySql)}) c)`
}

const find = sql('channel-find-of-store', channelOfStore('$1', '$2'))
const list = sql(
  'channel-list-of-store',
  `select ${channelColumns} from (
     select ${columnsOfC}, null::integer as position from channel c where c.store_id = $1
     union all
     select ${columnsOfC}, a.position from store_channel a
     join channel c on c.store_id = a.owner_store_id and c.channel_key = a.channel_key
     where a.store_id = $1 and a.removed_at is null
   ) c
   where deleted_at is null and ($2::text is null or mode = $2)
   order by position, created_at desc, channel_key`,
)
const listStores = sql(
  'channel-list-stores',
  `select a.store_id, s.name, a.removed_at is not null as is_removed from store_channel a
   join store s on s.store_id = a.store_id
   where a.owner_store_id = $1 and a.channel_key = $2 order by a.assigned_at, a.store_id limit $3`,
)
const assign = sql(
  'channel-assign',
  `insert into store_channel (store_id, channel_key, owner_store_id, position, assigned_at)
   select $1, key, $2, place, $4 from unnest($3::text[]) with ordinality as given(key, place)
   on conflict (store_id, channel_key) do update set position = excluded.position, removed_at = null`,
)
const unassign = sql(
  'channel-unassign',
  `update store_channel set removed_at = $3 where store_id = $1 and channel_key <> all($2::text[]) and removed_at is null`,
)

/**
 * The channel that this key means for this store. `deletedAt` is set as well when the channel was taken from the
 * store: new payments cannot use it, and what was paid through it stays inquirable and cancellable.
 */
export async function findChannelOfStore(
  database: Database,
  storeId: string,
  channelKey: string,
): Promise<Channel | undefined> {
  const [row] = await database.query<ChannelRow>(find, [storeId, channelKey])
  return row === undefined ? undefined : channelFromRow(row)
}

/** The living channels that a store may use: its own, newest first, or those assigned to it, in their order. */
export async function listChannelsOfStore(
  database: Database,
  storeId: string,
  mode?: 'LIVE' | 'TEST',
): Promise<readonly Channel[]> {
  return (await database.query<ChannelRow>(list, [storeId, mode ?? null])).map(channelFromRow)
}

/**
 * Makes these the channels of a sub-store, in this order. Hold the channels first (`holdChannels`).
 *
 * @param channelKeys each once, all of them living channels of `ownerStoreId`
 */
export async function assignChannels(
  transaction: Database,
  assignment: {
    readonly storeId: string
    readonly ownerStoreId: string
    readonly channelKeys: readonly string[]
    readonly now: Date
  },
): Promise<void> {
  const { storeId, ownerStoreId, channelKeys, now } = assignment
  await transaction.query(unassign, [storeId, channelKeys, now])
  await transaction.query(assign, [storeId, ownerStoreId, channelKeys, now])
}

/** Every sub-store that uses the channel, or has used it: a PG that knows one address per MID may speak of any of them. */
export async function listStoresOfChannel(
  database: Database,
  ownerStoreId: string,
  channelKey: string,
): Promise<readonly string[]> {
  const rows = await database.query<StoreRow>(listStores, [ownerStoreId, channelKey, null])
  return rows.map((row) => row.store_id)
}

/** Sub-stores keep a channel from being deleted. */
export const storesOfChannel: FindChannelUses = async (database, ownerStoreId, channelKey) => {
  const rows = await database.query<StoreRow>(listStores, [ownerStoreId, channelKey, null])
  return rows
    .filter((row) => !row.is_removed)
    .slice(0, channelUsesMax)
    .map((row): ChannelUse => ({ kind: 'STORE', id: row.store_id, name: row.name }))
}

interface StoreRow {
  store_id: string
  name: string
  is_removed: boolean
}
