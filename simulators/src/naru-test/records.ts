import type { LedgerEntry } from '../desk/ledger.ts'
import type { SimulatedPerson } from '../desk/person.ts'

export const payMethods = [
  'CARD',
  'TRANSFER',
  'VIRTUAL_ACCOUNT',
  'MOBILE',
  'GIFT_CERTIFICATE',
  'EASY_PAY',
] as const
export type TestPayMethod = (typeof payMethods)[number]

export const billingMethods = ['CARD', 'MOBILE', 'EASY_PAY', 'TRANSFER'] as const
export type TestBillingMethod = (typeof billingMethods)[number]

/**
 *   PENDING ─► PAID | FAILED     decided a minute after it began
 *   WAITING_FOR_DEPOSIT ─► PAID | EXPIRED
 *   PAID ─► PARTIAL_CANCELED ─► CANCELED
 */
export type TestStatus =
  'PENDING' | 'WAITING_FOR_DEPOSIT' | 'PAID' | 'PARTIAL_CANCELED' | 'CANCELED' | 'FAILED'

export interface TestCard {
  /** Masked; the whole number is never kept. */
  readonly number: string
  readonly bin: string
  readonly issuer: string
  readonly brand: string
  readonly type: string
  readonly approvalNumber: string
  readonly installmentMonths: number
}

/** One opening of the window, for a payment or for a billing key. */
export interface TestWindow {
  readonly windowId: string
  readonly kind: 'PAYMENT' | 'BILLING'
  readonly mid: string
  readonly orderId: string
  readonly orderName: string
  readonly amountMinor: number
  readonly currency: string
  readonly payMethod: string
  readonly returnUrl: string
  readonly state: 'OPEN' | 'AUTHENTICATED' | 'OVER'
  readonly openedAt: string
  readonly accountExpiresAt?: string
  readonly giftCertificateType?: string
  readonly phoneNumber?: string
  /** What the buyer chose. */
  readonly instrument?: TestInstrument
}

export interface TestInstrument {
  readonly method: string
  /** What a magic card number does to every payment with it. */
  readonly fate?: string
  readonly card?: TestCard
  readonly easyPayProvider?: string
  readonly bank?: string
  readonly phoneNumber?: string
  readonly accountNumber?: string
}

export interface TestCancel {
  readonly cancelId: string
  /** The shop's own name for it. */
  readonly reference?: string
  readonly amount: number
  readonly at: string
}

/** One payment of one order. A snapshot; changes make a new one. */
export interface TestPayment extends TestInstrument {
  readonly paymentKey: string
  readonly mid: string
  readonly orderId: string
  readonly orderName: string
  readonly amountMinor: number
  readonly currency: string
  readonly status: TestStatus
  readonly requestedAt: string
  readonly approvedAt?: string
  /** What PENDING becomes, and when. */
  readonly decision?: { readonly at: string; readonly status: 'PAID' | 'FAILED' }
  readonly virtualAccount?: {
    readonly accountNumber: string
    /** A barcode has none. */
    readonly bank?: string
    readonly accountType: string
    readonly expiresAt: string
    readonly remitteeName: string
  }
  /** The account's number is a barcode that is paid at the till of a convenience store. */
  readonly isBarcode?: true
  /** What the order has come to, as the shop told: `DELIVERY_STARTED`, `ORDER_SHIPPED`, … */
  readonly told?: readonly string[]
  /** Done for it after it was paid: `capture`, `escrow-delivery`, `escrow-confirmation`. */
  readonly served?: readonly string[]
  readonly giftCertificateType?: string
  readonly billingKeyTail?: string
  /** Whose points paid. */
  readonly purseId?: string
  readonly secret: string
  readonly failure?: { readonly code: string; readonly message: string }
  readonly cancels: readonly TestCancel[]
  /** Accepted and not decided: done at `decidesAt`, unless it is stopped before. */
  readonly pendingCancels?: readonly (TestCancel & { readonly decidesAt: string })[]
  readonly entries: readonly LedgerEntry[]
}

export interface TestBillingKey extends TestInstrument {
  readonly billingKey: string
  readonly mid: string
  readonly issueId: string
  readonly issuedAt: string
  readonly deletedAt?: string
}

/**
 * One proof of a person.
 *
 *   WINDOW   OPEN ─► PROVED ─► VERIFIED   or OVER
 *   SMS, APP OPEN ─► VERIFIED
 */
export interface TestIdentity {
  readonly txId: string
  readonly verificationId: string
  readonly mid: string
  readonly kind: 'WINDOW' | 'SMS' | 'APP'
  readonly state: 'OPEN' | 'PROVED' | 'VERIFIED' | 'OVER'
  readonly serviceName: string
  readonly returnUrl: string
  readonly person: SimulatedPerson
  /** Members of `person` that the merchant gave, which the window does not let change. */
  readonly locked: readonly string[]
  readonly openedAt: string
  readonly verifiedAt?: string
  readonly tries: number
  readonly sends: number
}

/** A purse of points (복지포인트); every account with the password `1111` has one, filled once. */
export interface TestPurse {
  readonly purseId: string
  readonly points: number
}

/** An answer kept for its `Idempotency-Key`. */
export interface KeptAnswer {
  readonly scope: string
  readonly status: number
  readonly body: string
}

export interface TestReceipt {
  readonly receiptId: string
  readonly mid: string
  readonly amount: number
  readonly issueNumber: string
  readonly issuedAt: string
  readonly isCancelled: boolean
}
