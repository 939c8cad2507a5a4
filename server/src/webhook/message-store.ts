import { sql, type Database } from '../foundation/database.ts'
import type { Announcement } from './announcement.ts'
import type { ContentType } from './webhook-body.ts'
import { settingStoreSql } from './inherited-store.ts'
import { liveSecretsJson, type SealedWebhookSecret } from './webhook-secret.ts'

/** Kind of the timed work that owns a message until it is delivered or given up. */
export const deliverKind = 'webhook.deliver'

/** The timed work of one message. */
export function deliverWorkId(webhookId: string): string {
  return `webhook-deliver:${webhookId}`
}

/** One message to one address, as an attempt needs it. */
export interface WebhookMessage {
  readonly storeId: string
  readonly webhookId: string
  readonly apiVersion: 'V1' | 'V2'
  readonly url: string
  readonly contentType: ContentType
  readonly body: string
  readonly executionCount: number
  /** Automatic attempts in all. */
  readonly executionMax: number
  readonly status: DeliveryStatus | null
  readonly secrets: readonly SealedWebhookSecret[] | null
}

export type DeliveryStatus = 'SUCCEEDED' | 'FAILED_NOT_OK_RESPONSE' | 'FAILED_UNEXPECTED_ERROR'

/** What one attempt left behind. */
export interface AttemptRecord {
  readonly requestHeaders: Readonly<Record<string, string>>
  readonly requestedAt: Date
  readonly responseStatus: number | null
  readonly responseHeaders: Readonly<Record<string, string>> | null
  readonly responseBody: string | null
  readonly error: string | null
  readonly respondedAt: Date
  readonly status: DeliveryStatus
}

export interface MessageRow {
  store_id: string
  webhook_id: string
  api_version: 'V1' | 'V2'
  url: string
  content_type: ContentType
  body: string
  execution_count: number
  execution_max: number
  status: DeliveryStatus | null
  secrets: SealedWebhookSecret[] | null
}

export const messageColumns = `w.store_id, w.webhook_id, w.api_version, w.url, w.content_type, w.body, w.execution_count,
     w.execution_max, w.status,
     case when w.api_version = 'V2' then ${liveSecretsJson(settingStoreSql('w.store_id'), 'w.mode')} end as secrets`

export function toMessage(row: MessageRow): WebhookMessage {
  return {
    storeId: row.store_id,
    webhookId: row.webhook_id,
    apiVersion: row.api_version,
    url: row.url,
    contentType: row.content_type,
    body: row.body,
    executionCount: row.execution_count,
    executionMax: row.execution_max,
    status: row.status,
    secrets: row.secrets,
  }
}

// ---------------------------------------------------------------- from outbox row to messages

/** Messages that replace an outbox row. */
export interface OpenedMessages {
  readonly storeId: string
  readonly announcement: Announcement
  readonly outbox: { readonly workId: string; readonly attempts: number }
  readonly apiVersion: 'V1' | 'V2'
  readonly bodyVersion: string
  readonly contentType: ContentType
  readonly body: string
  readonly executionMax: number
  readonly addresses: readonly { readonly webhookId: string; readonly url: string }[]
  /** Who delivers at once; null leaves the messages to whoever claims them first. */
  readonly lease: { readonly owner: string; readonly until: Date } | null
  readonly at: Date
}

/**
 * The outbox row goes, messages and their timed work come, or nothing happens: `attempts` counts
 * claims, so a worker whose lease ran out finds its row already claimed by somebody else.
 */
const openStatement = sql(
  'webhook-open-messages',
  `with taken as (
     delete from due_work where store_id = $1 and work_id = $2 and attempts = $3 returning store_id
   ), address as (
     select taken.store_id, a.webhook_id, a.url from taken, unnest($4::text[], $5::text[]) as a(webhook_id, url)
   ), message as (
     insert into webhook (store_id, webhook_id, payment_id, transaction_id, billing_key, mode, api_version, body_version,
       content_type, type, payment_status, url, body, trigger, is_async, execution_count, execution_max, triggered_at, updated_at)
     select store_id, webhook_id, $6, $7, $8, $9, $20, $10, $11, $12, $13, url, $14, $15, true, 0, $16, $17, $17 from address
   ), booked as (
     insert into due_work (store_id, work_id, kind, reference, due_at, lease_owner, lease_until, attempts, created_at)
     select store_id, '${deliverWorkId('')}' || webhook_id, '${deliverKind}', jsonb_build_object('webhookId', webhook_id),
       $17, $18, $19, case when $18::text is null then 0 else 1 end, $17 from address
   )
   select webhook_id from address`,
)

