import { expect, test } from 'vitest'
import { createPace } from './pace.ts'

test('a heap of work begins at its pace, however often somebody asks', () => {
  let at = 0
  const pace = createPace(100, () => at)
  let begun = 0
  for (; at <= 3_000; at += 7) {
    const allowed = pace.allowed()
    pace.begun(allowed)
    begun += allowed
  }

  expect(begun).toBeGreaterThan(290)
  expect(begun).toBeLessThanOrEqual(310)
})

test('a quiet hour is not saved up for a burst', () => {
  let at = 0
  const pace = createPace(100, () => at)
  at = 3_600_000

  expect(pace.allowed()).toBe(10)
})

test('work without a pace begins at once', () => {
  expect(createPace(undefined).allowed()).toBe(Infinity)
})
