import type { AttemptOrder, AttemptOrigin, V1Facts } from '../payment/payment.ts'

/**
 * The life of a scheduled payment (예약 결제).
 *
 *   SCHEDULED ─► STARTED ─► SUCCEEDED | FAILED
 *     │             └► PENDING ─► SUCCEEDED | FAILED
 *     └► REVOKED
 *
 * Nothing is tried twice: FAILED is final, the merchant schedules anew.
 */
export const nextStatuses = {
  SCHEDULED: ['STARTED', 'REVOKED'],
  STARTED: ['PENDING', 'SUCCEEDED', 'FAILED'],
  PENDING: ['SUCCEEDED', 'FAILED'],
  SUCCEEDED: [],
  FAILED: [],
  REVOKED: [],
} as const satisfies Record<string, readonly string[]>
export type ScheduleStatus = keyof typeof nextStatuses

export const scheduleStatuses = [
  'SCHEDULED',
  'STARTED',
  'SUCCEEDED',
  'FAILED',
  'REVOKED',
  'PENDING',
] as const satisfies readonly ScheduleStatus[]

export interface Schedule {
  readonly storeId: string
  readonly scheduleId: string
  readonly merchantId: string
  readonly paymentId: string
  readonly billingKey: string
  readonly status: ScheduleStatus
  readonly mode: 'LIVE' | 'TEST'
  readonly transactionId: string | null
  readonly data: {
    readonly order: Omit<AttemptOrder, 'payMethod'>
    readonly channelKey?: string
    readonly origin: AttemptOrigin
    /** Booked through V1. */
    readonly v1?: V1Facts
    /** Why a charge came to nothing: the PG's words, or our refusal's type. */
    readonly failure?: { readonly code: string; readonly message: string }
  }
  readonly timeToPay: Date
  readonly createdAt: Date
  readonly startedAt: Date | null
  readonly completedAt: Date | null
  readonly revokedAt: Date | null
}
