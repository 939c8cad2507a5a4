import { randomDigits } from '../desk/random.ts'
import type { BuyerChoice } from '../desk/simulator.ts'
import type { NaverOrderBooks } from './books.ts'
import type { NaverOrder, ProductOrder, Review, Sheet } from './order.ts'

const meansOf: Readonly<Record<string, string>> = {
  CARD: '신용카드',
  EASY_PAY: '신용카드 간편결제',
  TRANSFER: '실시간계좌이체',
  VIRTUAL_ACCOUNT: '무통장입금',
  MOBILE: '휴대폰',
  POINT: '포인트결제',
}

/** The buyer presses the button of the order sheet. What delivery to an island costs more is added here, by Naver. */
export function placeOrder(books: NaverOrderBooks, sheet: Sheet, choice: BuyerChoice): NaverOrder {
  const means = meansOf[choice.payMethod ?? ''] ?? '신용카드 간편결제'
  const island = Number(choice.person?.['islandFee'] ?? 0)
  const more = Number.isSafeInteger(island) && island > 0 ? island : 0
  const isWaiting = means === '무통장입금'
  const at = books.now().toISOString()
  const paidMinor = sheet.totalMinor + more
  const order = books.orders.put({
    orderId: books.newId(),
    sheetKey: sheet.sheetKey,
    shopId: sheet.shopId,
    mallManageCode: sheet.mallManageCode,
    means,
    paidMinor,
    deliveryMinor: sheet.shippingMinor + more,
    orderedAt: at,
    ...(isWaiting ? {} : { paidAt: at }),
    entries: isWaiting ? [] : [{ kind: 'approve', amountMinor: paidMinor, at, id: randomDigits(12) }],
  })
  books.sheets.put({ ...sheet, orderId: order.orderId })
  for (const [index, line] of sheet.lines.entries())
    books.change(
      {
        productOrderId: books.newId(),
        orderId: order.orderId,
        shopId: sheet.shopId,
        line,
        deliveryMinor: index === 0 ? order.deliveryMinor : 0,
        status: isWaiting ? 'PAYMENT_WAITING' : 'PAYED',
        isPlaced: false,
        lastChange: '',
        changedAt: at,
      },
      isWaiting ? 'PAY_WAITING' : 'PAYED',
    )
  return order
}

/** The buyer pays into the account that he was given. */
export function payIn(books: NaverOrderBooks, order: NaverOrder): void {
  const at = books.now().toISOString()
  books.orders.put({
    ...order,
    paidAt: at,
    entries: [{ kind: 'deposit', amountMinor: order.paidMinor, at, id: randomDigits(12) }],
  })
  for (const product of books.productsOf(order.orderId))
    books.change({ ...product, status: 'PAYED' }, 'PAYED')
}

export const buyerActions = [
  'request-cancel',
  'request-return',
  'request-exchange',
  'receive',
  'decide',
  'miss-deposit',
  'review',
] as const
export type BuyerAction = (typeof buyerActions)[number]

/** What a buyer does in Naver's own pages; false where he cannot. */
export function act(
  books: NaverOrderBooks,
  product: ProductOrder,
  action: BuyerAction,
  review: Partial<Review> = {},
): boolean {
  const isSent = product.status === 'DELIVERING' || product.status === 'DELIVERED'
  const isFree = product.claimType === undefined || product.claimStatus?.endsWith('_REJECT') === true
  switch (action) {
    case 'request-cancel':
      if (product.status !== 'PAYED' || !isFree) return false
      books.change({ ...product, claimType: 'CANCEL', claimStatus: 'CANCEL_REQUEST' }, 'CANCEL_REQUESTED')
      return true
    case 'request-return':
      if (!isSent || !isFree) return false
      books.change({ ...product, claimType: 'RETURN', claimStatus: 'RETURN_REQUEST' }, 'RETURN_REQUESTED')
      return true
    case 'request-exchange':
      if (!isSent || !isFree) return false
      books.change(
        { ...product, claimType: 'EXCHANGE', claimStatus: 'EXCHANGE_REQUEST' },
        'EXCHANGE_REQUESTED',
      )
      return true
    case 'receive':
      if (product.status !== 'DELIVERING') return false
      books.change({ ...product, status: 'DELIVERED' }, 'DISPATCHED')
      return true
    case 'decide':
      if (product.claimStatus === 'EXCHANGE_REDELIVERING') {
        books.change({ ...product, status: 'EXCHANGED', claimStatus: 'EXCHANGE_DONE' }, 'EXCHANGED')
        return true
      }
      if (!isSent) return false
      books.change({ ...product, status: 'PURCHASE_DECIDED' }, 'PURCHASE_DECIDED')
      return true
    case 'miss-deposit':
      if (product.status !== 'PAYMENT_WAITING') return false
      books.change({ ...product, status: 'CANCELED_BY_NOPAYMENT' }, 'CANCELED')
      return true
    case 'review':
      books.reviews.put({
        reviewId: books.newId(),
        shopId: product.shopId,
        productOrderId: product.productOrderId,
        kind: review.kind ?? 'GENERAL',
        score: review.score ?? '2',
        title: review.title ?? '좋아요',
        content: review.content ?? '',
        createdAt: books.now().toISOString(),
      })
      return true
  }
}
