/**
 * The outbox row: "this happened, tell the merchant". Written as due work of kind
 * `webhook.announce` in the same statement as the state change; the webhook worker
 * turns it into one message per address. Ids and states only, no amounts.
 */
export interface Announcement {
  /** `Transaction.Ready`, `Transaction.Paid`, … in the 2024-04-25 vocabulary. */
  readonly type: string
  /** Time of the event, RFC 3339 with milliseconds; the same over all retries. */
  readonly timestamp: string
  readonly mode: 'LIVE' | 'TEST'
  /** Which module made the payment: it decides address, body and retries. Absent: V2. */
  readonly apiVersion?: 'V1' | 'V2'
  /** The attempt was a scheduled charge; V1 tells of its failure, and of no other. */
  readonly isScheduled?: boolean
  readonly paymentId?: string
  readonly transactionId?: string
  readonly cancellationId?: string
  readonly billingKey?: string
  /** Payment status after the event, for the log (`payment.webhooks[].paymentStatus`). */
  readonly paymentStatus?: string
  /** Replaces the console's address; an empty list means "not given". */
  readonly noticeUrls?: readonly string[]
  readonly trigger?:
    | 'VIRTUAL_ACCOUNT_DEPOSIT'
    | 'ASYNC_PAY_APPROVED'
    | 'ASYNC_PAY_FAILED'
    | 'ASYNC_CANCEL_APPROVED'
    | 'ASYNC_PAY_PENDING'
}

export const announceKind = 'webhook.announce'
