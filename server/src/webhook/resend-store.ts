import { sql, type Database } from '../foundation/database.ts'
import {
  attemptColumns,
  attemptValues,
  deliverWorkId,
  messageColumns,
  toMessage,
  type AttemptRecord,
  type MessageRow,
  type WebhookMessage,
} from './message-store.ts'

const manualTrigger = 'MANUAL'

/** Takes one of the allowed manual resends before anything is sent, so that two at once cannot exceed them. */
function claimResend(name: string, wanted: string) {
  return sql(
    name,
    `with wanted as (${wanted}), claimed as (
       update webhook w set resend_count = w.resend_count + 1, updated_at = $3
       from wanted where w.store_id = $1 and w.webhook_id = wanted.webhook_id and w.resend_count < $4
       returning ${messageColumns}, w.execution_count + w.resend_count as attempt
     )
     select claimed.* from wanted left join claimed on claimed.webhook_id = wanted.webhook_id`,
  )
}

const claimNewestStatement = claimResend(
  'webhook-claim-resend-newest',
  `select webhook_id from webhook where store_id = $1 and payment_id = $2 order by webhook_id desc limit 1`,
)
const claimOneStatement = claimResend(
  'webhook-claim-resend',
  `select webhook_id from webhook where store_id = $1 and webhook_id = $2 and ($5::text is null or payment_id = $5)`,
)

export type ClaimedResend =
  | { readonly kind: 'claimed'; readonly message: WebhookMessage; readonly attempt: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'spent' }

/** Of one message, or of the newest message of a payment. */
export async function claimManualResend(
  database: Database,
  storeId: string,
  wanted: { readonly webhookId?: string; readonly paymentId?: string },
  { now, resendMax }: { readonly now: Date; readonly resendMax: number },
): Promise<ClaimedResend> {
  const { webhookId, paymentId = null } = wanted
  const [row] =
    webhookId === undefined
      ? await database.query<ClaimRow>(claimNewestStatement, [storeId, paymentId, now, resendMax])
      : await database.query<ClaimRow>(claimOneStatement, [storeId, webhookId, now, resendMax, paymentId])
  if (row === undefined) return { kind: 'not-found' }
  if (row.webhook_id === null) return { kind: 'spent' }
  return { kind: 'claimed', message: toMessage(row), attempt: row.attempt }
}

type ClaimRow = (MessageRow & { attempt: number }) | { webhook_id: null }

/**
 * A manual success ends the automatic retries: the receiver has the message. A manual failure leaves
 * them alone, and decides the status only when none remain.
 */
const recordResendStatement = sql(
  'webhook-record-resend',
  `with moved as (
     update webhook set
       status = case when $4 = 'SUCCEEDED' or status is not null then $4 end,
       next_attempt_at = case when $4 = 'SUCCEEDED' then null else next_attempt_at end,
       updated_at = $11
     where store_id = $1 and webhook_id = $2
     returning store_id, webhook_id, status
   ), attempt as (
     insert into webhook_attempt (${attemptColumns})
     select store_id, webhook_id, $3, '${manualTrigger}', $5::jsonb, $6, $7, $8::jsonb, $9, $10, $11 from moved
   ), settled as (
     delete from due_work d using moved where d.store_id = moved.store_id and d.work_id = $12 and moved.status = 'SUCCEEDED'
   )
   select webhook_id from moved`,
)

export async function recordResend(
  database: Database,
  message: WebhookMessage,
  attempt: number,
  record: AttemptRecord,
): Promise<void> {
  await database.query(recordResendStatement, [
    message.storeId,
    message.webhookId,
    attempt,
    record.status,
    ...attemptValues(record),
    deliverWorkId(message.webhookId),
  ])
}
