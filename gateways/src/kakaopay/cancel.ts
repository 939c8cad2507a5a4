import type { CancelAnswer, CancelCall, GatewayContext } from '../port.ts'
import { child, present, text, wholeNumber } from '../wire/reading.ts'
import { fromIso } from '../wire/seoul-time.ts'
import { callKakao } from './api.ts'
import { readOrder } from './inquire.ts'

/**
 * `/cancel`, whole or in part. KakaoPay has no key against doing it twice. Every call names what may still be cancelled
 * (`cancel_available_amount`, this cancel included), which a second one would not meet; and carries our own id as
 * `payload`, by which the order tells afterwards whether this very cancel was done.
 */
export async function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const { order, amountMinor, remainingMinor, isWhole } = call
  // What gives back everything gives back its tax as it was sent.
  const tax = isWhole ? order : call
  const answer = await callKakao(context, {
    path: 'cancel',
    body: {
      tid: call.pgTxId,
      cancel_amount: amountMinor,
      cancel_tax_free_amount: tax.taxFreeMinor,
      cancel_vat_amount: tax.vatMinor,
      cancel_available_amount: remainingMinor + amountMinor,
      payload: call.cancellationId.slice(0, 200),
    },
  })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'declined') {
    if (answer.status === 0) return answer
    const known = await inquireCancel(context, call)
    return known.kind === 'declined' ? answer : known
  }
  const { fields, raw } = answer
  const approved = child(fields, 'approved_cancel_amount') ?? {}
  const doneMinor = wholeNumber(approved, 'total')
  const restMinor = wholeNumber(child(fields, 'cancel_available_amount') ?? {}, 'total')
  if (text(fields, 'tid') !== call.pgTxId || doneMinor !== amountMinor)
    return { kind: 'silent', reason: `${amountMinor} should be given back, KakaoPay answered ${doneMinor}` }
  if (restMinor !== undefined && restMinor !== remainingMinor)
    return { kind: 'silent', reason: `${remainingMinor} should remain, KakaoPay answered ${restMinor}` }
  const discountMinor = wholeNumber(approved, 'discount') ?? 0
  return {
    kind: 'approved',
    at: fromIso(text(fields, 'canceled_at')) ?? context.now,
    raw,
    ...(discountMinor > 0 ? { easyPayDiscountMinor: discountMinor } : {}),
    ...present({ pgCancellationId: text(fields, 'aid') }),
  }
}

/** Whether this very cancel happened: the order's movements carry our id, and its balance is the one before it otherwise. */
export async function inquireCancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const books = await readOrder(context, call.pgTxId)
  if (books.kind === 'silent') return books
  if (books.kind === 'declined')
    return { kind: 'silent', reason: `the inquiry was refused (${books.pgCode})` }
  const ours = books.cancels.find(({ payload }) => payload === call.cancellationId.slice(0, 200))
  if (ours !== undefined)
    return ours.amountMinor === call.amountMinor
      ? {
          kind: 'approved',
          at: ours.at ?? context.now,
          raw: books.raw,
          ...present({ pgCancellationId: ours.aid }),
        }
      : { kind: 'silent', reason: `our cancel of ${call.amountMinor} stands there with ${ours.amountMinor}` }
  const isUntouched =
    books.restMinor === call.remainingMinor + call.amountMinor ||
    (books.cancels.length === 0 && books.restMinor === call.order.amount.minor)
  // Cancels without an id were made at KakaoPay's own admin, or their id was not kept: then nobody can tell.
  const isNamed = books.cancels.length > 0 && books.cancels.every(({ payload }) => payload !== undefined)
  return isUntouched || isNamed
    ? { kind: 'declined', pgCode: '', pgMessage: '취소되지 않은 것을 조회로 확인했습니다.', raw: books.raw }
    : { kind: 'silent', reason: `the order tells a balance of ${books.restMinor ?? 'nothing'}` }
}
