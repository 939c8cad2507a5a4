import { expect, test } from 'vitest'
import { checkoutOrigin, chooseOrigin, createSlots } from './checkout-origin.ts'

const marker = ['__NARU', 'CHECKOUT_ORIGIN__'].join('_')

test('the origin that the server wrote wins over the address that the script came from', () => {
  expect(chooseOrigin('https://pay.shop.kr', 'https://cdn.portone.io/v2/browser-sdk.js')).toBe(
    'https://pay.shop.kr',
  )
})

test('an emptied or untouched marker falls back to the own origin, query and path ignored', () => {
  expect(chooseOrigin('', 'http://127.0.0.1:4003/v2/browser-sdk.esm.js?1719')).toBe('http://127.0.0.1:4003')
  expect(chooseOrigin(marker, 'http://127.0.0.1:4003/v2/browser-sdk.js')).toBe('http://127.0.0.1:4003')
})

test('a changed CHECKOUT_SERVER is used from the next call on', () => {
  const slots = createSlots('http://a.example/x.js')

  Object.assign(slots, { CHECKOUT_SERVER: 'http://b.example/' })

  expect(checkoutOrigin(slots)).toBe('http://b.example')
})
