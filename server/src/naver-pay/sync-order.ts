import type { InquireAnswer, ProductOrder, ProductOrderDesk } from '@naru/gateways'
import { closeAttempt } from '../payment/close-attempt.ts'
import type { Attempt } from '../payment/payment.ts'
import { isPaidOnce } from '../payment/payment.ts'
import type { PaymentChannel, PaymentDependencies } from '../payment/payment-dependencies.ts'
import { loadAttempt } from '../payment/payment-store.ts'
import { inquireAtPg } from '../payment/settle-approval.ts'
import { takeCaptured } from '../payment/take-captured.ts'
import { keepProductOrders } from './order-store.ts'
import { recordOutsideCancellation } from './outside-cancellation.ts'

/** The channel of a PG that sells by itself. */
export interface OrderChannel extends PaymentChannel {
  readonly desk: ProductOrderDesk
}

export type SyncOutcome = 'in-step' | 'later'

/** What a reader hears where the PG itself could not be read. */
const reason = '네이버페이에서 취소되었습니다.'

/**
 * Brings a payment in step with the PG's books of its order: paid, paid in part back, gone. The books are read here, so
 * it may be called on any hint and as often as one likes.
 *
 * @returns `later` when the PG, or a call of ours that is in flight, must be waited for
 */
export async function syncOrder(
  deps: PaymentDependencies,
  channel: OrderChannel,
  attempt: Attempt,
  orderId: string,
): Promise<SyncOutcome> {
  const { storeId, transactionId } = attempt
  const read = await channel.desk.readOrder(channel.context(), orderId)
  if (read.kind !== 'read') return 'later'
  const { productOrders } = read
  // Another's order, whatever the hint said.
  if (productOrders.length === 0 || productOrders.some(({ pgOrderId }) => pgOrderId !== transactionId))
    return 'in-step'
  await keepProductOrders(deps.database, { storeId, transactionId, orderId }, productOrders, deps.clock.now())
  if (productOrders.every(({ state }) => state === 'GONE')) {
    await closeAttempt(deps, storeId, transactionId, {
      reason: '입금 기한이 지나 주문이 취소되었습니다.',
      sdkCode: 'FAILURE_TYPE_PG',
    })
    return 'in-step'
  }
  if (productOrders.some(({ state }) => state === 'WAITING')) return 'in-step'
  const paid = await takePaid(deps, channel, attempt, orderId)
  if (paid !== 'paid') return paid
  return takeBack(deps, channel, attempt, productOrders)
}

async function takePaid(
  deps: PaymentDependencies,
  channel: OrderChannel,
  { storeId, transactionId }: Attempt,
  orderId: string,
): Promise<'paid' | SyncOutcome> {
  const loaded = await loadAttempt(deps.database, storeId, transactionId)
  if (loaded === undefined) return 'in-step'
  if (!isPaidOnce(loaded.attempt.status)) {
    const taken = await takeCaptured(deps, loaded, channel, {
      kind: 'transaction',
      pgOrderId: transactionId,
      pgTxId: orderId,
      claim: 'APPROVED',
      proof: { orderId },
      accepted: silence,
      refused: silence,
    })
    if (taken === 'settling' || taken === 'unverified') return 'later'
  }
  const after = await loadAttempt(deps.database, storeId, transactionId)
  const isOurs =
    after !== undefined &&
    after.head.transactionId === transactionId &&
    isPaidOnce(after.head.status) &&
    after.attempt.pgTxId === orderId
  return isOurs ? 'paid' : 'in-step'
}

const silence = { status: 200, contentType: 'text/plain', body: '' } as const

async function takeBack(
  deps: PaymentDependencies,
  channel: OrderChannel,
  { storeId, paymentId, transactionId }: Attempt,
  productOrders: readonly ProductOrder[],
): Promise<SyncOutcome> {
  if (productOrders.every(({ state }) => state === 'PAID')) return 'in-step'
  const present = await loadAttempt(deps.database, storeId, transactionId)
  if (present === undefined) return 'in-step'
  const books: InquireAnswer = await inquireAtPg(deps, present.attempt, channel)
  if (books.kind !== 'approved') return 'later'
  const outcome = await recordOutsideCancellation(
    deps,
    { storeId, paymentId, transactionId },
    { cancelledMinor: books.cancelledMinor, reason },
  )
  return outcome === 'in-flight' ? 'later' : 'in-step'
}
