/**
 * `GET …/stores/{storeId}/home/summary?from=&until=&mode=&unit=` → HomeSummary. By request time, KRW only; `unit` day or hour,
 * at most 366 days, or 31 by the hour.
 * `GET …/stores/{storeId}/home/progress` → HomeProgress.
 */
export interface HomeSummary {
  /** 거래액: everything that was approved, later cancelled or not. */
  readonly approvedMinor: number
  /** 거래취소액. */
  readonly cancelledMinor: number
  readonly count: number
  /** Oldest first; a day or hour without payments is absent. */
  readonly buckets: readonly HomeBucket[]
  /** The five pay methods with the most approvals, largest first. */
  readonly methods: readonly {
    readonly payMethod: string
    readonly approvedMinor: number
    readonly count: number
  }[]
}
export interface HomeBucket {
  /** Seoul wall clock: `2026-03-02` or `2026-03-02T15:00`. */
  readonly at: string
  readonly approvedMinor: number
  readonly cancelledMinor: number
  readonly count: number
}
/** What already happened in this store, for the checklist that ticks itself. */
export interface HomeProgress {
  readonly hasPaidTestPayment: boolean
  readonly hasPaidLivePayment: boolean
  /** Any live payment, paid or not: then the list of payments shows live ones only unless asked. */
  readonly hasLivePayment: boolean
  readonly hasReceivedWebhook: boolean
}
