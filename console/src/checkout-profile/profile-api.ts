import { queryOptions } from '@tanstack/react-query'
import type {
  CheckoutProfileBody,
  CheckoutProfileView,
  PaymentSessionRow,
} from '@naru/server/wire/console-checkout-profile'
import { apiPath } from '../api/path.ts'
import { request } from '../api/request.ts'

export const profilesQuery = queryOptions({
  queryKey: ['checkout-profiles'],
  queryFn: async () =>
    (await request<{ readonly items: readonly CheckoutProfileView[] }>('GET', apiPath`checkout-profiles`))
      .items,
})

export function sessionsQuery(storeId: string) {
  return queryOptions({
    queryKey: ['stores', storeId, 'payment-sessions'],
    queryFn: async () =>
      (
        await request<{ readonly items: readonly PaymentSessionRow[] }>(
          'GET',
          apiPath`stores/${storeId}/payment-sessions`,
        )
      ).items,
  })
}

export function saveProfile(body: CheckoutProfileBody, known?: CheckoutProfileView) {
  return known === undefined
    ? request<CheckoutProfileView>('POST', apiPath`checkout-profiles`, body)
    : request<CheckoutProfileView>('PUT', apiPath`checkout-profiles/${known.profileKey}`, {
        ...body,
        version: known.version,
      })
}

export function deleteProfile(profileKey: string) {
  return request<object>('DELETE', apiPath`checkout-profiles/${profileKey}`)
}
