import { expect, test } from 'vitest'
import { amountText } from './amount-text.ts'

test('won is written as Koreans write it, and with its sign elsewhere', () => {
  expect(amountText({ totalMinor: 1_234_567, currency: 'KRW', scale: 0 }, 'ko')).toBe('1,234,567원')
  expect(amountText({ totalMinor: 1_234_567, currency: 'KRW', scale: 0 }, 'en')).toBe('₩1,234,567')
})

test('the decimal point follows the scale of the currency', () => {
  expect(amountText({ totalMinor: 1000, currency: 'USD', scale: 2 }, 'en')).toBe('$10.00')
  expect(amountText({ totalMinor: 5, currency: 'USD', scale: 2 }, 'en')).toBe('$0.05')
  expect(amountText({ totalMinor: 1_234_567, currency: 'KWD', scale: 3 }, 'en')).toBe('KWD 1,234.567')
  expect(amountText({ totalMinor: 980, currency: 'JPY', scale: 0 }, 'ja')).toMatch(/^[¥￥]980$/)
})

// Goal: a price must be exact where a float no longer is.
test('the largest exact amount keeps its last digit', () => {
  expect(amountText({ totalMinor: 9_007_199_254_740_991, currency: 'USD', scale: 2 }, 'en')).toBe(
    '$90,071,992,547,409.91',
  )
})

test('a currency that the browser does not know stands as its code', () => {
  expect(amountText({ totalMinor: 100, currency: 'not-a-code', scale: 0 }, 'ko')).toBe('not-a-code 100')
})
