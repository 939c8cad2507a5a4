import { createHash } from 'node:crypto'
import type { Acknowledgement, IncomingRequest, InquireAnswer, NotificationReading } from '@naru/gateways'
import { listStoresOfChannel } from '../channel/assigned-channels.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { DueHandler, DueItem, DueOutcome } from '../foundation/due-work.ts'
import { bookWork, hastenWork } from '../foundation/due-work.ts'
import { storableText } from '../foundation/storable-text.ts'
import type { SendResult } from '../webhook/send-message.ts'
import { openJson, toOrder } from './attempt-order.ts'
import { isCapturedInWindow } from './captured-in-window.ts'
import { findMismatch } from './confirm-payment.ts'
import { isPaidOnce, type Attempt } from './payment.ts'
import {
  callLimitMs,
  pullOrdersKind,
  pullOrdersWorkId,
  settleApprovalKind,
  settleCancellationKind,
  silenceDelayMs,
  verifyDepositKind,
  type PaymentChannel,
  type PaymentDependencies,
} from './payment-dependencies.ts'
import { hintFeed } from './order-feed.ts'
import { loadAttempt, type LoadedPayment } from './payment-store.ts'
import { recordApproved, settleApprovalWorkId } from './record-approval.ts'
import { settleCancellationWorkId } from './record-cancellation.ts'
import { inquireAtPg } from './settle-approval.ts'
import { takeCaptured } from './take-captured.ts'
import { isTransactionId } from './transaction-id.ts'

type Transaction = Extract<NotificationReading, { readonly kind: 'transaction' }>

/** Repeats of a message only count up; the first one keeps its place in time. */
const noteMessage = sql(
  'payment-note-notification',
  `insert into payment_notification (store_id, notification_id, channel_key, transaction_id, digest, outcome, received_at)
   values ($1, $2, $3, $4, $5, $6, $7)
   on conflict (store_id, channel_key, digest) do update set times = payment_notification.times + 1, outcome = excluded.outcome`,
)

export interface NotificationDependencies extends PaymentDependencies {
  /** Asks the merchant's own server, once. */
  readonly askMerchant: (url: string, body: object) => Promise<SendResult>
}

/**
 * Takes a server-to-server message of a PG (입금 통보, 상태 변경).
 *
 * The message is a claim: it counts only after its secret fits (where the PG has one) and the PG's own
 * books say the same. Whatever happens is written down first, and only then the PG gets its acknowledgement,
 * so that it repeats what we could not keep. Forty-nine repeats change nothing.
 */
export async function receiveNotification(
  dependencies: NotificationDependencies,
  address: { readonly storeId: string; readonly channelKey: string },
  channel: PaymentChannel,
  request: IncomingRequest,
): Promise<Acknowledgement> {
  const notice = channel.gateway.readNotification?.(channel.context(), request)
  if (notice === undefined) return plain(404, 'no notifications for this channel')
  if (notice.kind === 'unreadable') {
    await note(dependencies, address, request, null, `unreadable: ${notice.reason}`)
    return notice.refused
  }
  if (notice.kind === 'ignored') {
    await note(dependencies, address, request, null, `ignored: ${notice.reason}`)
    return notice.accepted
  }
  if (notice.kind === 'changes') {
    await hastenPull(dependencies, address)
    await note(dependencies, address, request, null, 'hastened the reading of orders')
    return notice.accepted
  }
  const sender = await senderOf(dependencies, channel, request)
  if (sender !== 'genuine') {
    await note(dependencies, address, request, null, sender)
    return notice.refused
  }
  const loaded = isTransactionId(notice.pgOrderId)
    ? await findAttempt(dependencies.database, address, notice.pgOrderId)
    : undefined
  if (loaded === undefined || loaded.attempt.data.channel.key !== address.channelKey) {
    await note(dependencies, address, request, null, 'unknown order')
    return notice.refused
  }
  const outcome = await apply(dependencies, loaded, channel, notice)
  await note(dependencies, address, request, loaded.attempt.transactionId, outcome)
  return refusedOutcomes.includes(outcome) ? notice.refused : notice.accepted
}

/** A claim that the feed of orders has news: whoever reads it for a store of this channel reads it now. */
async function hastenPull(
  { database, clock, worker }: PaymentDependencies,
  { storeId, channelKey }: { readonly storeId: string; readonly channelKey: string },
): Promise<void> {
  const now = clock.now()
  for (const reader of [storeId, ...(await listStoresOfChannel(database, storeId, channelKey))]) {
    await hintFeed(database, reader, channelKey)
    await hastenWork(database, { storeId: reader, workIds: [pullOrdersWorkId(reader, channelKey)], now })
  }
  worker.wake(pullOrdersKind)
}

/**
 * The PG knows one address per merchant id, that of the channel's own store, while the payment may be one of a
 * sub-store that uses the channel.
 */
