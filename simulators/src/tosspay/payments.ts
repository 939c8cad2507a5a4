import type { WireAnswer } from '../desk/answer.ts'
import type { Merchant } from '../desk/merchants.ts'
import { randomDigits } from '../desk/random.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { fail, isWholeSplit, paymentView, statusView, success, textIn, wholeIn } from './answer.ts'
import type { TosspayBooks } from './books.ts'
import { tellPaid } from './notices.ts'
import { stateAt } from './order.ts'
import type { Means, TosspayOrder } from './order.ts'

export const AMOUNT_MAX = 9_999_999
const STANDBY_MS = 15 * 60_000
const STANDBY_MAX_MS = 60 * 60_000

/** Words in the product's description: Toss gives a tenth of the price to the buyer, and the shop is paid the whole. */
const discountWords = ['[할인]', '[discount]']

/** `v2/payments`. */
export function createPayment(books: TosspayBooks, { mid }: Merchant, body: JsonRecord): WireAnswer {
  const read = readPayment(books, mid, body)
  if (read === undefined) return fail('COMMON_INVALID_PARAMETER', 400)
  const earlier = books.ofOrder(read.orderNo)
  if (earlier !== undefined && earlier.entries.length > 0) return fail('PAYMENT_DUPLICATION_ORDER_NO')
  const order = books.orders.put(read)
  return success({
    payToken: order.payToken,
    checkoutPage: `${books.surroundings.publicOrigin}/tosspay/payfront/auth/${order.payToken}`,
  })
}

function readPayment(books: TosspayBooks, mid: string, body: JsonRecord): TosspayOrder | undefined {
  const amountMinor = wholeIn(body, 'amount') ?? 0
  const taxFreeMinor = wholeIn(body, 'amountTaxFree')
  const orderNo = textIn(body, 'orderNo')
  const productDesc = textIn(body, 'productDesc')
  const retUrl = textIn(body, 'retUrl')
  const retCancelUrl = textIn(body, 'retCancelUrl')
  const resultCallback = textIn(body, 'resultCallback')
  const only = body['enablePayMethods'] ?? undefined
  const expiresAt = expiryOf(books.now(), body['expiredTime'])
  const isWhole =
    /^[\w\-:.^@]{1,50}$/.test(orderNo) &&
    /^[^\\"']{1,255}$/su.test(productDesc) &&
    productDesc.trim() !== '' &&
    [retUrl, retCancelUrl].every((url) => url.length <= 255 && URL.canParse(url)) &&
    amountMinor > 0 &&
    amountMinor <= AMOUNT_MAX &&
    taxFreeMinor !== undefined &&
    isWholeSplit(body, amountMinor) &&
    (only === undefined || isMeans(only)) &&
    (body['autoExecute'] !== true || (resultCallback !== '' && body['callbackVersion'] === 'V2')) &&
    resultCallback.length <= 500 &&
    expiresAt !== undefined
  if (!isWhole) return undefined
  return {
    payToken: randomDigits(20),
    mid,
    orderNo,
    productDesc,
    amountMinor,
    taxFreeMinor,
    vatMinor: wholeIn(body, 'amountVat') ?? Math.ceil((amountMinor - taxFreeMinor) / 11),
    isSplit: body['amountTaxable'] !== undefined,
    discountMinor: discountWords.some((word) => productDesc.includes(word))
      ? Math.floor(amountMinor / 10)
      : 0,
    retUrl,
    retCancelUrl,
    ...(resultCallback === '' ? {} : { resultCallback }),
    autoExecute: body['autoExecute'] === true,
    ...(isMeans(only) ? { only } : {}),
    allowsMonths: body['installment'] !== 'NOT_USE',
    state: 'PAY_STANDBY',
    createdAt: books.now().toISOString(),
    expiresAt: expiresAt.toISOString(),
    refunds: [],
    entries: [],
  }
}

function isMeans(value: unknown): value is Means {
  return value === 'CARD' || value === 'TOSS_MONEY'
}

/** A quarter of an hour, or what was asked, at most an hour ahead. */
function expiryOf(now: Date, asked: unknown): Date | undefined {
  if (asked === undefined) return new Date(now.getTime() + STANDBY_MS)
  if (typeof asked !== 'string' || !/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(asked)) return undefined
  const at = new Date(`${asked.replace(' ', 'T')}+09:00`)
  const ahead = at.getTime() - now.getTime()
  return ahead > 0 && ahead <= STANDBY_MAX_MS ? at : undefined
}

/** `v2/execute`. */
export function executePayment(books: TosspayBooks, { mid }: Merchant, body: JsonRecord): WireAnswer {
  const order = books.orders.get(textIn(body, 'payToken'))
  if (order === undefined || order.mid !== mid) return fail('TRANSACTION_NOT_FOUND')
  const named = textIn(body, 'orderNo')
  if (named !== '' && named !== order.orderNo) return fail('COMMON_INVALID_PARAMETER', 400)
  switch (stateAt(order, books.now())) {
    case 'PAY_STANDBY':
      return fail('EXECUTE_PAY_NOT_APPROVED')
    case 'PAY_CANCEL':
      return fail('COMMON_ITS_NOT_ABLE_TO_CHANGE_STATUS')
    case 'PAY_COMPLETE':
    case 'REFUND_PROGRESS':
    case 'REFUND_SUCCESS':
      return fail('PAYMENT_EXISTING_PAYMENT')
    case 'PAY_APPROVED':
      return success(paymentView(complete(books, order)))
  }
}

/** The money moves, and the callback goes out. */
export function complete(books: TosspayBooks, order: TosspayOrder): TosspayOrder {
  const paidAt = books.now().toISOString()
  const transactionId = crypto.randomUUID()
  const done = books.orders.put({
    ...order,
    state: 'PAY_COMPLETE',
    paidAt,
    transactionId,
    entries: [{ kind: 'approve', amountMinor: order.amountMinor, at: paidAt, id: transactionId }],
  })
  void tellPaid(books, done)
  return done
}

/** `v2/status`. */
export function readStatus(books: TosspayBooks, { mid }: Merchant, body: JsonRecord): WireAnswer {
  const payToken = textIn(body, 'payToken')
  const order = payToken === '' ? books.ofOrder(textIn(body, 'orderNo')) : books.orders.get(payToken)
  if (order === undefined || order.mid !== mid) return fail('TRANSACTION_NOT_FOUND')
  return success(statusView(order, stateAt(order, books.now())))
}
