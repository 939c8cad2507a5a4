/** How a payment stands at the shop; the shop believes only what its server asked the platform. */
export type OrderStatus =
  'WAITING' | 'ACCOUNT_ISSUED' | 'PAID' | 'PARTIAL_CANCELLED' | 'CANCELLED' | 'FAILED' | 'MISMATCH'

/** Sold in won; in dollars through PayPal, which takes no won. */
export type Currency = 'KRW' | 'USD'

export interface Buyer {
  readonly fullName: string
  readonly phoneNumber: string
  readonly email: string
}

export interface Order {
  /** Also the `paymentId`: letters, digits and one hyphen, 38 characters, which every PG accepts as it is. */
  readonly id: string
  readonly productId: string
  readonly quantity: number
  /** Won or cents. What must be paid, fixed by the server when the order was made. */
  readonly totalAmount: number
  readonly currency: Currency
  readonly buyer: Buyer
  readonly channelKey: string
  readonly payMethod: string
  /** Undefined leaves the choice to the platform. */
  readonly windowType?: string
  readonly createdAt: string
  readonly status: OrderStatus
  readonly cancelledAmount: number
  /** Why it failed, as the platform told. */
  readonly reason?: string
  readonly account?: { readonly bank: string; readonly number: string; readonly expiresAt?: string }
  readonly receiptUrl?: string
}

/** What the shop reads out of `GET /payments/{paymentId}`. */
export interface PaymentFacts {
  readonly status: string
  readonly storeId: string
  readonly total: number
  readonly currency: string
  readonly cancelled: number
  readonly reason?: string
  readonly account?: Order['account']
  readonly receiptUrl?: string
}

const statusOf: Readonly<Record<string, OrderStatus>> = {
  READY: 'WAITING',
  PAY_PENDING: 'WAITING',
  VIRTUAL_ACCOUNT_ISSUED: 'ACCOUNT_ISSUED',
  PAID: 'PAID',
  PARTIAL_CANCELLED: 'PARTIAL_CANCELLED',
  CANCELLED: 'CANCELLED',
  FAILED: 'FAILED',
}

const moneyIsIn: readonly OrderStatus[] = ['ACCOUNT_ISSUED', 'PAID', 'PARTIAL_CANCELLED']

/**
 * The order after the shop has asked the platform. Goods may leave only when amount, currency and store are the
 * ones that the shop fixed before the buyer's browser was involved; else the order is held as MISMATCH.
 */
export function settleOrder(order: Order, payment: PaymentFacts, storeId: string): Order {
  const status = statusOf[payment.status] ?? 'WAITING'
  const agrees =
    payment.total === order.totalAmount && payment.currency === order.currency && payment.storeId === storeId
  const { reason: _reason, ...rest } = order
  return {
    ...rest,
    status: !agrees && moneyIsIn.includes(status) ? 'MISMATCH' : status,
    cancelledAmount: payment.cancelled,
    ...(payment.reason === undefined ? {} : { reason: payment.reason }),
    ...(payment.account === undefined ? {} : { account: payment.account }),
    ...(payment.receiptUrl === undefined ? {} : { receiptUrl: payment.receiptUrl }),
  }
}

/** What may still be given back. */
export function cancellable(order: Order): number {
  return order.status === 'PAID' || order.status === 'PARTIAL_CANCELLED'
    ? order.totalAmount - order.cancelledAmount
    : 0
}

/** True while the buyer may (again) open the payment window. */
export function payable(order: Order): boolean {
  return order.status === 'WAITING' || order.status === 'FAILED'
}
