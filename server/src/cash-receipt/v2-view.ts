import { present } from '../foundation/present.ts'
import type { AutomaticReceipt } from './automatic-receipt.ts'
import type { CashReceipt } from './cash-receipt.ts'

type View = Record<string, unknown>

/** A receipt as REST V2 shows it; undefined while it is on the way. */
export function receiptView(receipt: CashReceipt): View | undefined {
  const { status } = receipt
  if (status === 'ISSUING' || status === 'UNKNOWN') return undefined
  const shared = {
    status,
    merchantId: receipt.merchantId,
    storeId: receipt.storeId,
    paymentId: receipt.paymentId,
    channel: receipt.channel,
    orderName: receipt.orderName,
    isManual: true,
    statusUpdatedAt: receipt.statusUpdatedAt.toISOString(),
  }
  if (status === 'ISSUE_FAILED') return shared
  return {
    ...shared,
    amount: receipt.amountMinor,
    taxFreeAmount: receipt.taxFreeMinor,
    vatAmount: receipt.vatMinor,
    currency: receipt.currency,
    type: receipt.type,
    ...present('pgReceiptId', receipt.pgReceiptId ?? undefined),
    issueNumber: receipt.issueNumber ?? '',
    ...present('url', receipt.url ?? undefined),
    issuedAt: (receipt.issuedAt ?? receipt.statusUpdatedAt).toISOString(),
    ...(status === 'CANCELLED' ? present('cancelledAt', receipt.cancelledAt?.toISOString()) : {}),
  }
}

/** The receipt that came with a payment. */
export function automaticView(
  { storeId, paymentId }: { readonly storeId: string; readonly paymentId: string },
  receipt: AutomaticReceipt,
): View {
  return {
    status: receipt.status,
    merchantId: receipt.merchantId,
    storeId,
    paymentId,
    channel: receipt.channel,
    amount: receipt.amountMinor,
    taxFreeAmount: receipt.taxFreeMinor,
    vatAmount: receipt.vatMinor,
    currency: receipt.currency,
    orderName: receipt.orderName,
    isManual: false,
    type: receipt.type,
    issueNumber: receipt.issueNumber,
    ...present('url', receipt.url ?? undefined),
    issuedAt: receipt.issuedAt,
    ...present('cancelledAt', receipt.cancelledAt ?? undefined),
  }
}
