import type { Mode } from './console.ts'

/**
 * 스마트 라우팅, below `/console/api/stores/{storeId}`:
 * `GET channel-groups?mode=` → `{ items: ChannelGroupView[] }`, newest first ·
 * `POST channel-groups` (CreateChannelGroupBody) → ChannelGroupDetail ·
 * `GET channel-groups/{id}` → ChannelGroupDetail ·
 * `PATCH channel-groups/{id}` (UpdateChannelGroupBody) → ChannelGroupDetail ·
 * `DELETE channel-groups/{id}` → `{}` ·
 * `DELETE channel-groups/{id}/sessions/{sessionId}` takes a scheduled session back → ChannelGroupDetail ·
 * `GET channel-group-channels?mode=` → `{ items: ChannelGroupChannel[] }`, what may stand in a group.
 */
export interface ChannelGroupView {
  readonly channelGroupId: string
  readonly mode: Mode
  readonly name: string
  /** A payment whose PG does not open its window goes to another channel of the group. */
  readonly failsOver: boolean
  readonly rowVersion: number
  readonly createdAt: string
  readonly createdBy: string
  readonly currentSession: ChannelGroupSession
  /** Becomes the current one at its `beginAt`, without anybody doing anything. */
  readonly scheduledSession?: ChannelGroupSession
}

export interface ChannelGroupDetail extends ChannelGroupView {
  /** Every session that there ever was, the latest beginning first. */
  readonly sessions: readonly ChannelGroupSession[]
}

export interface ChannelGroupSession {
  readonly sessionId: string
  readonly status: 'CURRENT' | 'SCHEDULED' | 'ENDED' | 'CANCELLED'
  readonly entries: readonly ChannelGroupEntryView[]
  readonly beginAt: string
  /** When the next one began; only of an ended session. */
  readonly endedAt?: string
  readonly createdAt: string
  /** E-mail of who saved it. */
  readonly createdBy: string
  readonly cancelledAt?: string
  readonly cancelledBy?: string
}

export interface ChannelGroupEntryBody {
  readonly channelKey: string
  /** 0 to 100; all entries of a session together make exactly 100. */
  readonly weight: number
  readonly enabled: boolean
}

export interface ChannelGroupEntryView extends ChannelGroupEntryBody {
  /** Present name of the channel; its key when the channel is unknown by now. */
  readonly channelName: string
  readonly pgProvider?: string
  readonly pgNameKo?: string
  readonly pgNameEn?: string
  readonly isChannelDeleted: boolean
}

export interface CreateChannelGroupBody {
  readonly mode: Mode
  readonly name: string
  readonly entries: readonly ChannelGroupEntryBody[]
  /** Absent: off. */
  readonly failsOver?: boolean
}

export interface UpdateChannelGroupBody {
  readonly name: string
  readonly entries: readonly ChannelGroupEntryBody[]
  /** Absent: as it was. */
  readonly failsOver?: boolean
  readonly rowVersion: number
  /** The session that the form showed as current: a scheduled one may have begun since, without a new row version. */
  readonly currentSessionId: string
  /** A whole hour in the future, RFC 3339; absent: now. */
  readonly beginAt?: string
}

export interface ChannelGroupChannel {
  readonly channelKey: string
  readonly name: string
  readonly pgProvider: string
  readonly pgNameKo: string
  readonly pgNameEn: string
  readonly payMethods: readonly string[]
  /** Why this channel cannot stand in a group; absent: it can. */
  readonly obstacleKo?: string
  readonly obstacleEn?: string
}
