import type { Charset, Fields } from '../desk/form.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { LedgerEntry } from '../desk/ledger.ts'
import type { Fate } from '../desk/magic.ts'
import type { JapanMethod } from './japan/codes.ts'

/** INIAPI's names of the methods; `VBANK` is `Vacct` there. `CVS` is a slip of the Japanese window. */
export type InicisMethod = 'Card' | 'DirectBank' | 'VBank' | 'HPP' | 'Culture' | 'CVS'

/**
 * The life of one opening of the window:
 *
 *   OPENED ─► AUTHENTICATED ─► APPROVED ─► PART_CANCELLED ─► CANCELLED
 *     └► FAILED    ├► ISSUED ─► APPROVED       └► NET_CANCELLED
 *                  ├► VOID (net cancel before approval)
 *                  └► REGISTERED (a card for later charges; no money moved)
 */
export type InicisState =
  | 'OPENED'
  | 'FAILED'
  | 'AUTHENTICATED'
  | 'VOID'
  | 'REGISTERED'
  | 'ISSUED'
  | 'APPROVED'
  | 'PART_CANCELLED'
  | 'CANCELLED'
  | 'NET_CANCELLED'
  | 'ISSUE_CANCELLED'

/** What `extraData` of the Japanese window asked for, and what the buyer made of it. */
export interface JapanTerms {
  readonly cbtType: 'JPPG' | 'SBPS'
  readonly offered: readonly JapanMethod[]
  /** 0: at once. */
  readonly months: readonly number[]
  readonly shopName: string
  /** Days that a slip is open, and who hears that it was paid. */
  readonly termDays: number
  readonly notiUrl: string
  readonly payMethod?: JapanMethod
  readonly receiptNo?: string
}

export interface InicisOrder {
  /** Address of the buyer's window. */
  readonly sessionId: string
  /** `API`: charged without a window. */
  readonly surface: 'PC' | 'MOBILE' | 'API' | 'JAPAN'
  /** Of the Japanese window. */
  readonly japan?: JapanTerms
  /** The window registers a card and takes nothing (`BILLAUTH(Card)`). */
  readonly isBilling?: boolean
  /** What the magic number of a registered card does; the number itself is not kept. */
  readonly fate?: Fate
  readonly mid: string
  readonly oid: string
  /** Known from the authentication on; the same in the return, the answer and the books. */
  readonly tid: string
  readonly goodName: string
  readonly buyerName: string
  readonly buyerTel: string
  readonly buyerEmail: string
  readonly currency: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly methods: readonly InicisMethod[]
  /** `EASY_PAY` beside the card tab, or alone when the request names a wallet. */
  readonly wallet: 'beside' | 'only' | 'none'
  readonly method: InicisMethod
  readonly charset: Charset
  /** What the window was opened with and must give back: returnUrl, closeUrl, merchantData, P_NOTI, … */
  readonly form: Fields
  readonly state: InicisState
  readonly openedAt: string
  /** PC, and the Japanese window's `sid`: the right to approve, used once. */
  readonly authToken?: string
  readonly authenticatedAt?: string
  readonly approvedAt?: string
  readonly applNum: string
  readonly card?: {
    readonly code: string
    readonly number: string
    readonly installmentMonths: number
    readonly isWallet: boolean
  }
  /** Partners' lines on its slip. */
  readonly stores?: readonly { readonly name: string; readonly price: number }[]
  /** The key that a registration gave. */
  readonly billKey?: string
  readonly bankCode?: string
  readonly virtualAccount?: {
    readonly accountNumber: string
    readonly bankCode: string
    readonly expiresAt: string
  }
  /** `hashData` of the cancels that were carried out: the PG refuses a repeat. */
  readonly usedHashes: readonly string[]
  /** Number of the parcel of an escrow order. */
  readonly delivery?: string
  readonly failure?: { readonly code: string; readonly message: string }
  readonly entries: readonly LedgerEntry[]
}

/** An approval or an issue took place, whatever was cancelled later. */
export function wasApproved(order: InicisOrder): boolean {
  return order.entries.length > 0
}

export function balance(order: InicisOrder): number {
  return balanceOf(order.entries).balanceMinor
}

/** INIAPI inquiry (its manual): `0` approved, `1` cancelled, `9` none; virtual accounts `N`, `Y`, `C`. */
export function inquiryStatus(order: InicisOrder | undefined): '0' | '1' | '9' | 'N' | 'Y' | 'C' {
  switch (order?.state) {
    case undefined:
    case 'OPENED':
    case 'FAILED':
    case 'AUTHENTICATED':
    case 'VOID':
    case 'REGISTERED':
      return '9'
    case 'ISSUED':
      return 'N'
    case 'ISSUE_CANCELLED':
      return 'C'
    case 'APPROVED':
    case 'PART_CANCELLED':
      return order?.method === 'VBank' || order?.method === 'CVS' ? 'Y' : '0'
    case 'CANCELLED':
    case 'NET_CANCELLED':
      return '1'
  }
}

/** `paymethod` of INIAPI v1 for this order at this moment. */
export function payMethodOf(order: InicisOrder): string {
  // How an unpaid slip is withdrawn is not public; the word is ours.
  if (order.surface === 'JAPAN') return order.state === 'ISSUED' ? 'SIMCVS' : 'CBT'
  switch (order.method) {
    case 'CVS':
      return 'CBT'
    case 'Card':
      return 'Card'
    case 'DirectBank':
      return 'Acct'
    case 'VBank':
      return order.state === 'ISSUED' ? 'GVacct' : 'Vacct'
    case 'HPP':
      return 'HPP'
    case 'Culture':
      return 'Culture'
  }
}
