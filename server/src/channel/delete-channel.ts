import type { ChannelUse } from '../wire/console-channel.ts'
import { isChannelKey } from './channel.ts'
import { auditFacts } from './audit-facts.ts'
import type { ChannelAuthor, ChannelDependencies } from './channel-dependencies.ts'
import { deleteChannelRow, lockChannel } from './channel-store.ts'
import { findChannelUses } from './channel-use.ts'

export type DeleteChannelOutcome =
  | { readonly kind: 'deleted' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'in-use'; readonly uses: readonly ChannelUse[] }

/**
 * Deletes a channel that nothing uses any more. New payments cannot use it; what was paid through it can still be
 * inquired and cancelled (`openChannel` with `includeDeleted`), and its key is never given again.
 *
 * The row is locked before its uses are asked for, so that nobody can begin to use it meanwhile.
 */
export async function deleteChannel(
  deps: Pick<ChannelDependencies, 'database' | 'clock' | 'channelUses' | 'audit'>,
  { storeId, actor }: ChannelAuthor,
  channelKey: string,
): Promise<DeleteChannelOutcome> {
  if (!isChannelKey(channelKey)) return { kind: 'not-found' }
  return deps.database.transaction(async (transaction): Promise<DeleteChannelOutcome> => {
    const channel = await lockChannel(transaction, storeId, channelKey)
    if (channel === undefined) return { kind: 'not-found' }
    const uses = await findChannelUses(deps.channelUses, transaction, channel)
    if (uses.length > 0) return { kind: 'in-use', uses }
    await deleteChannelRow(transaction, storeId, channelKey, deps.clock.now())
    await deps.audit.record(transaction, actor, {
      action: 'channel.delete',
      storeId,
      target: channelKey,
      before: auditFacts(channel, {}),
    })
    return { kind: 'deleted' }
  })
}
