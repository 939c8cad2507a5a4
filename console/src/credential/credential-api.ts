import type {
  ApiSecretInfo,
  IssueApiSecretBody,
  IssuedApiSecret,
  V1CredentialView,
} from '@naru/server/wire/console'
import type { SaveV1DefaultBody, V1DefaultChannels } from '@naru/server/wire/console-v1-channel'
import { queryOptions } from '@tanstack/react-query'
import { apiPath } from '../api/path.ts'
import { request } from '../api/request.ts'

export const apiSecretsQuery = (storeId: string) =>
  queryOptions({
    queryKey: ['store', storeId, 'api-secrets'],
    queryFn: async () => {
      const path = apiPath`stores/${storeId}/api-secrets`
      return (await request<{ readonly items: readonly ApiSecretInfo[] }>('GET', path)).items
    },
  })

/** Holds a secret, so it leaves the memory as soon as the screen is left. */
export const v1CredentialQuery = (storeId: string) =>
  queryOptions({
    queryKey: ['store', storeId, 'v1-credential'],
    queryFn: () => request<V1CredentialView>('GET', apiPath`stores/${storeId}/v1-credential`),
    gcTime: 0,
  })

export const v1DefaultsQuery = (storeId: string) =>
  queryOptions({
    queryKey: ['store', storeId, 'v1-default-channels'],
    queryFn: () => request<V1DefaultChannels>('GET', apiPath`stores/${storeId}/v1-default-channels`),
  })
export const saveV1Default = (storeId: string, purpose: string, body: SaveV1DefaultBody) =>
  request<V1DefaultChannels>('PUT', apiPath`stores/${storeId}/v1-default-channels/${purpose}`, body)

export const issueApiSecret = (storeId: string, body: IssueApiSecretBody) =>
  request<IssuedApiSecret>('POST', apiPath`stores/${storeId}/api-secrets`, body)
export const deleteApiSecret = (storeId: string, apiSecretId: string) =>
  request<object>('DELETE', apiPath`stores/${storeId}/api-secrets/${apiSecretId}`)
export const reissueV1Secret = (storeId: string) =>
  request<V1CredentialView>('POST', apiPath`stores/${storeId}/v1-credential/reissue`)
