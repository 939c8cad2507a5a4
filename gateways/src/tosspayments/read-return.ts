import type { IncomingRequest, ReturnReading } from '../port.ts'
import { text, wholeNumber } from '../wire/reading.ts'

/** Codes on the failure return that mean: the buyer closed the window. The second is SDK v1's word for it. */
const closedCodes = new Set(['PAY_PROCESS_CANCELED', 'USER_CANCEL'])

/**
 * Reads the browser's return. Success and failure share one address; the PG tells them apart by `paymentKey` and
 * `code`. Nothing is signed, so order id and amount are claims that the platform compares.
 */
export function readReturn(request: Pick<IncomingRequest, 'query'>): ReturnReading {
  const { query } = request
  const code = text(query, 'code')
  if (code !== undefined)
    return {
      kind: 'failed',
      pgCode: code,
      pgMessage: text(query, 'message') ?? '',
      closedByBuyer: closedCodes.has(code),
    }

  const paymentKey = text(query, 'paymentKey')
  const orderId = text(query, 'orderId')
  const amount = wholeNumber(query, 'amount')
  if (paymentKey === undefined || paymentKey.length > 200 || orderId === undefined || amount === undefined)
    return { kind: 'unreadable', reason: 'no payment key, order id or amount' }
  return {
    kind: 'authenticated',
    proof: { paymentKey, orderId, amount },
    pgTxId: paymentKey,
    claimedAmountMinor: amount,
    claimedOrderId: orderId,
  }
}
