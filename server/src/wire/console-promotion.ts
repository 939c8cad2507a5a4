/** 프로모션. Types only; amounts in minor units of `currency`, instants RFC 3339. */

export type PromotionStatus =
  'SCHEDULED' | 'IN_PROGRESS' | 'PAUSED' | 'BUDGET_EXHAUSTED' | 'TERMINATED' | 'COMPLETED'

export interface PromotionPartition {
  readonly amountFrom: number
  readonly scheme:
    | { readonly type: 'PERCENT'; readonly percent: number }
    | { readonly type: 'AMOUNT'; readonly amount: number }
}

export type PromotionRecover =
  | { readonly type: 'RECOVER' }
  | {
      readonly type: 'NO_RECOVER'
      readonly spareBudget?:
        | { readonly type: 'AMOUNT'; readonly amount: number }
        | { readonly type: 'PERCENT'; readonly percent: number }
    }

/**
 * `GET …/promotions` → `{ items }`, newest first. `POST …/promotions` with PromotionBody → PromotionView.
 * `GET …/promotions/{id}` → PromotionDetail. `PATCH …/promotions/{id}` with PromotionBody and `version`.
 * `POST …/promotions/{id}/pause`, `/resume`, `/terminate` → PromotionView.
 * 404 PromotionNotFoundError · 409 PromotionTerminatedError, PromotionNotEditableError, PromotionStaleError ·
 * 422 InvalidPromotionError, DuplicatePromotionNameError with `fields`.
 */
export interface PromotionView {
  readonly promotionId: string
  readonly version: number
  readonly name: string
  readonly status: PromotionStatus
  readonly cardCompany: string
  readonly currency: string
  readonly partitions: readonly PromotionPartition[]
  readonly maxDiscount?: number
  readonly recoverOption: PromotionRecover
  readonly totalBudget: number
  /** Held by windows that are open now. */
  readonly reserved: number
  readonly spent: number
  readonly startsAt: string
  readonly endsAt: string
  readonly terminatedAt?: string
  readonly createdAt: string
}

export interface PromotionDetail extends PromotionView {
  /** Days of Seoul on which something was discounted, oldest first, 92 at most. */
  readonly days: readonly { readonly day: string; readonly discount: number; readonly payments: number }[]
  /** 거래 내역: the latest 50. */
  readonly uses: readonly {
    readonly paymentId: string
    readonly transactionId: string
    readonly state: 'RESERVED' | 'SPENT' | 'RELEASED'
    readonly order: number
    readonly discount: number
    readonly returned: number
    readonly at: string
  }[]
}

export interface PromotionBody {
  readonly name: string
  readonly cardCompany: string
  readonly startsAt: string
  readonly endsAt: string
  readonly totalBudget: number
  readonly partitions: readonly PromotionPartition[]
  readonly maxDiscount?: number
  readonly recoverOption: PromotionRecover
}
