import { expect, test } from 'vitest'
import { formatMoney, parseMinor } from './money.ts'

test.each([
  [0, 'KRW', 'ko', '0원'],
  [12_000, 'KRW', 'ko', '12,000원'],
  [12_000, 'KRW', 'en', '₩12,000'],
  [-500, 'KRW', 'en', '-₩500'],
  [1_234_567, 'JPY', 'ko', '¥1,234,567'],
  [5, 'USD', 'ko', '$0.05'],
  [123_456, 'USD', 'en', '$1,234.56'],
  [1_234, 'KWD', 'en', 'KWD 1.234'],
])('%d minor units of %s read in %s as %s', (minor, currency, language, text) => {
  expect(formatMoney(minor, currency, language)).toBe(text)
})

test.each([
  ['1,000', 'KRW', 1_000],
  ['12.3', 'USD', 1_230],
  ['12.34', 'USD', 1_234],
  ['0.29', 'USD', 29],
  ['1.0', 'KRW', undefined],
  ['1.234', 'USD', undefined],
  ['-5', 'KRW', undefined],
  ['', 'KRW', undefined],
  ['1e3', 'KRW', undefined],
])('typing %s in %s means %s minor units', (text, currency, minor) => {
  expect(parseMinor(text, currency)).toBe(minor)
})
