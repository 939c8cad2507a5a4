import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  Mode,
  SaveWebhookBody,
  WebhookSecretView,
  WebhookSettingView,
  WebhookTestResult,
  WebhookView,
} from '@naru/server/wire/console'
import type { FailedWebhooks, ResendFailedAnswer, ResendFailedBody } from '@naru/server/wire/console-webhook'
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
  readonly apiVersion?: 'V1' | 'V2'
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

const hourMs = 60 * 60 * 1000
const hoursOfPeriod = { d1: 24, d7: 7 * 24, d30: 30 * 24 } as const
export const resendPeriods = ['d1', 'd7', 'd30'] as const
export type ResendPeriod = (typeof resendPeriods)[number]

function span(period: ResendPeriod) {
  const now = Date.now()
  return {
    from: new Date(now - hoursOfPeriod[period] * hourMs).toISOString(),
    // A minute ahead, so that a clock that differs a little leaves nothing out.
    until: new Date(now + hourMs / 60).toISOString(),
  }
}

export function failedWebhooksQuery(storeId: string, mode: Mode, period: ResendPeriod) {
  return queryOptions({
    queryKey: ['stores', storeId, 'failed-webhooks', mode, period],
    queryFn: () =>
      request<FailedWebhooks>(
        'GET',
        apiPath`stores/${storeId}/failed-webhooks` + queryString({ mode, ...span(period) }),
      ),
    refetchInterval: (query) => ((query.state.data?.waiting ?? 0) > 0 ? 2_000 : 15_000),
  })
}

export function resendFailedWebhooks(storeId: string, mode: Mode, period: ResendPeriod) {
  const body: ResendFailedBody = { mode, ...span(period) }
  return request<ResendFailedAnswer>('POST', apiPath`stores/${storeId}/failed-webhooks/resend`, body)
}
