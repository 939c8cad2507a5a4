import { randomDigits } from '../desk/random.ts'
import { textIn } from '../desk/xml.ts'
import type { XmlElement } from '../desk/xml.ts'
import type { NaverOrderBooks } from './books.ts'
import type { ProductOrder } from './order.ts'

/** A refusal in this simulator's own codes: those of the real order API are in no public source. */
export interface Refused {
  readonly code: string
  readonly message: string
}

const wrongState: Refused = { code: 'ERR-STATE', message: '현재 상태에서 처리할 수 없는 상품주문입니다.' }
const missing = (name: string): Refused => ({
  code: 'ERR-PARAMETER',
  message: `${name} 값이 올바르지 않습니다.`,
})

const deliveries = ['DELIVERY', 'GDFW_ISSUE_SVC', 'VISIT_RECEIPT', 'DIRECT_DELIVERY', 'QUICK_SVC', 'NOTHING']
const returnDeliveries = ['RETURN_DESIGNATED', 'RETURN_DELIVERY', 'RETURN_INDIVIDUAL']
const cancelReasons = [
  'SOLD_OUT',
  'DELAYED_DELIVERY',
  'PRODUCT_UNSATISFIED',
  'INTENT_CHANGED',
  'COLOR_AND_SIZE',
  'WRONG_ORDER',
  'INCORRECT_INFO',
]
const holdReasons = [
  'RETURN_DELIVERYFEE',
  'EXTRAFEEE',
  'RETURN_DELIVERYFEE_AND_EXTRAFEEE',
  'RETURN_PRODUCT_NOT_DELIVERED',
  'ETC',
]

type Operation = (
  books: NaverOrderBooks,
  product: ProductOrder,
  request: XmlElement | undefined,
) => Refused | undefined

/** What the shop does about one product order; undefined when it is done. */
export const operations: Readonly<Record<string, Operation>> = {
  PlaceProductOrder: (books, product) => {
    if (product.status !== 'PAYED' || product.isPlaced || isClaimed(product)) return wrongState
    books.change({ ...product, isPlaced: true }, 'PAYED')
    return undefined
  },
  ShipProductOrder: (books, product, request) => {
    const delivery = deliveryOf(request, '', deliveries)
    if (delivery === undefined) return missing('DeliveryMethodCode')
    if (textIn(request, 'DispatchDate') === '') return missing('DispatchDate')
    if (product.status !== 'PAYED' || isClaimed(product)) return wrongState
    books.change({ ...product, isPlaced: true, status: 'DELIVERING', delivery }, 'DISPATCHED')
    return undefined
  },
  CancelSale: (books, product, request) => {
    if (!cancelReasons.includes(textIn(request, 'CancelReasonCode'))) return missing('CancelReasonCode')
    if (product.status !== 'PAYED') return wrongState
    cancelled(books, product)
    return undefined
  },
  ApproveCancelApplication: (books, product) => {
    if (product.status !== 'PAYED' || product.claimStatus !== 'CANCEL_REQUEST') return wrongState
    cancelled(books, product)
    return undefined
  },
  RequestReturn: (books, product, request) => {
    if (textIn(request, 'ReturnReasonCode') === '') return missing('ReturnReasonCode')
    if (deliveryOf(request, 'Collect', returnDeliveries) === undefined)
      return missing('CollectDeliveryMethodCode')
    const isSent = product.status === 'DELIVERING' || product.status === 'DELIVERED'
    if (!isSent || isClaimed(product)) return wrongState
    books.change({ ...product, claimType: 'RETURN', claimStatus: 'COLLECTING' }, 'RETURN_REQUESTED')
    return undefined
  },
  ApproveReturnApplication: (books, product) => {
    if (!isReturning(product) || product.isHeldBack === true) return wrongState
    const after = books.change({ ...product, status: 'RETURNED', claimStatus: 'RETURN_DONE' }, 'RETURNED')
    giveBack(books, after)
    return undefined
  },
  RejectReturn: (books, product, request) => {
    if (textIn(request, 'RejectDetailContent') === '') return missing('RejectDetailContent')
    if (!isReturning(product)) return wrongState
    books.change({ ...product, claimStatus: 'RETURN_REJECT', isHeldBack: false }, 'DISPATCHED')
    return undefined
  },
  WithholdReturn: (books, product, request) => {
    if (!holdReasons.includes(textIn(request, 'ReturnHoldCode'))) return missing('ReturnHoldCode')
    if (textIn(request, 'ReturnHoldDetailContent') === '') return missing('ReturnHoldDetailContent')
    if (!isReturning(product) || product.isHeldBack === true) return wrongState
    books.change({ ...product, isHeldBack: true }, 'HOLDBACK_REQUESTED')
    return undefined
  },
  ReleaseReturnHold: (books, product) => {
    if (!isReturning(product) || product.isHeldBack !== true) return wrongState
    books.change({ ...product, isHeldBack: false }, 'RETURN_REQUESTED')
    return undefined
  },
  ApproveCollectedExchange: (books, product) => {
    const isOpen =
      product.claimType === 'EXCHANGE' &&
      ['EXCHANGE_REQUEST', 'COLLECTING'].includes(product.claimStatus ?? '')
    if (!isOpen) return wrongState
    books.change({ ...product, claimStatus: 'COLLECT_DONE' }, 'EXCHANGE_REDELIVERY_READY')
    return undefined
  },
  ReDeliveryExchange: (books, product, request) => {
    const delivery = deliveryOf(request, 'ReDelivery', deliveries)
    if (delivery === undefined) return missing('ReDeliveryMethodCode')
    if (product.claimType !== 'EXCHANGE' || product.claimStatus !== 'COLLECT_DONE') return wrongState
    books.change({ ...product, claimStatus: 'EXCHANGE_REDELIVERING', delivery }, 'DISPATCHED')
    return undefined
  },
}

