import { minute } from '../foundation/clock.ts'
import type { BillingFailure, BillingKey } from './billing-key.ts'
import { settleBillingKeyKind, type BillingKeyDependencies } from './billing-key-dependencies.ts'
import { readBillingKey, writeBillingKey, type BillingKeyStep } from './billing-key-store.ts'
import { deleteAtPg } from './delete-billing-key.ts'
import { writeNamed } from './issue-billing-key.ts'

const lookAgainMs = 2_000
const undoAgainMs = minute

/** What the first payment of a key came to. `unknown`: the PG has not said; the key goes on waiting. */
export type FirstPaymentEnd =
  | { readonly kind: 'taken' }
  | { readonly kind: 'failed'; readonly failure: Omit<BillingFailure, 'failedAt'> }
  | { readonly kind: 'unknown' }

/**
 * Ends a key that waits for its first payment. Both or neither: a payment that was taken issues the key; one that was
 * not leaves no key either, so its right goes back to the PG and the shop hears BillingKey.Failed. A key without its
 * payment would be a promise that the shop did not ask for. V1's `customer_uid` means the key from the same moment on;
 * after a failure it goes on meaning what it meant before.
 */
export async function finishFirstPayment(
  deps: BillingKeyDependencies,
  before: BillingKey,
  end: FirstPaymentEnd,
): Promise<BillingKey> {
  for (let key = before; ;) {
    if (key.phase !== 'PAYING') return key
    const step = stepOf(deps, key, end)
    if (await writeNamed(deps, step)) {
      deps.worker.wake('webhook.announce')
      deps.worker.wake(settleBillingKeyKind)
      return { ...step.key, rowVersion: key.rowVersion + 1 }
    }
    const again = await readBillingKey(deps.database, key.storeId, key.billingKey)
    if (again === undefined) throw new Error(`no billing key ${key.billingKey}`)
    key = again
  }
}

function stepOf(deps: BillingKeyDependencies, key: BillingKey, end: FirstPaymentEnd): BillingKeyStep {
  const now = deps.clock.now()
  const announce = (type: string) => ({ announce: { workId: deps.random.id(), type } })
  switch (end.kind) {
    case 'unknown':
      return {
        key: { ...key, owner: null },
        settleAt: new Date(now.getTime() + lookAgainMs),
        at: now,
      }
    case 'taken':
      return {
        key: { ...key, status: 'ISSUED', phase: 'DONE', owner: null, issuedAt: now, statusAt: now },
        ...(key.data.skipWebhook === true ? {} : announce('BillingKey.Issued')),
        settleAt: null,
        at: now,
      }
    case 'failed':
      return {
        key: {
          ...key,
          status: 'FAILED',
          phase: 'UNDOING',
          owner: null,
          statusAt: now,
          data: { ...key.data, failure: { ...end.failure, failedAt: now.toISOString() } },
        },
        ...announce('BillingKey.Failed'),
        settleAt: now,
        at: now,
      }
  }
}

/** Gives the right of a failed key back, until every PG has said something. What stays at a PG nobody here can charge. */
export async function undoIssue(deps: BillingKeyDependencies, key: BillingKey): Promise<void> {
  const answers = await Promise.all(
    key.channels.filter(({ rightSealed }) => rightSealed !== null).map((row) => deleteAtPg(deps, key, row)),
  )
  const now = deps.clock.now()
  if (answers.some(({ kind }) => kind === 'silent')) {
    await writeBillingKey(deps.database, {
      key,
      settleAt: new Date(now.getTime() + undoAgainMs),
      at: now,
    })
    return
  }
  const refusal = answers.find((answer) => answer.kind === 'declined')
  if (refusal !== undefined)
    deps.log.warn(
      { billingKey: key.billingKey, pgCode: refusal.pgCode },
      'the PG keeps a right that was given up',
    )
  await writeBillingKey(deps.database, {
    key: {
      ...key,
      phase: 'DONE',
      channels: key.channels.map((row) => ({ ...row, status: 'FAILED', rightSealed: null })),
    },
    settleAt: null,
    at: now,
  })
}
