import { expect, test } from 'vitest'
import { nextDelayMs } from './child.ts'

test('a program that keeps ending early is started again ever later, but at least every ten seconds', () => {
  const delays = [0, 0, 0, 0, 0, 0, 0].reduce<number[]>(
    (all) => [...all, nextDelayMs(all.at(-1) ?? 0, 100)],
    [],
  )

  expect(delays).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 10_000])
})

test('a program that had run steadily is started again at once', () => {
  expect(nextDelayMs(8_000, 60_000)).toBe(250)
})
