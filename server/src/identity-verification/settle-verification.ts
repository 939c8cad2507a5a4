import type { DueHandler, DueItem, DueOutcome } from '../foundation/due-work.ts'
import { callLimitMs } from './identity-verification.ts'
import { settleVerificationKind, type VerificationDependencies } from './verification-dependencies.ts'
import { askWhoItWas, settleTriesMax } from './verify-from-window.ts'
import { readVerificationAttempt } from './verification-store.ts'

const waitMs = 30_000

/** Asks the PG again who it was, where a silence or a dead process left a window's proof unanswered. */
export function settleVerificationHandler(deps: VerificationDependencies): DueHandler {
  return {
    kind: settleVerificationKind,
    leaseMs: callLimitMs * 2,
    concurrencyMax: 8,
    run: (item) => settle(deps, item),
  }
}

async function settle(deps: VerificationDependencies, item: DueItem): Promise<DueOutcome> {
  const attempt = await readVerificationAttempt(
    deps.database,
    item.storeId,
    String(item.reference['transactionId']),
  )
  if (attempt?.phase !== 'VERIFYING') return { kind: 'done' }
  const end = await askWhoItWas(deps, attempt, item.attempts >= settleTriesMax)
  return end === 'decided'
    ? { kind: 'done' }
    : { kind: 'again', at: new Date(deps.clock.now().getTime() + waitMs) }
}
