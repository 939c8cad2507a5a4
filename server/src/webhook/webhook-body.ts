import type { Announcement } from './announcement.ts'

/** The two body formats of V2 webhooks, named by their date. */
export type BodyVersion = '2024-04-25' | '2024-01-01'
export type ContentType = 'application/json' | 'application/x-www-form-urlencoded'

/** How a store wants its messages written. */
export interface BodyFormat {
  readonly bodyVersion: BodyVersion
  readonly contentType: ContentType
}

/** The statuses of 2024-01-01; billing keys and disputes came with the later version. */
const oldStatuses = new Set([
  'Ready',
  'Paid',
  'VirtualAccountIssued',
  'PartialCancelled',
  'Cancelled',
  'Failed',
  'PayPending',
  'CancelPending',
])

/**
 * The body of one message. It is made once, stored and sent byte for byte on every attempt,
 * because the signature covers exactly these bytes. It carries no amounts by design:
 * the receiver asks for the payment.
 *
 * @returns undefined when this version has no such message
 */
export function renderBody(
  format: BodyFormat,
  storeId: string,
  announcement: Announcement,
): string | undefined {
  return format.bodyVersion === '2024-04-25'
    ? renderTyped(storeId, announcement)
    : renderStatus(format.contentType, announcement)
}

/** Form encoding exists for 2024-01-01 only. */
export function contentTypeOf(format: BodyFormat): ContentType {
  return format.bodyVersion === '2024-04-25' ? 'application/json' : format.contentType
}

function renderTyped(storeId: string, announcement: Announcement): string {
  const { type, timestamp, paymentId, transactionId, cancellationId, billingKey } = announcement
  // JSON leaves out what is undefined, so each type carries exactly the ids that it has.
  return JSON.stringify({
    type,
    timestamp,
    data: { storeId, paymentId, transactionId, cancellationId, billingKey },
  })
}

function renderStatus(contentType: ContentType, announcement: Announcement): string | undefined {
  const [subject, status = ''] = announcement.type.split('.')
  const { paymentId, transactionId } = announcement
  if (subject !== 'Transaction' || !oldStatuses.has(status)) return undefined
  if (paymentId === undefined || transactionId === undefined) return undefined
  const members = { payment_id: paymentId, tx_id: transactionId, status }
  return contentType === 'application/json'
    ? JSON.stringify(members)
    : new URLSearchParams(members).toString()
}
