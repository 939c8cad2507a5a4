import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  Mode,
  SaveWebhookBody,
  WebhookSecretView,
  WebhookSettingView,
  WebhookTestResult,
  WebhookView,
} from '@naru/server/wire/console'
import { apiPath, queryString } from '../api/path.ts'
import { request } from '../api/request.ts'

export interface SettingKey {
  readonly storeId: string
  readonly mode: Mode
  readonly version: 'V1' | 'V2'
}

function settingPath({ storeId, mode, version }: SettingKey): string {
  return apiPath`stores/${storeId}/webhook-settings/${mode}/${version}`
}

export function webhookSettingQuery(key: SettingKey) {
  return queryOptions({
    queryKey: ['stores', key.storeId, 'webhook-settings', key.mode, key.version],
    queryFn: () => request<WebhookSettingView>('GET', settingPath(key)),
  })
}

export function saveWebhookSetting(key: SettingKey, body: SaveWebhookBody) {
  return request<WebhookSettingView>('PUT', settingPath(key), body)
}

export function testWebhook(key: SettingKey) {
  return request<WebhookTestResult>('POST', `${settingPath(key)}/test`)
}

export function issueWebhookSecret({ storeId, mode }: SettingKey) {
  return request<WebhookSecretView>('POST', apiPath`stores/${storeId}/webhook-settings/${mode}/V2/secrets`)
}

export function expireWebhookSecret({ storeId, mode }: SettingKey, secretId: string) {
  const path = apiPath`stores/${storeId}/webhook-settings/${mode}/V2/secrets/${secretId}`
  return request<object>('DELETE', path)
}

export interface DeliveryFilter {
  readonly mode?: Mode
  readonly status?: string
}

interface DeliveryPage {
  readonly items: readonly WebhookView[]
  readonly nextCursor?: string
}

export function deliveriesQuery(storeId: string, filter: DeliveryFilter) {
  return infiniteQueryOptions({
    queryKey: ['stores', storeId, 'webhooks', filter],
    queryFn: ({ pageParam }) =>
      request<DeliveryPage>(
        'GET',
        apiPath`stores/${storeId}/webhooks` + queryString({ ...filter, cursor: pageParam }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: 10_000,
  })
}

export function resendWebhook(storeId: string, webhookId: string) {
  return request<WebhookView>('POST', apiPath`stores/${storeId}/webhooks/${webhookId}/resend`)
}
