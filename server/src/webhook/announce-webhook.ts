import { sql } from '../foundation/database.ts'
import type { DueHandler, DueItem, DueOutcome } from '../foundation/due-work.ts'
import { announceKind, type Announcement } from './announcement.ts'
import { createBulkResendHandler } from './bulk-resend.ts'
import { createDeliverHandler, deliverMessage, deliveriesMax, deliveryLeaseMs } from './deliver-webhook.ts'
import { openMessages, type WebhookMessage } from './message-store.ts'
import { readAnnouncement } from './read-announcement.ts'
import { executionCountMax } from './retry-schedule.ts'
import { createStoreSlots, type StoreSlots } from './store-slots.ts'
import { contentTypeOf, renderBody, type BodyVersion, type ContentType } from './webhook-body.ts'
import { renderV1Body } from './v1-body.ts'
import type { WebhookDependencies } from './webhook-dependencies.ts'
import { settingStoreSql } from './inherited-store.ts'
import { liveSecretsJson, type SealedWebhookSecret } from './webhook-secret.ts'

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
  const addressing = await readAddressing(deps, item.storeId, announcement)
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

interface Addressing {
  readonly apiVersion: 'V1' | 'V2'
  readonly executionMax: number
  readonly urls: readonly string[]
  readonly bodyVersion: BodyVersion
  readonly contentType: ContentType
  readonly secrets: readonly SealedWebhookSecret[] | null
}

const read = sql(
  'webhook-read-addressing',
  `select s.url, s.content_type, s.body_version, s.retries,
     case when $3 = 'V2' then ${liveSecretsJson('one.setting_store_id', '$2')} end as secrets,
     exists (select 1 from store join merchant m using (merchant_id)
       where store.store_id = $1 and m.withdrawn_at is not null) as is_withdrawn
   from (select ${settingStoreSql('$1')} as setting_store_id) one
   left join webhook_setting s on s.store_id = one.setting_store_id and s.mode = $2 and s.api_version = $3`,
)

/**
 * A payment of the V1 module goes to the V1 setting and one of V2 to the V2 setting. `noticeUrls` of the request
 * replace the console's address; version, encoding, retries and secrets stay the store's.
 */
async function readAddressing(
  { database }: WebhookDependencies,
  storeId: string,
  { mode, apiVersion = 'V2', noticeUrls = [] }: Announcement,
): Promise<Addressing> {
  const [row] = await database.query<{
    url: string | null
    content_type: ContentType | null
    body_version: BodyVersion | null
    retries: boolean | null
    secrets: SealedWebhookSecret[] | null
    is_withdrawn: boolean
  }>(read, [storeId, mode, apiVersion])
  const saved = row === undefined || row.url === null || row.url === '' ? [] : [row.url]
  const isRetried = apiVersion === 'V2' || row?.retries === true
  return {
    apiVersion,
    executionMax: isRetried ? executionCountMax : 1,
    // A withdrawn merchant is told nothing any more, wherever the payment asked to have it told.
    urls: row?.is_withdrawn === true ? [] : noticeUrls.length > 0 ? noticeUrls : saved,
    bodyVersion: row?.body_version ?? '2024-04-25',
    contentType: row?.content_type ?? 'application/json',
    secrets: row?.secrets ?? null,
  }
}
