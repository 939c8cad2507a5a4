import type { ChannelView, Mode } from '../wire/console.ts'
import { isChannelKey } from './channel.ts'
import { openCredentials } from './channel-credentials.ts'
import type { ChannelDependencies } from './channel-dependencies.ts'
import { findChannelOfStore, listChannelsOfStore } from './assigned-channels.ts'
import { channelView } from './channel-view.ts'

type ReadDependencies = Pick<
  ChannelDependencies,
  'database' | 'vault' | 'gateways' | 'checkoutOrigin' | 'clock'
>

/** The living channels that the store may use, of one mode or of both: see `listChannelsOfStore`. */
export async function listChannels(
  deps: ReadDependencies,
  storeId: string,
  mode?: Mode,
): Promise<readonly ChannelView[]> {
  const channels = await listChannelsOfStore(deps.database, storeId, mode)
  return Promise.all(
    channels.map(async (channel) => channelView(deps, channel, await openCredentials(deps.vault, channel))),
  )
}

/** One living channel that the store may use. */
export async function readChannel(
  deps: ReadDependencies,
  storeId: string,
  channelKey: string,
): Promise<ChannelView | undefined> {
  const channel = isChannelKey(channelKey)
    ? await findChannelOfStore(deps.database, storeId, channelKey)
    : undefined
  if (channel === undefined || channel.deletedAt !== null) return undefined
  return channelView(deps, channel, await openCredentials(deps.vault, channel))
}
