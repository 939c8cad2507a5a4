import type { AuditActor } from '../audit/audit-log.ts'
import { second } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { DueHandler } from '../foundation/due-work.ts'
import { Refusal } from '../foundation/refusal.ts'
import type { Mode } from '../wire/console.ts'
import type { FailedWebhooks } from '../wire/console-webhook.ts'
import { deliveryLeaseMs } from './deliver-webhook.ts'
import { manualResendMax, resendWebhook } from './resend-webhook.ts'
import type { StoreSlots } from './store-slots.ts'
import type { WebhookDependencies } from './webhook-dependencies.ts'

/** Kind of the timed work that sends one given-up message again. */
export const bulkResendKind = 'webhook.resend'

/** Which messages: those whose automatic attempts ended without success. */
export interface FailedWebhooksFilter {
  readonly storeId: string
  readonly mode: Mode
  readonly from: Date
  /** Exclusive. */
  readonly until: Date
}

/** Messages of one press of the button; what is left over is the next press's. */
export const bulkResendMax = 10_000
const resendsMax = 32
const crowdedDelayMs = 2 * second

const failed = `w.store_id = $1 and w.mode = $2 and w.triggered_at >= $3 and w.triggered_at < $4
       and w.status in ('FAILED_NOT_OK_RESPONSE', 'FAILED_UNEXPECTED_ERROR') and w.resend_count < ${manualResendMax}`

const count = sql(
  'webhook-count-failed',
  `select (select count(*)::integer from webhook w where ${failed}) as failed,
     (select count(*)::integer from due_work where store_id = $1 and kind = '${bulkResendKind}') as waiting`,
)
/** One row of work per message under the message's name: pressing twice sends once. */
const book = sql(
  'webhook-book-resends',
  `with booked as (
     insert into due_work (store_id, work_id, kind, reference, due_at, created_at)
     select w.store_id, 'webhook-resend:' || w.webhook_id, '${bulkResendKind}',
       jsonb_build_object('webhookId', w.webhook_id), $5, $5
     from webhook w where ${failed} order by w.triggered_at, w.webhook_id limit ${bulkResendMax}
     on conflict do nothing returning work_id
   )
   select count(*)::integer as booked from booked`,
)

/** How many messages of the period were given up, and how many of the store still wait to be sent again. */
export async function countFailedWebhooks(
  database: Database,
  { storeId, mode, from, until }: FailedWebhooksFilter,
): Promise<FailedWebhooks> {
  const [row] = await database.query<{ failed: number; waiting: number }>(count, [storeId, mode, from, until])
  return row ?? { failed: 0, waiting: 0 }
}

/**
 * 웹훅 일괄 재발송: books every given-up message of the period to be sent once more. Workers send them, so it
 * goes on after a crash, and no receiver gets more at once than its store's share.
 *
 * @returns how many were booked now
 */
export async function resendFailedWebhooks(
  { database, clock, audit }: Pick<WebhookDependencies, 'database' | 'clock' | 'audit'>,
  filter: FailedWebhooksFilter,
  by: AuditActor,
): Promise<number> {
  const { storeId, mode, from, until } = filter
  return database.transaction(async (transaction) => {
    const [row] = await transaction.query<{ booked: number }>(book, [storeId, mode, from, until, clock.now()])
    const booked = row?.booked ?? 0
    await audit.record(transaction, by, {
      action: 'webhook.resend-failed',
      storeId,
      target: storeId,
      after: { mode, from: from.toISOString(), until: until.toISOString(), count: booked },
    })
    return booked
  })
}

export function createBulkResendHandler(deps: WebhookDependencies, slots: StoreSlots): DueHandler {
  return {
    kind: bulkResendKind,
    leaseMs: deliveryLeaseMs,
    concurrencyMax: resendsMax,
    async run(item) {
      if (!slots.enter(item.storeId)) {
        return { kind: 'again', at: new Date(deps.clock.now().getTime() + crowdedDelayMs) }
      }
      try {
        await resendWebhook(deps, { storeId: item.storeId, webhookId: String(item.reference['webhookId']) })
      } catch (error) {
        // Gone, or resent by hand as often as allowed meanwhile: nothing is left to do.
        if (!(error instanceof Refusal)) throw error
      } finally {
        slots.leave(item.storeId)
      }
      return { kind: 'done' }
    },
  }
}
