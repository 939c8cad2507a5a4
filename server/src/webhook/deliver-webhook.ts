import { minute } from '../foundation/clock.ts'
import type { DueHandler } from '../foundation/due-work.ts'
import { attemptDelivery } from './attempt-delivery.ts'
import {
  deliverKind,
  loadMessage,
  recordAttempt,
  type AttemptRecord,
  type WebhookMessage,
} from './message-store.ts'
import { nextAttemptAt, nextV1AttemptAt } from './retry-schedule.ts'
import { sendLimitMs } from './send-message.ts'
import type { StoreSlots } from './store-slots.ts'
import type { WebhookDependencies } from './webhook-dependencies.ts'
import { openSecrets } from './webhook-secret.ts'

/** The longest send and a minute for the database. */
export const deliveryLeaseMs = sendLimitMs + minute
export const deliveriesMax = 256
/** First and longest pause of a message whose store has all its slots in use. */
const crowdedDelayMs = 100
const crowdedDelayMsMax = 30_000

/**
 * One attempt: send, then record. A crash in between leaves the message to whoever claims it when the
 * lease runs out, so the receiver may see it twice, with the same `webhook-id`, and never not at all.
 */
export async function deliverMessage(deps: WebhookDependencies, message: WebhookMessage): Promise<void> {
  const secrets = await openSecrets(deps.vault, message.secrets)
  const record = await attemptDelivery(deps, message, secrets, { isAgain: message.executionCount > 0 })
  await recordAttempt(deps.database, message, record, nextAttemptOf(deps, message, record))
}

function nextAttemptOf(
  { random }: Pick<WebhookDependencies, 'random'>,
  message: WebhookMessage,
  record: AttemptRecord,
): Date | null {
  if (record.status === 'SUCCEEDED') return null
  const executed = message.executionCount + 1
  return message.apiVersion === 'V2'
    ? nextAttemptAt(executed, record.respondedAt, random)
    : nextV1AttemptAt({ executed, max: message.executionMax }, record.responseStatus, record.respondedAt)
}

/** Claims messages whose attempt is due: retries, and first attempts that their announcer did not finish. */
export function createDeliverHandler(deps: WebhookDependencies, slots: StoreSlots): DueHandler {
  return {
    kind: deliverKind,
    leaseMs: deliveryLeaseMs,
    concurrencyMax: deliveriesMax,
    async run(item) {
      const webhookId = String(item.reference['webhookId'])
      if (!slots.enter(item.storeId)) {
        return { kind: 'again', at: new Date(deps.clock.now().getTime() + crowdedPauseMs(item.attempts)) }
      }
      try {
        const message = await loadMessage(deps.database, item.storeId, webhookId)
        const isOpen =
          message !== undefined && message.status === null && message.executionCount < message.executionMax
        if (!isOpen) return { kind: 'done' }
        await deliverMessage(deps, message)
        return { kind: 'kept' }
      } finally {
        slots.leave(item.storeId)
      }
    },
  }
}

/** Doubles with every claim: a short crowd clears in a moment, and a hanging receiver's rows do not keep the database busy. */
function crowdedPauseMs(claims: number): number {
  return Math.min(crowdedDelayMs * 2 ** Math.max(claims - 1, 0), crowdedDelayMsMax)
}
