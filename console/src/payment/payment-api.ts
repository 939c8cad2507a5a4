import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { CancelBody, PaymentDetail, PaymentPage } from '@naru/server/wire/console'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'
import type { paymentQueryMembers } from './payment-search.ts'

const pageSize = 30

export function paymentsQuery(storeId: string, members: ReturnType<typeof paymentQueryMembers>) {
  return infiniteQueryOptions({
    queryKey: ['stores', storeId, 'payments', 'list', members],
    queryFn: ({ pageParam }) =>
      request<PaymentPage>(
        'GET',
        apiPath`stores/${storeId}/payments` + queryString({ ...members, cursor: pageParam, size: pageSize }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
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
