import { balanceOf } from '../desk/ledger.ts'
import type { LedgerEntry } from '../desk/ledger.ts'

/** OPENED ─► AUTHENTICATED ─► APPROVED ─► PART_CANCELLED ─► CANCELLED, or FAILED in the window. */
export type NaverState = 'OPENED' | 'FAILED' | 'AUTHENTICATED' | 'APPROVED' | 'PART_CANCELLED' | 'CANCELLED'

export interface NaverOrder {
  /** `reserveId`; also the address of the buyer's page. */
  readonly reserveId: string
  readonly kind: 'PAY' | 'RECURRENT'
  readonly clientId: string
  readonly partnerId: string
  readonly chainId?: string
  readonly merchantPayKey: string
  readonly productName: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly returnUrl: string
  readonly state: NaverState
  readonly openedAt: string
  /** NaverPay's number of the payment. */
  readonly paymentId: string
  readonly tempReceiptId?: string
  readonly approvedAt?: string
  readonly card?: { readonly code: string; readonly number: string; readonly months: number }
  readonly fate?: string
  /** Paid from a bank account; absent: by card. */
  readonly bankCode?: string
  readonly isConfirmed?: boolean
  readonly arePointsSaved?: boolean
  readonly entries: readonly LedgerEntry[]
}

export interface NaverRecurrent {
  readonly recurrentId: string
  readonly partnerId: string
  readonly chainId?: string
  readonly productCode: string
  readonly isExpired: boolean
  readonly fate?: string
}

export function balance(order: NaverOrder): number {
  return balanceOf(order.entries).balanceMinor
}
