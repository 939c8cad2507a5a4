import type { CancelAnswer, CancelCall, GatewayContext } from '../../port.ts'
import { firstCharacters } from '../../wire/characters.ts'
import { text } from '../../wire/reading.ts'
import { wireValue } from '../amount.ts'
import { callNvp } from './nvp.ts'

/** `RefundTransaction`; `MSGSUBID` is our cancellation id, by which PayPal knows a repeat. */
export async function refundExpress(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const { currency } = call.order.amount
  const value = wireValue({ minor: call.amountMinor, currency })
  if (value === undefined)
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage: `페이팔은 ${currency} 금액에 소수점을 받지 않습니다.`,
    }
  const answer = await callNvp(context, 'RefundTransaction', {
    TRANSACTIONID: call.pgTxId,
    // An amount goes with a partial refund only.
    ...(call.isWhole
      ? { REFUNDTYPE: 'Full' }
      : { REFUNDTYPE: 'Partial', AMT: value, CURRENCYCODE: currency }),
    NOTE: firstCharacters(call.reason, 255),
    MSGSUBID: call.idempotencyKey,
  })
  if (answer.kind !== 'answered') return answer
  const id = text(answer.fields, 'REFUNDTRANSACTIONID')
  if (id === undefined) return { kind: 'silent', reason: 'accepted, but no refund is named' }
  if (text(answer.fields, 'REFUNDSTATUS') === 'Delayed')
    return { kind: 'pending', pgTxId: id, raw: answer.raw }
  return { kind: 'approved', pgCancellationId: id, at: context.now, raw: answer.raw }
}

/**
 * How a delayed refund ended. The classic API finds no refund by our id, so the payment's own status tells: once PayPal
 * shows it as refunded, the delayed one is through.
 */
export async function inquireExpressRefund(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const answer = await callNvp(context, 'GetTransactionDetails', { TRANSACTIONID: call.pgTxId })
  if (answer.kind !== 'answered')
    return answer.kind === 'silent'
      ? answer
      : { kind: 'silent', reason: `the inquiry was refused (${answer.pgCode})` }
  const status = text(answer.fields, 'PAYMENTSTATUS')
  const isThrough = status === 'Refunded' || (!call.isWhole && status === 'Partially-Refunded')
  return isThrough
    ? { kind: 'approved', at: context.now, raw: answer.raw }
    : { kind: 'pending', raw: answer.raw }
}
