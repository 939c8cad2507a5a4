/** Card companies that a promotion may be for. Source: REST V2 `PromotionCardCompany`. */
export const promotionCardCompanies = [
  'WOORI_CARD',
  'BC_CARD',
  'SAMSUNG_CARD',
  'SHINHAN_CARD',
  'HYUNDAI_CARD',
  'LOTTE_CARD',
  'NH_CARD',
  'HANA_CARD',
  'KOOKMIN_CARD',
] as const
export type PromotionCardCompany = (typeof promotionCardCompanies)[number]

export type DiscountScheme =
  | { readonly type: 'PERCENT'; readonly percent: number }
  | { readonly type: 'AMOUNT'; readonly amount: number }

/** From this amount on, the scheme applies. Minor units. */
export interface Partition {
  readonly amountFrom: number
  readonly scheme: DiscountScheme
}

export type RecoverOption =
  | { readonly type: 'RECOVER' }
  | {
      readonly type: 'NO_RECOVER'
      readonly spareBudget?:
        | { readonly type: 'AMOUNT'; readonly amount: number }
        | { readonly type: 'PERCENT'; readonly percent: number }
    }

/** What decides a discount; kept with every payment that got one, so that later edits change no refund. */
export interface DiscountPolicy {
  readonly partitions: readonly Partition[]
  readonly maxDiscountMinor: number | null
}

export interface Promotion extends DiscountPolicy {
  readonly storeId: string
  readonly promotionId: string
  readonly merchantId: string
  readonly rowVersion: number
  readonly name: string
  readonly cardCompany: PromotionCardCompany
  readonly currency: string
  readonly recoverOption: RecoverOption
  readonly totalBudgetMinor: number
  readonly reservedMinor: number
  readonly spentMinor: number
  readonly startsAt: Date
  readonly endsAt: Date
  readonly pausedAt: Date | null
  readonly terminatedAt: Date | null
  readonly createdAt: Date
}

/**
 * The life of a promotion (프로모션). Nothing is stored but times and the budget, so no clock has to tick for it.
 *
 *   SCHEDULED ─► IN_PROGRESS ◄─► BUDGET_EXHAUSTED
 *       └──────────┴─► PAUSED (and back) · TERMINATED (by somebody) · COMPLETED (by time)
 */
export type PromotionStatus =
  'SCHEDULED' | 'IN_PROGRESS' | 'PAUSED' | 'BUDGET_EXHAUSTED' | 'TERMINATED' | 'COMPLETED'

export function promotionStatus(
  promotion: Pick<
    Promotion,
    'startsAt' | 'endsAt' | 'pausedAt' | 'terminatedAt' | 'spentMinor' | 'totalBudgetMinor'
  >,
  now: Date,
): PromotionStatus {
  if (promotion.terminatedAt !== null) return 'TERMINATED'
  if (promotion.endsAt <= now) return 'COMPLETED'
  if (promotion.pausedAt !== null) return 'PAUSED'
  if (promotion.startsAt > now) return 'SCHEDULED'
  return promotion.spentMinor >= promotion.totalBudgetMinor ? 'BUDGET_EXHAUSTED' : 'IN_PROGRESS'
}

/** The condition of an amount: the highest `amountFrom` that it reaches. */
export function partitionOf(policy: DiscountPolicy, amountMinor: number): Partition | undefined {
  return policy.partitions
    .filter(({ amountFrom }) => amountFrom <= amountMinor)
    .reduce<Partition | undefined>(
      (best, one) => (best === undefined || one.amountFrom > best.amountFrom ? one : best),
      undefined,
    )
}

/** What an order of this amount is discounted by; 0 below every condition. Minor units, percentages rounded down. */
export function discountOf(policy: DiscountPolicy, amountMinor: number): number {
  const scheme = partitionOf(policy, amountMinor)?.scheme
  if (scheme === undefined) return 0
  if (scheme.type === 'AMOUNT') return scheme.amount
  return Math.min(share(amountMinor, scheme.percent, 100), policy.maxDiscountMinor ?? Number.MAX_SAFE_INTEGER)
}

/** `amount × part / whole`, rounded down, exact for every safe integer. */
export function share(amountMinor: number, part: number, whole: number): number {
  return Number((BigInt(amountMinor) * BigInt(part)) / BigInt(whole))
}
