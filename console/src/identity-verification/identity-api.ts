import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  IdentityVerificationDetail,
  IdentityVerificationPage,
} from '@naru/server/wire/console-identity-verification'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'
import type { identityQueryMembers } from './identity-search.ts'

export function identitiesQuery(storeId: string, members: ReturnType<typeof identityQueryMembers>) {
  return infiniteQueryOptions({
    queryKey: ['stores', storeId, 'identity-verifications', 'list', members],
    queryFn: ({ pageParam, signal }) =>
      request<IdentityVerificationPage>(
        'GET',
        apiPath`stores/${storeId}/identity-verifications` +
          queryString({ ...members, cursor: pageParam, size: 30 }),
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
}

export function identityQuery(storeId: string, id: string) {
  return queryOptions({
    queryKey: ['stores', storeId, 'identity-verifications', 'one', id],
    queryFn: () =>
      request<IdentityVerificationDetail>('GET', apiPath`stores/${storeId}/identity-verifications/${id}`),
  })
}

/** In clear, and with a trace in the audit log. */
export function revealIdentity(storeId: string, id: string) {
  return request<IdentityVerificationDetail>(
    'POST',
    apiPath`stores/${storeId}/identity-verifications/${id}/reveal`,
  )
}
