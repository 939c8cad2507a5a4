import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toMajor, toMinor } from './major-amount.ts'

test('every amount that JSON can show comes back to the last minor unit, in every scale', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 99_999_999_999_999 }),
      fc.constantFrom('KRW', 'JPY', 'USD', 'KWD'),
      (minor, currency) => {
        expect(toMinor(JSON.stringify(toMajor(minor, currency)), currency)).toBe(minor)
      },
    ),
  )
})

test.each([
  ['1000', 'KRW', 1_000],
  ['1000.0', 'KRW', 1_000],
  ['10.50', 'USD', 1_050],
  ['0.1', 'USD', 10],
  ['-1', 'KRW', -1],
  ['10.5', 'KRW', undefined],
  ['10.005', 'USD', undefined],
  ['99999999999999999', 'KRW', undefined],
  ['1e3', 'KRW', undefined],
  ['', 'KRW', undefined],
])('%s %s is %s minor units', (decimal, currency, minor) => {
  expect(toMinor(decimal, currency)).toBe(minor)
})
