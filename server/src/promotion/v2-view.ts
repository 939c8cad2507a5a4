import { promotionStatus, type Promotion } from './promotion.ts'

/** REST V2 `CardPromotion`. */
export function promotionView(promotion: Promotion, now: Date): Record<string, unknown> {
  return {
    type: 'CARD',
    id: promotion.promotionId,
    storeId: promotion.storeId,
    name: promotion.name,
    discountPolicy: { partitions: promotion.partitions },
    totalBudget: promotion.totalBudgetMinor,
    ...(promotion.maxDiscountMinor === null ? {} : { maxDiscountAmount: promotion.maxDiscountMinor }),
    spentAmount: promotion.spentMinor,
    currency: promotion.currency,
    startAt: promotion.startsAt.toISOString(),
    endAt: promotion.endsAt.toISOString(),
    ...(promotion.terminatedAt === null ? {} : { terminatedAt: promotion.terminatedAt.toISOString() }),
    cardCompany: promotion.cardCompany,
    status: promotionStatus(promotion, now),
    createdAt: promotion.createdAt.toISOString(),
    recoverOption: promotion.recoverOption,
  }
}
