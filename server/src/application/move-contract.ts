import { bookWork } from '../foundation/due-work.ts'
import type { Database } from '../foundation/database.ts'
import type { ContractState } from '../wire/console-application.ts'
import type { ApplicationActor, ApplicationDependencies } from './application-dependencies.ts'
import { lockApplication, representativeStore } from './application-lock.ts'
import { mayMove } from './contract.ts'
import { insertApplicationEvent, moveContractRow, readContract } from './contract-store.ts'
import { applicationMailKind } from './application-mail.ts'

export type MoveOutcome =
  | { readonly kind: 'moved' }
  | { readonly kind: 'refused'; readonly type: 'ContractNotFoundError' | 'ContractMovedError' }

/**
 * Moves one contract along its road: the merchant cancels, the operator does everything else. Whoever acted on an old
 * picture of it is refused, so that two people never push it twice.
 */
export async function moveContract(
  deps: ApplicationDependencies,
  actor: ApplicationActor,
  move: {
    readonly contractId: string
    readonly to: ContractState
    readonly text?: string
    readonly rowVersion: number
  },
): Promise<MoveOutcome> {
  const { merchantId } = actor
  const now = deps.clock.now()
  const outcome = await deps.database.transaction<MoveOutcome>(async (transaction) => {
    await lockApplication(transaction, merchantId)
    const contract = await readContract(transaction, merchantId, move.contractId)
    if (contract === undefined) return { kind: 'refused', type: 'ContractNotFoundError' }
    const isAsSeen = contract.rowVersion === move.rowVersion && mayMove(contract.state, move.to)
    if (!isAsSeen || !(await moveContractRow(transaction, merchantId, contract, move.to, now)))
      return { kind: 'refused', type: 'ContractMovedError' }

    const eventId = await insertApplicationEvent(transaction, deps.random, {
      merchantId,
      at: now,
      kind: move.to === 'CANCELLED' ? 'CANCELLED' : 'MOVED',
      contractId: contract.contractId,
      from: contract.state,
      to: move.to,
      ...(move.text === undefined ? {} : { text: move.text }),
    })
    if (move.to !== 'CANCELLED') await bookMail(deps, transaction, merchantId, eventId)
    await deps.audit.record(transaction, actor, {
      action: move.to === 'CANCELLED' ? 'application.cancel' : 'application.move',
      target: contract.contractId,
      before: { pg: contract.pg, method: contract.method, state: contract.state },
      after: { state: move.to, ...(move.text === undefined ? {} : { text: move.text }) },
    })
    return { kind: 'moved' }
  })
  if (outcome.kind === 'moved') deps.wake(applicationMailKind)
  return outcome
}

/** A note of the operator, read by the merchant on the status page and in a mail. */
export async function addNote(
  deps: ApplicationDependencies,
  actor: ApplicationActor,
  text: string,
): Promise<void> {
  const { merchantId } = actor
  await deps.database.transaction(async (transaction) => {
    await lockApplication(transaction, merchantId)
    const event = { merchantId, at: deps.clock.now(), kind: 'NOTE', text } as const
    const eventId = await insertApplicationEvent(transaction, deps.random, event)
    await bookMail(deps, transaction, merchantId, eventId)
    await deps.audit.record(transaction, actor, {
      action: 'application.note',
      target: merchantId,
      after: { text },
    })
  })
  deps.wake(applicationMailKind)
}

/** Booked with the change itself: a mail server that is down for an hour loses no news. */
async function bookMail(
  deps: ApplicationDependencies,
  transaction: Database,
  merchantId: string,
  eventId: string,
): Promise<void> {
  const storeId = await representativeStore(transaction, merchantId)
  if (storeId === undefined) throw new Error(`${merchantId} has no representative store`)
  const now = deps.clock.now()
  await bookWork(transaction, {
    storeId,
    workId: `application-mail-${eventId}`,
    kind: applicationMailKind,
    reference: { merchantId, eventId },
    dueAt: now,
    now,
  })
}
