/**
 * A cash receipt (현금영수증) that was issued by itself.
 *
 *   ISSUING ─► ISSUED ─► CANCELLED     a cancelled or failed one may be issued anew
 *      ├► ISSUE_FAILED
 *      └► UNKNOWN ─► ISSUED …          only where repeating the call is safe
 */
export type CashReceiptStatus = 'ISSUING' | 'UNKNOWN' | 'ISSUED' | 'CANCELLED' | 'ISSUE_FAILED'

/** What REST V2 shows; the others are on the way. */
export const shownStatuses = ['ISSUED', 'CANCELLED', 'ISSUE_FAILED'] as const

export interface ReceiptChannel {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly type: 'LIVE' | 'TEST'
  readonly pgProvider: string
  readonly pgMerchantId: string
}

/** Amounts in minor units of `currency`. */
export interface CashReceipt {
  readonly storeId: string
  readonly paymentId: string
  readonly receiptId: string
  readonly rowVersion: number
  readonly status: CashReceiptStatus
  readonly merchantId: string
  readonly channel: ReceiptChannel
  readonly type: 'PERSONAL' | 'CORPORATE'
  readonly orderName: string
  readonly currency: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
  readonly pgReceiptId: string | null
  readonly issueNumber: string | null
  readonly url: string | null
  readonly issuedAt: Date | null
  readonly cancelledAt: Date | null
  readonly statusUpdatedAt: Date
}
