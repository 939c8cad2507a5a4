import { notSupported } from '../channel/unsupported-use.ts'
import type { CancelAnswer, InquireAnswer } from '@naru/gateways'
import { openJson, toOrder } from './attempt-order.ts'
import { verifyDepositKind, type PaymentChannel, type PaymentDependencies } from './payment-dependencies.ts'
import { loadPayment, type LoadedPayment } from './payment-store.ts'
import { recordFailed } from './record-approval.ts'
import { inquireAtPg } from './settle-approval.ts'
import { verifyDepositOf } from './receive-notification.ts'

export type CloseOutcome =
  | { readonly kind: 'closed'; readonly at: Date }
  | {
      readonly kind: 'refused'
      readonly type: 'PAYMENT_NOT_FOUND' | 'PAYMENT_NOT_WAITING_FOR_DEPOSIT'
      readonly detail: string
    }
  | { readonly kind: 'declined'; readonly pgCode: string; readonly pgMessage: string }

/**
 * Closes a virtual account that nobody paid into (가상계좌 말소), or a slip of a convenience store; the payment fails. No money moves, so nothing is
 * reserved: when the PG refuses or stays silent its books tell what is true, and a deposit that was faster wins.
 */
export async function closeVirtualAccount(
  dependencies: PaymentDependencies,
  address: { readonly storeId: string; readonly paymentId: string },
): Promise<CloseOutcome> {
  const { storeId, paymentId } = address
  const loaded = await loadPayment(dependencies.database, storeId, paymentId)
  if (loaded === undefined) return { kind: 'refused', type: 'PAYMENT_NOT_FOUND', detail: paymentId }
  if (loaded.head.status !== 'VIRTUAL_ACCOUNT_ISSUED') return notWaiting(loaded)
  const channel = await dependencies.openChannel(storeId, loaded.attempt.data.channel.key)
  if (channel === undefined || channel.gateway.cancel === undefined)
    return cannot(channel, loaded.attempt.data.channel.moduleCode)

  const answer = await closeAtPg(dependencies, loaded, channel)
  if (answer.kind === 'approved') return recordClosed(dependencies, loaded, answer.at)
  const books = await inquireAtPg(dependencies, loaded.attempt, channel)
  if (isClosed(books)) return recordClosed(dependencies, loaded, dependencies.clock.now())
  if (books.kind === 'approved' && books.approval.state === 'PAID') {
    await verifyDepositOf(dependencies, loaded, channel)
    dependencies.worker.wake(verifyDepositKind)
    return notWaiting(loaded)
  }
  return answer.kind === 'declined'
    ? { kind: 'declined', pgCode: answer.pgCode, pgMessage: answer.pgMessage }
    : {
        kind: 'declined',
        pgCode: '',
        pgMessage: 'PG사의 응답이 없습니다. 계좌는 아직 열려 있을 수 있습니다.',
      }
}

function cannot(channel: PaymentChannel | undefined, moduleCode: string): CloseOutcome {
  const pgMessage =
    channel === undefined
      ? '이 계좌를 발급한 채널이 없습니다.'
      : notSupported(channel.gateway, moduleCode, 'close-account')
  return { kind: 'declined', pgCode: '', pgMessage }
}

function notWaiting({ head }: LoadedPayment): CloseOutcome {
  return { kind: 'refused', type: 'PAYMENT_NOT_WAITING_FOR_DEPOSIT', detail: `status ${head.status}` }
}

async function closeAtPg(
  dependencies: PaymentDependencies,
  { attempt, head }: LoadedPayment,
  channel: PaymentChannel,
): Promise<CancelAnswer> {
  const cancellationId = dependencies.random.id()
  try {
    const answer = await channel.gateway.cancel?.(channel.context(), {
      order: toOrder(attempt),
      pgTxId: attempt.pgTxId ?? '',
      memory: await openJson(dependencies.vault, attempt, 'memory_sealed', attempt.memorySealed),
      methodType: attempt.data.outcome?.method.type ?? 'VIRTUAL_ACCOUNT',
      cancellationId,
      idempotencyKey: cancellationId,
      amountMinor: head.totalMinor,
      taxFreeMinor: head.taxFreeMinor,
      vatMinor: head.vatMinor,
      remainingMinor: 0,
      isWhole: true,
      reason: '가상계좌 말소',
      isUnpaidVirtualAccount: true,
    })
    return answer ?? { kind: 'silent', reason: 'the gateway cannot close an account' }
  } catch (error) {
    dependencies.log.error({ err: error, transactionId: attempt.transactionId }, 'closing an account threw')
    return { kind: 'silent', reason: 'the connector failed' }
  }
}

/** The PG lists the account as given back, or as run out, and no deposit. */
function isClosed(books: InquireAnswer): boolean {
  if (books.kind === 'not-approved') return books.final
  return books.kind === 'approved' && books.approval.state !== 'PAID' && books.cancelledMinor > 0
}

async function recordClosed(
  dependencies: PaymentDependencies,
  known: LoadedPayment,
  at: Date,
): Promise<CloseOutcome> {
  const { storeId, paymentId } = known.head
  for (let loaded: LoadedPayment | undefined = known; ;) {
    if (loaded === undefined) throw new Error(`no payment ${paymentId}`)
    if (loaded.head.status !== 'VIRTUAL_ACCOUNT_ISSUED') return notWaiting(loaded)
    const isSlip = loaded.attempt.data.outcome?.method.type === 'CONVENIENCE_STORE'
    const reason = isSlip ? '편의점 결제가 취소되었습니다.' : '가상계좌가 말소되었습니다.'
    const failure = { reason, sdkCode: 'VirtualAccountClosed' }
    if (await recordFailed(dependencies, loaded, failure)) return { kind: 'closed', at }
    loaded = await loadPayment(dependencies.database, storeId, paymentId)
  }
}
