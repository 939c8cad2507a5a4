import type { Announcement } from './announcement.ts'
import type { ContentType } from './webhook-body.ts'

/**
 * The body of one V1 message: `imp_uid`, `merchant_uid`, `status`, and on cancels `cancellation_id`.
 * `imp_uid` is the transaction's id and `merchant_uid` the payment's.
 *
 * V1 tells less than V2: nothing when a window opens, nothing when a checkout fails, and a partial cancel is
 * `cancelled` like a whole one. Source: the V1 webhook guide of PortOne's documentation.
 *
 * @returns undefined for an event that V1 does not tell of
 */
export function renderV1Body(contentType: ContentType, announcement: Announcement): string | undefined {
  const { transactionId, paymentId, cancellationId } = announcement
  const status = v1Status(announcement)
  if (status === undefined || transactionId === undefined || paymentId === undefined) return undefined
  const members = {
    imp_uid: transactionId,
    merchant_uid: paymentId,
    status,
    ...(status === 'cancelled' && cancellationId !== undefined ? { cancellation_id: cancellationId } : {}),
  }
  return contentType === 'application/json'
    ? JSON.stringify(members)
    : new URLSearchParams(members).toString()
}

function v1Status({ type, isScheduled }: Announcement): string | undefined {
  switch (type) {
    case 'Transaction.Paid':
      return 'paid'
    case 'Transaction.VirtualAccountIssued':
      return 'ready'
    case 'Transaction.PartialCancelled':
    case 'Transaction.Cancelled':
      return 'cancelled'
    case 'Transaction.Failed':
      return isScheduled === true ? 'failed' : undefined
    default:
      return undefined
  }
}
