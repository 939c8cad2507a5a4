import type { DueHandler } from '../foundation/due-work.ts'
import { closeAttempt } from './close-attempt.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'

/** Kind of the timed work that ends a discounted attempt whose window was left alone. */
export const releaseDiscountKind = 'promotion.release'

const expired = { reason: '결제 시간이 지나 취소되었습니다.', sdkCode: 'FAILURE_TYPE_PG' }
const waitMs = 10 * 60_000

/** A discount is not held for ever: the attempt fails, which gives it up. One whose approval is in flight waits. */
export function releaseDiscountHandler(deps: PaymentDependencies): DueHandler {
  return {
    kind: releaseDiscountKind,
    leaseMs: 60_000,
    concurrencyMax: 4,
    async run(item) {
      const closed = await closeAttempt(deps, item.storeId, String(item.reference['transactionId']), expired)
      return closed === 'in-flight'
        ? { kind: 'again', at: new Date(deps.clock.now().getTime() + waitMs) }
        : { kind: 'done' }
    },
  }
}
