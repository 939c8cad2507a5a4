import type { ConvenienceStoreFacts, Order, PaidMethod, PayMethod } from '@naru/gateways'
import type { DiscountPolicy } from '../promotion/promotion.ts'
import type { RetainOption } from '../promotion/refund-discount.ts'
import type { Customer } from '../v2-input/customer-input.ts'

/**
 * The life of a payment (결제 건) as the merchant sees it, kept per attempt and shown
 * for the succeeded attempt, else the latest.
 *
 *   READY ─► PAID ─► PARTIAL_CANCELLED ─► CANCELLED
 *     ├► VIRTUAL_ACCOUNT_ISSUED ─► PAID
 *     ├► PAY_PENDING ─► PAID | FAILED
 *     └► FAILED ─► READY (a new attempt) | PAID (money that arrived late)
 *
 * Source: REST V2 state machine, rows 1–23 of its description.
 */
export const nextStatuses = {
  READY: ['READY', 'PAY_PENDING', 'VIRTUAL_ACCOUNT_ISSUED', 'PAID', 'FAILED'],
  PAY_PENDING: ['PAID', 'FAILED'],
  VIRTUAL_ACCOUNT_ISSUED: ['PAID', 'FAILED'],
  PAID: ['PARTIAL_CANCELLED', 'CANCELLED'],
  PARTIAL_CANCELLED: ['PARTIAL_CANCELLED', 'CANCELLED'],
  FAILED: ['READY', 'PAID'],
  CANCELLED: [],
} as const satisfies Record<string, readonly string[]>

export type PaymentStatus = keyof typeof nextStatuses

/** True when the table allows the step; every write of a status asks here. */
export function mayBecome(from: PaymentStatus, to: PaymentStatus): boolean {
  const next: readonly string[] = nextStatuses[from]
  return next.includes(to)
}

/** States in which money was taken; such a paymentId can never be attempted again. */
export function isPaidOnce(status: PaymentStatus): boolean {
  return status === 'PAID' || status === 'PARTIAL_CANCELLED' || status === 'CANCELLED'
}

/** A new attempt is possible: nothing was paid and nothing is awaited. */
export function mayAttempt(status: PaymentStatus): boolean {
  return status === 'READY' || status === 'FAILED'
}

/**
 * Where the money of one attempt is.
 *   OPEN           the window is open, nothing was asked of the PG's purse
 *   AUTHENTICATED  manual confirmation: the buyer proved himself, the merchant's server must confirm
 *   CONFIRMING     an approval call is in flight; its owner is `owner`
 *   UNKNOWN        the PG did not answer; the settle job owns it
 *   DONE           decided
 */
export type AttemptPhase = 'OPEN' | 'AUTHENTICATED' | 'CONFIRMING' | 'UNKNOWN' | 'DONE'

/** The row of a payment; amounts in minor units of `currency`. */
export interface PaymentHead {
  readonly storeId: string
  readonly paymentId: string
  readonly status: PaymentStatus
  /** The attempt that is shown. */
  readonly transactionId: string
  readonly rowVersion: number
  readonly attemptCount: number
  readonly confirmingTransactionId: string | null
  readonly cancellingId: string | null
  readonly cancelCount: number
  readonly isTest: boolean
  readonly channelKey: string | null
  readonly pgProvider: string | null
  readonly payMethod: string | null
  readonly orderName: string
  readonly currency: string
  readonly totalMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
  readonly discountMinor: number
  readonly paidMinor: number
  readonly cancelledMinor: number
  readonly cancelledTaxFreeMinor: number
  readonly cancelledVatMinor: number
  readonly reservedMinor: number
  readonly reservedTaxFreeMinor: number
  readonly reservedVatMinor: number
  readonly customer: Customer
  readonly requestedAt: Date
  readonly statusChangedAt: Date
  readonly updatedAt: Date
}

export interface PaymentProduct {
  readonly id: string
  readonly name: string
  readonly amount: number
  readonly quantity: number
  readonly tag?: string
  readonly code?: string
  readonly link?: string
}

