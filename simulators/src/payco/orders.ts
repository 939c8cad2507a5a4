import { uuidv7 } from 'uuidv7'
import type { WireAnswer } from '../desk/answer.ts'
import { balanceOf } from '../desk/ledger.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { numberOf, recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { compactTime } from '../desk/seoul-time.ts'
import type { PaycoBooks, PaycoOrder } from './books.ts'
import { answer, cards, refuse } from './codes.ts'

/** A reservation is good for half an hour. */
export const reservationLifeMs = 30 * 60_000

/** `order/reserve`. */
export function reserve(books: PaycoBooks, body: JsonRecord): WireAnswer {
  const text = (name: string) => textOf(body[name]) ?? ''
  const number = (name: string) => numberOf(body[name]) ?? NaN
  const product = recordOf(Array.isArray(body['orderProducts']) ? body['orderProducts'][0] : undefined)
  const cpId = textOf(product['cpId']) ?? ''
  if (!books.isSeller(text('sellerKey'), cpId)) return refuse('8001')
  const total = number('totalPaymentAmt')
  const parts = number('totalTaxfreeAmt') + number('totalTaxableAmt') + number('totalVatAmt')
  const isWhole =
    text('sellerOrderReferenceKey') !== '' &&
    text('orderTitle') !== '' &&
    text('payMode') === 'PAY2' &&
    ['PC', 'MOBILE'].includes(text('orderChannel')) &&
    URL.canParse(text('returnUrl')) &&
    (textOf(product['productId']) ?? '') !== '' &&
    total > 0 &&
    total === parts
  if (!isWhole) return refuse('1001')
  const earlier = books.ofReference(text('sellerOrderReferenceKey'))
  if (earlier !== undefined && earlier.entries.length > 0) return refuse('4005')
  const order = books.orders.put({
    reserveOrderNo: `${compactTime(books.now())}${randomDigits(8)}`,
    windowToken: randomToken(18),
    sellerKey: text('sellerKey'),
    cpId,
    referenceKey: text('sellerOrderReferenceKey'),
    title: text('orderTitle'),
    totalMinor: total,
    taxFreeMinor: number('totalTaxfreeAmt'),
    returnUrl: text('returnUrl'),
    status: 'RESERVED',
    reservedAt: books.now().toISOString(),
    entries: [],
  })
  return answer({
    reserveOrderNo: order.reserveOrderNo,
    orderSheetUrl: `${books.surroundings.publicOrigin}/payco/easyLogin/${order.windowToken}`,
  })
}

/** `payment/approval`: the token of the return, for exactly the reserved amount, once. */
export function approve(books: PaycoBooks, body: JsonRecord): WireAnswer {
  const order = ofShop(books, body)
  if (order === undefined) return refuse('8002')
  if (order.entries.length > 0) return refuse('4005')
  if (order.status !== 'CERTIFIED' || body['paymentCertifyToken'] !== order.certifyToken)
    return refuse('8003')
  if (body['totalPaymentAmt'] !== order.totalMinor) return refuse('8004')
  const at = books.now().toISOString()
  const paid = books.orders.put({
    ...order,
    status: 'PAID',
    orderNo: `${compactTime(books.now())}${randomDigits(6)}`,
    orderCertifyKey: randomToken(24),
    paidAt: at,
    entries: [{ kind: 'approve', amountMinor: order.totalMinor, at, id: uuidv7() }],
  })
  return answer(paidView(paid))
}

/** `payment/approval/getDetailForVerify`: the same after a lost answer. */
export function verify(books: PaycoBooks, body: JsonRecord): WireAnswer {
  const order = ofShop(books, body)
  return order === undefined || order.entries.length === 0 ? refuse('8002') : answer(paidView(order))
}

