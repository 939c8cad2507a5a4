import { queryOptions } from '@tanstack/react-query'
import type { ApiSecretInfo, Mode, PaymentPage, WebhookView } from '@naru/server/wire/console'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'

/** The screen ticks by itself while somebody works in another window. */
const watch = { refetchInterval: 5_000 } as const

export function secretCountQuery(storeId: string) {
  return queryOptions({
    queryKey: ['stores', storeId, 'home', 'secrets'],
    queryFn: async () =>
      (
        await request<{ readonly items: readonly ApiSecretInfo[] }>(
          'GET',
          apiPath`stores/${storeId}/api-secrets`,
        )
      ).items.length,
  })
}

export function paymentCountQuery(storeId: string) {
  const query = queryString({ mode: ['LIVE', 'TEST'], size: 1 })
  return queryOptions({
    queryKey: ['stores', storeId, 'home', 'payments'],
    queryFn: async () =>
      (await request<PaymentPage>('GET', apiPath`stores/${storeId}/payments` + query)).counts.all,
    ...watch,
  })
}

export function receivedCountQuery(storeId: string) {
  const query = queryString({ status: 'SUCCEEDED' })
  return queryOptions({
    queryKey: ['stores', storeId, 'home', 'received'],
    queryFn: async () =>
      (
        await request<{ readonly items: readonly WebhookView[] }>(
          'GET',
          apiPath`stores/${storeId}/webhooks` + query,
        )
      ).items.length,
    ...watch,
  })
}

export function todayQuery(storeId: string, mode: Mode, from: string | undefined) {
  const query = queryString({ timeBase: 'CREATED_AT', from, mode, size: 5 })
  return queryOptions({
    queryKey: ['stores', storeId, 'home', 'today', mode, from],
    queryFn: () => request<PaymentPage>('GET', apiPath`stores/${storeId}/payments` + query),
    ...watch,
  })
}
