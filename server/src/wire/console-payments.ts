import type { Mode, PaymentStatus } from './console.ts'

/**
 * `GET …/stores/{storeId}/payments?<filters>&cursor=&size=` → PaymentPage, newest first by `timeBase`.
 * `GET …/payment-counts?<filters>` → PaymentCounts; the status filter is left out of account.
 * `GET …/payments/{paymentId}/history` → `{ items: TimelineEntry[] }`, for a row that is unfolded in the list.
 * `POST …/payment-export?<filters>` (ExportBody) → the file itself. Header `x-naru-rows`: how many rows it will have.
 * With the request header `x-naru-progress: 1` the answer is frames instead: 4 bytes length, 4 bytes rows so far (both
 * big-endian), then so many bytes of the file; the frame of length 0 says that the file is whole.
 *
 * Filters: `timeBase` STATUS_CHANGED_AT (default) or CREATED_AT; `from`, `until` RFC 3339 (default the last 6 months);
 * `status`, `method`, `pgProvider`, `type`, `mode` may repeat; `search` a prefix, in `field` (default ALL).
 */
export interface PaymentRow {
  readonly paymentId: string
  readonly transactionId: string
  readonly status: PaymentStatus
  readonly mode: Mode
  readonly type: PaymentType
  readonly orderName: string
  readonly totalMinor: number
  readonly cancelledMinor: number
  readonly currency: string
  readonly payMethod?: string
  readonly pgProvider?: string
  readonly customerLabel?: string
  readonly requestedAt: string
  readonly statusChangedAt: string
}
/** SCHEDULE (정기 결제): paid with a billing key. */
export type PaymentType = 'NORMAL' | 'SCHEDULE'

export interface PaymentPage {
  readonly items: readonly PaymentRow[]
  readonly nextCursor?: string
}

/** Exact, or, where counting would take too long, at most `all` as the database's own estimate. */
export type PaymentCounts =
  | {
      readonly kind: 'exact'
      readonly all: number
      readonly paid: number
      readonly ready: number
      readonly failed: number
      readonly cancelled: number
    }
  | { readonly kind: 'estimate'; readonly all?: number }

export type PaymentSearchField =
  | 'ALL'
  | 'paymentId'
  | 'transactionId'
  | 'pgTxId'
  | 'orderName'
  | 'customerName'
  | 'email'
  | 'phone'
  | 'address'
  | 'zipcode'
  | 'customerId'
  | 'mid'
  | 'environment'
  | 'approvalNumber'
  | 'cardNumber'
  | 'cardCompany'
  | 'installment'
  | 'bank'
  | 'accountNumber'
  | 'accountName'
  | 'cancelReason'

export type ExportFormat = 'csv' | 'xlsx'
/** The basic columns are always there. */
export type ExportGroup = 'customer' | 'pg' | 'card' | 'account'

/** 409 ExportTooLargeError (Excel holds 1,000,000 rows), 429 ExportBusyError. */
export interface ExportBody {
  readonly format: ExportFormat
  readonly groups: readonly ExportGroup[]
}
