import type { LedgerEntry } from '../desk/ledger.ts'

/** What PayPal decides later, and when. */
export interface LaterDecision {
  readonly status: 'COMPLETED' | 'DECLINED' | 'FAILED'
  /** RFC 3339; absent: nobody ever decides by itself. */
  readonly at?: string
}

export interface SimCapture {
  readonly id: string
  readonly status: 'COMPLETED' | 'PENDING' | 'DECLINED'
  readonly reason?: string
  readonly at: string
  readonly decision?: LaterDecision
}

export interface SimRefund {
  readonly id: string
  readonly customId: string
  readonly amountMinor: number
  readonly status: 'COMPLETED' | 'PENDING' | 'FAILED'
  readonly at: string
  readonly decision?: LaterDecision
}

/** One order: of the REST API, of Express Checkout (its id is the `EC-` token), or of a charge by agreement. */
export interface SimOrder {
  readonly id: string
  readonly kind: 'ORDER' | 'EXPRESS' | 'CHARGE'
  readonly mid: string
  readonly status: 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED'
  /** `custom_id`: the platform's order id. */
  readonly customId: string
  readonly invoiceId: string
  readonly orderName: string
  readonly amountMinor: number
  readonly currency: string
  readonly returnUrl: string
  readonly cancelUrl: string
  /** Express Checkout names the address of its notices in each order. */
  readonly notifyUrl?: string
  readonly payerId?: string
  /** The buyer's funding fails when the order is captured. */
  readonly declineCode?: string
  readonly capture?: SimCapture
  readonly refunds: readonly SimRefund[]
  readonly entries: readonly LedgerEntry[]
  readonly createdAt: string
}

/** A token that the buyer approves, and the agreement that it becomes. */
export interface SimAgreement {
  /** `BA-…` */
  readonly tokenId: string
  /** `B-…` once it was made. */
  readonly agreementId?: string
  readonly mid: string
  readonly state: 'OPEN' | 'APPROVED' | 'ACTIVE' | 'CANCELLED'
  readonly description: string
  readonly returnUrl: string
  readonly cancelUrl: string
}

export interface KeptAnswer {
  readonly scope: string
  readonly status: number
  readonly body: string
}

export interface AccessToken {
  readonly token: string
  readonly mid: string
  readonly expiresAt: string
}
