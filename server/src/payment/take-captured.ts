import type { NotificationReading } from '@naru/gateways'
import { giveBackLater } from './captured-in-window.ts'
import { confirmPayment, findMismatch } from './confirm-payment.ts'
import { isPaidOnce, type Attempt } from './payment.ts'
import type { PaymentChannel, PaymentDependencies } from './payment-dependencies.ts'
import { loadAttempt, type LoadedPayment } from './payment-store.ts'
import { recordApproved } from './record-approval.ts'
import { inquireAtPg } from './settle-approval.ts'

type Notice = Extract<NotificationReading, { readonly kind: 'transaction' }>

/**
 * The PG says by itself that its window took the money. The buyer may never come back, and may have closed our window
 * before: so the message starts the approval of an open attempt, and the money of an attempt that is over is recorded,
 * or given back where the payment was paid otherwise. Only the PG's books are believed.
 *
 * @returns `unverified` when the books could not be read; the PG is asked to repeat its message
 */
export async function takeCaptured(
  dependencies: PaymentDependencies,
  { attempt }: LoadedPayment,
  channel: PaymentChannel,
  notice: Notice,
): Promise<'recorded' | 'already-known' | 'settling' | 'unverified'> {
  if (attempt.phase === 'OPEN' || attempt.phase === 'AUTHENTICATED') {
    const outcome = await confirmPayment(dependencies, {
      storeId: attempt.storeId,
      transactionId: attempt.transactionId,
      proof: notice.proof ?? {},
      ...(notice.pgTxId === undefined ? {} : { pgTxId: notice.pgTxId }),
    })
    return outcome.kind === 'decided' ? 'recorded' : 'settling'
  }
  return attempt.status === 'FAILED' ? takeLate(dependencies, attempt, channel) : 'already-known'
}

async function takeLate(
  dependencies: PaymentDependencies,
  attempt: Attempt,
  channel: PaymentChannel,
): Promise<'recorded' | 'already-known' | 'settling' | 'unverified'> {
  const books = await inquireAtPg(dependencies, attempt, channel)
  if (books.kind !== 'approved' || books.approval.state !== 'PAID') return 'unverified'
  if (books.cancelledMinor > 0) return 'already-known'
  const { approval } = books
  for (;;) {
    const loaded = await loadAttempt(dependencies.database, attempt.storeId, attempt.transactionId)
    if (loaded === undefined || loaded.attempt.status !== 'FAILED' || loaded.attempt.phase !== 'DONE')
      return 'already-known'
    const { head } = loaded
    const mismatch = findMismatch(loaded.attempt, approval)
    const isTaken = isPaidOnce(head.status) || head.confirmingTransactionId !== null
    if (mismatch !== undefined || isTaken) {
      const reason = mismatch ?? 'the payment was paid by another attempt'
      if (await giveBackLater(dependencies, loaded, { reason, pgTxId: approval.pgTxId })) return 'settling'
    } else if ((await recordApproved(dependencies, loaded, approval)) !== undefined) return 'recorded'
  }
}
