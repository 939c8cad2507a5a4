import { expect, test } from 'vitest'
import { formatCorporationNumber, formatPhone, formatRegistrationNumber } from './digits.ts'

test.each([
  ['01012345678', '010-1234-5678'],
  ['0111234567', '011-123-4567'],
  ['021234567', '02-123-4567'],
  ['0212345678', '02-1234-5678'],
  ['0311234567', '031-123-4567'],
  ['15881234', '1588-1234'],
  ['821012345678', '821012345678'],
  ['', ''],
])('the phone number %s is shown as %s', (digits, shown) => {
  expect(formatPhone(digits)).toBe(shown)
})

test('numbers of a business are grouped as on its licence, and left alone when they are not whole', () => {
  expect(formatRegistrationNumber('1248100998')).toBe('124-81-00998')
  expect(formatRegistrationNumber('12481')).toBe('12481')
  expect(formatCorporationNumber('1301110006246')).toBe('130111-0006246')
})
