import type { PaymentStatus } from '@naru/server/wire/console'
import type { PaymentSearchField, PaymentType } from '@naru/server/wire/console-payments'
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
  'CONVENIENCE_STORE',
] as const
export type PaymentMethodName = (typeof paymentMethods)[number]

export const paymentTypes = ['NORMAL', 'SCHEDULE'] as const satisfies readonly PaymentType[]

/** What can be searched alone; `ALL` is the default and stays out of the address. */
export const paymentSearchFields = [
  'ALL',
  'paymentId',
  'transactionId',
  'pgTxId',
  'orderName',
  'approvalNumber',
  'customerName',
  'phone',
  'email',
  'address',
  'zipcode',
  'customerId',
  'cardNumber',
  'cardCompany',
  'installment',
  'mid',
  'environment',
  'bank',
  'accountNumber',
  'accountName',
  'cancelReason',
] as const satisfies readonly PaymentSearchField[]

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
  readonly pgProvider?: readonly string[]
  readonly type?: readonly PaymentType[]
  readonly search?: string
  readonly field?: Exclude<PaymentSearchField, 'ALL'>
  /** The saved view that was opened; its filters may have been changed since. */
  readonly view?: string
}

/** Reads the filters out of an address. What nobody could have chosen is dropped. */
export function readPaymentSearch(raw: Record<string, unknown>): PaymentSearch {
  const period = paymentPeriods.find((one) => one === raw['period'])
  const status = list(raw['status'], paymentStatuses)
  const method = list(raw['method'], paymentMethods)
  const mode = (['LIVE', 'TEST', 'ALL'] as const).find((one) => one === raw['mode'])
  const type = list(raw['type'], paymentTypes)
  const pgProvider = words(raw['pgProvider'])
  const field = paymentSearchFields.find((one) => one === raw['field'])
  const { from, until, search, view } = raw
  return {
    ...(raw['timeBase'] === 'CREATED_AT' ? { timeBase: 'CREATED_AT' } : {}),
    ...(period === undefined || period === '6m' ? {} : { period }),
    ...(period === 'custom' && isLocal(from) ? { from } : {}),
    ...(period === 'custom' && isLocal(until) ? { until } : {}),
    ...(status.length === 0 ? {} : { status }),
    ...(method.length === 0 ? {} : { method }),
    ...(mode === undefined ? {} : { mode }),
    ...(pgProvider.length === 0 ? {} : { pgProvider }),
    ...(type.length === 0 ? {} : { type }),
    ...(field === undefined || field === 'ALL' ? {} : { field }),
    ...(typeof view === 'string' ? { view } : {}),
    // The router reads bare digits as a number.
    ...(typeof search === 'string' || typeof search === 'number' ? { search: String(search) } : {}),
  }
}

/**
 * Test payments stay out of sight unless asked for. Before the first live payment there is nothing else to see, so then
 * they are shown.
 */
export function shownMode(search: PaymentSearch, hasLivePayment: boolean): 'LIVE' | 'TEST' | 'ALL' {
  return search.mode ?? (hasLivePayment ? 'LIVE' : 'ALL')
}

/** The members of the list's query. `until` is left open for presets: the server takes its own now. */
export function paymentQueryMembers(search: PaymentSearch, hasLivePayment: boolean, now: Date) {
  const { period = '6m' } = search
  const mode = shownMode(search, hasLivePayment)
  return {
    timeBase: search.timeBase,
    from:
      period === 'custom' ? instantOf(search.from) : seoulInstant(seoulDayBefore(now, daysOfPeriod[period])),
    until: period === 'custom' ? endOfMinute(instantOf(search.until)) : undefined,
    status: search.status,
    method: search.method,
    mode: mode === 'ALL' ? ['LIVE', 'TEST'] : [mode],
    pgProvider: search.pgProvider,
    type: search.type,
    search: search.search?.trim(),
    field: search.search === undefined ? undefined : search.field,
  }
}

/** True when filters beyond the defaults may be why a list is empty. */
export function isNarrowed({
  view: _view,
  mode: _mode,
  timeBase: _timeBase,
  ...filters
}: PaymentSearch): boolean {
  return Object.keys(filters).length > 0
}

/** Whoever picks 15:30 means the whole of that minute. */
function endOfMinute(instant: string | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(Date.parse(instant) + 59_999).toISOString()
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

function words(raw: unknown): readonly string[] {
  const given: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
  return given.filter((one): one is string => typeof one === 'string' && one !== '')
}
