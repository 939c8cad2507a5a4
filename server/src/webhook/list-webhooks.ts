import { sql, type Database } from '../foundation/database.ts'
import type { Mode, WebhookView } from '../wire/console.ts'
import { isId } from './is-id.ts'
import { jsonInstant } from './json-instant.ts'

/** What the delivery log can be narrowed to. `PENDING` means that attempts remain. */
export interface WebhookFilter {
  readonly mode?: Mode
  readonly apiVersion?: 'V1' | 'V2'
  readonly status?: 'PENDING' | 'SUCCEEDED' | 'FAILED_NOT_OK_RESPONSE' | 'FAILED_UNEXPECTED_ERROR'
}

/** Small, because a webhook brings all its attempts with up to 16 KiB of answer each. */
const pageSize = 20

const viewJson = `json_strip_nulls(json_build_object(
     'webhookId', w.webhook_id, 'paymentId', w.payment_id, 'type', w.type, 'url', w.url, 'mode', w.mode, 'apiVersion', w.api_version,
     'bodyVersion', w.body_version, 'status', w.status, 'executionCount', w.execution_count, 'executionMax', w.execution_max,
     'triggeredAt', ${jsonInstant('w.triggered_at')}, 'nextAttemptAt', ${jsonInstant('w.next_attempt_at')}, 'body', w.body,
     'attempts', (select coalesce(json_agg(json_build_object(
         'attempt', t.attempt, 'requestedAt', ${jsonInstant('t.requested_at')}, 'requestHeaders', t.request_headers,
         'responseStatus', t.response_status, 'responseBody', t.response_body,
         'respondedAt', ${jsonInstant('t.responded_at')}, 'error', t.error) order by t.attempt), '[]'::json)
       from webhook_attempt t where t.store_id = w.store_id and t.webhook_id = w.webhook_id)))`

const page = sql(
  'webhook-list-page',
  `select ${viewJson} as view from webhook w
   where w.store_id = $1 and ($2::text is null or w.mode = $2)
     and ($3::text is null or coalesce(w.status, 'PENDING') = $3)
     and ($7::text is null or w.api_version = $7)
     and ($4::timestamptz is null or (w.triggered_at, w.webhook_id) < ($4, $5))
   order by w.triggered_at desc, w.webhook_id desc limit $6`,
)
const one = sql(
  'webhook-list-one',
  `select ${viewJson} as view from webhook w where w.store_id = $1 and w.webhook_id = $2`,
)
const ofPayment = sql(
  'webhook-list-of-payment',
  `select ${viewJson} as view from webhook w where w.store_id = $1 and w.payment_id = $2 order by w.webhook_id desc`,
)

/** One page of the delivery log, newest first. */
export async function listWebhooks(
  database: Database,
  storeId: string,
  filter: WebhookFilter,
  cursor?: WebhookCursor,
): Promise<{ readonly items: readonly WebhookView[]; readonly nextCursor?: string }> {
  const rows = await database.query<{ view: WebhookView }>(page, [
    storeId,
    filter.mode ?? null,
    filter.status ?? null,
    cursor?.triggeredAt ?? null,
    cursor?.webhookId ?? null,
    pageSize + 1,
    filter.apiVersion ?? null,
  ])
  const items = rows.slice(0, pageSize).map((row) => row.view)
  const last = items.at(-1)
  return {
    items,
    ...(rows.length > pageSize && last !== undefined ? { nextCursor: writeCursor(last) } : {}),
  }
}

/** One webhook of the delivery log. */
export async function readWebhookView(
  database: Database,
  storeId: string,
  webhookId: string,
): Promise<WebhookView | undefined> {
  const [row] = await database.query<{ view: WebhookView }>(one, [storeId, webhookId])
  return row?.view
}

const anyReceived = sql(
  'webhook-any-received',
  `select exists (select from webhook where store_id = $1 and status = 'SUCCEEDED') as is_received`,
)

/** Whether the merchant's server ever took a webhook of this store. */
export async function hasReceivedWebhook(database: Database, storeId: string): Promise<boolean> {
  const [row] = await database.query<{ is_received: boolean }>(anyReceived, [storeId])
  return row?.is_received ?? false
}

/** The webhooks of one payment for its detail screen, newest first. */
export async function listPaymentWebhooks(
  database: Database,
  storeId: string,
  paymentId: string,
): Promise<readonly WebhookView[]> {
  const rows = await database.query<{ view: WebhookView }>(ofPayment, [storeId, paymentId])
  return rows.map((row) => row.view)
}

/** Where the next page begins. Opaque to the caller. */
export interface WebhookCursor {
  readonly triggeredAt: Date
  readonly webhookId: string
}

function writeCursor(last: WebhookView): string {
  return Buffer.from(`${last.triggeredAt}|${last.webhookId}`, 'utf8').toString('base64url')
}

/** @returns undefined for text that this program did not write */
export function readCursor(text: string): WebhookCursor | undefined {
  const [time = '', webhookId = ''] = Buffer.from(text, 'base64url').toString('utf8').split('|')
  const triggeredAt = new Date(time)
  if (Number.isNaN(triggeredAt.getTime()) || !isId(webhookId)) return undefined
  return { triggeredAt, webhookId }
}
