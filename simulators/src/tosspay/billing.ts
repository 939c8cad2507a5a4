import { fateOf, faultOf } from '../desk/magic.ts'
import type { Fate } from '../desk/magic.ts'
import type { WireAnswer } from '../desk/answer.ts'
import type { Merchant } from '../desk/merchants.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { fail, instrumentView, isWholeSplit, paymentView, success, textIn, wholeIn } from './answer.ts'
import type { TosspayBooks } from './books.ts'
import { tellKey } from './notices.ts'
import { keyStateAt } from './order.ts'
import type { TosspayKey } from './order.ts'
import { AMOUNT_MAX, complete } from './payments.ts'

const webAddress = (url: string) => url.length <= 500 && URL.canParse(url)

/** `v1/billing-key`: a key at once, to be agreed to within a quarter of an hour. */
export function createKey(books: TosspayBooks, { mid }: Merchant, body: JsonRecord): WireAnswer {
  const userId = textIn(body, 'userId')
  const productDesc = textIn(body, 'productDesc')
  const [resultCallback, successUrl, failureUrl] = [
    textIn(body, 'resultCallback'),
    textIn(body, 'returnSuccessUrl'),
    textIn(body, 'returnFailureUrl'),
  ]
  const isWhole =
    userId !== '' &&
    userId.length <= 50 &&
    productDesc !== '' &&
    [resultCallback, successUrl, failureUrl].every(webAddress)
  if (!isWhole) return fail('COMMON_INVALID_PARAMETER', 400)
  if (books.ofUser(mid, userId)?.state === 'ACTIVE') return fail('BILLING_KEY_ALREADY_ACTIVATED')
  const key = books.keys.put({
    billingKey: `bk_${randomToken(18)}`,
    pageToken: randomToken(18),
    mid,
    userId,
    displayId: textIn(body, 'displayId'),
    productDesc,
    resultCallback,
    successUrl,
    failureUrl,
    state: 'CREATE',
    createdAt: books.now().toISOString(),
  })
  const page = `${books.surroundings.publicOrigin}/tosspay/payfront/billing/${key.pageToken}`
  return success({
    billingKey: key.billingKey,
    checkoutUri: page,
    checkoutAndroidUri: page,
    checkoutIosUri: page,
  })
}

/** `v1/billing-key/status`, by user. */
export function readKey(books: TosspayBooks, { mid }: Merchant, body: JsonRecord): WireAnswer {
  const key = books.ofUser(mid, textIn(body, 'userId'))
  if (key === undefined) return fail('COMMON_BILLING_KEY_NOT_FOUND')
  return success({
    userId: key.userId,
    displayId: key.displayId,
    billingKey: key.billingKey,
    status: keyStateAt(key, books.now()),
    ...instrumentView(key.instrument),
  })
}

/** `v1/billing-key/bill`. Amounts come back as text, as in the developer site's own example. */
export function chargeKey(books: TosspayBooks, { mid }: Merchant, body: JsonRecord): WireAnswer {
  const key = ownKey(books, mid, body)
  if (key === undefined) return fail('COMMON_BILLING_KEY_NOT_FOUND')
  if (key.state !== 'ACTIVE' || key.instrument === undefined) return fail('BILLING_KEY_AUTH_ERROR')
  const amountMinor = wholeIn(body, 'amount') ?? 0
  const taxFreeMinor = wholeIn(body, 'amountTaxFree')
  const orderNo = textIn(body, 'orderNo')
  const productDesc = textIn(body, 'productDesc')
  const months = wholeIn(body, 'spreadOut') ?? 0
  const isWhole =
    /^[\w\-:.^@]{1,50}$/.test(orderNo) &&
    /^[^\\"']{1,255}$/su.test(productDesc) &&
    amountMinor > 0 &&
    amountMinor <= AMOUNT_MAX &&
    taxFreeMinor !== undefined &&
    months <= 12 &&
    isWholeSplit(body, amountMinor)
  if (!isWhole) return fail('COMMON_INVALID_PARAMETER', 400)
  if (books.ofOrder(orderNo)?.paidAt !== undefined) return fail('PAYMENT_DUPLICATION_ORDER_NO')
  if (key.instrument.means === 'CARD' && amountMinor < 100) return fail('CARD_MIN_AMOUNT_ERROR')
  if (months > 1 && amountMinor < 50_000) return fail('CARD_MIN_AMOUNT_FOR_SPREADOUT_ERROR')
  const now = books.now().toISOString()
  const paid = complete(books, {
    payToken: randomDigits(20),
    mid,
    orderNo,
    productDesc,
    amountMinor,
    taxFreeMinor,
    vatMinor: wholeIn(body, 'amountVat') ?? Math.ceil((amountMinor - taxFreeMinor) / 11),
    isSplit: body['amountTaxable'] !== undefined,
    discountMinor: 0,
    retUrl: '',
    retCancelUrl: '',
    autoExecute: true,
    allowsMonths: true,
    state: 'PAY_APPROVED',
    createdAt: now,
    expiresAt: now,
    instrument: { ...key.instrument, months },
    refunds: [],
    entries: [],
  })
  const view = paymentView(paid)
  return success({
    ...view,
    amount: String(view.amount),
    discountedAmount: String(view.discountedAmount),
    paidAmount: String(view.paidAmount),
  })
}

/** `v1/billing-key/remove`. */
export function removeKey(books: TosspayBooks, { mid }: Merchant, body: JsonRecord): WireAnswer {
  const key = ownKey(books, mid, body)
  if (key === undefined || key.state === 'REMOVE') return fail('COMMON_BILLING_KEY_NOT_FOUND')
  void tellKey(books, books.keys.put({ ...key, state: 'REMOVE' }), 'REMOVED')
  return success({})
}

function ownKey(books: TosspayBooks, mid: string, body: JsonRecord): TosspayKey | undefined {
  const key = books.keys.get(textIn(body, 'billingKey'))
  return key?.mid === mid ? key : undefined
}

/** Magic of a registered card, a name or an amount works once per charge. */
export function haunted(books: TosspayBooks, body: JsonRecord): string | undefined {
  const orderNo = textIn(body, 'orderNo')
  if (orderNo === '' || books.faults.wasHaunted(orderNo)) return orderNo || undefined
  const ordinary = fateOf({
    orderName: textIn(body, 'productDesc'),
    amountMinor: wholeIn(body, 'amount') ?? 0,
  })
  const registered = fates.find((each) => each === books.keys.get(textIn(body, 'billingKey'))?.fate)
  const fate = registered ?? (ordinary === 'decline-window' ? 'decline-approve' : ordinary)
  if (fate === undefined) return orderNo
  books.faults.haunt(orderNo)
  const fault = faultOf(fate, orderNo)
  if (fault !== undefined) books.faults.add(fault)
  return orderNo
}

const fates: readonly Fate[] = ['decline-approve', 'silent-before', 'silent-after', 'http-500-after']
