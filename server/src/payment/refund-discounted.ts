import { decideRefund, type RetainOption } from '../promotion/refund-discount.ts'
import type { DiscountedRefund } from './payment.ts'
import { payableOf, type CancelAmount } from './payment-amount.ts'
import type { LoadedPayment } from './payment-store.ts'
import { share } from '../promotion/promotion.ts'

export type DiscountedRefusal =
  'NEGATIVE_PROMOTION_ADJUSTED_CANCEL_AMOUNT' | 'PROMOTION_DISCOUNT_RETAIN_OPTION_SHOULD_NOT_BE_CHANGED'

export type DiscountedCancel =
  | { readonly ok: true; readonly refund: DiscountedRefund; readonly remainingMinor: number }
  | { readonly ok: false; readonly type: DiscountedRefusal }

/** Refunds of discounted payments that stand: succeeded, or in flight. */
function standingRefunds(cancellations: LoadedPayment['cancellations']): readonly DiscountedRefund[] {
  return cancellations
    .filter(({ status }) => status !== 'FAILED')
    .flatMap(({ data }) => (data.refund === undefined ? [] : [data.refund]))
}

/** What the first partial cancel chose for all that follow. */
export function chosenRetainOption(cancellations: LoadedPayment['cancellations']): RetainOption | undefined {
  return standingRefunds(cancellations)[0]?.option
}

/** The money behind a cancel of a discounted payment; undefined where there is no discount and the amount is the money. */
export function refundOfDiscounted(
  { head, attempt, cancellations }: LoadedPayment,
  amount: Extract<CancelAmount, { ok: true }>,
  asked: RetainOption | undefined,
): DiscountedCancel | undefined {
  const { promotion } = attempt.data
  if (promotion === undefined) return undefined
  const earlier = standingRefunds(cancellations)
  const sum = (part: 'minor' | 'taxFreeMinor' | 'vatMinor') =>
    earlier.reduce((total, refund) => total + refund[part], 0)
  const option = asked ?? 'RELEASE'
  const decided = decideRefund({
    policy: promotion,
    totalMinor: head.totalMinor,
    discountMinor: promotion.discountMinor,
    cancelledMinor: head.cancelledMinor + head.reservedMinor,
    refundedMinor: sum('minor'),
    amountMinor: amount.amountMinor,
    option,
    earlierOption: earlier[0]?.option,
  })
  if (!decided.ok) return decided
  const payable = payableOf(attempt.data)
  const restTaxFree = payable.taxFreeMinor - sum('taxFreeMinor')
  const restVat = payable.vatMinor - sum('vatMinor')
  const isLast = decided.remainingMinor === 0
  // The last refund takes what remains of each part, so that the parts add up to what was paid.
  const part = (orderPart: number, rest: number) =>
    isLast ? rest : Math.min(share(orderPart, decided.refundMinor, amount.amountMinor), rest)
  return {
    ok: true,
    remainingMinor: decided.remainingMinor,
    refund: {
      minor: decided.refundMinor,
      taxFreeMinor: part(amount.taxFreeMinor, restTaxFree),
      vatMinor: part(amount.vatMinor, restVat),
      returnedMinor: decided.returnedMinor,
      option: earlier[0]?.option ?? option,
    },
  }
}
