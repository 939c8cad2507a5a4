import { bookWork } from '../foundation/due-work.ts'
import { reserveDiscount } from '../promotion/promotion-store.ts'
import { announceKind } from '../webhook/announcement.ts'
import type { AppliedPromotion } from './payment.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import {
  preparePayment,
  type FormerPayment,
  type PrepareOutcome,
  type PrepareRequest,
} from './prepare-payment.ts'
import { releaseDiscountKind } from './release-discount.ts'

/** A window lives half an hour; the discount of one that nobody closed is given up a while after. */
const heldForMs = 45 * 60_000

/**
 * Opens an attempt and holds its discount, both or neither. Where the promotion does not run any more or its budget
 * does not reach, the attempt is opened without a discount: that is no error.
 */
export async function prepareWithPromotion(
  deps: PaymentDependencies,
  request: PrepareRequest,
  promotion: AppliedPromotion,
  known?: FormerPayment,
): Promise<PrepareOutcome> {
  const now = deps.clock.now()
  const { storeId, paymentId, transactionId, order } = request
  try {
    return await deps.database.transaction(async (transaction) => {
      const isHeld = await reserveDiscount(
        transaction,
        {
          storeId,
          promotionId: promotion.promotionId,
          transactionId,
          paymentId,
          orderMinor: order.totalMinor,
          discountMinor: promotion.discountMinor,
        },
        now,
      )
      // What is announced is not committed yet, so nobody may run it from memory.
      const worker = { ...deps.worker, lease: () => undefined, wake: () => undefined }
      const prepared = await preparePayment(
        { ...deps, database: transaction, worker },
        isHeld ? { ...request, promotion } : request,
        known,
      )
      if (prepared.kind === 'refused') throw new NotPrepared(prepared)
      if (isHeld)
        await bookWork(transaction, {
          storeId,
          workId: `promotion-release:${transactionId}`,
          kind: releaseDiscountKind,
          reference: { transactionId },
          dueAt: new Date(now.getTime() + heldForMs),
          now,
        })
      return prepared
    })
  } catch (error) {
    if (error instanceof NotPrepared) return error.outcome
    throw error
  } finally {
    deps.worker.wake(announceKind)
  }
}

/** Rolls the held discount back. */
class NotPrepared extends Error {
  readonly outcome: PrepareOutcome

  constructor(outcome: PrepareOutcome) {
    super('not prepared')
    this.outcome = outcome
  }
}
