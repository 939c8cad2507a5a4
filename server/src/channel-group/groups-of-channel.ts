import { channelUsesMax, type ChannelUse, type FindChannelUses } from '../channel/channel-use.ts'
import type { Clock } from '../foundation/clock.ts'
import { sql } from '../foundation/database.ts'

/**
 * Living groups whose current or scheduled session holds the channel, those of sub-stores that use it included.
 * Sessions that are over do not keep a channel from being deleted.
 */
export function createGroupsOfChannel(clock: Clock): FindChannelUses {
  return async (database, storeId, channelKey) => {
    const rows = await database.query<{ channel_group_id: string; name: string }>(groupsOf, [
      storeId,
      channelKey,
      clock.now(),
      channelUsesMax,
    ])
    return rows.map(({ channel_group_id: id, name }): ChannelUse => ({ kind: 'CHANNEL_GROUP', id, name }))
  }
}

const groupsOf = sql(
  'channel-group-of-channel',
  `select g.channel_group_id, g.name from channel_group g
   where (g.store_id = $1
       or g.store_id in (select store_id from store_channel where owner_store_id = $1 and channel_key = $2))
     and g.deleted_at is null
     and exists (
       select 1 from channel_group_session s
       where s.store_id = g.store_id and s.channel_group_id = g.channel_group_id and s.cancelled_at is null
         and s.entries @> jsonb_build_array(jsonb_build_object('channelKey', $2::text))
         and (s.begin_at > $3 or s.session_id = (
           select c.session_id from channel_group_session c
           where c.store_id = g.store_id and c.channel_group_id = g.channel_group_id
             and c.cancelled_at is null and c.begin_at <= $3
           order by c.begin_at desc, c.session_id desc limit 1))
     )
   order by g.name limit $4`,
)
