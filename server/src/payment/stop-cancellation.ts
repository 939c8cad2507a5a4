import { notSupported } from '../channel/unsupported-use.ts'
import { toCancelCall } from './cancel-payment.ts'
import type { Cancellation } from './payment.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { loadPayment, type LoadedPayment } from './payment-store.ts'
import { settleCancellationWorkId, writeCancelStep } from './record-cancellation.ts'

export type StopOutcome =
  | { readonly kind: 'stopped'; readonly at: Date }
  | {
      readonly kind: 'refused'
      readonly type:
        'PAYMENT_NOT_FOUND' | 'PAYMENT_CANCELLATION_NOT_FOUND' | 'PAYMENT_CANCELLATION_NOT_PENDING'
      readonly detail: string
    }
  | { readonly kind: 'declined'; readonly pgCode: string; readonly pgMessage: string }

/**
 * Withdraws a cancel that the PG has accepted and not decided. It ends as FAILED, its amount is free again, and no
 * webhook is sent: the payment is what it was.
 */
export async function stopCancellation(
  dependencies: PaymentDependencies,
  address: { readonly storeId: string; readonly paymentId: string; readonly cancellationId: string },
): Promise<StopOutcome> {
  for (;;) {
    const loaded = await loadPayment(dependencies.database, address.storeId, address.paymentId)
    if (loaded === undefined) return { kind: 'refused', type: 'PAYMENT_NOT_FOUND', detail: address.paymentId }
    const cancellation = find(loaded, address.cancellationId)
    if (cancellation === undefined)
      return { kind: 'refused', type: 'PAYMENT_CANCELLATION_NOT_FOUND', detail: address.cancellationId }
    if (cancellation.status !== 'REQUESTED')
      return {
        kind: 'refused',
        type: 'PAYMENT_CANCELLATION_NOT_PENDING',
        detail: `status ${cancellation.status}`,
      }
    const channel = await dependencies.openChannel(address.storeId, loaded.attempt.data.channel.key)
    // A call that is still in flight is nobody's to withdraw: the PG may be doing it right now.
    if (cancellation.phase !== 'PENDING' || channel?.gateway.stopCancel === undefined)
      return {
        kind: 'declined',
        pgCode: '',
        pgMessage:
          channel === undefined || channel.gateway.stopCancel !== undefined
            ? 'PG사가 지금 처리하고 있는 취소는 철회할 수 없습니다.'
            : notSupported(channel.gateway, loaded.attempt.data.channel.moduleCode, 'stop-cancel'),
      }
    const answer = await channel.gateway.stopCancel(
      channel.context(),
      await toCancelCall(dependencies, loaded.attempt, cancellation),
    )
    if (answer.kind === 'declined') return answer
    if (answer.kind === 'silent')
      return { kind: 'declined', pgCode: '', pgMessage: 'PG사의 응답이 없습니다.' }
    const written = await writeCancelStep(dependencies, loaded, {
      cancellation: { ...cancellation, phase: 'DONE', status: 'FAILED', owner: null },
      reservedDelta: -1,
      cancelledDelta: 0,
      inFlight: false,
      event: 'CANCEL_STOPPED',
      drop: settleCancellationWorkId(cancellation.cancellationId),
    })
    if (written) return { kind: 'stopped', at: answer.at }
  }
}

function find({ cancellations }: LoadedPayment, cancellationId: string): Cancellation | undefined {
  return cancellations.find((one) => one.cancellationId === cancellationId)
}
