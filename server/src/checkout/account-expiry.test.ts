import { expect, test } from 'vitest'
import { readDueDate } from './account-expiry.ts'

test.each([
  ['20260302', '2026-03-02T14:59:59.000Z'],
  ['2026-03-02', '2026-03-02T14:59:59.000Z'],
  ['20260302183000', '2026-03-02T09:30:00.000Z'],
  ['2026-03-02 18:30:00', '2026-03-02T09:30:00.000Z'],
  ['2026-03-02T18:30:00+09:00', '2026-03-02T09:30:00.000Z'],
  ['2026-03-02T09:30:00Z', '2026-03-02T09:30:00.000Z'],
])('the due date %s means %s: Seoul time, a date alone is its end', (text, instant) => {
  expect(readDueDate(text)?.toISOString()).toBe(instant)
})

test.each(['', 'tomorrow', '2026-13-01', '2026-02', '26-03-02'])('%s is no due date', (text) => {
  expect(readDueDate(text)).toBeUndefined()
})