/** What was prepared. Stored as JSON, so instants are RFC 3339 text. */
export interface AttemptOrder {
  readonly orderName: string
  readonly totalMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
  readonly currency: string
  readonly payMethod: PayMethod
  readonly device: 'PC' | 'MOBILE'
  readonly customer: Customer
  readonly isEscrow: boolean
  readonly isCulturalExpense: boolean
  readonly locale?: string
  readonly country?: string
  readonly appScheme?: string
  readonly card?: {
    readonly cardCompany?: string
    readonly installmentMonth?: number
    readonly availableInstallmentMonths?: readonly number[]
    readonly useCardPoint?: boolean
    readonly useAppCardOnly?: boolean
  }
  readonly easyPay?: NonNullable<Order['easyPay']>
  readonly virtualAccount?: {
    readonly expiresAt?: string
    readonly bank?: string
    readonly accountType?: 'NORMAL' | 'FIXED'
    readonly remitteeName?: string
    readonly cashReceiptType?: string
    readonly customerIdentifier?: string
  }
  readonly transfer?: { readonly cashReceiptType?: string; readonly customerIdentifier?: string }
  readonly giftCertificate?: { readonly giftCertificateType?: string }
  readonly convenienceStore?: { readonly deadline?: string }
  readonly storeDetails?: NonNullable<Order['storeDetails']>
  readonly productType?: 'REAL' | 'DIGITAL'
  readonly products?: readonly PaymentProduct[]
  readonly customData?: string
  readonly noticeUrls?: readonly string[]
  /** Confirm-process (컨펌 프로세스): the merchant's server is asked here before the money is taken. */
  readonly confirmUrl?: string
  readonly bypass?: Readonly<Record<string, unknown>>
}

/** The channel as it was when the attempt was made; later edits do not change history. */
export interface ChannelSnapshot {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly mode: 'LIVE' | 'TEST'
  readonly pg: string
  readonly moduleCode: string
  readonly pgProvider: string
  readonly pgMerchantId: string
  readonly manualConfirm: boolean
}

/** The smart-routing group that chose the channel, as it was then; `sessionId` tells which of its divisions decided. */
export interface ChannelGroupSnapshot {
  readonly id: string
  readonly name: string
  readonly isForTest: boolean
  readonly sessionId: string
}

/** A channel that was left before any money could move. */
export interface FailedChannel {
  readonly channelKey: string
  readonly name: string
  readonly reason: string
  /** RFC 3339. */
  readonly at: string
}

export interface AttemptOrigin {
  readonly platformType: 'PC' | 'MOBILE' | 'API'
  readonly ipAddress: string
  readonly userAgent?: string
  readonly url?: string
}

/** What the PG reported about an approved attempt or an issued account. */
export interface AttemptOutcome {
  readonly pgTxId: string
  /** RFC 3339; approval, or issue of the account. */
  readonly at: string
  readonly paidAt?: string
  readonly method: StoredMethod
  readonly receiptUrl?: string
  readonly cashReceipt?: {
    readonly type: 'PERSONAL' | 'CORPORATE'
    readonly issueNumber: string
    readonly url?: string
  }
  readonly pgResponse?: string
}

/** `PaidMethod` with instants as text. */
export type StoredMethod =
  | Exclude<PaidMethod, { readonly type: 'VIRTUAL_ACCOUNT' | 'CONVENIENCE_STORE' }>
  | {
      readonly type: 'VIRTUAL_ACCOUNT'
      readonly virtualAccount: {
        readonly bank?: string
        readonly accountNumber: string
        readonly accountType?: 'NORMAL' | 'FIXED'
        readonly remitteeName?: string
        readonly remitterName?: string
        readonly issuedAt?: string
        readonly expiredAt?: string
      }
    }
  | {
      readonly type: 'CONVENIENCE_STORE'
      readonly convenienceStore: Omit<ConvenienceStoreFacts, 'deadline'> & { readonly deadline?: string }
    }

export interface AttemptFailure {
  /** For the buyer and the merchant, Korean. */
  readonly reason: string
  readonly pgCode?: string
  readonly pgMessage?: string
  readonly failedAt: string
  /** The browser SDK's `code` for this failure. */
  readonly sdkCode: string
}

/** Money that must go back because the PG's answer did not fit what was prepared. */
export interface Reversal {
  readonly reason: string
  readonly pgTxId: string
  readonly amountMinor: number
}

/**
 * How money is asked for without a window: with a billing key, with a card number, by an account or a barcode for the
 * till of a convenience store that is issued over the API, or from a purse of the buyer's (points, prepaid money).
 */
export type WindowlessWay = 'BILLING_KEY' | 'KEY_IN' | 'VIRTUAL_ACCOUNT' | 'STORE_BARCODE' | 'PURSE'

