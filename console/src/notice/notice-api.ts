import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  ChangeNoticeBody,
  NewestNotices,
  Notice,
  NoticeBody,
  NoticeKind,
  NoticePage,
} from '@naru/server/wire/notice'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'

export const noticeKinds = ['NOTICE', 'NEWS', 'FAQ'] as const satisfies readonly NoticeKind[]
const desk = '/operator/api/notices'

export const newestNoticesQuery = queryOptions({
  queryKey: ['notices', 'newest'],
  queryFn: () => request<NewestNotices>('GET', apiPath`notices/newest`),
  staleTime: 60_000,
})

export const noticesQuery = (kind: NoticeKind) =>
  infiniteQueryOptions({
    queryKey: ['notices', kind],
    queryFn: ({ pageParam }) =>
      request<NoticePage>('GET', apiPath`notices` + queryString({ kind, cursor: pageParam })),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })

export const operatorNoticesQuery = infiniteQueryOptions({
  queryKey: ['operator', 'notices'],
  queryFn: ({ pageParam }) => request<NoticePage>('GET', desk + queryString({ cursor: pageParam })),
  initialPageParam: '',
  getNextPageParam: (page) => page.nextCursor,
})

/** With `former`: changes it; without: writes a new one. */
export const saveNotice = (body: NoticeBody, former: Notice | undefined) =>
  former === undefined
    ? request<Notice>('POST', desk, body)
    : request<Notice>('PUT', `${desk}/${encodeURIComponent(former.noticeId)}`, {
        ...body,
        rowVersion: former.rowVersion,
      } satisfies ChangeNoticeBody)

export const deleteNotice = (noticeId: string) =>
  request<object>('DELETE', `${desk}/${encodeURIComponent(noticeId)}`)
