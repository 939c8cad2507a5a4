import type { Fields } from '../desk/form.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { LedgerEntry } from '../desk/ledger.ts'

/**
 *   OPENED ─► SALE ─► PART_REFUNDED ─► REFUNDED
 *     ├► REGISTERED ─► SALE | VOID      (cash methods)
 *     └► FAILED
 */
export type EximbayState = 'OPENED' | 'FAILED' | 'REGISTERED' | 'VOID' | 'SALE' | 'PART_REFUNDED' | 'REFUNDED'

export interface EximbayOrder {
  readonly sessionId: string
  readonly surface: 'CLASSIC' | 'OPEN_API'
  readonly mid: string
  readonly ref: string
  readonly orderName: string
  readonly buyer: string
  readonly email: string
  readonly currency: string
  readonly amountMinor: number
  readonly amountText: string
  /** The one method that the window shows; absent: all. */
  readonly method?: string
  readonly returnUrl: string
  readonly statusUrl: string
  readonly params: readonly [string, string, string]
  readonly foreignCurrency: string
  /** The buyer agreed that the merchant charges again: a token comes with the payment. */
  readonly wantsToken: boolean
  readonly token?: string
  readonly state: EximbayState
  readonly openedAt: string
  readonly transid: string
  readonly paymethod: string
  readonly authcode: string
  readonly cardNumber: string
  readonly doneAt?: string
  readonly failure?: { readonly code: string; readonly message: string }
  /** `refundid` of every refund: none may come twice. */
  readonly refundIds: readonly string[]
  readonly entries: readonly LedgerEntry[]
}

export function wasPaid(order: EximbayOrder): boolean {
  return order.entries.length > 0
}

export function balance(order: EximbayOrder): number {
  return balanceOf(order.entries).balanceMinor
}

/** The parameters of a result are the classic ones for both generations. */
export type Result = Fields
