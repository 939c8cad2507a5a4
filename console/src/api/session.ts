import { queryOptions } from '@tanstack/react-query'
import type { Installation, Me } from '@naru/server/wire/console'
import { apiPath } from './path.ts'
import { request } from './request.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => request<Me>('GET', apiPath`me`),
  staleTime: 60_000,
})

export const installationQuery = queryOptions({
  queryKey: ['installation'],
  queryFn: () => request<Installation>('GET', apiPath`installation`),
  staleTime: Infinity,
})
