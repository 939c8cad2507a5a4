import { expect, test } from 'vitest'
import { hasCorporationCheckDigit, isBusinessNumber, isCorporationNumber } from './registration-number.ts'

// Numbers that Korean companies print at the foot of their own pages and annual reports.
test.each(['1248100998', '2208162517', '1208147521', '1018109147', '1208800767', '1078614075'])(
  '%s is a business registration number',
  (digits) => expect(isBusinessNumber(digits)).toBe(true),
)

test('one wrong digit is found wherever it stands', () => {
  const good = '1248100998'
  const wrong = good.split('').flatMap((digit, index) =>
    Array.from({ length: 10 }, (_, other) => String(other))
      .filter((other) => other !== digit)
      .map((other) => good.slice(0, index) + other + good.slice(index + 1)),
  )
  // The ninth digit counts five times plus its tens, so that all ten of its values differ, too.
  expect(wrong).toHaveLength(90)
  expect(wrong.filter(isBusinessNumber)).toEqual([])
})

test.each(['', '124810099', '12481009980', '124-81-00998', '12481 0099', '１２４８１００９９８'])(
  '%j is not ten digits',
  (text) => expect(isBusinessNumber(text)).toBe(false),
)

test('the registry rule has an example of its own', () => {
  expect(hasCorporationCheckDigit('1101110062432')).toBe(true)
  expect(hasCorporationCheckDigit('1101110062433')).toBe(false)
})

test.each(['1301110006246', '1101111707178', '1101111129497'])('%s is a corporation number', (digits) => {
  expect(isCorporationNumber(digits)).toBe(true)
  expect(hasCorporationCheckDigit(digits)).toBe(true)
})

test('a corporation number without a fitting check digit still is one, since new ones may have none', () => {
  expect(isCorporationNumber('1301110006247')).toBe(true)
  expect(hasCorporationCheckDigit('1301110006247')).toBe(false)
  expect(isCorporationNumber('130111000624')).toBe(false)
})
