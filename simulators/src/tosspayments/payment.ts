import type { LedgerEntry } from '../desk/ledger.ts'

export const methods = [
  'CARD',
  'TRANSFER',
  'VIRTUAL_ACCOUNT',
  'MOBILE_PHONE',
  'CULTURE_GIFT_CERTIFICATE',
  'FOREIGN_EASY_PAY',
] as const
export type TossMethod = (typeof methods)[number]

/**
 * The life of a payment in TossPayments' words (core API reference, `Payment.status`):
 *
 *   READY ─► IN_PROGRESS ─► DONE ─► PARTIAL_CANCELED ─► CANCELED
 *     │           ├► WAITING_FOR_DEPOSIT ─► DONE | CANCELED
 *     └► EXPIRED  └► ABORTED
 */
export type TossStatus =
  | 'READY'
  | 'IN_PROGRESS'
  | 'WAITING_FOR_DEPOSIT'
  | 'DONE'
  | 'PARTIAL_CANCELED'
  | 'CANCELED'
  | 'ABORTED'
  | 'EXPIRED'

export interface TossCancel {
  readonly transactionKey: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly reason: string
  /** What could still be cancelled after this one. */
  readonly refundableMinor: number
  readonly at: string
}

/** One payment: one opening of the window, one `paymentKey`. A snapshot; changes make a new one. */
export interface TossPayment {
  readonly paymentKey: string
  readonly mid: string
  readonly orderId: string
  readonly orderName: string
  /**
   * Charged with a billing key, by card number over the API, or an account that the shop's server asked for (`API`): no
   * window, no return addresses. `BRANDPAY`: by a member of
   * BrandPay, whose key the shop must name again when it confirms.
   */
  readonly type?: 'BILLING' | 'KEY_IN' | 'API' | 'BRANDPAY'
  readonly customerKey?: string
  readonly currency: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly method: TossMethod
  readonly status: TossStatus
  readonly successUrl: string
  readonly failUrl: string
  readonly isEscrow: boolean
  readonly isCulturalExpense: boolean
  readonly customerName?: string
  readonly customerMobilePhone?: string
  readonly cashReceiptType?: string
  /** Hours or an instant until which a virtual account takes money. */
  readonly validHours?: number
  readonly dueDate?: string
  /** The window offers wallets beside cards, or goes straight to this card company or wallet. */
  readonly direct?: { readonly easyPay?: string; readonly cardCompany?: string }
  readonly requestedAt: string
  readonly authenticatedAt?: string
  readonly approvedAt?: string
  readonly secret: string
  /** The merchant asked for the collection himself. */
  readonly isCollected?: true
  readonly lastTransactionKey: string
  readonly card?: {
    readonly issuerCode: string
    readonly number: string
    readonly installmentMonths: number
    readonly approveNo: string
  }
  readonly easyPayProvider?: string
  readonly bankCode?: string
  readonly virtualAccount?: {
    readonly accountNumber: string
    readonly bankCode: string
    readonly dueDate: string
    readonly refundStatus: 'NONE' | 'COMPLETED' | 'PENDING'
    readonly refundAccount?: {
      readonly bankCode: string
      readonly accountNumber: string
      readonly holderName: string
    }
  }
  readonly cancels: readonly TossCancel[]
  readonly failure?: { readonly code: string; readonly message: string }
  readonly entries: readonly LedgerEntry[]
}

const AUTHENTICATE_WITHIN_MS = 30 * 60_000
const CONFIRM_WITHIN_MS = 10 * 60_000

/**
 * The status at this moment: the window closes 30 minutes after READY, a confirm
 * must come within 10 minutes of the authentication (webhook guide, time limits),
 * and an account nobody paid into ends at its due date.
 */
export function statusAt(payment: TossPayment, now: Date): TossStatus {
  const age = (since: string) => now.getTime() - Date.parse(since)
  switch (payment.status) {
    case 'READY':
      return age(payment.requestedAt) > AUTHENTICATE_WITHIN_MS ? 'EXPIRED' : 'READY'
    case 'IN_PROGRESS':
      return age(payment.authenticatedAt ?? payment.requestedAt) > CONFIRM_WITHIN_MS
        ? 'EXPIRED'
        : 'IN_PROGRESS'
    case 'WAITING_FOR_DEPOSIT': {
      const dueDate = payment.virtualAccount?.dueDate
      return dueDate !== undefined && age(dueDate) > 0 ? 'EXPIRED' : 'WAITING_FOR_DEPOSIT'
    }
    case 'DONE':
    case 'PARTIAL_CANCELED':
    case 'CANCELED':
    case 'ABORTED':
    case 'EXPIRED':
      return payment.status
  }
}

/** Money was taken, or an account was issued, for this payment at some time. */
export function wasApproved(payment: TossPayment): boolean {
  return payment.approvedAt !== undefined || payment.virtualAccount !== undefined
}

/** A buyer's registration for automatic payment, while the window is open and until it is issued. */
export interface TossBillingAuth {
  readonly authKey: string
  readonly mid: string
  readonly customerKey: string
  readonly successUrl: string
  readonly failUrl: string
  readonly state: 'OPEN' | 'AUTHENTICATED' | 'OVER'
  readonly openedAt: string
  readonly method: 'CARD' | 'TRANSFER'
  readonly card?: NonNullable<TossBilling['card']>
  readonly account?: NonNullable<TossBilling['account']>
  readonly fate?: string
}

/** A billing key. `fate` is what a magic card number does to every charge. */
export interface TossBilling {
  readonly billingKey: string
  readonly mid: string
  readonly customerKey: string
  readonly authenticatedAt: string
  /** What is charged: one of the two. */
  readonly card?: { readonly issuerCode: string; readonly number: string }
  readonly account?: { readonly bankCode: string; readonly accountNumber: string }
  readonly fate?: string
}
