import { bookWork, type DueHandler, type DueItem, type DueOutcome } from '../foundation/due-work.ts'
import { day, minute } from '../foundation/clock.ts'
import {
  callLimitMs,
  pullOrdersKind,
  pullOrdersWorkId,
  silenceDelayMs,
  type PaymentChannel,
  type PaymentDependencies,
} from '../payment/payment-dependencies.ts'
import { loadAttempt } from '../payment/payment-store.ts'
import { isTransactionId } from '../payment/transaction-id.ts'
import { beginFeed, moveFeed, readFeed } from '../payment/order-feed.ts'
import { syncOrder, type OrderChannel } from './sync-order.ts'

/** PortOne reads Naver's orders once a minute. */
const everyMs = minute
/** The PG asks for at most a day at once. */
const spanMs = day
/** What was read just before is read again: clocks differ, and a change may be listed late. */
const overlapMs = 2 * minute
/** Claims on an order may come months after it. */
const idleMs = 180 * day
const readMax = 50

/** Sees to it that the orders of a store and channel are read from now on. Safe to repeat. */
export function createFollowOrders({ database, clock }: Pick<PaymentDependencies, 'database' | 'clock'>) {
  return async ({
    storeId,
    channelKey,
  }: {
    readonly storeId: string
    readonly channelKey: string
  }): Promise<void> => {
    const now = clock.now()
    await beginFeed(database, { storeId, channelKey }, now)
    await bookWork(database, {
      storeId,
      workId: pullOrdersWorkId(storeId, channelKey),
      kind: pullOrdersKind,
      reference: { channelKey },
      dueAt: new Date(now.getTime() + everyMs),
      now,
    })
  }
}

const syncOrderKind = 'payment.sync-order'

/** An order that had to wait for the PG or for a call of ours; it keeps no other one waiting. */
export function syncOrderHandler(deps: PaymentDependencies): DueHandler {
  return {
    kind: syncOrderKind,
    leaseMs: callLimitMs * 2,
    concurrencyMax: 4,
    run: async ({ storeId, reference, attempts }) => {
      const { transactionId, orderId } = reference
      const loaded = await loadAttempt(deps.database, storeId, String(transactionId))
      const channel = loaded && orderChannel(await deps.openChannel(storeId, loaded.attempt.data.channel.key))
      if (loaded === undefined || channel === undefined) return { kind: 'done' }
      const outcome = await syncOrder(deps, channel, loaded.attempt, String(orderId))
      return outcome === 'in-step'
        ? { kind: 'done' }
        : { kind: 'again', at: new Date(deps.clock.now().getTime() + silenceDelayMs(attempts)) }
    },
  }
}

/** Every minute: reads what changed at a PG that sells by itself, and brings the payments in step. */
export function pullOrdersHandler(deps: PaymentDependencies): DueHandler {
  return {
    kind: pullOrdersKind,
    leaseMs: callLimitMs * 4,
    concurrencyMax: 4,
    run: (item) => pull(deps, item),
  }
}

/** The channel, where its PG sells by itself. */
export function orderChannel(channel: PaymentChannel | undefined): OrderChannel | undefined {
  const desk = channel?.gateway.productOrders
  return channel === undefined || desk === undefined
    ? undefined
    : { gateway: channel.gateway, context: () => channel.context(), desk }
}

async function pull(deps: PaymentDependencies, item: DueItem): Promise<DueOutcome> {
  const { storeId } = item
  const channelKey = String(item.reference['channelKey'])
  const feed = await readFeed(deps.database, storeId, channelKey)
  const channel = orderChannel(await deps.openChannel(storeId, channelKey))
  const now = deps.clock.now()
  if (feed === undefined || channel === undefined) return { kind: 'done' }
  if (now.getTime() - feed.lastBegunAt.getTime() > idleMs) return { kind: 'done' }
  const from = new Date(feed.readUntil.getTime() - overlapMs)
  const until = new Date(Math.min(now.getTime(), from.getTime() + spanMs))
  const changed = await channel.desk.listChanged(channel.context(), { from, until })
  if (changed.kind !== 'listed') {
    deps.log.warn(
      { channelKey, reason: changed.kind === 'silent' ? changed.reason : changed.pgCode },
      'the list of changed orders could not be read',
    )
    return { kind: 'again', at: new Date(now.getTime() + everyMs + silenceDelayMs(1)) }
  }
  if (!(await bringInStep(deps, channel, { storeId, channelKey }, changed.productOrderIds)))
    return { kind: 'again', at: new Date(now.getTime() + everyMs) }
  const nextAt = await moveFeed(deps.database, {
    storeId,
    channelKey,
    workId: item.workId,
    readUntil: changed.until,
    hints: feed.hints,
    now,
    nextAt: changed.until < now ? now : new Date(now.getTime() + everyMs),
  })
  if (nextAt !== undefined && nextAt <= now) deps.worker.wake(pullOrdersKind)
  return { kind: 'kept' }
}

/** False: the PG did not tell, so the same span is read again. */
async function bringInStep(
  deps: PaymentDependencies,
  channel: OrderChannel,
  { storeId, channelKey }: { readonly storeId: string; readonly channelKey: string },
  productOrderIds: readonly string[],
): Promise<boolean> {
  const orders = new Map<string, string>()
  for (let start = 0; start < productOrderIds.length; start += readMax) {
    const read = await channel.desk.read(channel.context(), productOrderIds.slice(start, start + readMax))
    if (read.kind !== 'read') return false
    for (const { orderId, pgOrderId } of read.productOrders)
      if (pgOrderId !== undefined && isTransactionId(pgOrderId)) orders.set(orderId, pgOrderId)
  }
  const now = deps.clock.now()
  for (const [orderId, transactionId] of orders) {
    const loaded = await loadAttempt(deps.database, storeId, transactionId)
    // Other stores of the channel have their own readers.
    if (loaded?.attempt.data.channel.key !== channelKey) continue
    if ((await syncOrder(deps, channel, loaded.attempt, orderId)) === 'in-step') continue
    await bookWork(deps.database, {
      storeId,
      workId: `sync-order:${storeId}:${orderId}`,
      kind: syncOrderKind,
      reference: { transactionId, orderId },
      dueAt: new Date(now.getTime() + silenceDelayMs(2)),
      now,
    })
  }
  return true
}
