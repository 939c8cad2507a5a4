import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { randomId } from './identifiers.ts'
import type { PaypalBooks } from './books.ts'
import { decisionOf, fateInText, fateOfPayment } from './magic.ts'
import { announceCapture, announceRefund } from './messages.ts'
import { readAmount } from './money.ts'
import type { SimOrder, SimRefund } from './records.ts'
import { invalid, unprocessable } from './refusals.ts'
import { refundView } from './views.ts'

/** Takes the money of an approved order, or keeps it for review. */
export function takeMoney(
  books: PaypalBooks,
  order: SimOrder,
  status: SimOrder['status'] = 'COMPLETED',
): SimOrder {
  const now = books.now()
  const at = now.toISOString()
  const decision = decisionOf(fateOfPayment(order), now, 'DECLINED')
  const id = randomId(17)
  const taken = books.orders.put({
    ...order,
    status,
    capture:
      decision === undefined
        ? { id, status: 'COMPLETED', at }
        : { id, status: 'PENDING', reason: 'PENDING_REVIEW', at, decision },
    entries:
      decision === undefined
        ? [...order.entries, { kind: 'approve', amountMinor: order.amountMinor, at, id }]
        : order.entries,
  })
  if (decision !== undefined) books.watch(order.id)
  void announceCapture(books, taken)
  return taken
}

/** True for an invoice id that was paid with before: the account takes it once. */
export function isDuplicateInvoice(books: PaypalBooks, mid: string, invoiceId: string): boolean {
  return books.orders
    .all()
    .some(
      (order) =>
        order.mid === mid &&
        order.invoiceId === invoiceId &&
        (order.capture?.status === 'COMPLETED' || order.capture?.status === 'PENDING'),
    )
}

/** `POST /v2/payments/captures/{id}/refund`; an empty body gives back what is left. */
export function refund(
  books: PaypalBooks,
  order: SimOrder,
  body: { readonly amount?: unknown; readonly custom_id?: unknown; readonly note_to_payer?: unknown },
): WireAnswer {
  const restMinor = restOf(order)
  const amount = body.amount === undefined ? undefined : readAmount(body.amount)
  if (amount?.kind === 'refused') return invalid(amount.issue, amount.description)
  if (amount !== undefined && amount.currency !== order.currency)
    return unprocessable('REFUND_CAPTURE_CURRENCY_MISMATCH', 'Refund must be in the currency of the capture.')
  if (order.capture?.status !== 'COMPLETED')
    return unprocessable('PENDING_CAPTURE', 'A capture that is pending cannot be refunded.')
  if (restMinor === 0)
    return unprocessable('CAPTURE_FULLY_REFUNDED', 'The capture has already been fully refunded.')
  const amountMinor = amount?.minor ?? restMinor
  if (amountMinor > restMinor)
    return unprocessable(
      'REFUND_AMOUNT_EXCEEDED',
      'The refund amount must not exceed the rest of the capture.',
    )
  const note = typeof body.note_to_payer === 'string' ? body.note_to_payer : ''
  if (note.length > 255) return invalid('INVALID_STRING_MAX_LENGTH', 'note_to_payer: at most 255 characters.')
  const customId = typeof body.custom_id === 'string' ? body.custom_id : ''
  const [done, after] = bookRefund(books, order, { amountMinor, customId, note })
  return json(201, refundView(after, done))
}

export function bookRefund(
  books: PaypalBooks,
  order: SimOrder,
  given: { readonly amountMinor: number; readonly customId: string; readonly note: string },
): readonly [SimRefund, SimOrder] {
  const now = books.now()
  const at = now.toISOString()
  const decision = decisionOf(fateInText(given.note), now, 'FAILED')
  const made: SimRefund = {
    id: randomId(17),
    customId: given.customId,
    amountMinor: given.amountMinor,
    status: decision === undefined ? 'COMPLETED' : 'PENDING',
    at,
    ...(decision === undefined ? {} : { decision }),
  }
  const after = books.orders.put({
    ...order,
    refunds: [...order.refunds, made],
    entries:
      decision === undefined
        ? [...order.entries, { kind: 'cancel', amountMinor: made.amountMinor, at, id: made.id }]
        : order.entries,
  })
  if (decision !== undefined) books.watch(order.id)
  void announceRefund(books, after, made.id)
  return [made, after]
}

/** What was neither given back nor promised. */
export function restOf(order: SimOrder): number {
  const promised = order.refunds
    .filter(({ status }) => status !== 'FAILED')
    .reduce((sum, each) => sum + each.amountMinor, 0)
  return order.amountMinor - promised
}