/** @returns false when the outbox row already belongs to another worker; then nothing was written */
export async function openMessages(database: Database, opened: OpenedMessages): Promise<boolean> {
  const { announcement, outbox, addresses, lease } = opened
  const rows = await database.query(openStatement, [
    opened.storeId,
    outbox.workId,
    outbox.attempts,
    addresses.map((address) => address.webhookId),
    addresses.map((address) => address.url),
    announcement.paymentId ?? null,
    announcement.transactionId ?? null,
    announcement.billingKey ?? null,
    announcement.mode,
    opened.bodyVersion,
    opened.contentType,
    announcement.type,
    announcement.paymentStatus ?? null,
    opened.body,
    announcement.trigger ?? null,
    opened.executionMax,
    opened.at,
    lease?.owner ?? null,
    lease?.until ?? null,
    opened.apiVersion,
  ])
  return rows.length > 0
}

// ---------------------------------------------------------------- attempts

const loadStatement = sql(
  'webhook-load-message',
  `select ${messageColumns} from webhook w where w.store_id = $1 and w.webhook_id = $2`,
)

/** The message with the secrets that are live now. */
export async function loadMessage(
  database: Database,
  storeId: string,
  webhookId: string,
): Promise<WebhookMessage | undefined> {
  const [row] = await database.query<MessageRow>(loadStatement, [storeId, webhookId])
  return row === undefined ? undefined : toMessage(row)
}

export const attemptColumns = `store_id, webhook_id, attempt, trigger, request_headers, requested_at, response_status,
       response_headers, response_body, error, responded_at`

export function attemptValues(record: AttemptRecord): unknown[] {
  return [
    JSON.stringify(record.requestHeaders),
    record.requestedAt,
    record.responseStatus,
    record.responseHeaders === null ? null : JSON.stringify(record.responseHeaders),
    record.responseBody,
    record.error,
    record.respondedAt,
  ]
}

/**
 * Attempt, message and timed work together. `execution_count` decides: when a second worker, after this
 * one's lease ran out, recorded first, this record is dropped, because the row already moved on.
 * A message that a manual resend has delivered meanwhile stays delivered.
 */
const recordAttemptStatement = sql(
  'webhook-record-attempt',
  `with moved as (
     update webhook set execution_count = execution_count + 1,
       status = case when status = 'SUCCEEDED' then status else $4 end,
       next_attempt_at = case when status = 'SUCCEEDED' then null else $5::timestamptz end,
       updated_at = $12
     where store_id = $1 and webhook_id = $2 and execution_count = $3
     returning store_id, webhook_id, execution_count + resend_count as attempt, next_attempt_at
   ), attempt as (
     insert into webhook_attempt (${attemptColumns})
     select store_id, webhook_id, attempt, null, $6::jsonb, $7, $8, $9::jsonb, $10, $11, $12 from moved
   ), rebooked as (
     update due_work d set due_at = moved.next_attempt_at, lease_owner = null, lease_until = null
     from moved where d.store_id = moved.store_id and d.work_id = $13 and moved.next_attempt_at is not null
   ), settled as (
     delete from due_work d using moved where d.store_id = moved.store_id and d.work_id = $13 and moved.next_attempt_at is null
   )
   select attempt from moved`,
)

/**
 * @param nextAttemptAt null settles the message with the record's status
 * @returns false when another worker recorded this execution first
 */
export async function recordAttempt(
  database: Database,
  message: WebhookMessage,
  record: AttemptRecord,
  nextAttemptAt: Date | null,
): Promise<boolean> {
  const rows = await database.query(recordAttemptStatement, [
    message.storeId,
    message.webhookId,
    message.executionCount,
    nextAttemptAt === null ? record.status : null,
    nextAttemptAt,
    ...attemptValues(record),
    deliverWorkId(message.webhookId),
  ])
  return rows.length > 0
}
