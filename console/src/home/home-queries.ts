import { queryOptions } from '@tanstack/react-query'
import type { Mode } from '@naru/server/wire/console'
import type { HomeProgress, HomeSummary } from '@naru/server/wire/console-home'
import type { PaymentCounts, PaymentPage } from '@naru/server/wire/console-payments'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'

/** The screen ticks by itself while somebody works in another window. */
const watchMs = 5_000

/** What already happened here. Asked again until there is nothing left to wait for. */
export function progressQuery(storeId: string) {
  return queryOptions({
    queryKey: ['stores', storeId, 'home', 'progress'],
    queryFn: () => request<HomeProgress>('GET', apiPath`stores/${storeId}/home/progress`),
    refetchInterval: (query) => {
      const { data } = query.state
      return data !== undefined &&
        data.hasReceivedWebhook &&
        data.hasPaidTestPayment &&
        data.hasPaidLivePayment
        ? false
        : watchMs
    },
  })
}

export interface SummaryRange {
  readonly from: string
  readonly until: string | undefined
  readonly unit: 'day' | 'hour'
}

export function summaryQuery(storeId: string, mode: Mode, range: SummaryRange) {
  return queryOptions({
    queryKey: ['stores', storeId, 'home', 'summary', mode, range],
    queryFn: ({ signal }) =>
      request<HomeSummary>(
        'GET',
        apiPath`stores/${storeId}/home/summary` + queryString({ mode, ...range }),
        undefined,
        signal,
      ),
    staleTime: 60_000,
  })
}

export function todayQuery(storeId: string, mode: Mode, from: string | undefined) {
  const query = queryString({ timeBase: 'CREATED_AT', from, mode, size: 5 })
  return queryOptions({
    queryKey: ['stores', storeId, 'home', 'today', mode, from],
    queryFn: () => request<PaymentPage>('GET', apiPath`stores/${storeId}/payments` + query),
    refetchInterval: watchMs,
  })
}

export function todayCountsQuery(storeId: string, mode: Mode, from: string | undefined) {
  const query = queryString({ timeBase: 'CREATED_AT', from, mode })
  return queryOptions({
    queryKey: ['stores', storeId, 'home', 'today-counts', mode, from],
    queryFn: () => request<PaymentCounts>('GET', apiPath`stores/${storeId}/payment-counts` + query),
    refetchInterval: watchMs,
  })
}
