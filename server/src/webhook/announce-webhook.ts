import type { DueHandler, DueItem, DueOutcome } from '../foundation/due-work.ts'
import { isAddressingRow, readAddressing, toAddressing } from './addressing.ts'
import { announceKind } from './announcement.ts'
import { createBulkResendHandler } from './bulk-resend.ts'
import { createDeliverHandler, deliverMessage, deliveriesMax, deliveryLeaseMs } from './deliver-webhook.ts'
import { openMessages, type WebhookMessage } from './message-store.ts'
import { readAnnouncement } from './read-announcement.ts'
import { createStoreSlots, type StoreSlots } from './store-slots.ts'
import { contentTypeOf, renderBody } from './webhook-body.ts'
import { renderV1Body } from './v1-body.ts'
import type { WebhookDependencies } from './webhook-dependencies.ts'

export interface WebhookWorkerDependencies extends WebhookDependencies {
  /** The worker's own name, as its leases carry it. */
  readonly replicaName: string
}

const inFlightPerStoreMax = 64

/** The kinds of timed work of this capability, for the worker in `main.ts`. */
export function createWebhookHandlers(deps: WebhookWorkerDependencies): readonly DueHandler[] {
  const slots = createStoreSlots(inFlightPerStoreMax)
  return [
    createAnnounceHandler(deps, slots),
    createDeliverHandler(deps, slots),
    createBulkResendHandler(deps, slots),
  ]
}

function createAnnounceHandler(deps: WebhookWorkerDependencies, slots: StoreSlots): DueHandler {
  return {
    kind: announceKind,
    leaseMs: deliveryLeaseMs,
    concurrencyMax: deliveriesMax,
    run: (item) => announce(deps, slots, item),
  }
}

/**
 * Turns an outbox row into one message per address and delivers them in the same run: claim, read,
 * write, send. The messages are born under this worker's lease, so nobody else sends them meanwhile.
 */
async function announce(
  deps: WebhookWorkerDependencies,
  slots: StoreSlots,
  item: DueItem,
): Promise<DueOutcome> {
  const announcement = readAnnouncement(item.reference)
  const addressing = toAddressing(
    isAddressingRow(item.known)
      ? item.known
      : await readAddressing(deps.database, item.storeId, announcement),
    announcement,
  )
  const { apiVersion } = addressing
  const body =
    apiVersion === 'V1'
      ? renderV1Body(addressing.contentType, announcement)
      : renderBody(addressing, item.storeId, announcement)
  // No address or no such message in this version: nothing is sent and nothing is logged.
  if (body === undefined || addressing.urls.length === 0) return { kind: 'done' }

  const addresses = addressing.urls.map((url) => ({ webhookId: deps.random.id(), url }))
  const contentType = apiVersion === 'V1' ? addressing.contentType : contentTypeOf(addressing)
  const isMine = slots.enter(item.storeId)
  try {
    const at = deps.clock.now()
    const isOpened = await openMessages(deps.database, {
      storeId: item.storeId,
      announcement,
      outbox: { workId: item.workId, attempts: item.attempts },
      apiVersion,
      bodyVersion: apiVersion === 'V1' ? 'V1' : addressing.bodyVersion,
      contentType,
      body,
      executionMax: addressing.executionMax,
      addresses,
      lease: isMine ? { owner: deps.replicaName, until: new Date(at.getTime() + deliveryLeaseMs) } : null,
      at,
    })
    if (isOpened && isMine) {
      const messages = addresses.map(({ webhookId, url }): WebhookMessage => ({
        storeId: item.storeId,
        webhookId,
        apiVersion,
        url,
        contentType,
        body,
        executionCount: 0,
        executionMax: addressing.executionMax,
        status: null,
        secrets: addressing.secrets,
      }))
      await deliverAll(deps, messages)
    }
    return { kind: 'kept' }
  } finally {
    if (isMine) slots.leave(item.storeId)
  }
}

/** Every address gets its attempt, also when the record of another one could not be written. */
async function deliverAll(deps: WebhookDependencies, messages: readonly WebhookMessage[]): Promise<void> {
  const results = await Promise.allSettled(messages.map((message) => deliverMessage(deps, message)))
  const failed = results.find((result) => result.status === 'rejected')
  if (failed !== undefined) throw new Error('a webhook attempt was not recorded', { cause: failed.reason })
}
