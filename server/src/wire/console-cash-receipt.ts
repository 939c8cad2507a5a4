/** Routes of 현금영수증 관리 below `/console/api/stores/:storeId`. Amounts are integers in minor units. */

export type CashReceiptState = 'ISSUING' | 'UNKNOWN' | 'ISSUED' | 'CANCELLED' | 'ISSUE_FAILED'

export interface CashReceiptRow {
  readonly paymentId: string
  readonly status: CashReceiptState
  readonly mode: 'LIVE' | 'TEST'
  readonly type: 'PERSONAL' | 'CORPORATE'
  readonly orderName: string
  readonly currency: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
  readonly channelName: string
  readonly pgProvider: string
  readonly issueNumber?: string
  readonly url?: string
  readonly failure?: string
  readonly requestedAt: string
  readonly issuedAt?: string
  readonly cancelledAt?: string
}
/** `GET …/cash-receipts?mode=&status=&type=&from=&until=&search=&cursor=` */
export interface CashReceiptPage {
  readonly items: readonly CashReceiptRow[]
  readonly nextCursor?: string
}
/** `POST …/cash-receipts` → CashReceiptRow. Whom it is issued to is handed to the PG and not kept. */
export interface IssueReceiptBody {
  readonly paymentId: string
  readonly channelKey: string
  readonly type: 'PERSONAL' | 'CORPORATE'
  readonly orderName: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly identityNumber: string
}
/** `POST …/cash-receipts/:paymentId/cancel` → CashReceiptRow */
