import type { CancelAnswer, CancelCall, GatewayContext } from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { present } from '../wire/reading.ts'
import { callToss } from './api.ts'
import { bankCodeOf } from './codes.ts'
import type { TossPayment } from './payment.ts'

/**
 * Gives back all or a part, or closes an account that nobody paid into. Our cancellation id is the idempotency key,
 * so a repeat after a lost answer gets the first answer again and never gives back twice.
 */
export async function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const body = cancelBody(call)
  if (body === undefined)
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage: `토스페이먼츠로 환불할 수 없는 은행입니다: ${call.refundAccount?.bank ?? ''}`,
    }

  const answer = await callToss(context, {
    method: 'POST',
    path: `/v1/payments/${encodeURIComponent(call.pgTxId)}/cancel`,
    body,
    idempotencyKey: call.idempotencyKey,
  })
  switch (answer.kind) {
    case 'payment':
      return readCancelled(context, call, answer.payment)
    case 'silent':
      return answer
    case 'refused':
      return { kind: 'declined', pgCode: answer.code, pgMessage: answer.message, raw: answer.raw }
  }
}

/** Undefined when the refund's bank has no code at this PG. */
function cancelBody(call: CancelCall): object | undefined {
  // `cancelReason` is required, at most 200 characters.
  const cancelReason = call.reason.trim() === '' ? '취소' : firstCharacters(call.reason, 200)
  // An unpaid account is closed as a whole; naming an amount there is refused as a partial refund.
  if (call.isUnpaidVirtualAccount) return { cancelReason }

  // Always named, also for a whole cancel: if something was given back behind our back (in the PG's own admin pages),
  // the PG refuses instead of giving back a rest that our books do not know.
  const amounts = {
    cancelAmount: call.amountMinor,
    ...(call.taxFreeMinor > 0 ? { taxFreeAmount: call.taxFreeMinor } : {}),
  }
  if (call.methodType !== 'VIRTUAL_ACCOUNT' || call.refundAccount === undefined)
    return { cancelReason, ...amounts }

  const bank = bankCodeOf(call.refundAccount.bank)
  if (bank === undefined) return undefined
  const { number, holderName } = call.refundAccount
  const refundReceiveAccount = { bank, accountNumber: number.replaceAll(/[^0-9A-Za-z]/g, ''), holderName }
  return { cancelReason, ...amounts, refundReceiveAccount }
}

function readCancelled(context: GatewayContext, call: CancelCall, payment: TossPayment): CancelAnswer {
  const newest = payment.cancels.find((each) => each.transactionKey === payment.lastTransactionKey)
  const done = newest ?? payment.cancels.at(-1)
  if (done === undefined) return { kind: 'silent', reason: 'accepted, but no cancel is listed' }
  if (payment.paymentKey !== call.pgTxId)
    return { kind: 'silent', reason: 'the answer is about another payment' }
  if (done.amountMinor !== call.amountMinor)
    return { kind: 'silent', reason: `asked for ${call.amountMinor}, the PG lists ${done.amountMinor}` }
  return {
    kind: 'approved',
    at: done.at ?? context.now,
    raw: payment.raw,
    ...present({ pgCancellationId: done.transactionKey, easyPayDiscountMinor: done.easyPayDiscountMinor }),
  }
}