/** `order/cancel`: the balance before it must be named. */
export function cancel(books: PaycoBooks, body: JsonRecord): WireAnswer {
  const order = books.ofOrderNo(textOf(body['orderNo']) ?? '')
  const isOwn = order !== undefined && order.sellerKey === body['sellerKey']
  if (order === undefined || !isOwn || order.orderCertifyKey !== body['orderCertifyKey'])
    return refuse('8002')
  const amount = numberOf(body['cancelTotalAmt']) ?? 0
  const { balanceMinor } = balanceOf(order.entries)
  const parts = ['totalCancelTaxfreeAmt', 'totalCancelTaxableAmt', 'totalCancelVatAmt'].reduce(
    (sum, name) => sum + (numberOf(body[name]) ?? NaN),
    0,
  )
  const isPart = Array.isArray(body['orderProducts'])
  if (amount <= 0 || amount !== parts || (!isPart && amount !== order.totalMinor)) return refuse('1001')
  if (body['totalCancelPossibleAmt'] !== balanceMinor || amount > balanceMinor) return refuse('8005')
  const now = books.now()
  books.orders.put({
    ...order,
    status: amount === balanceMinor ? 'CANCELED' : 'PART_CANCELED',
    entries: [...order.entries, { kind: 'cancel', amountMinor: amount, at: now.toISOString(), id: uuidv7() }],
  })
  return answer({ orderNo: order.orderNo, cancelYmdt: compactTime(now), totalCancelAmt: amount })
}

const productStatuses = ['DELIVERY_START', 'PURCHASE_DECISION', 'CANCELED']

/** `order/updateOrderProductStatus`: forward only. */
export function updateStatus(books: PaycoBooks, body: JsonRecord): WireAnswer {
  const order = books.ofOrderNo(textOf(body['orderNo']) ?? '')
  if (order === undefined || order.sellerKey !== body['sellerKey']) return refuse('8002')
  if (body['sellerOrderProductReferenceKey'] !== order.referenceKey) return refuse('8002')
  const status = textOf(body['orderProductStatus']) ?? ''
  if (!productStatuses.includes(status)) return refuse('1001')
  if (productStatuses.indexOf(status) < productStatuses.indexOf(order.productStatus ?? ''))
    return refuse('8006')
  books.orders.put({ ...order, productStatus: status })
  return answer({})
}

function ofShop(books: PaycoBooks, body: JsonRecord): PaycoOrder | undefined {
  const order = books.orders.get(textOf(body['reserveOrderNo']) ?? '')
  const isOwn =
    order?.sellerKey === body['sellerKey'] && order?.referenceKey === body['sellerOrderReferenceKey']
  return isOwn ? order : undefined
}

function paidView(order: PaycoOrder): object {
  const stamp = compactTime(new Date(order.paidAt ?? order.reservedAt))
  const card = order.card ?? { code: 'CCLG', number: '433012******1234', months: 0 }
  const company = cards.find(({ code }) => code === card.code)?.name.ko ?? card.code
  return {
    sellerOrderReferenceKey: order.referenceKey,
    reserveOrderNo: order.reserveOrderNo,
    orderNo: order.orderNo,
    orderCertifyKey: order.orderCertifyKey,
    totalOrderAmt: order.totalMinor,
    totalPaymentAmt: order.totalMinor,
    paymentCompletionYn: 'Y',
    paymentCompleteYmdt: stamp,
    orderProducts: [
      {
        orderProductNo: order.orderNo,
        sellerOrderProductReferenceKey: order.referenceKey,
        productPaymentAmt: order.totalMinor,
      },
    ],
    paymentDetails: [
      {
        paymentTradeNo: order.orderNo,
        paymentMethodCode: '31',
        paymentMethodName: '신용카드',
        paymentAmt: order.totalMinor,
        tradeYmdt: stamp,
        easyPaymentYn: 'Y',
        cardSettleInfo: {
          cardCompanyName: company,
          cardCompanyCode: card.code,
          cardNo: card.number,
          cardInstallmentMonthNumber: String(card.months).padStart(2, '0'),
          cardAdmissionNo: order.reserveOrderNo.slice(-8),
          cardInterestFreeYn: 'N',
          corporateCardYn: 'N',
          partCancelPossibleYn: 'Y',
        },
      },
    ],
  }
}
