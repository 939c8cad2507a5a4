import type { CancelAnswer, CancelCall, GatewayContext } from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import { callTosspay, certain } from './api.ts'
import { instant, magnitude } from './approval.ts'
import { amounts } from './extras.ts'
import { readStatus, refundsIn } from './inquire.ts'

/** The refund has begun and is not done: the status tells its end. */
const inProgress: ReadonlySet<string> = new Set(['TRANSACTION_PENDING_ERROR', 'TRANSACTION_NOT_COMPLETE'])
/** Our number was used before; with `idempotent` that should come as success. */
const DUPLICATE = 'REFUND_REFUND_NO_DUPLICATE'

/** `v2/refunds`, whole or in part. `refundNo` is our cancellation id: a repeat is answered as the first, and moves nothing. */
export async function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const { pgTxId, amountMinor } = call
  const answer = await callTosspay(context, '/api/v2/refunds', {
    payToken: pgTxId,
    refundNo: call.idempotencyKey,
    idempotent: true,
    reason: refundReason(call.reason),
    ...amounts(amountMinor, call.taxFreeMinor, call.vatMinor),
  })
  if (answer.kind === 'declined' && inProgress.has(answer.pgCode))
    return { kind: 'pending', ...present({ raw: answer.raw }) }
  if (answer.kind === 'declined' && answer.pgCode === DUPLICATE) return readRefunded(context, call)
  const told = certain(answer)
  if (told.kind !== 'done') return told
  const { fields, raw } = told
  if (text(fields, 'payToken') !== undefined && text(fields, 'payToken') !== pgTxId)
    return { kind: 'silent', reason: 'the answer is about another payment' }
  const refunded = magnitude(fields, 'refundedAmount')
  if (refunded !== undefined && refunded !== amountMinor)
    return { kind: 'silent', reason: `asked for ${amountMinor}, Toss Pay answered ${refunded}` }
  const discountMinor = magnitude(fields, 'refundedDiscountAmount')
  return {
    kind: 'approved',
    at: instant(text(fields, 'approvalTime')) ?? context.now,
    raw,
    ...present({ pgCancellationId: text(fields, 'transactionId') }),
    ...(discountMinor === undefined || discountMinor === 0 ? {} : { easyPayDiscountMinor: discountMinor }),
  }
}

/**
 * What became of a refund that was not done at once. Once Toss Pay works on none and the balance is the one before it, the
 * same refund is asked for again: its number keeps it from being done twice.
 */
export async function inquireCancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const known = await readRefunded(context, call)
  return known.kind === 'declined' ? cancel(context, call) : known
}

/** Whether this very refund happened: the status' balance is the one after it, or the one before. */
async function readRefunded(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const status = await readStatus(context, { payToken: call.pgTxId })
  if (status.kind === 'silent') return status
  if (status.kind === 'unknown') return { kind: 'silent', reason: 'the status does not know the payment' }
  const { fields, raw } = status
  if (status.payStatus === 'REFUND_PROGRESS') return { kind: 'pending', raw }
  const refundable = wholeNumber(fields, 'refundableAmount')
  const last = refundsIn(fields).at(-1)
  if (refundable === call.remainingMinor && last !== undefined)
    return {
      kind: 'approved',
      at: instant(text(last, 'regTs')) ?? context.now,
      raw,
      ...present({ pgCancellationId: text(last, 'transactionId') }),
    }
  return refundable === call.remainingMinor + call.amountMinor
    ? { kind: 'declined', pgCode: '', pgMessage: '취소되지 않은 것을 조회로 확인했습니다.', raw }
    : { kind: 'silent', reason: `the status tells a balance of ${refundable ?? 'nothing'}` }
}

/** Hangul, letters, digits and `_-:.^@()[]#/!%?&`, at most 255 (refund reference); a space is not among them. */
export function refundReason(reason: string): string {
  const allowed = reason
    .trim()
    .replaceAll(/\s+/g, '_')
    .replaceAll(/[^\p{Script=Hangul}A-Za-z0-9_\-:.^@()[\]#/!%?&]/gu, '')
  return allowed === '' ? '취소' : firstCharacters(allowed, 255)
}
