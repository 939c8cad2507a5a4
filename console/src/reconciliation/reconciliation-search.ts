import type { DateBasis, Difference, ReconciliationStatus } from '@naru/server/wire/console-reconciliation'
import { seoulDayBefore } from '../format/seoul-time.ts'

export const entryStatuses = [
  'MATCHED',
  'NOT_MATCHED',
  'INCOMPARABLE',
  'NOT_COLLECTED',
] as const satisfies readonly ReconciliationStatus[]
export const entryDifferences = [
  'MISSING_AT_PG',
  'MISSING_HERE',
  'CHANNEL_MISMATCH',
  'PAYMENT_AMOUNT',
  'TAX_FREE_AMOUNT',
  'VAT_AMOUNT',
  'ESCROW',
  'INSTALLMENT_MONTH',
  'PAYMENT_DATE',
  'CANCELLED_LATE',
  'FEE',
] as const satisfies readonly Difference[]
export const entryActions = ['APPROVAL', 'FULL_CANCEL', 'PARTIAL_CANCEL', 'UNCLASSIFIED_CANCEL'] as const
export const entryMethods = [
  'CARD',
  'TRANSFER',
  'VIRTUAL_ACCOUNT',
  'MOBILE',
  'GIFT_CERTIFICATE',
  'EASY_PAY',
  'CONVENIENCE_STORE',
  'ETC',
] as const

/** The filters of 결제사 정산 as its addresses keep them. */
export interface ReconciliationSearch {
  readonly mode?: 'TEST'
  readonly basis?: 'SETTLEMENT'
  /** Seoul days, both included. */
  readonly from?: string
  readonly until?: string
  readonly mid?: readonly string[]
  readonly status?: readonly string[]
  readonly difference?: readonly string[]
  readonly action?: readonly string[]
  readonly method?: readonly string[]
  readonly search?: string
}

/** Reads the filters out of an address. What nobody could have chosen is dropped. */
export function readReconciliationSearch(raw: Record<string, unknown>): ReconciliationSearch {
  const { from, until, search } = raw
  const text = typeof search === 'number' ? String(search) : search
  return {
    ...(raw['mode'] === 'TEST' ? { mode: 'TEST' } : {}),
    ...(raw['basis'] === 'SETTLEMENT' ? { basis: 'SETTLEMENT' } : {}),
    ...(isDay(from) ? { from } : {}),
    ...(isDay(until) ? { until } : {}),
    ...many('mid', raw['mid']),
    ...many('status', raw['status'], entryStatuses),
    ...many('difference', raw['difference'], entryDifferences),
    ...many('action', raw['action'], entryActions),
    ...many('method', raw['method'], entryMethods),
    ...(typeof text === 'string' && text.trim() !== '' ? { search: text } : {}),
  }
}

/** From the first of the month until yesterday, unless the address says otherwise; on the first, the month before. */
export function periodOf({ from, until }: ReconciliationSearch, now: Date): { from: string; until: string } {
  const last = until ?? (from === undefined ? seoulDayBefore(now, 1) : maxDay(from, seoulDayBefore(now, 0)))
  return { from: from ?? `${last.slice(0, 8)}01`, until: last }
}

/** The members of a query. */
export function queryMembersOf(search: ReconciliationSearch, now: Date) {
  const { from, until } = periodOf(search, now)
  const basis: DateBasis = search.basis ?? 'TRANSACTION'
  return {
    mode: search.mode ?? 'LIVE',
    basis,
    from,
    until,
    pgMerchantId: search.mid,
    status: search.status,
    difference: search.difference,
    action: search.action,
    method: search.method,
    search: search.search?.trim(),
  }
}
export type ReconciliationMembers = ReturnType<typeof queryMembersOf>

/** `2026-03` moved by months. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number)
  const count = year * 12 + number - 1 + months
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** First and last day of a month. */
export function daysOfMonth(month: string): { readonly from: string; readonly until: string } {
  const next = Date.parse(`${monthAfter(month, 1)}-01T00:00:00Z`)
  return { from: `${month}-01`, until: new Date(next - 86_400_000).toISOString().slice(0, 10) }
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
}

function maxDay(a: string, b: string): string {
  return a > b ? a : b
}

function many(
  name: 'mid' | 'status' | 'difference' | 'action' | 'method',
  value: unknown,
  known?: readonly string[],
) {
  const all = (Array.isArray(value) ? value : [value]).map(String)
  const chosen = value === undefined ? [] : all.filter((one) => known === undefined || known.includes(one))
  return chosen.length === 0 ? {} : { [name]: chosen }
}
