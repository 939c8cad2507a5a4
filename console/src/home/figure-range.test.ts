import { expect, test } from 'vitest'
import { axisOf, figureDays, figureRange, mayBeHourly } from './figure-range.ts'

const now = new Date('2026-03-01T16:00:00Z') // 2 March, 01:00 in Seoul
const choice = { period: '1w', from: '', until: '', unit: 'day' } as const

test('a week is seven Seoul days and today is the last of them', () => {
  const range = figureRange(choice, now)

  expect(range).toEqual({ from: '2026-02-23T15:00:00.000Z', until: '2026-03-02T14:59:59.999Z', unit: 'day' })
  expect(range && axisOf(range, now)).toEqual([
    '2026-02-24',
    '2026-02-25',
    '2026-02-26',
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
    '2026-03-02',
  ])
})

test('hours are shown for a month at most, and only those that have begun', () => {
  const range = figureRange(
    { ...choice, period: 'custom', from: '2026-03-02', until: '2026-03-02', unit: 'hour' },
    now,
  )

  expect(range && axisOf(range, now)).toEqual(['2026-03-02T00:00', '2026-03-02T01:00'])
  expect(figureRange({ ...choice, period: '6m', unit: 'hour' }, now)?.unit).toBe('day')
  expect(mayBeHourly(32)).toBe(false)
})

test('a range that ends before it begins, or is not yet typed, asks for nothing', () => {
  expect(
    figureDays({ ...choice, period: 'custom', from: '2026-03-02', until: '2026-03-01' }, now),
  ).toBeUndefined()
  expect(figureRange({ ...choice, period: 'custom', from: '', until: '' }, now)).toBeUndefined()
})
