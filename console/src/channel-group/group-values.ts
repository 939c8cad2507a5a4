import type { ChannelGroupDetail } from '@naru/server/wire/console-channel-group'
import type { UseFormReturnType } from '@mantine/form'
import { nextHour } from './begin-hour.ts'
import type { DraftEntry } from './division.ts'

/** What the form holds. Day and hour count only while `isScheduled` is ticked. */
export interface GroupValues {
  readonly name: string
  readonly entries: DraftEntry[]
  readonly failsOver: boolean
  readonly isScheduled: boolean
  readonly day: string
  readonly hour: string
}

export type GroupFormState = UseFormReturnType<GroupValues>

/** The values with which the form begins. */
export function valuesOf(group: ChannelGroupDetail | undefined, now: Date): GroupValues {
  const entries = group?.currentSession.entries ?? []
  return {
    name: group?.name ?? '',
    entries: entries.map(({ channelKey, weight, enabled }) => ({ channelKey, weight, enabled })),
    failsOver: group?.failsOver ?? false,
    isScheduled: false,
    ...nextHour(now),
  }
}

/** Whether two readings of a group show the same in the form: name, fail-over and the division that counts now. */
export function isShownSame(left: ChannelGroupDetail, right: ChannelGroupDetail): boolean {
  return (
    left.name === right.name &&
    left.failsOver === right.failsOver &&
    left.currentSession.sessionId === right.currentSession.sessionId
  )
}