/** What was registered about the delivery of an escrow order; instants RFC 3339. */
export interface EscrowFacts {
  readonly status: 'REGISTERED' | 'CONFIRMED'
  readonly company: string
  readonly invoiceNumber: string
  readonly sentAt?: string
  readonly appliedAt?: string
}

/** What only a payment of V1 has. */
export interface V1Facts {
  /** `OLD`: results carry the payment's data and `imp_success`, as V1's older PGs and scripts do. `NEW`: ids and error only. */
  readonly resultShape: 'OLD' | 'NEW'
  /** The name that the merchant gave the billing key which was charged or issued. */
  readonly customerUid?: string
  /** What the key was used for, where the attempt's own facts do not tell. */
  readonly customerUidUsage?: 'issue' | 'payment.scheduled'
}

/** The discount of a promotion (프로모션) as the attempt got it; later edits of the promotion change nothing here. */
export interface AppliedPromotion extends DiscountPolicy {
  readonly promotionId: string
  readonly discountMinor: number
  /** The discount of a cancelled part returns to the budget. */
  readonly recovers: boolean
}

export interface AttemptData {
  readonly merchantId: string
  /** Absent: through a window. */
  readonly way?: WindowlessWay
  readonly billingKey?: string
  /**
   * The first payment of `billingKey`, which lives when this is taken. Through a window (no `way`): the PG gives the key
   * together with the payment. Otherwise the key was given before, and is charged.
   */
  readonly isFirstOfKey?: true
  readonly scheduleId?: string
  /** The caller hears of success in his answer and wants no message about it; later events are told all the same. */
  readonly skipWebhook?: boolean
  readonly order: AttemptOrder
  readonly channel: ChannelSnapshot
  /** The PG is asked for the order's total less this discount. */
  readonly promotion?: AppliedPromotion
  /** Absent: the request named the channel itself. */
  readonly channelGroup?: ChannelGroupSnapshot
  /** Channels of the group whose PG did not open its window, in their order; the last one's successor is `channel`. */
  readonly failedOver?: readonly FailedChannel[]
  readonly origin: AttemptOrigin
  /** Made through V1: its webhooks go to the V1 address. Absent: V2. */
  readonly v1?: V1Facts
  readonly requestedAt: string
  readonly outcome?: AttemptOutcome
  readonly failure?: AttemptFailure
  readonly reversal?: Reversal
  readonly escrow?: EscrowFacts
  /** Manual confirmation only: until when the merchant's server may confirm, RFC 3339. The token itself is sealed with the proof. */
  readonly confirmableUntil?: string
}

/** One try (결제 시도). `memory` and `proof` are sealed and opened by the store of attempts. */
export interface Attempt {
  readonly storeId: string
  readonly transactionId: string
  readonly paymentId: string
  readonly phase: AttemptPhase
  readonly status: PaymentStatus
  readonly pgTxId: string | null
  readonly rowVersion: number
  readonly data: AttemptData
  readonly memorySealed: string | null
  readonly proofSealed: string | null
  readonly owner: string | null
  readonly createdAt: Date
}

/** One cancel request. */
export interface Cancellation {
  readonly storeId: string
  readonly paymentId: string
  readonly cancellationId: string
  readonly transactionId: string
  /** RESERVED: the PG call is in flight. UNKNOWN: no answer. PENDING: the PG decides later. DONE: decided. */
  readonly phase: 'RESERVED' | 'UNKNOWN' | 'PENDING' | 'DONE'
  readonly status: 'REQUESTED' | 'SUCCEEDED' | 'FAILED'
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
  readonly data: CancellationData
  readonly refundAccountSealed: string | null
  readonly owner: string | null
  readonly requestedAt: Date
}

export interface DiscountedRefund {
  readonly minor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
  /** Of the discount, free again. */
  readonly returnedMinor: number
  readonly option: RetainOption
}

export interface CancellationData {
  readonly reason: string
  readonly trigger: 'CONSOLE' | 'API'
  readonly requester?: 'CUSTOMER' | 'ADMIN'
  readonly skipWebhook: boolean
  /** What stays paid after this cancel, as promised to the PG. */
  readonly remainingMinor: number
  readonly isWhole: boolean
  readonly pgCancellationId?: string
  readonly cancelledAt?: string
  readonly receiptUrl?: string
  readonly easyPayDiscountMinor?: number
  /** Of a discounted payment: the money that this cancel gives back, since `amountMinor` counts the undiscounted order. */
  readonly refund?: DiscountedRefund
  readonly failure?: { readonly pgCode: string; readonly pgMessage: string }
}
