import { balanceOf } from '../desk/ledger.ts'
import type { LedgerEntry } from '../desk/ledger.ts'

/**
 * PAY_STANDBY ─► PAY_APPROVED ─► PAY_COMPLETE ─► REFUND_SUCCESS (with REFUND_PROGRESS between), or PAY_CANCEL where the
 * buyer left or the time ran out.
 */
export type TosspayState =
  'PAY_STANDBY' | 'PAY_APPROVED' | 'PAY_COMPLETE' | 'REFUND_PROGRESS' | 'REFUND_SUCCESS' | 'PAY_CANCEL'
export type Means = 'CARD' | 'TOSS_MONEY'

export interface Instrument {
  readonly means: Means
  /** Acquirer or bank. */
  readonly code: string
  /** Masked; of a card or an account. */
  readonly number: string
  readonly months: number
}

export interface Refund {
  readonly refundNo: string
  readonly transactionId: string
  readonly amountMinor: number
  readonly discountMinor: number
  readonly at: string
  /** Until then the refund is in progress. */
  readonly due: string
}

export interface TosspayOrder {
  readonly payToken: string
  readonly mid: string
  readonly orderNo: string
  readonly productDesc: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
  /** The four parts were given, so a refund must give them too. */
  readonly isSplit: boolean
  readonly discountMinor: number
  readonly retUrl: string
  readonly retCancelUrl: string
  readonly resultCallback?: string
  readonly autoExecute: boolean
  readonly only?: Means
  readonly allowsMonths: boolean
  readonly state: TosspayState
  readonly createdAt: string
  readonly expiresAt: string
  readonly paidAt?: string
  readonly transactionId?: string
  readonly instrument?: Instrument
  readonly refunds: readonly Refund[]
  readonly entries: readonly LedgerEntry[]
}

export interface TosspayKey {
  readonly billingKey: string
  /** Names the buyer's page; the key itself is a right to charge and stands in no address. */
  readonly pageToken: string
  readonly mid: string
  readonly userId: string
  readonly displayId: string
  readonly productDesc: string
  readonly resultCallback: string
  readonly successUrl: string
  readonly failureUrl: string
  readonly state: 'CREATE' | 'ACTIVE' | 'REMOVE' | 'FAIL' | 'CANCEL'
  readonly createdAt: string
  readonly instrument?: Instrument
  readonly fate?: string
}

const KEY_LIFE_MS = 15 * 60_000

/** The state at a time: a window that nobody finished is cancelled, a refund in progress gets done. */
export function stateAt(order: TosspayOrder, now: Date): TosspayState {
  const isOpen = order.state === 'PAY_STANDBY' || order.state === 'PAY_APPROVED'
  if (isOpen && Date.parse(order.expiresAt) < now.getTime()) return 'PAY_CANCEL'
  if (order.state !== 'REFUND_PROGRESS') return order.state
  return order.refunds.some(({ due }) => Date.parse(due) > now.getTime())
    ? 'REFUND_PROGRESS'
    : 'REFUND_SUCCESS'
}

export function keyStateAt(key: TosspayKey, now: Date): TosspayKey['state'] {
  const isOver = key.state === 'CREATE' && Date.parse(key.createdAt) + KEY_LIFE_MS < now.getTime()
  return isOver ? 'FAIL' : key.state
}

export function balance(order: TosspayOrder): number {
  return balanceOf(order.entries).balanceMinor
}

/** The share of Toss' discount in a part of the amount; the last part takes what is left of it. */
export function discountIn(order: TosspayOrder, amountMinor: number): number {
  const left = order.discountMinor - order.refunds.reduce((sum, refund) => sum + refund.discountMinor, 0)
  if (amountMinor === balance(order)) return left
  return Math.min(left, Math.floor((order.discountMinor * amountMinor) / order.amountMinor))
}
