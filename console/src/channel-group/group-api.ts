import type { Mode } from '@naru/server/wire/console'
import type {
  ChannelGroupChannel,
  ChannelGroupDetail,
  ChannelGroupView,
  CreateChannelGroupBody,
  UpdateChannelGroupBody,
} from '@naru/server/wire/console-channel-group'
import { queryOptions } from '@tanstack/react-query'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'

/** All that was read about the groups of a store; invalidated together. */
export const groupsKey = (storeId: string) => ['store', storeId, 'channel-groups'] as const

export const groupsQuery = (storeId: string, mode: Mode) =>
  queryOptions({
    queryKey: [...groupsKey(storeId), 'list', mode],
    queryFn: async () => {
      const path = `${apiPath`stores/${storeId}/channel-groups`}${queryString({ mode })}`
      return (await request<{ readonly items: readonly ChannelGroupView[] }>('GET', path)).items
    },
    // A scheduled change begins by the clock alone, so the list asks again then.
    refetchInterval: ({ state }) => untilNextBegin(state.data ?? [], Date.now()),
  })

export const groupQuery = (storeId: string, channelGroupId: string) =>
  queryOptions({
    queryKey: [...groupsKey(storeId), 'one', channelGroupId],
    queryFn: () =>
      request<ChannelGroupDetail>('GET', apiPath`stores/${storeId}/channel-groups/${channelGroupId}`),
  })

export const groupChannelsQuery = (storeId: string, mode: Mode) =>
  queryOptions({
    queryKey: ['store', storeId, 'channels', mode, 'for-groups'],
    queryFn: async () => {
      const path = `${apiPath`stores/${storeId}/channel-group-channels`}${queryString({ mode })}`
      return (await request<{ readonly items: readonly ChannelGroupChannel[] }>('GET', path)).items
    },
  })

export const createGroup = (storeId: string, body: CreateChannelGroupBody) =>
  request<ChannelGroupDetail>('POST', apiPath`stores/${storeId}/channel-groups`, body)
export const updateGroup = (storeId: string, channelGroupId: string, body: UpdateChannelGroupBody) =>
  request<ChannelGroupDetail>('PATCH', apiPath`stores/${storeId}/channel-groups/${channelGroupId}`, body)
export const deleteGroup = (storeId: string, channelGroupId: string) =>
  request<object>('DELETE', apiPath`stores/${storeId}/channel-groups/${channelGroupId}`)
export const cancelSchedule = (storeId: string, channelGroupId: string, sessionId: string) =>
  request<ChannelGroupDetail>(
    'DELETE',
    apiPath`stores/${storeId}/channel-groups/${channelGroupId}/sessions/${sessionId}`,
  )

const waitMsMin = 5_000
const waitMsMax = 60 * 60_000

function untilNextBegin(groups: readonly ChannelGroupView[], nowMs: number): number | false {
  const begins = groups.flatMap(({ scheduledSession }) =>
    scheduledSession === undefined ? [] : [new Date(scheduledSession.beginAt).getTime()],
  )
  if (begins.length === 0) return false
  return Math.min(Math.max(Math.min(...begins) - nowMs + 500, waitMsMin), waitMsMax)
}
