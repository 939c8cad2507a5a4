import { expect, test } from 'vitest'
import { copyWithoutNulls } from './drop-nulls.ts'

test('null means absent, at every depth, and objects left empty by it vanish', () => {
  const request = {
    storeId: 's',
    card: { cardCompany: null },
    offerPeriod: { range: null, interval: '1m' },
    tag: null,
  }

  expect(copyWithoutNulls(request)).toEqual({ storeId: 's', offerPeriod: { interval: '1m' } })
})

test("the merchant's own JSON in customData comes through untouched", () => {
  expect(copyWithoutNulls({ customData: { coupon: null, list: [null] } })).toEqual({
    customData: { coupon: null, list: [null] },
  })
})

test("the merchant's object is never written to", () => {
  const request = Object.freeze({ storeId: 's', card: Object.freeze({ cardCompany: null }) })

  copyWithoutNulls(request)

  expect(request).toEqual({ storeId: 's', card: { cardCompany: null } })
})

test('a __proto__ member stays data', () => {
  const copy = copyWithoutNulls(JSON.parse('{"bypass":{"__proto__":{"polluted":true}}}'))

  expect(JSON.stringify(copy)).toBe('{"bypass":{"__proto__":{"polluted":true}}}')
  expect({}).not.toHaveProperty('polluted')
})
