import { notSupportedThing } from '../channel/unsupported-use.ts'
import type { Gateway, GatewayContext, PaidCall, ServiceAnswer } from '@naru/gateways'
import { present } from '../foundation/present.ts'
import { openJson, toOrder } from './attempt-order.ts'
import type { EscrowFacts } from './payment.ts'
import { isPaidOnce } from './payment.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { loadAttempt, loadPayment, type LoadedPayment } from './payment-store.ts'
import { writeAttemptStep } from './record-approval.ts'
import type { EventKind } from './write-transition.ts'

export type ServeOutcome =
  | { readonly kind: 'done'; readonly at: Date; readonly receiptUrl?: string }
  | {
      readonly kind: 'refused'
      readonly type: 'PAYMENT_NOT_FOUND' | 'PAYMENT_NOT_PAID'
      readonly detail: string
    }
  | {
      readonly kind: 'declined'
      readonly pgCode: string
      readonly pgMessage: string
      /** The PG was not asked: it has no such service. */
      readonly isUnsupported?: true
    }

/** One thing that a PG does for a paid order: how it is asked, and what is kept of it. */
export interface PaidService {
  /** In the sentence of a PG that has no such service. */
  readonly nameKo: string
  /** Undefined: the gateway has no such operation. */
  readonly call: (
    gateway: Gateway,
    context: GatewayContext,
    paid: PaidCall,
    loaded: LoadedPayment,
  ) => Promise<ServiceAnswer> | undefined
  readonly event: EventKind
  readonly escrow?: (at: Date, before: EscrowFacts | undefined) => EscrowFacts
}

/**
 * Asks the PG for something that moves no money of the buyer: collecting (수동 매입), escrow delivery and confirmation.
 * Nothing is reserved: the PG refuses what it did before, and a repeat after silence does no harm.
 */
export async function servePaid(
  dependencies: PaymentDependencies,
  address: { readonly storeId: string; readonly paymentId: string },
  service: PaidService,
): Promise<ServeOutcome> {
  const { storeId, paymentId } = address
  const loaded = await loadPayment(dependencies.database, storeId, paymentId)
  if (loaded === undefined) return { kind: 'refused', type: 'PAYMENT_NOT_FOUND', detail: paymentId }
  const { head, attempt } = loaded
  if (!isPaidOnce(head.status) || head.status === 'CANCELLED')
    return { kind: 'refused', type: 'PAYMENT_NOT_PAID', detail: `status ${head.status}` }
  const channel = await dependencies.openChannel(storeId, attempt.data.channel.key)
  const paid = await toPaidCall(dependencies, loaded)
  const asked = channel && service.call(channel.gateway, channel.context(), paid, loaded)
  if (asked === undefined)
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage:
        channel === undefined
          ? '이 결제를 받은 채널이 없습니다.'
          : notSupportedThing(channel.gateway, attempt.data.channel.moduleCode, service.nameKo),
      isUnsupported: true,
    }
  const answer = await asked.catch((error: unknown): ServiceAnswer => {
    dependencies.log.error({ err: error, paymentId }, `${service.nameKo} threw; treated as silence`)
    return { kind: 'silent', reason: 'the connector failed' }
  })
  switch (answer.kind) {
    case 'declined':
      return { kind: 'declined', pgCode: answer.pgCode, pgMessage: answer.pgMessage }
    case 'silent':
      return {
        kind: 'declined',
        pgCode: '',
        pgMessage: 'PG사의 응답이 없습니다. PG사 관리자에서 처리 여부를 확인하세요.',
      }
    case 'done':
      await keep(dependencies, loaded, service, answer)
      return { kind: 'done', at: answer.at, ...present('receiptUrl', answer.receiptUrl) }
  }
}

/** A paid order in the words of the gateway port. */
export async function toPaidCall(
  { vault }: Pick<PaymentDependencies, 'vault'>,
  loaded: LoadedPayment,
): Promise<PaidCall> {
  const { head, attempt } = loaded
  return {
    order: toOrder(attempt),
    pgTxId: attempt.pgTxId ?? '',
    memory: await openJson(vault, attempt, 'memory_sealed', attempt.memorySealed),
    balanceMinor: head.paidMinor - refundedMinor(loaded),
  }
}

/** Written whatever else changed meanwhile; only the escrow facts and the slip's address are ours here. */
async function keep(
  dependencies: PaymentDependencies,
  known: LoadedPayment,
  service: PaidService,
  { at, receiptUrl }: Extract<ServiceAnswer, { kind: 'done' }>,
): Promise<void> {
  const { storeId, transactionId } = known.attempt
  for (let loaded: LoadedPayment | undefined = known; loaded !== undefined;) {
    const { attempt } = loaded
    const escrow = service.escrow?.(at, attempt.data.escrow)
    const { outcome } = attempt.data
    const slip = receiptUrl === undefined || outcome === undefined ? undefined : { ...outcome, receiptUrl }
    const written = await writeAttemptStep(dependencies, loaded, {
      phase: attempt.phase,
      status: attempt.status,
      ...(escrow === undefined && slip === undefined
        ? {}
        : { data: { ...attempt.data, ...present('escrow', escrow), ...present('outcome', slip) } }),
      owner: attempt.owner,
      holdsApproval: false,
      event: service.event,
    })
    if (written !== undefined) return
    loaded = await loadAttempt(dependencies.database, storeId, transactionId)
  }
}

/** Of a discounted payment the cancelled amount is the order's, and the money is told beside it. */
function refundedMinor({ head, cancellations }: LoadedPayment): number {
  if (head.discountMinor === 0) return head.cancelledMinor
  return cancellations
    .filter(({ status }) => status === 'SUCCEEDED')
    .reduce((sum, { data, amountMinor }) => sum + (data.refund?.minor ?? amountMinor), 0)
}
