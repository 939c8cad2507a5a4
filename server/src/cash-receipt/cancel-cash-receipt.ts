import { notSupported } from '../channel/unsupported-use.ts'
import type { CashReceipt } from './cash-receipt.ts'
import { automaticReceipt } from './automatic-receipt.ts'
import { readReceipt, writeReceipt } from './cash-receipt-store.ts'
import type { CashReceiptDependencies } from './issue-cash-receipt.ts'

export type CancelOutcome =
  | { readonly kind: 'cancelled'; readonly receipt: CashReceipt; readonly at: Date }
  | { readonly kind: 'refused'; readonly type: 'CASH_RECEIPT_NOT_FOUND' | 'CASH_RECEIPT_NOT_ISSUED' }
  | { readonly kind: 'declined'; readonly pgCode: string; readonly pgMessage: string }

/** Cancels a receipt as a whole. One that came with a payment goes back with the payment. */
export async function cancelCashReceipt(
  deps: CashReceiptDependencies,
  address: { readonly storeId: string; readonly paymentId: string },
): Promise<CancelOutcome> {
  const { storeId, paymentId } = address
  const receipt = await readReceipt(deps.database, storeId, paymentId)
  if (receipt === undefined) {
    const automatic = await automaticReceipt(deps.database, storeId, paymentId)
    if (automatic === undefined) return { kind: 'refused', type: 'CASH_RECEIPT_NOT_FOUND' }
    if (automatic.status === 'CANCELLED') return { kind: 'refused', type: 'CASH_RECEIPT_NOT_ISSUED' }
    return declined('결제와 함께 발급된 현금영수증은 결제를 취소하면 취소됩니다.')
  }
  if (receipt.status !== 'ISSUED' || receipt.pgReceiptId === null)
    return { kind: 'refused', type: 'CASH_RECEIPT_NOT_ISSUED' }
  const channel = await deps.openChannel(storeId, receipt.channel.key)
  if (channel?.gateway.cancelCashReceipt === undefined)
    return declined(
      channel === undefined
        ? '이 현금영수증을 발급한 채널이 없습니다.'
        : notSupported(channel.gateway, channel.moduleCode, 'cash-receipt-cancel'),
    )
  const answer = await channel.gateway
    .cancelCashReceipt(channel.context(), {
      pgReceiptId: receipt.pgReceiptId,
      amount: { minor: receipt.amountMinor, currency: receipt.currency },
      reason: '현금영수증 취소',
      idempotencyKey: `${receipt.receiptId}-cancel`,
    })
    .catch((error: unknown) => {
      deps.log.error({ err: error, receiptId: receipt.receiptId }, 'cancelling a cash receipt threw')
      return { kind: 'silent', reason: 'the connector failed' } as const
    })
  if (answer.kind === 'declined')
    return { kind: 'declined', pgCode: answer.pgCode, pgMessage: answer.pgMessage }
  if (answer.kind === 'silent') return declined('PG사의 응답이 없습니다. 다시 요청해 주세요.')
  const written = await writeReceipt(
    deps.database,
    receipt,
    { status: 'CANCELLED', cancelledAt: answer.at },
    deps.clock.now(),
  )
  // Somebody else cancelled it in the same moment.
  return written === undefined
    ? { kind: 'refused', type: 'CASH_RECEIPT_NOT_ISSUED' }
    : { kind: 'cancelled', receipt: written, at: answer.at }
}

function declined(pgMessage: string): CancelOutcome {
  return { kind: 'declined', pgCode: '', pgMessage }
}
