import type { CancelAnswer, CancelCall, GatewayContext } from '../port.ts'
import { cutToKoreanBytes } from '../wire/korean-bytes.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import { callNaver } from './api.ts'
import { instant } from './approval.ts'
import { taxes } from './begin.ts'
import { chainOf } from './extras.ts'
import { readHistory } from './history.ts'

/** Accepted and not finished: the same cancel is asked for again later. */
const NOT_COMPLETE = 'CancelNotComplete'

/**
 * `v1/cancel`, whole or in part. Every call names the rest that must remain (`expectedRestAmount`), so a repeat can never
 * give back twice: Naver Pay refuses it, and the history then tells that the cancel was done.
 */
export function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  return send(context, call, call.idempotencyKey)
}

async function send(
  context: GatewayContext,
  call: CancelCall,
  idempotencyKey: string,
): Promise<CancelAnswer> {
  const { order, pgTxId, amountMinor, remainingMinor } = call
  const answer = await callNaver(context, {
    api: 'v1/cancel',
    chainId: chainOf(order, context.credentials),
    form: {
      paymentId: pgTxId,
      merchantPayKey: order.pgOrderId,
      cancelAmount: String(amountMinor),
      cancelReason: cutToKoreanBytes(call.reason.trim() || '취소', 256),
      cancelRequester: call.requester === 'CUSTOMER' ? '1' : '2',
      taxScopeAmount: String(taxes(amountMinor, call.taxFreeMinor).taxScopeAmount),
      taxExScopeAmount: String(call.taxFreeMinor),
      doCompareRest: '1',
      expectedRestAmount: String(remainingMinor),
    },
    idempotencyKey,
  })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'declined') {
    if (answer.pgCode === NOT_COMPLETE) return { kind: 'pending', ...present({ raw: answer.raw }) }
    const known = await readCancelled(context, call)
    return known.kind === 'approved' ? known : answer
  }
  const { fields, raw } = answer
  const rest = wholeNumber(fields, 'totalRestAmount')
  if (rest !== undefined && rest !== remainingMinor)
    return { kind: 'silent', reason: `${remainingMinor} should remain, Naver Pay answered ${rest}` }
  return {
    kind: 'approved',
    at: instant(text(fields, 'cancelYmdt')) ?? context.now,
    raw,
    ...present({ pgCancellationId: text(fields, 'payHistId') }),
  }
}

/**
 * What became of a cancel that was accepted and not finished: Naver Pay wants it asked for again until the history has it.
 * Under another key, because the first one repeats the first answer; the rest that must remain keeps it from being done twice.
 */
export async function inquireCancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const known = await readCancelled(context, call)
  return known.kind === 'declined' ? send(context, call, context.randomText()) : known
}

/** Whether this very cancel happened: the history's balance is the one after it, or the one before. */
async function readCancelled(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const history = await readHistory(context, call.order, call.pgTxId)
  if (history.kind === 'silent') return history
  const total = history.approval === undefined ? undefined : wholeNumber(history.approval, 'totalPayAmount')
  if (total === undefined) return { kind: 'silent', reason: 'the history knows no approval' }
  const balance = total - history.cancelledMinor
  const last = history.cancels.at(-1)
  if (balance === call.remainingMinor && last !== undefined)
    return {
      kind: 'approved',
      at: instant(text(last, 'admissionYmdt')) ?? context.now,
      raw: history.raw,
      ...present({ pgCancellationId: text(last, 'payHistId') }),
    }
  return balance === call.remainingMinor + call.amountMinor
    ? { kind: 'declined', pgCode: '', pgMessage: '취소되지 않은 것을 조회로 확인했습니다.', raw: history.raw }
    : { kind: 'silent', reason: `the history tells a balance of ${balance}` }
}
