import type { Mode } from '@naru/gateways'

/** One channel of a group. Its place in the list is its order on the screen and in the choice. */
export interface GroupEntry {
  readonly channelKey: string
  /** Integer from 0 to 100; all entries of a session, disabled ones included, make exactly 100. */
  readonly weight: number
  /** A disabled entry is never chosen, whatever its weight. */
  readonly enabled: boolean
}

/** How a group divides payments from `beginAt` on. Never changed once written, save for its withdrawal. */
export interface GroupSession {
  readonly sessionId: string
  readonly entries: readonly GroupEntry[]
  readonly beginAt: Date
  readonly createdAt: Date
  readonly createdBy: string
  readonly cancelledAt: Date | null
  readonly cancelledBy: string | null
}

/** 스마트 라우팅 그룹. The id stays for life; what it does is in its sessions. */
export interface ChannelGroup {
  readonly storeId: string
  readonly channelGroupId: string
  readonly mode: Mode
  readonly name: string
  /** A payment whose PG does not open its window goes to another channel. */
  readonly failsOver: boolean
  readonly rowVersion: number
  readonly createdAt: Date
  readonly createdBy: string
}

export type SessionStatus = 'CURRENT' | 'SCHEDULED' | 'ENDED' | 'CANCELLED'

export interface PlacedSession extends GroupSession {
  readonly status: SessionStatus
  /** When the next one began; only of an ended session. */
  readonly endedAt?: Date
}

const idShape = /^channel-group-(live|test)-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for `channel-group-live-<uuid>` and `channel-group-test-<uuid>`; keeps text that PostgreSQL cannot hold out of a query. */
export function isChannelGroupId(text: string): boolean {
  return idShape.test(text)
}

export function newChannelGroupId(mode: Mode, uuid: string): string {
  return `channel-group-${mode === 'LIVE' ? 'live' : 'test'}-${uuid}`
}

/**
 * Says of every session where it stands at `now`, the latest beginning first. The clock alone decides, so that a
 * scheduled session is current from its very hour on, whether or not any program ran then.
 *
 * A group is made together with its first session, so that one always has begun: a replica whose clock is a little
 * behind must not find a group without any.
 */
export function placeSessions(sessions: readonly GroupSession[], now: Date): readonly PlacedSession[] {
  const ordered = sessions.toSorted(laterFirst)
  const first = ordered.findLast(({ cancelledAt }) => cancelledAt === null)
  let next: GroupSession | undefined
  return ordered.map((session) => {
    if (session.cancelledAt !== null) return { ...session, status: 'CANCELLED' }
    if (session.beginAt > now && session !== first) return { ...session, status: 'SCHEDULED' }
    const placed: PlacedSession =
      next === undefined
        ? { ...session, status: 'CURRENT' }
        : { ...session, status: 'ENDED', endedAt: next.beginAt }
    next = session
    return placed
  })
}

/** The session that counts now and the one that waits, among any sessions of one group. */
export function liveSessions(
  sessions: readonly GroupSession[],
  now: Date,
): { readonly current: PlacedSession | undefined; readonly scheduled: PlacedSession | undefined } {
  const placed = placeSessions(sessions, now)
  return {
    current: placed.find(({ status }) => status === 'CURRENT'),
    scheduled: placed.find(({ status }) => status === 'SCHEDULED'),
  }
}

export function isSameDivision(left: readonly GroupEntry[], right: readonly GroupEntry[]): boolean {
  return (
    left.length === right.length &&
    left.every((entry, index) => {
      const other = right[index]
      return (
        other !== undefined &&
        entry.channelKey === other.channelKey &&
        entry.weight === other.weight &&
        entry.enabled === other.enabled
      )
    })
  )
}

/** Of two sessions with the same beginning the later written one counts; session ids are ordered by time. */
function laterFirst(left: GroupSession, right: GroupSession): number {
  const distance = right.beginAt.getTime() - left.beginAt.getTime()
  if (distance !== 0) return distance
  return left.sessionId < right.sessionId ? 1 : -1
}
