import type { DueHandler, DueItem, DueOutcome } from '../foundation/due-work.ts'
import {
  billingCallLimitMs,
  settleBillingKeyKind,
  type BillingKeyDependencies,
} from './billing-key-dependencies.ts'
import { readBillingKey } from './billing-key-store.ts'
import { finishDeletion } from './delete-billing-key.ts'
import { undoIssue } from './finish-first-payment.ts'
import { issueFromProof } from './finish-issue.ts'
import { recordIssue } from './issue-billing-key.ts'

/**
 * Finishes what a dead process left: an issue from a window is repeated with what the window proved, one from a card
 * number fails (the card is gone), a first payment is found or made, a deletion is repeated. And where a pending first
 * payment failed, its key is given back.
 */
export function settleBillingKeyHandler(deps: BillingKeyDependencies): DueHandler {
  return {
    kind: settleBillingKeyKind,
    leaseMs: billingCallLimitMs * 2,
    concurrencyMax: 8,
    run: (item) => settle(deps, item),
  }
}

async function settle(deps: BillingKeyDependencies, item: DueItem): Promise<DueOutcome> {
  const key = await readBillingKey(deps.database, item.storeId, String(item.reference['billingKey']))
  if (key === undefined) return { kind: 'done' }
  switch (key.phase) {
    case 'OPEN':
    case 'AUTHENTICATED':
      return { kind: 'done' }
    case 'DONE':
      if (key.status !== 'ISSUED' || key.data.firstPayment === undefined) return { kind: 'done' }
      await deps.dropUnpaid(key)
      return (await readBillingKey(deps.database, key.storeId, key.billingKey))?.phase === 'DONE'
        ? { kind: 'done' }
        : { kind: 'kept' }
    case 'ISSUING':
      if (key.proofSealed === null) await recordIssue(deps, key, [], { skipWebhook: false })
      else await issueFromProof(deps, key)
      return { kind: 'kept' }
    case 'PAYING':
      await deps.payFirst(key)
      return { kind: 'kept' }
    case 'UNDOING':
      await undoIssue(deps, key)
      return { kind: 'kept' }
    case 'DELETING':
      await finishDeletion(deps, key)
      return { kind: 'kept' }
  }
}
