import type { Attempt } from './payment.ts'
import { settleApprovalKind, type PaymentChannel, type PaymentDependencies } from './payment-dependencies.ts'
import type { LoadedPayment } from './payment-store.ts'
import { settleApprovalWorkId, writeAttemptStep } from './record-approval.ts'

/** True where the PG takes the money inside its window, so that an attempt may be paid without our doing. */
export function isCapturedInWindow(
  { gateway }: Pick<PaymentChannel, 'gateway'>,
  { data }: Pick<Attempt, 'data'>,
): boolean {
  const module = gateway.catalogue.modules.find(({ code }) => code === data.channel.moduleCode)
  return module?.capturesInWindow === true && data.way === undefined
}

/**
 * Books the return of money that a window took for nothing. The attempt does not hold the payment's right to be approved:
 * somebody else has it, or had it.
 */
export async function giveBackLater(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  captured: { readonly reason: string; readonly pgTxId?: string },
): Promise<boolean> {
  const { attempt } = loaded
  const written = await writeAttemptStep(dependencies, loaded, {
    phase: 'UNKNOWN',
    status: attempt.status,
    ...(captured.pgTxId === undefined ? {} : { pgTxId: captured.pgTxId }),
    owner: null,
    holdsApproval: false,
    data: {
      ...attempt.data,
      reversal: {
        reason: captured.reason,
        pgTxId: captured.pgTxId ?? '',
        amountMinor: attempt.data.order.totalMinor,
      },
    },
    event: 'APPROVAL_MISMATCH',
    detail: { reason: captured.reason },
    book: {
      workId: settleApprovalWorkId(attempt.transactionId),
      kind: settleApprovalKind,
      reference: { transactionId: attempt.transactionId },
      dueAt: dependencies.clock.now(),
    },
  })
  if (written !== undefined) dependencies.worker.wake(settleApprovalKind)
  return written !== undefined
}
