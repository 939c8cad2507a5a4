import type { Mode } from './console.ts'

/**
 * `GET …/stores/{storeId}/failed-webhooks?mode=&from=&until=` → FailedWebhooks (who may read payments)
 * `POST …/stores/{storeId}/failed-webhooks/resend` (ResendFailedBody) → ResendFailedAnswer (who may resend webhooks)
 */
export interface FailedWebhooks {
  /** Messages of the period whose automatic attempts ended without success. */
  readonly failed: number
  /** Messages of the store that wait to be sent again. */
  readonly waiting: number
}
export interface ResendFailedBody {
  readonly mode: Mode
  readonly from: string
  readonly until: string
}
export interface ResendFailedAnswer {
  readonly booked: number
}
