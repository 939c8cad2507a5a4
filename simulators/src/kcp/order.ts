import type { Fields } from '../desk/form.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { LedgerEntry } from '../desk/ledger.ts'

export const methods = ['PACA', 'PABK', 'PAVC', 'PAMC', 'PATK'] as const
/** `pay_type` of the API. */
export type KcpMethod = (typeof methods)[number]

/**
 * The life of one opening of a window, or of one charge without it:
 *
 *   REGISTERED ─► OPENED ─► AUTHENTICATED ─► APPROVED ─► PART_CANCELLED ─► CANCELLED
 *     (phone)       └► FAILED     └► ISSUED ─► APPROVED
 *                                      └► ISSUE_CANCELLED
 */
export type KcpState =
  | 'REGISTERED'
  | 'OPENED'
  | 'FAILED'
  | 'AUTHENTICATED'
  | 'ISSUED'
  | 'APPROVED'
  | 'PART_CANCELLED'
  | 'CANCELLED'
  | 'ISSUE_CANCELLED'

export interface KcpOrder {
  /** Address of the buyer's window; also `approval_key` of a phone's registration. */
  readonly sessionId: string
  readonly surface: 'PC' | 'MOBILE' | 'API'
  /** `BATCH` registers a card and charges nothing. */
  readonly kind: 'PAY' | 'BATCH'
  readonly siteCode: string
  readonly orderNumber: string
  readonly goodName: string
  readonly buyerName: string
  readonly currency: 'KRW' | 'USD'
  readonly amountMinor: number
  readonly methods: readonly KcpMethod[]
  readonly hasWallets: 'beside' | 'only' | 'none'
  /** The one wallet that the form asked for. */
  readonly wallet?: string
  readonly usedCard?: string
  readonly method: KcpMethod
  readonly form: Fields
  readonly returnUrl: string
  readonly state: KcpState
  readonly openedAt: string
  /** The sealed result that the window hands out, used once. */
  readonly encData?: string
  readonly tno: string
  readonly approvedAt?: string
  readonly approvalNumber: string
  readonly card?: {
    readonly code: string
    readonly number: string
    readonly installmentMonths: number
    readonly wallet?: string
  }
  readonly bankCode?: string
  readonly fate?: string
  readonly virtualAccount?: {
    readonly accountNumber: string
    readonly bankCode: string
    readonly expiresAt: string
  }
  /** Whose purse paid: a QuickPay member's prepaid money, or an account of points. */
  readonly purseId?: string
  readonly cancelCount: number
  readonly delivery?: string
  readonly entries: readonly LedgerEntry[]
}

/** A card registered for automatic payment. `fate` is what a magic card number does to every charge. */
export interface KcpBatchKey {
  readonly batchKey: string
  readonly siteCode: string
  readonly groupId: string
  readonly card: { readonly code: string; readonly number: string }
  readonly fate?: string
}

/** A QuickPay member of one site code: what he registered in the window with his PIN. */
export interface KcpMember {
  readonly memberKey: string
  readonly hasBiometrics: boolean
  /** Order numbers of windows in which he typed his PIN, each good for one payment with prepaid money. */
  readonly pinChecks: readonly string[]
}

/** Money of a buyer's that is asked for without a window. Filled once. */
export interface KcpPurse {
  readonly purseId: string
  readonly minor: number
}

export function wasApproved(order: KcpOrder): boolean {
  return order.entries.length > 0
}

export function balance(order: KcpOrder): number {
  return balanceOf(order.entries).balanceMinor
}
