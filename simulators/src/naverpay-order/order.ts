import type { LedgerEntry } from '../desk/ledger.ts'

/** A line of a registered cart. */
export interface SheetLine {
  readonly itemId: string
  readonly name: string
  readonly count: number
  readonly option: string
  readonly unitMinor: number
  readonly totalMinor: number
}

/** A registered cart (주문서), which a buyer may open and order once. */
export interface Sheet {
  readonly sheetKey: string
  readonly shopId: string
  readonly mallManageCode: string
  readonly backUrl: string
  readonly shippingType: string
  readonly shippingMinor: number
  readonly surchargeText: string
  readonly totalMinor: number
  readonly lines: readonly SheetLine[]
  readonly openedAt: string
  /** Set once it is ordered. */
  readonly orderId?: string
  readonly isClosed?: true
}

export interface NaverOrder {
  readonly orderId: string
  readonly sheetKey: string
  readonly shopId: string
  readonly mallManageCode: string
  readonly means: string
  /** With what delivery to an island added. */
  readonly paidMinor: number
  readonly deliveryMinor: number
  readonly orderedAt: string
  readonly paidAt?: string
  readonly entries: readonly LedgerEntry[]
}

export type ProductStatus =
  | 'PAYMENT_WAITING'
  | 'PAYED'
  | 'DELIVERING'
  | 'DELIVERED'
  | 'PURCHASE_DECIDED'
  | 'EXCHANGED'
  | 'CANCELED'
  | 'RETURNED'
  | 'CANCELED_BY_NOPAYMENT'

export interface ProductOrder {
  readonly productOrderId: string
  readonly orderId: string
  readonly shopId: string
  readonly line: SheetLine
  readonly deliveryMinor: number
  readonly status: ProductStatus
  readonly isPlaced: boolean
  readonly claimType?: 'CANCEL' | 'RETURN' | 'EXCHANGE'
  readonly claimStatus?: string
  readonly isHeldBack?: boolean
  readonly delivery?: { readonly method: string; readonly company: string; readonly trackingNumber: string }
  /** `LastChangedStatus` of the list of changes. */
  readonly lastChange: string
  readonly changedAt: string
}

export interface Review {
  readonly reviewId: string
  readonly shopId: string
  readonly productOrderId: string
  readonly kind: 'GENERAL' | 'PREMIUM'
  readonly score: string
  readonly title: string
  readonly content: string
  readonly createdAt: string
}
