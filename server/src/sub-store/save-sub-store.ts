import { assignChannels } from '../channel/assigned-channels.ts'
import { holdChannels } from '../channel/channel-store.ts'
import type { Database } from '../foundation/database.ts'
import type { ConsoleCaller } from '../merchant/console-guard.ts'
import { createDefaultWebhookSettings } from '../webhook/webhook-setting.ts'
import type { CreateStoreBody, StoreView, UpdateStoreBody } from '../wire/console-store.ts'
import { refuseField } from './sub-store-body.ts'
import type { SubStoreDependencies } from './sub-store-dependencies.ts'
import { refuseSubStore } from './sub-store-errors.ts'
import { insertStore, lockStore, representativeStoreOf, updateStoreRow } from './sub-store-rows.ts'

type Language = 'ko' | 'en'
type SaveDependencies = Omit<SubStoreDependencies, 'hasPayments'>

/** Adds a sub-store (하위 상점 추가) with its channels and webhook settings of its own that wait until they are needed. */
export async function createSubStore(
  deps: SaveDependencies,
  caller: ConsoleCaller,
  body: CreateStoreBody,
  language: Language,
): Promise<StoreView> {
  const { merchantId } = caller
  const storeId = `store-${deps.random.uuid()}`
  const now = deps.clock.now()
  return deps.database.transaction(async (transaction) => {
    const { name, tierCode, channelKeys, serviceUrls, manager, inheritsWebhooks } = body
    const values = { name, tierCode, serviceUrls, manager, inheritsWebhooks }
    await insertStore(transaction, { merchantId, storeId }, values, now)
    await setChannels(transaction, { merchantId, storeId, channelKeys, now }, language)
    await createDefaultWebhookSettings(transaction, storeId)
    await deps.audit.record(transaction, caller, {
      action: 'store.create',
      storeId,
      target: storeId,
      after: { ...values, channelKeys },
    })
    return readBack(transaction, merchantId, storeId)
  })
}

/** Edits a store; absent members stay. The representative store uses all of its channels and inherits nothing. */
export async function updateStore(
  deps: SaveDependencies,
  caller: ConsoleCaller & { readonly storeId: string },
  body: UpdateStoreBody,
  language: Language,
): Promise<StoreView> {
  const { merchantId, storeId } = caller
  return deps.database.transaction(async (transaction) => {
    const before = await lockStore(transaction, merchantId, storeId)
    if (before === undefined) throw refuseSubStore('StoreNotFoundError')
    if (before.rowVersion !== body.rowVersion) throw refuseSubStore('StaleVersionError')
    if (before.isRepresentative && body.channelKeys !== undefined) throw refuseField('channelKeys', language)
    const values = {
      name: body.name ?? before.name,
      serviceUrls: body.serviceUrls ?? before.serviceUrls,
      manager: body.manager ?? before.manager,
      inheritsWebhooks: !before.isRepresentative && (body.inheritsWebhooks ?? before.inheritsWebhooks),
    }
    await updateStoreRow(transaction, { merchantId, storeId }, values)
    if (body.channelKeys !== undefined) {
      const { channelKeys } = body
      await setChannels(transaction, { merchantId, storeId, channelKeys, now: deps.clock.now() }, language)
    }
    await deps.audit.record(transaction, caller, {
      action: 'store.update',
      storeId,
      target: storeId,
      before: auditForm(before),
      after: {
        ...values,
        channelKeys: body.channelKeys ?? before.channels.map((channel) => channel.channelKey),
      },
    })
    return readBack(transaction, merchantId, storeId)
  })
}

/** What the audit log keeps of a store. */
export function auditForm({ name, tierCode, serviceUrls, manager, inheritsWebhooks, channels }: StoreView) {
  return {
    name,
    tierCode,
    serviceUrls,
    manager,
    inheritsWebhooks,
    channelKeys: channels.map((channel) => channel.channelKey),
  }
}

async function setChannels(
  transaction: Database,
  assignment: {
    readonly merchantId: string
    readonly storeId: string
    readonly channelKeys: readonly string[]
    readonly now: Date
  },
  language: Language,
): Promise<void> {
  const { merchantId, storeId, channelKeys, now } = assignment
  const ownerStoreId = await representativeStoreOf(transaction, merchantId)
  const held = await holdChannels(transaction, ownerStoreId, channelKeys)
  if (held.length !== channelKeys.length) throw refuseField('channelKeys', language)
  await assignChannels(transaction, { storeId, ownerStoreId, channelKeys, now })
}

async function readBack(transaction: Database, merchantId: string, storeId: string): Promise<StoreView> {
  const view = await lockStore(transaction, merchantId, storeId)
  if (view === undefined) throw new Error(`${storeId} vanished while it was saved`)
  return view
}
