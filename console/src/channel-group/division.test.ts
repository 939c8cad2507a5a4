import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeDivision, readWeight, shareEvenly, shareOf, sumOf, type DraftEntry } from './division.ts'

const drafts = fc
  .array(fc.boolean(), { minLength: 1, maxLength: 10 })
  .map((flags): DraftEntry[] =>
    flags.map((enabled, index) => ({ channelKey: `c${index}`, weight: '', enabled })),
  )
const entry = (weight: number | string, enabled = true): DraftEntry => ({
  channelKey: `${weight}`,
  weight,
  enabled,
})

test('sharing evenly makes exactly 100, with at most 1 between two channels that share', () => {
  fc.assert(
    fc.property(drafts, (entries) => {
      const shared = shareEvenly(entries)
      const sharing = shared.filter(({ weight }) => Number(weight) > 0).map(({ weight }) => Number(weight))

      expect(sumOf(shared)).toBe(100)
      expect(Math.max(...sharing) - Math.min(...sharing)).toBeLessThanOrEqual(1)
    }),
  )
})

test('where something is enabled, the disabled ones get nothing and the form can be saved', () => {
  fc.assert(
    fc.property(
      drafts.filter((entries) => entries.some(({ enabled }) => enabled)),
      (entries) => {
        const shared = shareEvenly(entries)

        expect(judgeDivision(shared)).toEqual({ kind: 'fine' })
        expect(shared.filter(({ enabled, weight }) => !enabled && weight !== 0)).toEqual([])
      },
    ),
  )
})

test('three channels share 34, 33 and 33', () => {
  expect(shareEvenly([entry(''), entry(1), entry(2)]).map(({ weight }) => weight)).toEqual([34, 33, 33])
})

test.each([
  [[], { kind: 'empty' }],
  [[entry(70), entry(29)], { kind: 'sum', sum: 99 }],
  [[entry(70), entry('')], { kind: 'sum', sum: 70 }],
  [[entry(100, false), entry(0)], { kind: 'all-disabled' }],
  [[entry(70), entry(30, false)], { kind: 'fine' }],
] as const)('%j is judged %j', (entries, verdict) => {
  expect(judgeDivision(entries)).toEqual(verdict)
})

test.each([
  ['', undefined],
  ['7', 7],
  [1.5, undefined],
  [-1, undefined],
  [101, undefined],
  [0, 0],
  ['x', undefined],
])('the input %j is the weight %j', (typed, weight) => {
  expect(readWeight(typed)).toBe(weight)
})

test('without the disabled one the others take its part in proportion', () => {
  const entries = [entry(50), entry(25, false), entry(25)]

  expect(entries.map((each) => shareOf(each, entries))).toEqual([66.7, 0, 33.3])
})
