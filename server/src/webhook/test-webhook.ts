import { Secret } from '../foundation/secret.ts'
import type { WebhookTestResult } from '../wire/console.ts'
import type { Announcement } from './announcement.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { renderV1Body } from './v1-body.ts'
import { contentTypeOf, renderBody } from './webhook-body.ts'
import type { WebhookDependencies } from './webhook-dependencies.ts'
import { refuseWebhook } from './webhook-errors.ts'
import { readWebhookSetting, type SettingKey } from './webhook-setting.ts'

/**
 * 호출 테스트: sends a sample to the saved address, past the same address guard and with the same
 * signatures as a real message. Nothing is logged and nothing is retried.
 *
 * @throws StoreWebhookUrlNotSetError
 */
export async function testWebhook(deps: WebhookDependencies, key: SettingKey): Promise<WebhookTestResult> {
  const setting = await readWebhookSetting(deps, key)
  if (setting.url === undefined) throw refuseWebhook('StoreWebhookUrlNotSetError')
  const { bodyVersion = '2024-04-25', contentType } = setting
  const sample = sampleAnnouncement(key, deps.clock.now())
  const format = { bodyVersion, contentType }
  const body =
    (key.apiVersion === 'V1' ? renderV1Body(contentType, sample) : renderBody(format, key.storeId, sample)) ??
    ''
  const record = await attemptDelivery(
    deps,
    {
      webhookId: deps.random.id(),
      apiVersion: key.apiVersion,
      url: setting.url,
      contentType: key.apiVersion === 'V1' ? contentType : contentTypeOf(format),
      body,
    },
    setting.secrets.map(({ secret }) => new Secret(secret)),
    { isAgain: false },
  )
  return {
    requestBody: body,
    requestHeaders: record.requestHeaders,
    ...(record.responseStatus === null ? {} : { responseStatus: record.responseStatus }),
    ...(record.responseBody === null ? {} : { responseBody: record.responseBody }),
    ...(record.error === null ? {} : { error: record.error }),
  }
}

function sampleAnnouncement({ mode, apiVersion }: SettingKey, now: Date): Announcement {
  return {
    type: 'Transaction.Paid',
    timestamp: now.toISOString(),
    mode,
    ...(apiVersion === 'V1'
      ? { paymentId: 'order_id_8237352', transactionId: 'imp_123456789012' }
      : { paymentId: 'example-payment-id', transactionId: '55451513-9763-4a7a-bb43-78a4c65be843' }),
  }
}
