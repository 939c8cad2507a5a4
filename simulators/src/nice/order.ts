import { balanceOf } from '../desk/ledger.ts'
import type { LedgerEntry } from '../desk/ledger.ts'

/** `PayMethod` of the window. */
export const methods = ['CARD', 'BANK', 'VBANK', 'CELLPHONE', 'GIFT_CULT'] as const
export type NiceMethod = (typeof methods)[number]

/**
 * The life of one opening of the window, or of one transaction without it:
 *
 *   OPENED ─► AUTHENTICATED ─► APPROVED ─► PART_CANCELLED ─► CANCELLED
 *     └► FAILED     │  └► ISSUED ─► APPROVED
 *                   │       └► CLOSED
 *                   └► NET_CANCELLED (also from APPROVED and ISSUED)
 */
export type NiceState =
  | 'OPENED'
  | 'FAILED'
  | 'AUTHENTICATED'
  | 'ISSUED'
  | 'APPROVED'
  | 'PART_CANCELLED'
  | 'CANCELLED'
  | 'CLOSED'
  | 'NET_CANCELLED'

export interface NiceOrder {
  readonly sessionId: string
  readonly surface: 'PC' | 'MOBILE' | 'API'
  readonly mid: string
  readonly moid: string
  readonly goodsName: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly methods: readonly NiceMethod[]
  readonly method: NiceMethod
  /** One wallet, by its `ClickpayCl`, that the card window opens at once. */
  readonly onlyWallet?: string
  readonly onlyCard?: string
  readonly installmentMonths?: readonly number[]
  readonly isEscrow: boolean
  /** `yyyyMMdd` or `yyyyMMddHHmm`, when an account shall end. */
  readonly expiry?: string
  readonly returnUrl: string
  readonly charset: 'utf-8' | 'euc-kr'
  readonly reserved: string
  readonly lang: string
  readonly state: NiceState
  readonly openedAt: string
  readonly authenticatedAt?: string
  /** Given to the return address, used once. */
  readonly authToken?: string
  readonly tid: string
  readonly approvedAt?: string
  readonly approvalNumber: string
  readonly card?: { readonly code: string; readonly number: string; readonly months: number }
  readonly wallet?: string
  readonly bankCode?: string
  readonly receipt?: { readonly type: string; readonly number: string }
  readonly virtualAccount?: {
    readonly accountNumber: string
    readonly bankCode: string
    readonly expiresAt: string
  }
  readonly delivery?: string
  readonly entries: readonly LedgerEntry[]
}

/** A card registered for charges. `fate` is what a magic card number does to every one of them. */
export interface NiceBid {
  readonly bid: string
  readonly mid: string
  readonly card: { readonly code: string; readonly number: string }
  /** `ClickpayCl` of a key that was registered in a window. */
  readonly wallet?: string
  readonly isRemoved: boolean
  readonly fate?: string
}

/** A window in which a wallet is registered. */
export interface NiceRegistration {
  readonly sessionId: string
  readonly mid: string
  readonly moid: string
  readonly name: string
  readonly wallet: string
  readonly returnUrl: string
  readonly state: 'OPENED' | 'AUTHENTICATED' | 'ISSUED' | 'FAILED'
  readonly authToken?: string
}

export interface NiceReceipt {
  readonly tid: string
  readonly mid: string
  readonly amountMinor: number
  readonly isCancelled: boolean
}

export function wasApproved(order: NiceOrder): boolean {
  return order.entries.length > 0
}

export function balance(order: NiceOrder): number {
  return balanceOf(order.entries).balanceMinor
}
