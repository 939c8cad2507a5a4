import { expect, test } from 'vitest'
import { beginInstant, formatSeoulMinute, nextHour } from './begin-hour.ts'

test('the proposed hour is the next whole one on the Seoul clock, over midnight too', () => {
  expect(nextHour(new Date('2026-03-02T04:20:00Z'))).toEqual({ day: '2026-03-02', hour: '14' })
  expect(nextHour(new Date('2026-03-02T14:30:00Z'))).toEqual({ day: '2026-03-03', hour: '00' })
  expect(nextHour(new Date('2026-03-02T05:00:00Z'))).toEqual({ day: '2026-03-02', hour: '15' })
})

test('the chosen hour is sent as the instant at which Seoul shows it', () => {
  expect(beginInstant({ day: '2026-03-03', hour: '00' })).toBe('2026-03-02T15:00:00.000Z')
  expect(formatSeoulMinute('2026-03-02T15:00:00.000Z')).toBe('2026-03-03 00:00')
})

test('without a day there is no instant', () => {
  expect(beginInstant({ day: '', hour: '14' })).toBeUndefined()
})
