import type {
  ChangedOrdersAnswer,
  GatewayContext,
  ProductOrder,
  ProductOrderState,
  ProductOrdersAnswer,
  ReviewsAnswer,
} from '../port.ts'
import { present, toWholeNumber } from '../wire/reading.ts'
import { fromIso, seoulLocal } from '../wire/seoul-time.ts'
import { childOf, childrenOf, textIn } from '../wire/xml.ts'
import type { XmlElement } from '../wire/xml.ts'
import { openField } from './signature.ts'
import { callMall } from './soap.ts'
import type { Member } from './soap.ts'

/** So many product orders are asked for at once. */
const READ_MAX = 50
const PAGES_MAX = 20

/** A product order with what its whole order came to. */
export interface BookedProductOrder extends ProductOrder {
  readonly order: {
    /** All that the buyer paid, by whatever means, delivery included. */
    readonly paidMinor: number
    readonly paidAt?: Date
    readonly means?: string
    readonly mallId?: string
  }
}

export type BookedAnswer =
  | { readonly kind: 'read'; readonly productOrders: readonly BookedProductOrder[] }
  | Extract<ProductOrdersAnswer, { readonly kind: 'declined' | 'silent' }>

const seoul = (at: Date): string => `${seoulLocal(at)}+09:00`

/** `GetChangedProductOrderList`, page by page. Where Naver has more than we take, the answer reaches that far only. */
export async function listChanged(
  context: GatewayContext,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<ChangedOrdersAnswer> {
  const found = new Set<string>()
  let start = from
  let extra = ''
  for (let page = 1; page <= PAGES_MAX; page += 1) {
    const answer = await callMall(context, 'GetChangedProductOrderList', [
      ['base', 'InquiryTimeFrom', seoul(start)],
      // Times are whole seconds and clocks differ: up to the present is said by leaving the end out.
      ...(until < context.now ? [['base', 'InquiryTimeTo', seoul(until)] satisfies Member] : []),
      ...(extra === '' ? [] : [['base', 'InquiryExtraData', extra] satisfies Member]),
      ['mall', 'MallID', context.credentials['partnerId'] ?? ''],
    ])
    if (answer.kind !== 'done') return answer
    for (const changed of childrenOf(answer.response, 'ChangedProductOrderInfoList')) {
      const id = textIn(changed, 'ProductOrderID')
      if (id !== undefined) found.add(id)
    }
    if (textIn(answer.response, 'HasMoreData')?.toLowerCase() !== 'true')
      return { kind: 'listed', productOrderIds: [...found], until }
    const next = fromIso(textIn(answer.response, 'MoreDataTimeFrom'))
    const nextExtra = textIn(answer.response, 'InquiryExtraData') ?? ''
    if (next === undefined || (next.getTime() <= start.getTime() && nextExtra === extra))
      return { kind: 'silent', reason: 'the list says that there is more and not where' }
    start = next
    extra = nextExtra
  }
  return { kind: 'listed', productOrderIds: [...found], until: start }
}

/** `GetProductOrderInfoList`. */
export async function readProductOrders(
  context: GatewayContext,
  productOrderIds: readonly string[],
): Promise<BookedAnswer> {
  const productOrders: BookedProductOrder[] = []
  for (let start = 0; start < productOrderIds.length; start += READ_MAX) {
    const ids = productOrderIds.slice(start, start + READ_MAX)
    const answer = await callMall(
      context,
      'GetProductOrderInfoList',
      ids.map((id) => ['mall', 'ProductOrderIDList', id] as const),
    )
    if (answer.kind !== 'done') return answer
    for (const info of childrenOf(answer.response, 'ProductOrderInfoList')) {
      // One that says too little may not hide the others; whoever needs all of an order counts them.
      const productOrder = toProductOrder(info, answer.fieldKey)
      if (productOrder !== undefined) productOrders.push(productOrder)
    }
  }
  return { kind: 'read', productOrders }
}

/** All of one order: their ids first (`GetProductOrderIDList`), then themselves. */
export async function readOrder(context: GatewayContext, orderId: string): Promise<BookedAnswer> {
  const answer = await callMall(context, 'GetProductOrderIDList', [
    ['mall', 'OrderID', orderId],
    ['mall', 'MallID', context.credentials['partnerId'] ?? ''],
  ])
  if (answer.kind !== 'done') return answer
  const ids = childrenOf(answer.response, 'ProductOrderIDList')
    .map(({ text }) => text.trim())
    .filter((id) => id !== '')
  if (ids.length === 0) return { kind: 'read', productOrders: [] }
  const read = await readProductOrders(context, ids)
  if (read.kind !== 'read') return read
  return read.productOrders.length === ids.length &&
    read.productOrders.every((one) => one.orderId === orderId)
    ? read
    : { kind: 'silent', reason: 'the order and its product orders do not fit' }
}

/** `GetPurchaseReviewList` of one span. */
export async function listReviews(
  context: GatewayContext,
  { from, until, kind }: { readonly from: Date; readonly until: Date; readonly kind: 'GENERAL' | 'PREMIUM' },
): Promise<ReviewsAnswer> {
  const answer = await callMall(context, 'GetPurchaseReviewList', [
    ['base', 'InquiryTimeFrom', seoul(from)],
    ['base', 'InquiryTimeTo', seoul(until)],
    ['base', 'InquiryExtraData', ''],
    ['mall', 'MallID', context.credentials['partnerId'] ?? ''],
    ['mall', 'PurchaseReviewClassType', kind],
  ])
  if (answer.kind !== 'done') return answer
  return {
    kind: 'read',
    reviews: childrenOf(answer.response, 'PurchaseReviewList').flatMap((review) => {
      const reviewId = textIn(review, 'PurchaseReviewId')
      const createdAt = fromIso(textIn(review, 'CreateYmdt'))
      if (reviewId === undefined || createdAt === undefined) return []
      return [
        {
          reviewId,
          score: textIn(review, 'PurchaseReviewScore') ?? '',
          title: textIn(review, 'Title') ?? '',
          productOrderId: textIn(review, 'ProductOrderID') ?? '',
          productId: textIn(review, 'ProductID') ?? '',
          productName: textIn(review, 'ProductName') ?? '',
          writer: textIn(review, 'WriterId') ?? '',
          createdAt,
          ...present({
            content: textIn(review, 'Content'),
            optionName: textIn(review, 'ProductOption'),
            modifiedAt: fromIso(textIn(review, 'ModifyYmdt')),
          }),
        },
      ]
    }),
  }
}

const moneyStates: Readonly<Record<string, ProductOrderState>> = {
  PAYMENT_WAITING: 'WAITING',
  CANCELED: 'CANCELLED',
  RETURNED: 'RETURNED',
  CANCELED_BY_NOPAYMENT: 'GONE',
}

function toProductOrder(info: XmlElement, key: Uint8Array): BookedProductOrder | undefined {
  const order = childOf(info, 'Order')
  const product = childOf(info, 'ProductOrder')
  const productOrderId = textIn(product, 'ProductOrderID')
  const orderId = textIn(order, 'OrderID')
  const status = textIn(product, 'ProductOrderStatus')
  if (productOrderId === undefined || orderId === undefined || status === undefined) return undefined
  const number = (of: XmlElement | undefined, name: string) => toWholeNumber(textIn(of, name))
  const opened = (of: XmlElement | undefined, name: string): string | undefined => {
    const value = textIn(of, name)
    return value === undefined ? undefined : openField(key, value)
  }
  const paid = ['General', 'NaverMileage', 'ChargeAmount', 'CheckoutAccumulation']
    .map((means) => number(order, `${means}PaymentAmount`) ?? 0)
    .reduce((sum, minor) => sum + minor, 0)
  return {
    productOrderId,
    orderId,
    status,
    state: moneyStates[status] ?? 'PAID',
    isHeldBack: textIn(product, 'HoldbackStatus') === 'HOLDBACK',
    isPlaced: textIn(product, 'PlaceOrderStatus')?.toUpperCase() === 'OK',
    productId: textIn(product, 'ProductID') ?? '',
    productName: textIn(product, 'ProductName') ?? '',
    optionId: textIn(product, 'OptionCode') ?? '',
    optionName: textIn(product, 'ProductOption') ?? '',
    quantity: number(product, 'Quantity') ?? 0,
    ...present({
      pgOrderId: textIn(product, 'MallManageCode'),
      claimType: textIn(product, 'ClaimType'),
      claimStatus: textIn(product, 'ClaimStatus'),
      amountMinor: number(product, 'TotalPaymentAmount'),
      deliveryMinor: number(product, 'DeliveryFeeAmount'),
      trackingNumber: textIn(childOf(info, 'Delivery'), 'TrackingNumber'),
      orderer: ordererOf(order, opened),
      shippingAddress: addressOf(childOf(product, 'ShippingAddress'), opened),
      shippingMemo: textIn(product, 'ShippingMemo'),
      shippingDue: fromIso(textIn(product, 'ShippingDueDate')),
      individualCode: opened(product, 'IndividualCustomUniqueCode'),
    }),
    order: {
      paidMinor: paid,
      ...present({
        paidAt: fromIso(textIn(order, 'PaymentDate')),
        means: textIn(order, 'PaymentMeans'),
        mallId: textIn(product, 'MallID'),
      }),
    },
  }
}

type OpenText = (of: XmlElement | undefined, name: string) => string | undefined

function ordererOf(order: XmlElement | undefined, opened: OpenText): ProductOrder['orderer'] {
  const [name, id] = [opened(order, 'OrdererName'), opened(order, 'OrdererID')]
  if (name === undefined && id === undefined) return undefined
  return { name: name ?? '', id: id ?? '', tel: opened(order, 'OrdererTel1') ?? '' }
}

function addressOf(address: XmlElement | undefined, opened: OpenText): ProductOrder['shippingAddress'] {
  if (address === undefined) return undefined
  return {
    name: opened(address, 'Name') ?? '',
    postcode: textIn(address, 'ZipCode') ?? '',
    base: opened(address, 'BaseAddress') ?? '',
    tel1: opened(address, 'Tel1') ?? '',
    ...present({ detail: opened(address, 'DetailedAddress'), tel2: opened(address, 'Tel2') }),
  }
}