async function findAttempt(
  database: Database,
  { storeId, channelKey }: { readonly storeId: string; readonly channelKey: string },
  transactionId: string,
): Promise<LoadedPayment | undefined> {
  const own = await loadAttempt(database, storeId, transactionId)
  if (own !== undefined) return own
  for (const subStoreId of await listStoresOfChannel(database, storeId, channelKey)) {
    const found = await loadAttempt(database, subStoreId, transactionId)
    if (found !== undefined) return found
  }
  return undefined
}

type NoticeOutcome =
  | 'recorded'
  | 'already-known'
  | 'forged'
  | 'disagrees'
  | 'to-be-verified'
  | 'settling'
  | 'unverified'
  | 'wanted'
  | 'unwanted'

/** What the PG shall tell us again, or what its till may not take. */
const refusedOutcomes: readonly NoticeOutcome[] = ['forged', 'disagrees', 'unverified', 'unwanted']

async function apply(
  dependencies: NotificationDependencies,
  loaded: LoadedPayment,
  channel: PaymentChannel,
  notice: Transaction,
): Promise<NoticeOutcome> {
  const { attempt } = loaded
  if (notice.secret !== undefined && channel.gateway.verifyNotification !== undefined) {
    const memory = await openJson(dependencies.vault, attempt, 'memory_sealed', attempt.memorySealed)
    if (!channel.gateway.verifyNotification(memory, notice)) return 'forged'
  }
  if (notice.claim === 'DEPOSIT_ASKED') return mayDeposit(dependencies, loaded, notice)
  if (attempt.phase === 'CONFIRMING') return 'settling'
  if (attempt.phase === 'UNKNOWN') {
    // An approval is being looked for, or pending at the PG: its inquiry decides, the notice only hurries it.
    await hasten(dependencies, attempt, [settleApprovalWorkId(attempt.transactionId)])
    dependencies.worker.wake(settleApprovalKind)
    return 'settling'
  }
  const undecided = loaded.cancellations.filter(({ phase }) => phase === 'UNKNOWN' || phase === 'PENDING')
  if (undecided.length > 0) {
    await hasten(
      dependencies,
      attempt,
      undecided.map(({ cancellationId }) => settleCancellationWorkId(cancellationId)),
    )
    dependencies.worker.wake(settleCancellationKind)
    return 'settling'
  }
  if (notice.claim === 'APPROVED' && isCapturedInWindow(channel, attempt))
    return takeCaptured(dependencies, loaded, channel, notice)
  if (!awaitsDeposit(attempt)) return 'already-known'
  return verifyDepositOf(dependencies, loaded, channel, notice)
}

/**
 * A till asks whether it may take the money of a barcode: while it waits and is not paid, and where the merchant named an
 * address for it (`confirm_url`), while his server answers 200. Source: PortOne's description of V1's `/cvs`.
 */
async function mayDeposit(
  { askMerchant }: NotificationDependencies,
  { head, attempt }: LoadedPayment,
  { tender }: Transaction,
): Promise<NoticeOutcome> {
  const { order, outcome, way } = attempt.data
  if (way !== 'STORE_BARCODE' || attempt.status !== 'VIRTUAL_ACCOUNT_ISSUED') return 'unwanted'
  if (isPaidOnce(head.status) || outcome?.method.type !== 'VIRTUAL_ACCOUNT') return 'unwanted'
  if (order.confirmUrl === undefined) return 'wanted'
  const answer = await askMerchant(order.confirmUrl, {
    event: 'Galaxia.Cvs.Confirm',
    imp_uid: attempt.transactionId,
    merchant_uid: attempt.paymentId,
    status: 'ready',
    extra: { barcode: outcome.method.virtualAccount.accountNumber, payType: tender ?? 'cash' },
  })
  return answer.kind === 'answered' && answer.status === 200 ? 'wanted' : 'unwanted'
}

async function hasten(
  { database, clock }: PaymentDependencies,
  { storeId }: Pick<Attempt, 'storeId'>,
  workIds: readonly string[],
): Promise<void> {
  await hastenWork(database, { storeId, workIds, now: clock.now() })
}

/** Who sent it, as far as the PG lets one tell; a connector that throws has told us nothing. */
async function senderOf(
  dependencies: PaymentDependencies,
  channel: PaymentChannel,
  request: IncomingRequest,
): Promise<'genuine' | 'forged' | 'sender unknown'> {
  if (channel.gateway.authenticateNotification === undefined) return 'genuine'
  try {
    const sender = await channel.gateway.authenticateNotification(channel.context(), request)
    return sender.kind === 'silent' ? 'sender unknown' : sender.kind
  } catch (error) {
    dependencies.log.error({ err: error }, 'authenticating a notification threw; treated as silence')
    return 'sender unknown'
  }
}

