import type { AttemptFailure } from './payment.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { loadAttempt } from './payment-store.ts'
import { recordFailed } from './record-approval.ts'

/** The buyer closed the window. The word 취소 stays in the sentence: shops look for it. */
export const closedByBuyer: Omit<AttemptFailure, 'failedAt'> = {
  reason: '구매자가 결제를 취소했습니다.',
  sdkCode: 'FAILURE_TYPE_PG',
}

/**
 * Ends an attempt of which the PG was never asked for money: closed by the buyer, refused in the PG's window.
 * @returns `in-flight` when an approval has begun meanwhile; then its outcome counts, not the closing.
 */
export async function closeAttempt(
  dependencies: PaymentDependencies,
  storeId: string,
  transactionId: string,
  failure: Omit<AttemptFailure, 'failedAt'>,
): Promise<'closed' | 'already-decided' | 'in-flight'> {
  for (;;) {
    const loaded = await loadAttempt(dependencies.database, storeId, transactionId)
    if (loaded === undefined) throw new Error(`no attempt ${transactionId}`)
    if (loaded.attempt.phase === 'DONE') return 'already-decided'
    if (loaded.attempt.phase !== 'OPEN') return 'in-flight'
    if (await recordFailed(dependencies, loaded, failure)) return 'closed'
  }
}
