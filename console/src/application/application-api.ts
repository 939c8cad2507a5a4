import { queryOptions } from '@tanstack/react-query'
import type {
  ApplicationView,
  BusinessView,
  ChoiceView,
  LicenceView,
  PgOffer,
  Proposal,
  SaveBusinessBody,
  SaveChoiceBody,
  SaveTermsBody,
  StatusView,
  Wish,
} from '@naru/server/wire/console-application'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'

/** The whole application of the merchant; `next` names the screen on which it goes on. Owner and Admin only. */
export const applicationQuery = queryOptions({
  queryKey: ['application'],
  queryFn: () => request<ApplicationView>('GET', apiPath`application`),
})
export const statusQuery = queryOptions({
  queryKey: ['application', 'status'],
  queryFn: () => request<StatusView>('GET', apiPath`application/status`),
})
export const offersQuery = queryOptions({
  queryKey: ['application', 'offers'],
  queryFn: async () =>
    (await request<{ readonly items: readonly PgOffer[] }>('GET', apiPath`application/offers`)).items,
  staleTime: Infinity,
})

export const saveTerms = (body: SaveTermsBody) =>
  request<ApplicationView>('PUT', apiPath`application/terms`, body)
export const saveBusiness = (body: SaveBusinessBody) =>
  request<BusinessView>('PUT', apiPath`application/business`, body)
export const submitBusiness = (body: SaveBusinessBody) =>
  request<BusinessView>('POST', apiPath`application/business/submit`, body)
export const uploadLicence = (file: File) =>
  request<LicenceView>('PUT', apiPath`application/licence` + queryString({ name: file.name }), file)
export const removeLicence = () => request<object>('DELETE', apiPath`application/licence`)
export const licencePath = apiPath`application/licence`
export const propose = (wishes: readonly Wish[]) =>
  request<Proposal>('GET', apiPath`application/proposal` + queryString({ wish: wishes }))
export const saveChoice = (body: SaveChoiceBody) =>
  request<ChoiceView>('PUT', apiPath`application/choice`, body)
export const submitChoice = (body: SaveChoiceBody) =>
  request<StatusView>('POST', apiPath`application/choice/submit`, body)
export const cancelContract = (contractId: string, rowVersion: number) =>
  request<StatusView>('POST', apiPath`application/contracts/${contractId}/cancel`, { rowVersion })

export const applicationScreens = {
  start: '/application/start',
  business: '/application/business',
  pg: '/application/pg',
  status: '/application/status',
} as const
