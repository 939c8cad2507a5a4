import type { Database } from '../foundation/database.ts'
import { discountOf, promotionStatus, type DiscountPolicy } from './promotion.ts'
import { readPromotion } from './promotion-store.ts'

export type DiscountQuote =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'discount'
      readonly applied: DiscountPolicy & {
        readonly promotionId: string
        readonly discountMinor: number
        readonly recovers: boolean
      }
    }
  | {
      readonly kind: 'refused'
      readonly type:
        'PROMOTION_NOT_FOUND' | 'PROMOTION_PAY_METHOD_DOES_NOT_MATCH' | 'DISCOUNT_AMOUNT_EXCEEDS_TOTAL_AMOUNT'
    }

/** What an order would be discounted by. Whether the budget reaches is decided when the discount is held. */
export async function quoteDiscount(
  database: Database,
  order: {
    readonly storeId: string
    readonly promotionId: string
    /** Of the card that will pay; undefined when nobody can know. */
    readonly cardCompany: string | undefined
    readonly totalMinor: number
    readonly currency: string
  },
  now: Date,
): Promise<DiscountQuote> {
  const promotion = await readPromotion(database, order.storeId, order.promotionId)
  if (promotion === undefined) return { kind: 'refused', type: 'PROMOTION_NOT_FOUND' }
  if (order.cardCompany !== promotion.cardCompany)
    return { kind: 'refused', type: 'PROMOTION_PAY_METHOD_DOES_NOT_MATCH' }
  if (promotionStatus(promotion, now) !== 'IN_PROGRESS' || promotion.currency !== order.currency)
    return { kind: 'none' }
  const discountMinor = discountOf(promotion, order.totalMinor)
  if (discountMinor >= order.totalMinor)
    return { kind: 'refused', type: 'DISCOUNT_AMOUNT_EXCEEDS_TOTAL_AMOUNT' }
  if (discountMinor === 0) return { kind: 'none' }
  return {
    kind: 'discount',
    applied: {
      promotionId: promotion.promotionId,
      discountMinor,
      partitions: promotion.partitions,
      maxDiscountMinor: promotion.maxDiscountMinor,
      recovers: promotion.recoverOption.type === 'RECOVER',
    },
  }
}
