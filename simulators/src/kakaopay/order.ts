import { balanceOf } from '../desk/ledger.ts'
import type { LedgerEntry } from '../desk/ledger.ts'

/** READY ─► AUTH_PASSWORD ─► SUCCESS_PAYMENT ─► PART_CANCEL_PAYMENT ─► CANCEL_PAYMENT, or ISSUED_SID, or one of the failures. */
export type KakaoStatus =
  | 'READY'
  | 'AUTH_PASSWORD'
  | 'ISSUED_SID'
  | 'SUCCESS_PAYMENT'
  | 'PART_CANCEL_PAYMENT'
  | 'CANCEL_PAYMENT'
  | 'FAIL_AUTH_PASSWORD'
  | 'QUIT_PAYMENT'
  | 'FAIL_PAYMENT'

export type KakaoMethod = 'CARD' | 'MONEY'

/** One movement, as `payment_action_details` tells it. */
export interface KakaoAction {
  readonly aid: string
  readonly type: 'PAYMENT' | 'CANCEL' | 'ISSUED_SID'
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
  readonly at: string
  readonly payload?: string
}

export interface KakaoOrder {
  readonly tid: string
  /** In the address of the buyer's page; nobody can guess it from the tid. */
  readonly windowToken: string
  readonly cid: string
  readonly partnerOrderId: string
  readonly partnerUserId: string
  readonly itemName: string
  readonly itemCode?: string
  readonly quantity: number
  readonly totalMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
  readonly greenDepositMinor: number
  readonly approvalUrl: string
  readonly cancelUrl: string
  readonly failUrl: string
  /** What the shop allowed. */
  readonly methods: readonly KakaoMethod[]
  readonly availableCards?: readonly string[]
  readonly installMonth?: number
  readonly status: KakaoStatus
  readonly createdAt: string
  readonly pgToken?: string
  readonly method?: KakaoMethod
  readonly card?: { readonly code: string; readonly bin: string; readonly months: number }
  readonly approvedAt?: string
  readonly sid?: string
  readonly fate?: string
  readonly actions: readonly KakaoAction[]
}

export interface KakaoSid {
  readonly sid: string
  readonly cid: string
  readonly partnerUserId: string
  readonly itemName: string
  readonly method: KakaoMethod
  readonly card?: KakaoOrder['card']
  readonly createdAt: string
  readonly lastApprovedAt?: string
  readonly inactivatedAt?: string
  readonly fate?: string
}

/** A tid lives for fifteen minutes. */
export const tidLifeMs = 15 * 60_000

export function entriesOf({ actions }: KakaoOrder): readonly LedgerEntry[] {
  return actions
    .filter(({ type }) => type !== 'ISSUED_SID')
    .map(({ aid, type, amountMinor, at }) => ({
      kind: type === 'PAYMENT' ? ('approve' as const) : ('cancel' as const),
      amountMinor,
      at,
      id: aid,
    }))
}

export function balance(order: KakaoOrder): number {
  return balanceOf(entriesOf(order)).balanceMinor
}

/** What was given back so far, with its tax. */
export function cancelledOf({ actions }: KakaoOrder) {
  const cancels = actions.filter(({ type }) => type === 'CANCEL')
  const sum = (of: (action: KakaoAction) => number) => cancels.reduce((total, one) => total + of(one), 0)
  return {
    totalMinor: sum(({ amountMinor }) => amountMinor),
    taxFreeMinor: sum(({ taxFreeMinor }) => taxFreeMinor),
    vatMinor: sum(({ vatMinor }) => vatMinor),
  }
}
