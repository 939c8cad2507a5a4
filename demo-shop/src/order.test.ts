import { expect, test } from 'vitest'
import type { Order, PaymentFacts } from './order.ts'
import { cancellable, payable, settleOrder } from './order.ts'

const order: Order = {
  id: 'order-1',
  productId: 'cups',
  quantity: 1,
  totalAmount: 39_000,
  currency: 'KRW',
  buyer: { fullName: '홍길동', phoneNumber: '010-1234-5678', email: 'buyer@example.com' },
  channelKey: 'channel-1',
  payMethod: 'CARD',
  createdAt: '2026-01-05T00:00:00Z',
  status: 'WAITING',
  cancelledAmount: 0,
}
const paid: PaymentFacts = {
  status: 'PAID',
  storeId: 'store-1',
  total: 39_000,
  currency: 'KRW',
  cancelled: 0,
}

test('a payment that agrees in amount, currency and store pays the order', () => {
  expect(settleOrder(order, paid, 'store-1').status).toBe('PAID')
})

test('a payment of another amount, currency or store holds the order instead of paying it', () => {
  for (const wrong of [{ total: 39 }, { currency: 'USD' }, { storeId: 'store-2' }]) {
    expect(settleOrder(order, { ...paid, ...wrong }, 'store-1').status).toBe('MISMATCH')
  }
})

test('an issued account is not paid yet, and its number is kept for the buyer', () => {
  const account = { bank: 'SHINHAN', number: '110-1' }

  const settled = settleOrder(order, { ...paid, status: 'VIRTUAL_ACCOUNT_ISSUED', account }, 'store-1')

  expect(settled).toMatchObject({ status: 'ACCOUNT_ISSUED', account })
  expect(cancellable(settled)).toBe(0)
})

test('after a part is cancelled only the rest can be', () => {
  const settled = settleOrder(order, { ...paid, status: 'PARTIAL_CANCELLED', cancelled: 9_000 }, 'store-1')

  expect(cancellable(settled)).toBe(30_000)
})

test('a failed payment may be tried again and its reason goes when the next try succeeds', () => {
  const failed = settleOrder(order, { ...paid, status: 'FAILED', reason: '한도 초과' }, 'store-1')
  expect(payable(failed)).toBe(true)
  expect(failed.reason).toBe('한도 초과')

  expect(settleOrder(failed, paid, 'store-1')).not.toHaveProperty('reason')
})
