import { balanceOf } from '../../desk/ledger.ts'
import type { LedgerEntry } from '../../desk/ledger.ts'

/** `LGD_CUSTOM_USABLEPAY` → REST's word. */
export const payTypes = {
  SC0010: 'CARD',
  SC0030: 'TRANSFER',
  SC0040: 'VIRTUAL_ACCOUNT',
  SC0060: 'MOBILE',
  SC0111: 'GIFT_CERTIFICATE',
  SC0112: 'GIFT_CERTIFICATE',
  SC0113: 'GIFT_CERTIFICATE',
} as const
export type XpayType = keyof typeof payTypes

/**
 * The life of one opening of the window:
 *
 *   OPENED ─► AUTHENTICATED ─► APPROVED ─► PART_CANCELLED ─► CANCELLED
 *     └► FAILED        └► ISSUED ─► APPROVED
 *                            └► CLOSED
 *   (a rollback: APPROVED or ISSUED ─► ROLLED_BACK)
 */
export type XpayState =
  | 'OPENED'
  | 'FAILED'
  | 'AUTHENTICATED'
  | 'ISSUED'
  | 'APPROVED'
  | 'PART_CANCELLED'
  | 'CANCELLED'
  | 'CLOSED'
  | 'ROLLED_BACK'

export interface XpayOrder {
  readonly sessionId: string
  /** As registered. */
  readonly mid: string
  /** `LGD_MID`, in a test with a `t` before it. */
  readonly wireMid: string
  readonly oid: string
  readonly productInfo: string
  readonly buyer: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly timestamp: string
  readonly payType: XpayType
  readonly onlyCard?: string
  readonly onlyBank?: string
  readonly installmentMonths?: readonly number[]
  readonly isEscrow: boolean
  readonly returnUrl: string
  readonly returnCharset: 'utf-8' | 'euc-kr'
  readonly noteUrl?: string
  readonly noteCharset: 'utf-8' | 'euc-kr'
  /** `yyyyMMddHHmmss`, when an account shall end. */
  readonly closeDate?: string
  readonly state: XpayState
  readonly openedAt: string
  /** Given to the return address, used once. */
  readonly payKey?: string
  /** The call that took the money: what a rollback names. */
  readonly txId?: string
  readonly tid?: string
  readonly approvedAt?: string
  readonly approvalNumber: string
  readonly card?: { readonly code: string; readonly number: string; readonly months: number }
  readonly bankCode?: string
  readonly virtualAccount?: {
    readonly accountNumber: string
    readonly bankCode: string
    readonly expiresAt: string
  }
  readonly delivery?: string
  readonly entries: readonly LedgerEntry[]
}

export function wasApproved(order: XpayOrder): boolean {
  return order.entries.length > 0
}

export function balance(order: XpayOrder): number {
  return balanceOf(order.entries).balanceMinor
}
