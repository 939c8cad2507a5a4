import fc from 'fast-check'
import { expect, test } from 'vitest'
import { minute } from '../foundation/clock.ts'
import { systemRandom, type Random } from '../foundation/random.ts'
import { executionCountMax, nextAttemptAt, retryDelayMs } from './retry-schedule.ts'

const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const now = new Date('2026-01-05T00:00:00Z')

function chance(value: number): Random {
  return { ...systemRandom, fraction: () => value }
}

test('the longest pauses are 1, 4, 16, 64 and 256 minutes', () => {
  const longest = [2, 3, 4, 5, 6].map((attempt) =>
    Math.ceil(retryDelayMs(attempt, chance(1 - 1e-12)) / minute),
  )

  expect(longest).toEqual([1, 4, 16, 64, 256])
})

test('a pause is the chance times the longest one: never negative, never the whole', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: executionCountMax }), fraction, (attempt, value) => {
      const longestMs = 4 ** (attempt - 2) * minute
      const delayMs = retryDelayMs(attempt, chance(value))

      expect(delayMs).toBe(Math.floor(longestMs * value))
      expect(delayMs).toBeGreaterThanOrEqual(0)
      expect(delayMs).toBeLessThan(longestMs)
    }),
  )
})

test('a message is tried six times and then never again', () => {
  fc.assert(
    fc.property(fraction, (value) => {
      const booked = [1, 2, 3, 4, 5, 6, 7].map((executed) => nextAttemptAt(executed, now, chance(value)))

      expect(booked.slice(0, 5).every((at) => at !== null && at >= now)).toBe(true)
      expect(booked.slice(5)).toEqual([null, null])
    }),
  )
})
