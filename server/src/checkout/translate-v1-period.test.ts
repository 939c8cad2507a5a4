import { expect, test } from 'vitest'
import { translateV1Request } from './translate-v1-request.ts'

const period = (given: unknown) =>
  translateV1Request(
    { merchant_uid: 'order-1', amount: 0, customer_uid: 'member-1', period: given },
    { isLegacy: false },
  ).request['offerPeriod']

test('the period of a V1 registration is days of Seoul, both ends whole', () => {
  expect(period({ from: '20270101', to: '2027-12-31' })).toEqual({
    range: { from: '2027-01-01T00:00:00+09:00', to: '2027-12-31T23:59:59+09:00' },
  })
  expect(period({ interval: '1m', from: '' })).toEqual({ interval: '1m' })
  expect(period('whenever')).toBeUndefined()
  expect(() => period({ from: 'tomorrow' })).toThrow(expect.objectContaining({ detail: expect.any(String) }))
})
