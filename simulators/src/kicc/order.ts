import { balanceOf } from '../desk/ledger.ts'
import type { LedgerEntry } from '../desk/ledger.ts'

/** `payMethodTypeCode`: card, transfer, virtual account, phone, wallet. */
export const methods = ['11', '21', '22', '31', '60'] as const
export type KiccMethod = (typeof methods)[number]

/**
 * The life of one opening of the window, or of one charge without it:
 *
 *   OPENED ─► AUTHENTICATED ─► APPROVED ─► PART_CANCELLED ─► CANCELLED
 *     └► FAILED     └► ISSUED ─► APPROVED
 *                        └► ISSUE_CANCELLED
 */
export type KiccState =
  | 'OPENED'
  | 'FAILED'
  | 'AUTHENTICATED'
  | 'ISSUED'
  | 'APPROVED'
  | 'PART_CANCELLED'
  | 'CANCELLED'
  | 'ISSUE_CANCELLED'

export interface KiccOrder {
  readonly sessionId: string
  /** `BILL` registers a card and charges nothing. */
  readonly kind: 'PAY' | 'BILL'
  readonly mallId: string
  readonly shopOrderNo: string
  readonly goodsName: string
  readonly amountMinor: number
  readonly methods: readonly KiccMethod[]
  readonly method: KiccMethod
  readonly onlyCard?: string
  readonly onlyWallet?: string
  readonly installmentMonths?: readonly number[]
  readonly isEscrow: boolean
  /** `yyyyMMddHHmmss`, when an account shall end. */
  readonly expiry?: string
  readonly returnUrl: string
  readonly state: KiccState
  readonly openedAt: string
  /** Given to the return address, used once. */
  readonly authorizationId?: string
  readonly pgCno: string
  /** Number of the merchant's approval call. */
  readonly shopTransactionId?: string
  readonly approvedAt?: string
  readonly approvalNumber: string
  readonly card?: { readonly code: string; readonly number: string; readonly months: number }
  readonly wallet?: string
  readonly bankCode?: string
  readonly fate?: string
  readonly virtualAccount?: {
    readonly accountNumber: string
    readonly bankCode: string
    readonly expiresAt: string
  }
  readonly delivery?: string
  readonly entries: readonly LedgerEntry[]
}

/** A card registered for charges. `fate` is what a magic card number does to every one of them. */
export interface KiccBatchKey {
  readonly batchKey: string
  readonly mallId: string
  readonly card: { readonly code: string; readonly number: string }
  readonly isRemoved: boolean
  readonly fate?: string
}

/** What one call of a merchant was answered, by its `shopTransactionId`. */
export interface KiccCallRecord {
  /** mall id, call number and day. */
  readonly key: string
  readonly sessionId: string
  readonly answer: Readonly<Record<string, unknown>>
}

export function wasApproved(order: KiccOrder): boolean {
  return order.entries.length > 0
}

export function balance(order: KiccOrder): number {
  return balanceOf(order.entries).balanceMinor
}