/** An account that was closed may still have been paid into a moment before; then the money is there and is recorded. */
function awaitsDeposit({ status, data }: Attempt): boolean {
  const issued = data.outcome?.method.type
  return (
    status === 'VIRTUAL_ACCOUNT_ISSUED' ||
    (status === 'FAILED' && (issued === 'VIRTUAL_ACCOUNT' || issued === 'CONVENIENCE_STORE'))
  )
}

/** Looks into the PG's books for a deposit, and records what is there. `notice` is the message that told of it. */
export async function verifyDepositOf(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  channel: PaymentChannel,
  notice?: Transaction,
): Promise<NoticeOutcome> {
  const books =
    (notice && (await depositIn(dependencies, loaded.attempt, channel, notice))) ??
    (await inquireAtPg(dependencies, loaded.attempt, channel))
  if (books.kind === 'silent') {
    const { storeId, transactionId } = loaded.attempt
    const now = dependencies.clock.now()
    await bookWork(dependencies.database, {
      storeId,
      workId: `verify-deposit:${transactionId}`,
      kind: verifyDepositKind,
      reference: { transactionId },
      dueAt: new Date(now.getTime() + silenceDelayMs(1)),
      now,
    })
    return 'to-be-verified'
  }
  return recordDeposit(dependencies, loaded, books)
}

/** For a PG whose books do not tell a deposit: what its own message, whose sender was checked, proves. */
async function depositIn(
  dependencies: PaymentDependencies,
  attempt: Attempt,
  channel: PaymentChannel,
  notice: Transaction,
): Promise<InquireAnswer | undefined> {
  const { gateway } = channel
  if (gateway.readDeposit === undefined || gateway.authenticateNotification === undefined) return undefined
  if (attempt.pgTxId === null) return undefined
  const memory = await openJson(dependencies.vault, attempt, 'memory_sealed', attempt.memorySealed)
  return gateway.readDeposit(channel.context(), {
    order: toOrder(attempt),
    pgTxId: attempt.pgTxId,
    memory,
    notice,
  })
}

async function recordDeposit(
  dependencies: PaymentDependencies,
  loaded: LoadedPayment,
  books: Exclude<InquireAnswer, { readonly kind: 'silent' }>,
): Promise<NoticeOutcome> {
  let present: LoadedPayment | undefined = loaded
  while (present !== undefined && awaitsDeposit(present.attempt)) {
    // Never a second success of one payment: such money is the operator's to give back.
    if (isPaidOnce(present.head.status)) return 'disagrees'
    if (books.kind !== 'approved' || books.approval.state !== 'PAID') return 'disagrees'
    if (findMismatch(present.attempt, books.approval) !== undefined) return 'disagrees'
    if (
      (await recordApproved(dependencies, present, books.approval, 'VIRTUAL_ACCOUNT_DEPOSIT')) !== undefined
    )
      return 'recorded'
    present = await loadAttempt(dependencies.database, present.attempt.storeId, present.attempt.transactionId)
  }
  return 'already-known'
}

/** Asks again about a deposit that was announced while the PG's books were out of reach. */
export function verifyDepositHandler(dependencies: PaymentDependencies): DueHandler {
  return {
    kind: verifyDepositKind,
    leaseMs: callLimitMs * 2,
    concurrencyMax: 8,
    run: (item) => runVerifyDeposit(dependencies, item),
  }
}

async function runVerifyDeposit(dependencies: PaymentDependencies, item: DueItem): Promise<DueOutcome> {
  const loaded = await loadAttempt(
    dependencies.database,
    item.storeId,
    String(item.reference['transactionId']),
  )
  if (loaded === undefined || !awaitsDeposit(loaded.attempt)) return { kind: 'done' }
  const channel = await dependencies.openChannel(item.storeId, loaded.attempt.data.channel.key)
  const books = channel === undefined ? undefined : await inquireAtPg(dependencies, loaded.attempt, channel)
  if (books === undefined || books.kind === 'silent') {
    return { kind: 'again', at: new Date(dependencies.clock.now().getTime() + silenceDelayMs(item.attempts)) }
  }
  await recordDeposit(dependencies, loaded, books)
  return { kind: 'done' }
}

async function note(
  dependencies: PaymentDependencies,
  address: { readonly storeId: string; readonly channelKey: string },
  request: IncomingRequest,
  transactionId: string | null,
  outcome: string,
): Promise<void> {
  const digest = createHash('sha256').update(request.rawBody).update(JSON.stringify(request.query)).digest()
  await dependencies.database.query(noteMessage, [
    address.storeId,
    dependencies.random.id(),
    address.channelKey,
    transactionId,
    digest,
    storableText(outcome.slice(0, 200)),
    dependencies.clock.now(),
  ])
}

function plain(status: number, body: string): Acknowledgement {
  return { status, contentType: 'text/plain; charset=utf-8', body }
}
