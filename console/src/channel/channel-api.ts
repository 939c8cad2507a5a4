import type {
  CataloguePg,
  ChannelView,
  CreateChannelBody,
  Mode,
  UpdateChannelBody,
} from '@naru/server/wire/console'
import type { ChannelTestResult } from '@naru/server/wire/console-channel'
import { queryOptions } from '@tanstack/react-query'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'

export const catalogueQuery = queryOptions({
  queryKey: ['catalogue'],
  queryFn: async () =>
    (await request<{ readonly pgs: readonly CataloguePg[] }>('GET', apiPath`catalogue`)).pgs,
  staleTime: Infinity,
})

export const channelsQuery = (storeId: string, mode: Mode) =>
  queryOptions({
    queryKey: ['store', storeId, 'channels', mode],
    queryFn: async () => {
      const path = `${apiPath`stores/${storeId}/channels`}${queryString({ mode })}`
      return (await request<{ readonly items: readonly ChannelView[] }>('GET', path)).items
    },
  })

export const createChannel = (storeId: string, body: CreateChannelBody) =>
  request<ChannelView>('POST', apiPath`stores/${storeId}/channels`, body)
export const updateChannel = (storeId: string, channelKey: string, body: UpdateChannelBody) =>
  request<ChannelView>('PATCH', apiPath`stores/${storeId}/channels/${channelKey}`, body)
export const testChannel = (storeId: string, channelKey: string) =>
  request<ChannelTestResult>('POST', apiPath`stores/${storeId}/channels/${channelKey}/test`)
export const deleteChannel = (storeId: string, channelKey: string) =>
  request<object>('DELETE', apiPath`stores/${storeId}/channels/${channelKey}`)
