import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { CancelBody, PaymentDetail, TimelineEntry } from '@naru/server/wire/console'
import type { PaymentCounts, PaymentPage } from '@naru/server/wire/console-payments'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'
import type { paymentQueryMembers } from './payment-search.ts'

const pageSize = 30
export type PaymentFilterMembers = ReturnType<typeof paymentQueryMembers>

export function paymentsQuery(storeId: string, members: PaymentFilterMembers) {
  return infiniteQueryOptions({
    queryKey: ['stores', storeId, 'payments', 'list', members],
    queryFn: ({ pageParam, signal }) =>
      request<PaymentPage>(
        'GET',
        apiPath`stores/${storeId}/payments` + queryString({ ...members, cursor: pageParam, size: pageSize }),
        undefined,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
}

/** Apart from the rows, so that a page never waits for its figures. */
export function paymentCountsQuery(storeId: string, { status: _status, ...members }: PaymentFilterMembers) {
  return queryOptions({
    queryKey: ['stores', storeId, 'payments', 'counts', members],
    queryFn: ({ signal }) =>
      request<PaymentCounts>(
        'GET',
        apiPath`stores/${storeId}/payment-counts` + queryString(members),
        undefined,
        signal,
      ),
    staleTime: 15_000,
  })
}

export function paymentHistoryQuery(storeId: string, paymentId: string) {
  return queryOptions({
    queryKey: ['stores', storeId, 'payments', 'history', paymentId],
    queryFn: async () =>
      (
        await request<{ readonly items: readonly TimelineEntry[] }>(
          'GET',
          apiPath`stores/${storeId}/payments/${paymentId}/history`,
        )
      ).items,
  })
}

export function paymentQuery(storeId: string, paymentId: string) {
  return queryOptions({
    queryKey: ['stores', storeId, 'payments', 'one', paymentId],
    queryFn: () => request<PaymentDetail>('GET', apiPath`stores/${storeId}/payments/${paymentId}`),
    // While money is on its way the truth changes without us.
    refetchInterval: (query) => (query.state.data?.isInFlight === true ? 2_000 : false),
  })
}

export function cancelPayment(storeId: string, paymentId: string, body: CancelBody) {
  return request<PaymentDetail>('POST', apiPath`stores/${storeId}/payments/${paymentId}/cancel`, body)
}
