/** Routes of billing keys and schedules below `/console/api/stores/:storeId`. Amounts are integers in minor units. */

export type BillingKeyMethod = 'CARD' | 'MOBILE' | 'EASY_PAY' | 'TRANSFER' | 'PAYPAL'
export type ScheduleState = 'SCHEDULED' | 'STARTED' | 'PENDING' | 'SUCCEEDED' | 'FAILED' | 'REVOKED'

export interface BillingKeyRow {
  readonly billingKey: string
  readonly status: 'ISSUED' | 'DELETED'
  readonly mode: 'LIVE' | 'TEST'
  readonly method: BillingKeyMethod
  /** What stands behind it, as the PG masks it. */
  readonly instrument?: string
  readonly pgProviders: readonly string[]
  readonly customerLabel?: string
  readonly customerId?: string
  readonly liveSchedules: number
  readonly issuedAt: string
  readonly deletedAt?: string
}
/** `GET …/billing-keys?mode=&status=&method=&search=&cursor=` */
export interface BillingKeyPage {
  readonly items: readonly BillingKeyRow[]
  readonly nextCursor?: string
}
/** `GET …/billing-keys/:billingKey`, and the answer of `DELETE …/billing-keys/:billingKey` with `{ reason? }`. */
export interface BillingKeyDetail extends BillingKeyRow {
  readonly issueId?: string
  readonly issueName?: string
  readonly customer: {
    readonly name?: string
    readonly email?: string
    readonly phoneNumber?: string
  }
  readonly channels: readonly {
    readonly name: string
    readonly channelKey: string
    readonly pgProvider: string
    readonly pgMerchantId: string
    readonly status: 'READY' | 'ISSUED' | 'FAILED'
    readonly instrument?: string
    readonly failure?: string
  }[]
}

export interface ScheduleRow {
  readonly scheduleId: string
  readonly paymentId: string
  readonly billingKey: string
  readonly status: ScheduleState
  readonly mode: 'LIVE' | 'TEST'
  readonly orderName: string
  readonly currency: string
  readonly totalMinor: number
  readonly customerLabel?: string
  readonly timeToPay: string
  readonly createdAt: string
  readonly completedAt?: string
  readonly revokedAt?: string
  readonly failure?: { readonly code: string; readonly message: string }
}
/** `GET …/schedules?mode=&status=&from=&until=&search=&cursor=`; by due time, latest first. */
export interface SchedulePage {
  readonly items: readonly ScheduleRow[]
  readonly nextCursor?: string
}
/** `GET …/schedule-days?mode=&month=2026-03`: Seoul days of due time, in won. */
export interface ScheduleDays {
  readonly days: readonly {
    readonly day: string
    readonly scheduled: number
    readonly scheduledMinor: number
    readonly succeeded: number
    readonly succeededMinor: number
    readonly failed: number
    readonly failedMinor: number
    readonly revoked: number
    readonly revokedMinor: number
  }[]
}
/** `GET …/schedule-recovery`, and the answer of `PUT …/schedule-recovery` with `RecoveryBody`. */
export interface ScheduleRecovery {
  /** Seoul hour of every day at which the charges that failed the day before are tried again; null: never. */
  readonly hour: number | null
  /** 0 while it is off. */
  readonly rowVersion: number
  readonly nextAt?: string
}
export type RecoveryBody = Pick<ScheduleRecovery, 'hour' | 'rowVersion'>
/**
 * `POST …/schedules/:scheduleId/revoke` → ScheduleRow
 * `POST …/schedules/:scheduleId/move` with `MoveBody` → ScheduleRow (a waiting one; without a time: now)
 * `POST …/schedules/:scheduleId/retry` with `MoveBody` → ScheduleRow, a new one (of a failed or revoked one)
 */
export interface MoveBody {
  /** RFC 3339. */
  readonly timeToPay?: string
}

/** `GET …/test-clock`, and the answer of `DELETE …/test-clock`, which gives it back to real time. */
export interface TestClock {
  /** RFC 3339: what scheduled payments in test mode take for the present. */
  readonly now: string
  /** It stands ahead of real time. */
  readonly isAhead: boolean
}
/** `POST …/test-clock` with `{ to }` (RFC 3339, not before its present): moves it, and charges what comes due on the way. */
export interface MovedTestClock extends TestClock {
  /** Schedules that were charged, in the order of their time. */
  readonly charged: readonly string[]
  /** False: so many were met that the clock stopped at the last; move it again. */
  readonly isReached: boolean
}
