import { isChannelKey } from './channel.ts'
import type { ChannelDependencies } from './channel-dependencies.ts'
import { deleteChannelRow } from './channel-store.ts'

/**
 * Deletes a channel. New payments cannot use it; what was paid through it can still be inquired and cancelled
 * (`openChannel` with `includeDeleted`), and its key is never given again.
 *
 * @returns false when the store has no such living channel
 */
export async function deleteChannel(
  deps: Pick<ChannelDependencies, 'database' | 'clock'>,
  storeId: string,
  channelKey: string,
): Promise<boolean> {
  return isChannelKey(channelKey) && deleteChannelRow(deps.database, storeId, channelKey, deps.clock.now())
}
