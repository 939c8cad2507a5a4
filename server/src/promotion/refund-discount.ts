import { discountOf, partitionOf, share, type DiscountPolicy } from './promotion.ts'

export type RetainOption = 'RETAIN' | 'RELEASE'

export interface DiscountedOrder {
  readonly policy: DiscountPolicy
  readonly totalMinor: number
  readonly discountMinor: number
}

/** Where a discounted payment stands before a cancel; amounts of the order are undiscounted, money is what was paid. */
export interface RefundInput extends DiscountedOrder {
  /** Of the order, cancelled before, cancels in flight included. */
  readonly cancelledMinor: number
  /** Money given back before. */
  readonly refundedMinor: number
  /** Of the order, to be cancelled now. */
  readonly amountMinor: number
  readonly option: RetainOption
  /** What earlier partial cancels chose. */
  readonly earlierOption: RetainOption | undefined
}

export type RefundDecision =
  | {
      readonly ok: true
      readonly refundMinor: number
      /** Of the discount, free again by this cancel. */
      readonly returnedMinor: number
      /** Money that stays paid. */
      readonly remainingMinor: number
    }
  | {
      readonly ok: false
      readonly type:
        'NEGATIVE_PROMOTION_ADJUSTED_CANCEL_AMOUNT' | 'PROMOTION_DISCOUNT_RETAIN_OPTION_SHOULD_NOT_BE_CHANGED'
    }

/**
 * The money of a cancel that is stated in order amounts.
 *
 *   RELEASE  what remains is priced anew, by the condition that it reaches
 *   RETAIN   what remains keeps the first rate; a fixed amount counts as amount / amountFrom
 *
 * Source: REST V2, promotions; its examples are in the test.
 */
export function decideRefund(input: RefundInput): RefundDecision {
  const { totalMinor, discountMinor, amountMinor, option, earlierOption } = input
  const paidMinor = totalMinor - discountMinor - input.refundedMinor
  const restMinor = totalMinor - input.cancelledMinor - amountMinor
  // With nothing left there is nothing to price, and no option to change.
  if (restMinor === 0)
    return { ok: true, refundMinor: paidMinor, returnedMinor: amountMinor - paidMinor, remainingMinor: 0 }
  if (earlierOption !== undefined && earlierOption !== option)
    return { ok: false, type: 'PROMOTION_DISCOUNT_RETAIN_OPTION_SHOULD_NOT_BE_CHANGED' }
  const price =
    option === 'RETAIN'
      ? restMinor - retainedDiscount(input, restMinor)
      : restMinor - discountOf(input.policy, restMinor)
  // Nobody gets back more than he cancels, whatever the rate of a fixed amount says.
  const refundMinor = Math.min(paidMinor - price, amountMinor)
  if (refundMinor <= 0) return { ok: false, type: 'NEGATIVE_PROMOTION_ADJUSTED_CANCEL_AMOUNT' }
  return {
    ok: true,
    refundMinor,
    returnedMinor: amountMinor - refundMinor,
    remainingMinor: paidMinor - refundMinor,
  }
}

function retainedDiscount({ policy, totalMinor, discountMinor }: DiscountedOrder, restMinor: number): number {
  const partition = partitionOf(policy, totalMinor)
  const isFixed = partition?.scheme.type === 'AMOUNT' && partition.amountFrom > 0
  return isFixed
    ? share(restMinor, discountMinor, partition.amountFrom)
    : share(restMinor, discountMinor, totalMinor)
}
