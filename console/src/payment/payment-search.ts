import type { PaymentStatus } from '@naru/server/wire/console'
import { seoulDayBefore, seoulInstant } from '../format/seoul-time.ts'

export const paymentStatuses = [
  'PAID',
  'READY',
  'VIRTUAL_ACCOUNT_ISSUED',
  'PAY_PENDING',
  'FAILED',
  'PARTIAL_CANCELLED',
  'CANCELLED',
] as const satisfies readonly PaymentStatus[]

export const paymentMethods = [
  'CARD',
  'EASY_PAY',
  'TRANSFER',
  'VIRTUAL_ACCOUNT',
  'MOBILE',
  'GIFT_CERTIFICATE',
] as const
export type PaymentMethodName = (typeof paymentMethods)[number]

/** Presets as whole Seoul days before today; a month counts as 31, so that none of its days is missed. */
const daysOfPeriod = { '1d': 0, '7d': 6, '1m': 30, '3m': 92, '6m': 183 } as const
export const paymentPeriods = ['1d', '7d', '1m', '3m', '6m', 'custom'] as const
export type PaymentPeriod = (typeof paymentPeriods)[number]

/** The filters of 결제 내역 as its address keeps them; what is absent is the default. */
export interface PaymentSearch {
  readonly timeBase?: 'CREATED_AT'
  readonly period?: PaymentPeriod
  /** Seoul wall clock, `2026-03-02T09:00`; only with the custom period. */
  readonly from?: string
  readonly until?: string
  readonly status?: readonly PaymentStatus[]
  readonly method?: readonly PaymentMethodName[]
  readonly mode?: 'LIVE' | 'TEST' | 'ALL'
  readonly search?: string
}

/** Reads the filters out of an address. What nobody could have chosen is dropped. */
export function readPaymentSearch(raw: Record<string, unknown>): PaymentSearch {
  const period = paymentPeriods.find((one) => one === raw['period'])
  const status = list(raw['status'], paymentStatuses)
  const method = list(raw['method'], paymentMethods)
  const mode = (['LIVE', 'TEST', 'ALL'] as const).find((one) => one === raw['mode'])
  const { from, until, search } = raw
  return {
    ...(raw['timeBase'] === 'CREATED_AT' ? { timeBase: 'CREATED_AT' } : {}),
    ...(period === undefined || period === '6m' ? {} : { period }),
    ...(period === 'custom' && isLocal(from) ? { from } : {}),
    ...(period === 'custom' && isLocal(until) ? { until } : {}),
    ...(status.length === 0 ? {} : { status }),
    ...(method.length === 0 ? {} : { method }),
    ...(mode === undefined ? {} : { mode }),
    // The router reads bare digits as a number.
    ...(typeof search === 'string' || typeof search === 'number' ? { search: String(search) } : {}),
  }
}

/**
 * Test payments stay out of sight unless asked for. Before there is a live channel there is nothing else to see, so
 * then they are shown.
 */
export function shownMode(search: PaymentSearch, hasLiveChannel: boolean): 'LIVE' | 'TEST' | 'ALL' {
  return search.mode ?? (hasLiveChannel ? 'LIVE' : 'TEST')
}

/** The members of the list's query. `until` is left open for presets: the server takes its own now. */
export function paymentQueryMembers(search: PaymentSearch, hasLiveChannel: boolean, now: Date) {
  const { period = '6m' } = search
  const mode = shownMode(search, hasLiveChannel)
  return {
    timeBase: search.timeBase,
    from:
      period === 'custom' ? instantOf(search.from) : seoulInstant(seoulDayBefore(now, daysOfPeriod[period])),
    until: period === 'custom' ? instantOf(search.until) : undefined,
    status: search.status,
    method: search.method,
    mode: mode === 'ALL' ? ['LIVE', 'TEST'] : [mode],
    search: search.search?.trim(),
  }
}

/** True when filters beyond the defaults may be why a list is empty. */
export function isNarrowed(search: PaymentSearch): boolean {
  const { period, status, method, search: text } = search
  return period !== undefined || status !== undefined || method !== undefined || text !== undefined
}

function instantOf(local: string | undefined): string | undefined {
  const [day, time] = (local ?? '').split('T')
  return day === undefined || day === '' ? undefined : seoulInstant(day, time)
}

function isLocal(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(value)
}

function list<Item extends string>(raw: unknown, known: readonly Item[]): readonly Item[] {
  const given: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
  return known.filter((one) => given.includes(one))
}
