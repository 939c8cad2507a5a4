import { decideCancelAmount, cancellable } from '../payment/payment-amount.ts'
import type { PaymentDependencies } from '../payment/payment-dependencies.ts'
import { loadPayment } from '../payment/payment-store.ts'
import { writeCancelStep } from '../payment/record-cancellation.ts'

export type OutsideOutcome = 'recorded' | 'nothing-new' | 'in-flight'

/**
 * Records money that the PG has given back: by the shop's word on a product order, by the buyer's claim, or in the PG's
 * own pages. The PG's books say how much in all; what is not known here yet is one cancellation, so that no repeat and no
 * second reader can record it twice. A cancel of ours that is in flight may be that very money, so it is waited for.
 */
export async function recordOutsideCancellation(
  deps: PaymentDependencies,
  payment: { readonly storeId: string; readonly paymentId: string; readonly transactionId: string },
  books: { readonly cancelledMinor: number; readonly reason: string },
): Promise<OutsideOutcome> {
  for (;;) {
    const loaded = await loadPayment(deps.database, payment.storeId, payment.paymentId)
    if (loaded === undefined || loaded.attempt.transactionId !== payment.transactionId) return 'nothing-new'
    const { head, attempt } = loaded
    if (head.status !== 'PAID' && head.status !== 'PARTIAL_CANCELLED') return 'nothing-new'
    const newMinor = Math.min(books.cancelledMinor, head.totalMinor) - head.cancelledMinor
    if (newMinor <= 0) return 'nothing-new'
    if (head.cancellingId !== null || head.reservedMinor > 0) return 'in-flight'
    const amount = decideCancelAmount(cancellable(head), { amountMinor: newMinor })
    if (!amount.ok) return 'nothing-new'
    const now = deps.clock.now()
    const remainingMinor = head.totalMinor - head.cancelledMinor - newMinor
    const isLast = remainingMinor === 0
    const written = await writeCancelStep(deps, loaded, {
      cancellation: {
        storeId: head.storeId,
        paymentId: head.paymentId,
        cancellationId: deps.random.id(),
        transactionId: attempt.transactionId,
        phase: 'DONE',
        status: 'SUCCEEDED',
        amountMinor: amount.amountMinor,
        taxFreeMinor: amount.taxFreeMinor,
        vatMinor: amount.vatMinor,
        data: {
          reason: books.reason,
          trigger: 'API',
          skipWebhook: false,
          remainingMinor,
          isWhole: amount.amountMinor === head.totalMinor,
          cancelledAt: now.toISOString(),
        },
        refundAccountSealed: null,
        owner: null,
        requestedAt: now,
      },
      reservedDelta: 0,
      cancelledDelta: 1,
      inFlight: false,
      countsAsTry: true,
      event: isLast ? 'CANCELLED' : 'PARTIAL_CANCELLED',
      detail: { amountMinor: amount.amountMinor, pg: true },
      announce: { type: isLast ? 'Transaction.Cancelled' : 'Transaction.PartialCancelled' },
    })
    if (written) return 'recorded'
  }
}
