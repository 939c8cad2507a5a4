import type {
  ChannelGroupDetail,
  ChannelGroupEntryView,
  ChannelGroupSession,
  ChannelGroupView,
} from '../wire/console-channel-group.ts'
import type { ChannelGroup, GroupEntry, PlacedSession } from './channel-group.ts'

export type ChannelLabels = ReadonlyMap<
  string,
  Pick<ChannelGroupEntryView, 'channelName' | 'pgProvider' | 'pgNameKo' | 'pgNameEn' | 'isChannelDeleted'>
>

/** A group as the list shows it, field by field. */
export function groupView(
  group: ChannelGroup,
  placed: readonly PlacedSession[],
  labels: ChannelLabels,
): ChannelGroupView {
  const current = placed.find(({ status }) => status === 'CURRENT')
  const scheduled = placed.find(({ status }) => status === 'SCHEDULED')
  // A group is made together with its first session, and only sessions that have not begun are ever withdrawn.
  if (current === undefined) throw new Error(`the group ${group.channelGroupId} has no current session`)
  return {
    channelGroupId: group.channelGroupId,
    mode: group.mode,
    name: group.name,
    failsOver: group.failsOver,
    rowVersion: group.rowVersion,
    createdAt: group.createdAt.toISOString(),
    createdBy: group.createdBy,
    currentSession: sessionView(current, labels),
    ...(scheduled === undefined ? {} : { scheduledSession: sessionView(scheduled, labels) }),
  }
}

/** A group with all its sessions, the latest beginning first. */
export function groupDetail(
  group: ChannelGroup,
  placed: readonly PlacedSession[],
  labels: ChannelLabels,
): ChannelGroupDetail {
  return {
    ...groupView(group, placed, labels),
    sessions: placed.map((session) => sessionView(session, labels)),
  }
}

function sessionView(session: PlacedSession, labels: ChannelLabels): ChannelGroupSession {
  return {
    sessionId: session.sessionId,
    status: session.status,
    entries: session.entries.map((entry) => entryView(entry, labels)),
    beginAt: session.beginAt.toISOString(),
    ...(session.endedAt === undefined ? {} : { endedAt: session.endedAt.toISOString() }),
    createdAt: session.createdAt.toISOString(),
    createdBy: session.createdBy,
    ...(session.cancelledAt === null ? {} : { cancelledAt: session.cancelledAt.toISOString() }),
    ...(session.cancelledBy === null ? {} : { cancelledBy: session.cancelledBy }),
  }
}

function entryView(
  { channelKey, weight, enabled }: GroupEntry,
  labels: ChannelLabels,
): ChannelGroupEntryView {
  const label = labels.get(channelKey)
  return {
    channelKey,
    weight,
    enabled,
    ...(label ?? { channelName: channelKey, isChannelDeleted: true }),
  }
}
