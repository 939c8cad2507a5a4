import type { ChangeViewBody, SavedView, SaveViewBody } from '@naru/server/wire/console-saved-view'
import { queryOptions } from '@tanstack/react-query'
import { apiPath } from '../api/path.ts'
import { request } from '../api/request.ts'

export const savedViewsQuery = queryOptions({
  queryKey: ['saved-views', 'payments'],
  queryFn: async () =>
    (await request<{ readonly items: readonly SavedView[] }>('GET', apiPath`saved-views/payments`)).items,
})

export const createView = (body: SaveViewBody) =>
  request<SavedView>('POST', apiPath`saved-views/payments`, body)
export const changeView = (viewId: string, body: ChangeViewBody) =>
  request<SavedView>('PUT', apiPath`saved-views/payments/${viewId}`, body)
export const deleteView = (viewId: string) => request('DELETE', apiPath`saved-views/payments/${viewId}`)
