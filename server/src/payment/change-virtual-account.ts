import type { ChangeAccountCall, ServiceAnswer } from '@naru/gateways'
import { openJson, toOrder } from './attempt-order.ts'
import { vatOf } from './payment-amount.ts'
import type { AttemptData } from './payment.ts'
import type { PaymentChannel, PaymentDependencies } from './payment-dependencies.ts'
import { loadAttempt, type LoadedPayment } from './payment-store.ts'
import { writeAttemptStep } from './record-approval.ts'
import { inquireAtPg } from './settle-approval.ts'

/** What an account that waits for its deposit shall have instead; minor units. */
export interface AccountChange {
  readonly amountMinor?: number
  readonly expiresAt?: Date
}

export type ChangeOutcome =
  | { readonly kind: 'changed' }
  | {
      readonly kind: 'refused'
      readonly type: 'PAYMENT_NOT_FOUND' | 'PAYMENT_NOT_WAITING_FOR_DEPOSIT' | 'NOT_CHANGEABLE'
    }
  | { readonly kind: 'declined'; readonly pgCode: string; readonly pgMessage: string }

/**
 * Gives a virtual account that nobody paid into another amount or deadline (가상계좌 변경).
 *
 * The PG is told first and the row follows: a deposit of the new amount that arrives in between does not fit the row yet,
 * so its message is refused, and the PG repeats it. The change itself may be asked for again at will, so after silence
 * the books decide, and where they are silent too the caller hears to ask again.
 */
export async function changeVirtualAccount(
  deps: PaymentDependencies,
  request: { readonly storeId: string; readonly transactionId: string } & AccountChange,
): Promise<ChangeOutcome> {
  const { storeId, transactionId, amountMinor, expiresAt } = request
  const change = {
    ...(amountMinor === undefined ? {} : { amountMinor }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  }
  // Where another change was written meanwhile the PG may have heard us first, so it is told once more.
  for (;;) {
    const loaded = await loadAttempt(deps.database, storeId, transactionId)
    if (loaded === undefined) return { kind: 'refused', type: 'PAYMENT_NOT_FOUND' }
    if (!isWaiting(loaded)) return { kind: 'refused', type: 'PAYMENT_NOT_WAITING_FOR_DEPOSIT' }
    const { data } = loaded.attempt
    const channel = await deps.openChannel(storeId, data.channel.key)
    // A discount was reckoned from the amount that the buyer was shown.
    if (channel?.gateway.changeVirtualAccount === undefined || data.promotion !== undefined)
      return { kind: 'refused', type: 'NOT_CHANGEABLE' }
    const answer = await changeAtPg(deps, loaded, channel, change)
    if (answer.kind === 'declined') return answer
    if (answer.kind === 'silent' && !(await isInBooks(deps, loaded, channel, change)))
      return {
        kind: 'declined',
        pgCode: '',
        pgMessage: 'PG사의 응답이 없어 변경 여부를 알 수 없습니다. 같은 요청을 다시 보내 주세요.',
      }
    if (await record(deps, loaded, change)) return { kind: 'changed' }
  }
}

function isWaiting({ head, attempt }: LoadedPayment): boolean {
  return (
    head.status === 'VIRTUAL_ACCOUNT_ISSUED' &&
    attempt.status === 'VIRTUAL_ACCOUNT_ISSUED' &&
    attempt.data.outcome?.method.type === 'VIRTUAL_ACCOUNT'
  )
}

async function changeAtPg(
  deps: PaymentDependencies,
  { attempt }: LoadedPayment,
  channel: PaymentChannel,
  { amountMinor, expiresAt }: AccountChange,
): Promise<ServiceAnswer> {
  try {
    const memory = await openJson(deps.vault, attempt, 'memory_sealed', attempt.memorySealed)
    const call: ChangeAccountCall = {
      order: toOrder(attempt),
      pgTxId: attempt.pgTxId ?? '',
      memory,
      ...(amountMinor === undefined
        ? {}
        : { amountMinor, taxFreeMinor: amountsOf(attempt.data, amountMinor).taxFreeMinor }),
      ...(expiresAt === undefined ? {} : { expiresAt }),
    }
    return (
      (await channel.gateway.changeVirtualAccount?.(channel.context(), call)) ?? {
        kind: 'silent',
        reason: 'no such operation',
      }
    )
  } catch (error) {
    deps.log.error({ err: error, transactionId: attempt.transactionId }, 'changing an account threw')
    return { kind: 'silent', reason: 'the connector failed' }
  }
}

/** The PG's books show the account as it was asked for. */
async function isInBooks(
  deps: PaymentDependencies,
  { attempt }: LoadedPayment,
  channel: PaymentChannel,
  { amountMinor, expiresAt }: AccountChange,
): Promise<boolean> {
  const books = await inquireAtPg(deps, attempt, channel)
  if (books.kind !== 'approved' || books.approval.method.type !== 'VIRTUAL_ACCOUNT') return false
  const { amount, method } = books.approval
  const hasAmount = amountMinor === undefined || amount.minor === amountMinor
  const { expiredAt } = method.virtualAccount
  return hasAmount && (expiresAt === undefined || expiredAt?.getTime() === expiresAt.getTime())
}

/** @returns false when the row is not the one that was read any more */
async function record(
  deps: PaymentDependencies,
  loaded: LoadedPayment,
  { amountMinor, expiresAt }: AccountChange,
): Promise<boolean> {
  const { attempt } = loaded
  const written = await writeAttemptStep(deps, loaded, {
    phase: attempt.phase,
    status: attempt.status,
    data: changed(attempt.data, amountMinor, expiresAt),
    owner: attempt.owner,
    holdsApproval: false,
    event: 'ACCOUNT_CHANGED',
    detail: {
      ...(amountMinor === undefined ? {} : { totalMinor: amountMinor }),
      ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.toISOString() }),
    },
  })
  return written !== undefined
}

function changed(
  data: AttemptData,
  amountMinor: number | undefined,
  expiresAt: Date | undefined,
): AttemptData {
  const { order, outcome } = data
  const amounts = amountMinor === undefined ? {} : amountsOf(data, amountMinor)
  const deadline = expiresAt?.toISOString()
  const method = outcome?.method
  return {
    ...data,
    order: {
      ...order,
      ...amounts,
      ...(deadline === undefined ? {} : { virtualAccount: { ...order.virtualAccount, expiresAt: deadline } }),
    },
    ...(outcome === undefined || method?.type !== 'VIRTUAL_ACCOUNT' || deadline === undefined
      ? {}
      : {
          outcome: {
            ...outcome,
            method: { ...method, virtualAccount: { ...method.virtualAccount, expiredAt: deadline } },
          },
        }),
  }
}

/** The tax-free part stays what it was where it was all or nothing, else at most the new amount; VAT follows. */
export function amountsOf(
  { order }: Pick<AttemptData, 'order'>,
  totalMinor: number,
): { readonly totalMinor: number; readonly taxFreeMinor: number; readonly vatMinor: number } {
  const isAllTaxFree = order.taxFreeMinor === order.totalMinor
  const taxFreeMinor = isAllTaxFree ? totalMinor : Math.min(order.taxFreeMinor, totalMinor)
  return {
    totalMinor,
    taxFreeMinor,
    // Zero-rated goods (영세율) stay so.
    vatMinor: order.vatMinor === 0 ? 0 : vatOf(totalMinor, taxFreeMinor),
  }
}
