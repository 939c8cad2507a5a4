import { sql, type Database } from '../foundation/database.ts'
import { jsonInstant } from './json-instant.ts'

/** `PaymentWebhook` of REST V2. Keys without a value are absent, never null. */
export interface PaymentWebhook {
  readonly paymentStatus?: string
  readonly id: string
  /** Absent while attempts remain. */
  readonly status?: 'SUCCEEDED' | 'FAILED_NOT_OK_RESPONSE' | 'FAILED_UNEXPECTED_ERROR'
  readonly url: string
  readonly isAsync?: boolean
  readonly currentExecutionCount?: number
  readonly maxExecutionCount?: number
  readonly trigger?: string
  readonly request?: { readonly header?: string; readonly body: string; readonly requestedAt?: string }
  readonly response?: {
    readonly code: string
    readonly header: string
    readonly body: string
    readonly respondedAt: string
  }
  readonly triggeredAt?: string
}

/**
 * A correlated subselect that gives `payment.webhooks[]` as JSON, oldest first, with the latest attempt
 * of each; `[]` when there are none. For statements that answer a payment without parsing it.
 *
 * @param storeIdSql SQL expressions of the outer query, e.g. `p.store_id`; never values from outside
 */
export function paymentWebhooksJson(storeIdSql: string, paymentIdSql: string): string {
  return `(select coalesce(json_agg(json_strip_nulls(${webhookJson}) order by w.webhook_id), '[]'::json)
    from webhook w ${latestAttempt} where w.store_id = ${storeIdSql} and w.payment_id = ${paymentIdSql})`
}

const latestAttempt = `left join lateral (
      select * from webhook_attempt t where t.store_id = w.store_id and t.webhook_id = w.webhook_id
      order by t.attempt desc limit 1) a on true`

const webhookJson = `json_build_object(
      'paymentStatus', w.payment_status, 'id', w.webhook_id, 'status', w.status, 'url', w.url, 'isAsync', w.is_async,
      'currentExecutionCount', w.execution_count, 'maxExecutionCount', w.execution_max,
      'trigger', coalesce(a.trigger, w.trigger),
      'request', json_build_object('header', a.request_headers::text, 'body', w.body, 'requestedAt', ${jsonInstant('a.requested_at')}),
      'response', case when a.response_status is not null then json_build_object(
        'code', a.response_status::text, 'header', coalesce(a.response_headers::text, '{}'),
        'body', coalesce(a.response_body, ''), 'respondedAt', ${jsonInstant('a.responded_at')}) end,
      'triggeredAt', ${jsonInstant('w.triggered_at')})`

const readAll = sql('webhook-read-of-payment', `select ${paymentWebhooksJson('$1', '$2')} as webhooks`)
const readOne = sql(
  'webhook-read-v2',
  `select json_strip_nulls(${webhookJson}) as webhook from webhook w ${latestAttempt}
   where w.store_id = $1 and w.webhook_id = $2`,
)

/** All webhooks of a payment, oldest first. */
export async function readPaymentWebhooks(
  database: Database,
  storeId: string,
  paymentId: string,
): Promise<readonly PaymentWebhook[]> {
  const [row] = await database.query<{ webhooks: PaymentWebhook[] }>(readAll, [storeId, paymentId])
  return row?.webhooks ?? []
}

/** One webhook with its latest attempt. */
export async function readPaymentWebhook(
  database: Database,
  storeId: string,
  webhookId: string,
): Promise<PaymentWebhook | undefined> {
  const [row] = await database.query<{ webhook: PaymentWebhook }>(readOne, [storeId, webhookId])
  return row?.webhook
}
