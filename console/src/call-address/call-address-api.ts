import { queryOptions } from '@tanstack/react-query'
import type { CallAddressView, SaveCallAddressBody } from '@naru/server/wire/console-call-address'
import { request } from '../api/request.ts'

const path = '/console/api/call-addresses'

export const callAddressQuery = queryOptions({
  queryKey: ['call-addresses'],
  queryFn: () => request<CallAddressView>('GET', path),
})

export function saveCallAddresses(body: SaveCallAddressBody) {
  return request<CallAddressView>('PUT', path, body)
}
