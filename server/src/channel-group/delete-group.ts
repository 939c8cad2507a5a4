import { isChannelGroupId, liveSessions } from './channel-group.ts'
import type { GroupCaller, GroupDependencies } from './group-dependencies.ts'
import {
  cancelSessionRow,
  deleteGroupRow,
  readGroupRow,
  readLiveSessions,
  updateGroupRow,
} from './group-store.ts'

/**
 * Deletes a group for good: payment requests that name it are refused from now on. Payments that were made over it
 * keep what they recorded.
 *
 * @returns false when the store has no such living group
 */
export function deleteGroup(
  deps: GroupDependencies,
  caller: GroupCaller,
  channelGroupId: string,
): Promise<boolean> {
  return deps.database.transaction(async (transaction) => {
    const { storeId } = caller
    const group = isChannelGroupId(channelGroupId)
      ? await readGroupRow(transaction, storeId, channelGroupId, true)
      : undefined
    if (group === undefined) return false
    await deleteGroupRow(transaction, group, deps.clock.now())
    await deps.audit.record(transaction, caller, {
      action: 'channel-group.delete',
      storeId,
      target: channelGroupId,
      before: { name: group.name, mode: group.mode },
    })
    return true
  })
}

/** Takes a scheduled session back (예약 취소). Names the session, so that nobody withdraws one that he has not seen. */
export function cancelScheduledSession(
  deps: GroupDependencies,
  caller: GroupCaller,
  channelGroupId: string,
  sessionId: string,
): Promise<'cancelled' | 'ChannelGroupNotFoundError' | 'NoScheduledSessionError'> {
  return deps.database.transaction(async (transaction) => {
    const { storeId } = caller
    const group = isChannelGroupId(channelGroupId)
      ? await readGroupRow(transaction, storeId, channelGroupId, true)
      : undefined
    if (group === undefined) return 'ChannelGroupNotFoundError'
    const now = deps.clock.now()
    const sessions = await readLiveSessions(transaction, storeId, now, channelGroupId)
    const { scheduled } = liveSessions(sessions.get(channelGroupId) ?? [], now)
    if (scheduled === undefined || scheduled.sessionId !== sessionId) return 'NoScheduledSessionError'
    await cancelSessionRow(transaction, group, sessionId, { now, email: caller.email })
    await updateGroupRow(transaction, group, now)
    await deps.audit.record(transaction, caller, {
      action: 'channel-group.cancel-schedule',
      storeId,
      target: channelGroupId,
      before: { name: group.name, beginAt: scheduled.beginAt.toISOString(), entries: scheduled.entries },
    })
    return 'cancelled'
  })
}
