import type { ChannelView, Mode } from '../wire/console.ts'
import { isChannelKey } from './channel.ts'
import { openCredentials } from './channel-credentials.ts'
import type { ChannelDependencies } from './channel-dependencies.ts'
import { listChannelRows, readChannelRow } from './channel-store.ts'
import { channelView } from './channel-view.ts'

type ReadDependencies = Pick<
  ChannelDependencies,
  'database' | 'vault' | 'gateways' | 'checkoutOrigin' | 'clock'
>

/** The store's living channels, newest first; of one mode, or of both. */
export async function listChannels(
  deps: ReadDependencies,
  storeId: string,
  mode?: Mode,
): Promise<readonly ChannelView[]> {
  const channels = await listChannelRows(deps.database, storeId, mode)
  return Promise.all(
    channels.map(async (channel) => channelView(deps, channel, await openCredentials(deps.vault, channel))),
  )
}

/** One living channel of the store. */
export async function readChannel(
  deps: ReadDependencies,
  storeId: string,
  channelKey: string,
): Promise<ChannelView | undefined> {
  const channel = isChannelKey(channelKey)
    ? await readChannelRow(deps.database, storeId, channelKey)
    : undefined
  if (channel === undefined || channel.deletedAt !== null) return undefined
  return channelView(deps, channel, await openCredentials(deps.vault, channel))
}
