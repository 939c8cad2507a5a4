import { Secret } from '../foundation/secret.ts'
import type { WebhookTestResult } from '../wire/console.ts'
import type { Announcement } from './announcement.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import { contentTypeOf, renderBody, type ContentType } from './webhook-body.ts'
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
    key.apiVersion === 'V1' ? sampleV1Body(contentType) : (renderBody(format, key.storeId, sample) ?? '')
  const record = await attemptDelivery(
    deps,
    {
      webhookId: deps.random.id(),
      url: setting.url,
      contentType: key.apiVersion === 'V1' ? contentType : contentTypeOf(format),
      body,
    },
    setting.secrets.map(({ secret }) => new Secret(secret)),
  )
  return {
    requestBody: body,
    requestHeaders: record.requestHeaders,
    ...(record.responseStatus === null ? {} : { responseStatus: record.responseStatus }),
    ...(record.responseBody === null ? {} : { responseBody: record.responseBody }),
    ...(record.error === null ? {} : { error: record.error }),
  }
}

function sampleAnnouncement({ mode }: SettingKey, now: Date): Announcement {
  return {
    type: 'Transaction.Paid',
    timestamp: now.toISOString(),
    mode,
    paymentId: 'example-payment-id',
    transactionId: '55451513-9763-4a7a-bb43-78a4c65be843',
  }
}

/** V1 webhooks carry `imp_uid`, `merchant_uid` and `status`. */
function sampleV1Body(contentType: ContentType): string {
  const members = { imp_uid: 'imp_1234567890', merchant_uid: 'order_id_8237352', status: 'paid' }
  return contentType === 'application/json'
    ? JSON.stringify(members)
    : new URLSearchParams(members).toString()
}
