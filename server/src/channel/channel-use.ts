import type { Database } from '../foundation/database.ts'
import type { ChannelUse } from '../wire/console-channel.ts'

export type { ChannelUse } from '../wire/console-channel.ts'

/**
 * Names what still uses a channel. Each capability that holds channels (groups, payments, billing keys) exports one
 * such function, and `open-server.ts` puts it into `ChannelDependencies.channelUses`; a channel with any use cannot be
 * deleted, and the console shows the list.
 *
 *     export async function groupsOfChannel(database, storeId, channelKey): Promise<readonly ChannelUse[]> {
 *       return (await database.query(groupsOf, [storeId, channelKey, channelUsesMax])).map(…)
 *     }
 *
 * It runs inside the deletion's transaction, after the channel's row was locked, so it must use the database it is
 * given, call nobody, and return at most `channelUsesMax`. A capability that starts to use a channel takes
 * `holdChannels` (channel-store.ts) in its own transaction first: otherwise a deletion could slip in between.
 */
export type FindChannelUses = (
  database: Database,
  storeId: string,
  channelKey: string,
) => Promise<readonly ChannelUse[]>

/** More than these few nobody reads; the first tell where to look. */
export const channelUsesMax = 20

/** All that still uses the channel, in the order of the registry. */
export async function findChannelUses(
  finders: readonly FindChannelUses[],
  database: Database,
  channel: { readonly storeId: string; readonly channelKey: string },
): Promise<readonly ChannelUse[]> {
  const uses: ChannelUse[] = []
  // One connection, so one after another.
  for (const find of finders) uses.push(...(await find(database, channel.storeId, channel.channelKey)))
  return uses
}
