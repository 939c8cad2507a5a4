import type { WireAnswer } from '../desk/answer.ts'
import type { Merchant } from '../desk/merchants.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { fail, instrumentView, isWholeSplit, stamp, success, textIn, wholeIn } from './answer.ts'
import type { TosspayBooks } from './books.ts'
import { balance, discountIn, stateAt } from './order.ts'
import type { Refund, TosspayOrder } from './order.ts'

/** Words in the reason: the refund is accepted and done a minute later. */
const slowWords = ['[환불진행중]', '[in-progress]']
const SLOW_MS = 60_000

/** `v2/refunds`, whole or in part; the refund's own number makes it repeatable. */
export function refundPayment(books: TosspayBooks, { mid }: Merchant, body: JsonRecord): WireAnswer {
  const order = books.orders.get(textIn(body, 'payToken'))
  if (order === undefined || order.mid !== mid) return fail('TRANSACTION_NOT_FOUND')
  if (order.entries.length === 0) return fail('COMMON_REFUND_ERROR')
  const refundNo = textIn(body, 'refundNo') || crypto.randomUUID()
  const earlier = order.refunds.find((refund) => refund.refundNo === refundNo)
  if (earlier !== undefined) {
    if (body['idempotent'] === false) return fail('REFUND_REFUND_NO_DUPLICATE')
    return isDue(books, earlier) ? refunded(order, earlier) : fail('TRANSACTION_PENDING_ERROR')
  }
  if (stateAt(order, books.now()) === 'REFUND_PROGRESS') return fail('TRANSACTION_PENDING_ERROR')
  const left = balance(order)
  if (left === 0) return fail('REFUND_ALREADY_REFUNDED')
  const amountMinor = body['amount'] === undefined ? left : (wholeIn(body, 'amount') ?? 0)
  const reason = textIn(body, 'reason')
  const isWhole =
    amountMinor > 0 &&
    refundNo.length <= 36 &&
    reason.length <= 255 &&
    /^[\p{Script=Hangul}A-Za-z0-9_\-:.^@()[\]#/!%?&]*$/u.test(reason) &&
    wholeIn(body, 'amountTaxFree') !== undefined &&
    isWholeSplit(body, amountMinor) &&
    (!order.isSplit || body['amountTaxable'] !== undefined)
  if (!isWhole) return fail('COMMON_INVALID_PARAMETER', 400)
  if (amountMinor > left) return fail('COMMON_REFUND_ERROR')
  const isSlow = slowWords.some((word) => reason.includes(word))
  return give(books, order, { refundNo, amountMinor, isSlow })
}

function give(
  books: TosspayBooks,
  order: TosspayOrder,
  { refundNo, amountMinor, isSlow }: { refundNo: string; amountMinor: number; isSlow: boolean },
): WireAnswer {
  const now = books.now()
  const refund: Refund = {
    refundNo,
    transactionId: crypto.randomUUID(),
    amountMinor,
    discountMinor: discountIn(order, amountMinor),
    at: now.toISOString(),
    due: new Date(now.getTime() + (isSlow ? SLOW_MS : 0)).toISOString(),
  }
  const after = books.orders.put({
    ...order,
    state: isSlow ? 'REFUND_PROGRESS' : 'REFUND_SUCCESS',
    refunds: [...order.refunds, refund],
    entries: [...order.entries, { kind: 'cancel', amountMinor, at: refund.at, id: refund.transactionId }],
  })
  return isSlow ? fail('TRANSACTION_PENDING_ERROR') : refunded(after, refund)
}

function isDue(books: TosspayBooks, { due }: Refund): boolean {
  return Date.parse(due) <= books.now().getTime()
}

function refunded(order: TosspayOrder, refund: Refund): WireAnswer {
  return success({
    refundNo: refund.refundNo,
    approvalTime: stamp(new Date(refund.at)),
    refundableAmount: balance(order),
    discountedAmount: order.discountMinor,
    paidAmount: order.amountMinor - order.discountMinor,
    refundedAmount: -refund.amountMinor,
    refundedDiscountAmount: -refund.discountMinor,
    refundedPaidAmount: -(refund.amountMinor - refund.discountMinor),
    payToken: order.payToken,
    transactionId: refund.transactionId,
    ...instrumentView(order.instrument),
  })
}
