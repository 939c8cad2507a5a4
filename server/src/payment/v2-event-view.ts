import type { ExportedEvent } from './export-by-cursor.ts'

type View = Record<string, unknown>

/** What an event shows of its payment, as that is now. */
const shared = [
  'transactionId',
  'merchantId',
  'storeId',
  'method',
  'channel',
  'channelGroup',
  'version',
  'scheduleId',
  'requestedAt',
  'orderName',
  'currency',
  'customer',
  'isCulturalExpense',
  'escrow',
  'products',
  'productCount',
  'customData',
  'country',
  'pgTxId',
  'cashReceipt',
  'cashReceiptIssuanceStatus',
  'receiptUrl',
  'promotionId',
  'origin',
] as const

/**
 * One money movement. `eventAmount` is negative for a cancel; `totalAmount` (its name in REST V2) is the whole amount
 * as it stood after the event.
 */
export function eventView(event: ExportedEvent): View {
  const payment = parseView(event.view)
  const amount = isRecord(payment['amount']) ? payment['amount'] : {}
  const isPaid = event.kind === 'PAID'
  const cancellation = cancellationOf(payment, event.cancellationId)
  return {
    type: event.kind,
    id: event.id,
    paymentId: payment['id'],
    ...Object.fromEntries(
      shared.filter((key) => payment[key] !== undefined).map((key) => [key, payment[key]]),
    ),
    createdAt: event.at.toISOString(),
    totalAmount: {
      ...amount,
      cancelled: event.cancelledMinor,
      cancelledTaxFree: event.cancelledTaxFreeMinor,
    },
    eventAmount: isPaid ? amount['paid'] : -event.cancelMinor,
    ...(isPaid ? { disputes: payment['disputes'] ?? [] } : {}),
    ...(isPaid && payment['pgResponse'] !== undefined ? { pgResponse: payment['pgResponse'] } : {}),
    ...(cancellation === undefined ? {} : { cancellation }),
  }
}

function cancellationOf(payment: View, cancellationId: string | null): unknown {
  const all: readonly unknown[] = Array.isArray(payment['cancellations']) ? payment['cancellations'] : []
  return all.find((one) => isRecord(one) && one['id'] === cancellationId)
}

function parseView(text: string): View {
  const value: unknown = JSON.parse(text)
  return isRecord(value) ? value : {}
}

function isRecord(value: unknown): value is View {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