function isClaimed({ claimType, claimStatus }: ProductOrder): boolean {
  return claimType !== undefined && claimStatus?.endsWith('_REJECT') !== true
}

function isReturning({ claimType, claimStatus = '' }: ProductOrder): boolean {
  return claimType === 'RETURN' && ['RETURN_REQUEST', 'COLLECTING', 'COLLECT_DONE'].includes(claimStatus)
}

/** Company and number are needed where a parcel service carries it. */
function deliveryOf(
  request: XmlElement | undefined,
  prefix: '' | 'Collect' | 'ReDelivery',
  known: readonly string[],
): ProductOrder['delivery'] {
  const names =
    prefix === 'ReDelivery'
      ? ['ReDeliveryMethodCode', 'ReDeliveryCompanyCode', 'ReDeliveryTrackingNumber']
      : [`${prefix}DeliveryMethodCode`, `${prefix}DeliveryCompanyCode`, `${prefix}TrackingNumber`]
  const [method = '', company = '', trackingNumber = ''] = names.map((name) => textIn(request, name))
  if (!known.includes(method)) return undefined
  const isParcel = method === 'DELIVERY' || method === 'RETURN_DELIVERY'
  return isParcel && (company === '' || trackingNumber === '')
    ? undefined
    : { method, company, trackingNumber }
}

function cancelled(books: NaverOrderBooks, product: ProductOrder): void {
  const after = books.change(
    { ...product, status: 'CANCELED', claimType: 'CANCEL', claimStatus: 'CANCEL_DONE' },
    'CANCELED',
  )
  giveBack(books, after)
}

/** A product's price, and the delivery fee with the last of an order of which nothing was sent. */
function giveBack(books: NaverOrderBooks, product: ProductOrder): void {
  const order = books.orders.get(product.orderId)
  if (order === undefined) return
  const isNothingSent = books.productsOf(order.orderId).every(({ status }) => status === 'CANCELED')
  const amountMinor = product.line.totalMinor + (isNothingSent ? order.deliveryMinor : 0)
  books.orders.put({
    ...order,
    entries: [
      ...order.entries,
      { kind: 'cancel', amountMinor, at: books.now().toISOString(), id: randomDigits(12) },
    ],
  })
}
