import type { ProductOrder, ProductOrderAction, ServiceAnswer } from '@naru/gateways'
import type { PaymentDependencies } from '../payment/payment-dependencies.ts'
import type { LoadedPayment } from '../payment/payment-store.ts'
import { ordersOfTransaction } from './order-store.ts'
import { orderChannel } from './pull-orders.ts'
import { syncOrder, type OrderChannel } from './sync-order.ts'

/** The product orders of a payment, as the PG has them now. */
export type PaymentOrders =
  | { readonly kind: 'read'; readonly channel: OrderChannel; readonly productOrders: readonly ProductOrder[] }
  | { readonly kind: 'not-sold-by-pg' }
  | { readonly kind: 'unreadable'; readonly pgCode: string; readonly pgMessage: string }

const noAnswer = { pgCode: '', pgMessage: '네이버페이의 응답이 없습니다. 잠시 후 다시 조회하세요.' }

/** Reads them at the PG: what the platform keeps is no more than which they are. */
export async function readPaymentOrders(
  deps: PaymentDependencies,
  { attempt }: LoadedPayment,
): Promise<PaymentOrders> {
  const { storeId, transactionId, pgTxId, data } = attempt
  const channel = orderChannel(await deps.openChannel(storeId, data.channel.key))
  if (channel === undefined) return { kind: 'not-sold-by-pg' }
  const known = await ordersOfTransaction(deps.database, storeId, transactionId)
  const productOrders: ProductOrder[] = []
  for (const orderId of new Set([...known, ...(pgTxId === null ? [] : [pgTxId])])) {
    const read = await channel.desk.readOrder(channel.context(), orderId)
    if (read.kind === 'silent') return { kind: 'unreadable', ...noAnswer }
    if (read.kind === 'declined')
      return { kind: 'unreadable', pgCode: read.pgCode, pgMessage: read.pgMessage }
    productOrders.push(...read.productOrders.filter(({ pgOrderId }) => pgOrderId === transactionId))
  }
  return { kind: 'read', channel, productOrders }
}

export interface ActOutcome {
  /** As they are after it. */
  readonly done: readonly ProductOrder[]
  readonly failed: readonly {
    readonly productOrderId: string
    readonly pgCode: string
    readonly pgMessage: string
  }[]
}

/**
 * Does one thing to each of these product orders, one after the other, as the PG wants it. Nothing is reserved here: the
 * PG's own state decides. What it refuses or leaves unanswered is looked up once more, and counts as done where the
 * product order is in the state that was asked for; so a repeat, and a second caller at once, do no harm.
 */
export async function actOnProductOrders(
  deps: PaymentDependencies,
  { attempt }: LoadedPayment,
  channel: OrderChannel,
  productOrders: readonly ProductOrder[],
  action: ProductOrderAction,
): Promise<ActOutcome> {
  const refusals = new Map<string, ServiceAnswer>()
  for (const { productOrderId } of productOrders) {
    const answer = await actAtPg(deps, channel, productOrderId, action)
    if (answer.kind !== 'done') refusals.set(productOrderId, answer)
  }
  const after = await channel.desk.read(
    channel.context(),
    productOrders.map(({ productOrderId }) => productOrderId),
  )
  for (const orderId of new Set(productOrders.map((one) => one.orderId))) {
    // What went back is recorded now; where that must wait, the reader of the feed does it within a minute.
    await syncOrder(deps, channel, attempt, orderId)
  }
  const now = new Map(
    after.kind === 'read' ? after.productOrders.map((one) => [one.productOrderId, one] as const) : [],
  )
  const done: ProductOrder[] = []
  const failed: ActOutcome['failed'][number][] = []
  for (const before of productOrders) {
    const { productOrderId } = before
    const refusal = refusals.get(productOrderId)
    const seen = now.get(productOrderId)
    // The PG said yes and cannot be read: it is done, and shown as it was.
    if (refusal === undefined) done.push(seen ?? before)
    else if (seen !== undefined && isInState(seen, action)) done.push(seen)
    else failed.push({ productOrderId, ...wordsOf(refusal) })
  }
  return { done, failed }
}

async function actAtPg(
  deps: PaymentDependencies,
  channel: OrderChannel,
  productOrderId: string,
  action: ProductOrderAction,
): Promise<ServiceAnswer> {
  try {
    return await channel.desk.act(channel.context(), { productOrderId, action })
  } catch (error) {
    deps.log.error({ err: error, action: action.kind }, 'a product order action threw; treated as silence')
    return { kind: 'silent', reason: 'the connector failed' }
  }
}

function wordsOf(answer: ServiceAnswer): { readonly pgCode: string; readonly pgMessage: string } {
  return answer.kind === 'declined'
    ? { pgCode: answer.pgCode, pgMessage: answer.pgMessage }
    : {
        pgCode: '',
        pgMessage: '네이버페이의 응답이 없습니다. 처리되지 않은 것으로 조회되었지만 늦게 처리될 수 있습니다.',
      }
}

/** True when the product order is where the action leads. */
export function isInState(seen: ProductOrder, action: ProductOrderAction): boolean {
  const { status, claimType, claimStatus = '', isHeldBack, isPlaced, state } = seen
  const isShipped = ['DELIVERING', 'DELIVERED', 'PURCHASE_DECIDED'].includes(status)
  switch (action.kind) {
    case 'place':
      return isPlaced && state === 'PAID'
    case 'ship':
      return isShipped && claimType === undefined && isSameParcel(seen, action.trackingNumber)
    case 'cancel':
    case 'approve-cancel':
      return state === 'CANCELLED' || (claimType === 'CANCEL' && claimStatus === 'CANCELING')
    case 'request-return':
      return claimType === 'RETURN' && claimStatus !== 'RETURN_REJECT'
    case 'approve-return':
      return state === 'RETURNED' || (claimType === 'RETURN' && claimStatus === 'RETURN_DONE')
    case 'reject-return':
      return claimType === 'RETURN' && claimStatus === 'RETURN_REJECT'
    case 'withhold-return':
      return claimType === 'RETURN' && isHeldBack
    case 'resolve-return':
      return claimType === 'RETURN' && !isHeldBack && claimStatus !== 'RETURN_REJECT'
    case 'collect-exchanged':
      return (
        claimType === 'EXCHANGE' &&
        ['COLLECT_DONE', 'EXCHANGE_REDELIVERING', 'EXCHANGE_DONE'].includes(claimStatus)
      )
    case 'ship-exchanged':
      return (
        claimType === 'EXCHANGE' &&
        ['EXCHANGE_REDELIVERING', 'EXCHANGE_DONE'].includes(claimStatus) &&
        isSameParcel(seen, action.trackingNumber)
      )
  }
}

/** The same call again, and not another parcel. */
function isSameParcel(seen: ProductOrder, trackingNumber: string | undefined): boolean {
  return (seen.trackingNumber ?? '') === (trackingNumber ?? '')
}
