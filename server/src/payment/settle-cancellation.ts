import type { CancelAnswer } from '@naru/gateways'
import type { DueHandler, DueItem, DueOutcome } from '../foundation/due-work.ts'
import { cancelAtPg, toCancelCall } from './cancel-payment.ts'
import type { Cancellation } from './payment.ts'
import {
  callLimitMs,
  settleCancellationKind,
  silenceDelayMs,
  type PaymentChannel,
  type PaymentDependencies,
} from './payment-dependencies.ts'
import { loadPayment, type LoadedPayment } from './payment-store.ts'
import { recordCancelAnswer } from './record-cancellation.ts'

/**
 * Finishes a cancel whose answer is missing. The merchant asked for the money to go back, so the
 * goal is to finish it, once:
 *
 *   idempotent PG   the same call again with the same key
 *   else            ask whether this very cancel happened; only when it did not, call again
 */
export function settleCancellationHandler(dependencies: PaymentDependencies): DueHandler {
  return {
    kind: settleCancellationKind,
    leaseMs: callLimitMs * 2,
    concurrencyMax: 16,
    run: (item) => settleCancellation(dependencies, item),
  }
}

async function settleCancellation(dependencies: PaymentDependencies, item: DueItem): Promise<DueOutcome> {
  const paymentId = String(item.reference['paymentId'])
  const cancellationId = String(item.reference['cancellationId'])
  const loaded = await loadPayment(dependencies.database, item.storeId, paymentId)
  const cancellation = loaded?.cancellations.find((one) => one.cancellationId === cancellationId)
  if (loaded === undefined || cancellation === undefined || cancellation.phase === 'DONE')
    return { kind: 'done' }
  if (cancellation.phase === 'RESERVED') {
    await recordCancelAnswer(dependencies, cancellation, {
      kind: 'silent',
      reason: 'the cancel has no answer and no owner',
    })
    return { kind: 'kept' }
  }
  const channel = await dependencies.openChannel(item.storeId, loaded.attempt.data.channel.key)
  if (channel === undefined) return again(dependencies, item)

  const answer = await findOut(dependencies, loaded, cancellation, channel)
  if (answer.kind === 'silent' || answer.kind === 'pending') return again(dependencies, item)
  await recordCancelAnswer(dependencies, cancellation, answer)
  return { kind: 'kept' }
}

function again(dependencies: PaymentDependencies, item: DueItem): DueOutcome {
  return { kind: 'again', at: new Date(dependencies.clock.now().getTime() + silenceDelayMs(item.attempts)) }
}

async function findOut(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  cancellation: Cancellation,
  channel: PaymentChannel,
): Promise<CancelAnswer> {
  if (cancellation.phase !== 'PENDING' && channel.gateway.cancelIsIdempotent === true) {
    return cancelAtPg(dependencies, loaded, cancellation, channel)
  }
  const happened = await inquireCancelAtPg(dependencies, loaded, cancellation, channel)
  if (happened.kind !== 'declined' || cancellation.phase === 'PENDING') return happened
  const repeated = await cancelAtPg(dependencies, loaded, cancellation, channel)
  if (repeated.kind !== 'declined') return repeated
  // The first call may have taken effect between the question and the repeat.
  const after = await inquireCancelAtPg(dependencies, loaded, cancellation, channel)
  return after.kind === 'declined' ? repeated : after
}

async function inquireCancelAtPg(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  cancellation: Cancellation,
  channel: PaymentChannel,
): Promise<CancelAnswer> {
  if (channel.gateway.inquireCancel === undefined)
    return { kind: 'silent', reason: 'the gateway cannot inquire a cancel' }
  try {
    return await channel.gateway.inquireCancel(
      channel.context(),
      await toCancelCall(dependencies, loaded.attempt, cancellation),
    )
  } catch (error) {
    dependencies.log.error(
      { err: error, cancellationId: cancellation.cancellationId },
      'inquiring a cancel threw; treated as silence',
    )
    return { kind: 'silent', reason: 'the connector failed' }
  }
}
