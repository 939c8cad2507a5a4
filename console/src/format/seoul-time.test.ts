import { expect, test } from 'vitest'
import { formatSeoul, seoulDayBefore, seoulInstant } from './seoul-time.ts'

test.each([
  ['2026-03-01T15:00:00Z', '2026-03-02 00:00:00'],
  ['2026-12-31T14:59:59.999Z', '2026-12-31 23:59:59'],
  ['2026-12-31T15:00:00Z', '2027-01-01 00:00:00'],
  ['2026-07-01T03:04:05Z', '2026-07-01 12:04:05'],
])('%s is %s in Seoul, by the 24-hour clock', (instant, text) => {
  expect(formatSeoul(instant)).toBe(text)
})

test('what is no instant is shown as it came', () => {
  expect(formatSeoul('soon')).toBe('soon')
})

test('a day of Seoul begins at 15:00 UTC of the day before', () => {
  expect(seoulInstant('2026-03-02')).toBe('2026-03-01T15:00:00.000Z')
  expect(seoulInstant('2026-03-02', '23:59:59')).toBe('2026-03-02T14:59:59.000Z')
  expect(seoulInstant('yesterday')).toBeUndefined()
})

test('early morning in Seoul is still yesterday in UTC', () => {
  expect(seoulDayBefore(new Date('2026-03-01T16:00:00Z'), 0)).toBe('2026-03-02')
  expect(seoulDayBefore(new Date('2026-03-01T16:00:00Z'), 7)).toBe('2026-02-23')
})
