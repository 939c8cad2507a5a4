import { queryOptions } from '@tanstack/react-query'
import type { MoveBody, OperatorApplication, OperatorMe, OperatorPage } from '@naru/server/wire/operator'
import { queryString } from '../api/path.ts'
import { request } from '../api/request.ts'

const base = '/operator/api'

/** Refused with 404 while nobody is signed in as operator. */
export const operatorQuery = queryOptions({
  queryKey: ['operator', 'me'],
  queryFn: () => request<OperatorMe>('GET', `${base}/me`),
  staleTime: 60_000,
})

export interface ApplicationFilter {
  readonly search: string
  readonly state: string
  readonly pg: string
  readonly cursor: string
}

export const operatorListQuery = (filter: ApplicationFilter) =>
  queryOptions({
    queryKey: ['operator', 'applications', filter],
    queryFn: () => request<OperatorPage>('GET', `${base}/applications${queryString({ ...filter })}`),
  })
export const operatorApplicationQuery = (merchantId: string) =>
  queryOptions({
    queryKey: ['operator', 'application', merchantId],
    queryFn: () => request<OperatorApplication>('GET', applicationPath(merchantId)),
  })

export const operatorLicencePath = (merchantId: string) => `${applicationPath(merchantId)}/licence`
export const signInOperator = (body: { readonly email: string; readonly password: string }) =>
  request<object>('POST', `${base}/sign-in`, body)
export const signOutOperator = () => request<object>('POST', `${base}/sign-out`)
export const welcomeOperator = (body: { readonly token: string; readonly password: string }) =>
  request<object>('POST', `${base}/welcome`, body)
export const moveContract = (merchantId: string, contractId: string, body: MoveBody) =>
  request<OperatorApplication>(
    'POST',
    `${applicationPath(merchantId)}/contracts/${encodeURIComponent(contractId)}/move`,
    body,
  )
export const addNote = (merchantId: string, text: string) =>
  request<OperatorApplication>('POST', `${applicationPath(merchantId)}/notes`, { text })

function applicationPath(merchantId: string): string {
  return `${base}/applications/${encodeURIComponent(merchantId)}`
}
