import { describe, expect, test } from 'vitest'
import { Refusal } from '../foundation/refusal.ts'
import { readPaymentRequest } from './read-payment-request.ts'

const now = new Date('2026-03-02T00:00:00Z')
const request = {
  storeId: 'store-1',
  paymentId: 'order-1',
  orderName: '나룻배',
  totalAmount: 1_000,
  currency: 'KRW',
  channelKey: 'channel-key-1',
  payMethod: 'CARD',
}

function refusal(change: object): { type: string; detail: string | undefined } {
  try {
    readPaymentRequest({ ...request, ...change }, 'PC', now)
  } catch (error) {
    if (error instanceof Refusal) return { type: error.type, detail: error.detail }
    throw error
  }
  throw new Error('was not refused')
}

describe('a payment request', () => {
  test.each([
    [{ availablePayMethods: ['CARD', 'MONEY', 'CHARGE'] }, ['CARD', 'CHARGE']],
    [{ availablePayMethods: 'TRANSFER' }, ['TRANSFER']],
    [{ availablePayMethod: 'CARD' }, ['CARD']],
    [{ availablePayMethods: ['COUPON'] }, undefined],
  ])('names the means within a wallet however a page spells them: %j', (easyPay, availablePayMethods) => {
    const { order } = readPaymentRequest({ ...request, payMethod: 'EASY_PAY', easyPay }, 'PC', now)

    expect(order.easyPay?.availablePayMethods).toEqual(availablePayMethods)
  })

  test('prefixed and bare enums mean the same', () => {
    const bare = readPaymentRequest(
      { ...request, payMethod: 'EASY_PAY', easyPay: { easyPayProvider: 'KAKAOPAY' } },
      'PC',
      now,
    )
    const prefixed = readPaymentRequest(
      {
        ...request,
        currency: 'CURRENCY_KRW',
        payMethod: 'EASY_PAY',
        easyPay: { easyPayProvider: 'EASY_PAY_PROVIDER_KAKAOPAY' },
      },
      'PC',
      now,
    )

    expect(prefixed).toEqual(bare)
  })

  test('explicit nulls, as the Android SDK sends them, are absent', () => {
    const read = readPaymentRequest(
      { ...request, redirectUrl: null, customer: { fullName: null, email: null }, windowType: null },
      'MOBILE',
      now,
    )

    expect(read.redirectUrl).toBeUndefined()
    expect(read.order.customer).toEqual({})
  })

  test('custom data that is text stays as it is and anything else becomes JSON text once', () => {
    expect(readPaymentRequest({ ...request, customData: '{"a":1}' }, 'PC', now).order.customData).toBe(
      '{"a":1}',
    )
    expect(readPaymentRequest({ ...request, customData: { a: 1 } }, 'PC', now).order.customData).toBe(
      '{"a":1}',
    )
  })

  test('an empty list of notice addresses means "not given"', () => {
    expect(readPaymentRequest({ ...request, noticeUrls: [] }, 'PC', now).order.noticeUrls).toBeUndefined()
  })

  test.each([
    [{ paymentId: undefined }, 'BadRequest', 'paymentId'],
    [{ storeId: '' }, 'BadRequest', 'storeId'],
    [{ totalAmount: '1000' }, 'BadRequest', 'totalAmount'],
    [{ totalAmount: 0 }, 'RequestParseFailed', 'totalAmount'],
    [{ totalAmount: -1 }, 'RequestParseFailed', 'totalAmount'],
    [{ totalAmount: 10.5 }, 'RequestParseFailed', 'totalAmount'],
    [{ totalAmount: 1e21 }, 'RequestParseFailed', 'totalAmount'],
    [{ taxFreeAmount: 1_001 }, 'RequestParseFailed', 'taxFreeAmount'],
    [{ taxFreeAmount: 950, vatAmount: 100 }, 'RequestParseFailed', 'taxFreeAmount + vatAmount'],
    [{ currency: 'WON' }, 'RequestParseFailed', 'currency'],
    [{ payMethod: 'GOLD' }, 'RequestParseFailed', 'payMethod'],
    [{ channelKey: undefined }, 'BadRequest', 'channelKey'],
    [{ channelGroupId: 'g' }, 'BadRequest', 'channelKey'],
    [{ windowType: { pc: 'TAB' } }, 'RequestParseFailed', 'windowType.pc'],
    [{ redirectUrl: 'javascript:alert(1)' }, 'RequestParseFailed', 'redirectUrl'],
    [{ customer: { email: 'nobody' } }, 'RequestParseFailed', 'customer.email'],
    [{ noticeUrls: ['ftp://x'] }, 'RequestParseFailed', 'noticeUrls[0]'],
    [
      { payMethod: 'VIRTUAL_ACCOUNT', virtualAccount: { accountExpiry: { dueDate: '20200101' } } },
      'RequestParseFailed',
      'dueDate',
    ],
    [{ paymentId: 'a\u0000b' }, 'RequestParseFailed', 'paymentId'],
    [{ products: [{ id: 'p', name: 'n', amount: 1 }] }, 'BadRequest', 'products[0].quantity'],
  ])('%j is refused as %s and the message names %s', (change, type, named) => {
    const { type: refused, detail } = refusal(change)

    expect(refused).toBe(type)
    expect(detail).toContain(named)
  })

  test.each([undefined, null, 'text', 7, []])('%j instead of a request object is refused', (value) => {
    expect(() => readPaymentRequest(value, 'PC', now)).toThrow(Refusal)
  })
})
