import fc from 'fast-check'
import { expect, test } from 'vitest'
import { systemRandom } from '../foundation/random.ts'
import type { GroupEntry } from './channel-group.ts'
import { pickChannel } from './pick-channel.ts'

const entry = (channelKey: string, weight: number, enabled = true): GroupEntry => ({
  channelKey,
  weight,
  enabled,
})
const lot = (fraction: number) => ({ fraction: () => fraction })

/** Up to ten entries with any weights, among which a payment can choose. */
const groups = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 100 }), fc.boolean()), { minLength: 1, maxLength: 10 })
  .map((pairs) => pairs.map(([weight, enabled], index) => entry(`channel-${index}`, weight, enabled)))
  .filter((entries) => entries.some(({ weight, enabled }) => enabled && weight > 0))

const sumOf = (entries: readonly GroupEntry[]) =>
  entries.filter(({ enabled }) => enabled).reduce((sum, { weight }) => sum + weight, 0)

test('each enabled channel owns exactly as many points as its weight, in the order of the screen', () => {
  fc.assert(
    fc.property(groups, (entries) => {
      const total = sumOf(entries)
      const owners = Array.from(
        { length: total },
        (_, point) => pickChannel({ entries }, lot((point + 0.5) / total))?.channelKey,
      )

      expect(owners).toEqual(
        entries.flatMap(({ channelKey, weight, enabled }) =>
          enabled ? Array.from({ length: weight }, () => channelKey) : [],
        ),
      )
    }),
  )
})

test('a disabled channel and one of weight 0 are never chosen, whatever the lot', () => {
  fc.assert(
    fc.property(
      groups,
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (entries, fraction) => {
        const picked = pickChannel({ entries }, lot(fraction))

        expect(picked?.enabled).toBe(true)
        expect(picked?.weight).toBeGreaterThan(0)
      },
    ),
  )
})

test('the border between 70 and 30 lies exactly at 0.7', () => {
  const group = { entries: [entry('a', 70), entry('b', 30)] }
  const pick = (fraction: number) => pickChannel(group, lot(fraction))?.channelKey

  expect([0, 0.699_999, 0.7, 0.999_999].map(pick)).toEqual(['a', 'a', 'b', 'b'])
})

test('without the disabled one the others keep their proportion: 50 and 25 of 100 become two thirds and one third', () => {
  const group = { entries: [entry('a', 50), entry('off', 25, false), entry('b', 25)] }
  const points = Array.from({ length: 75 }, (_, point) => pickChannel(group, lot((point + 0.5) / 75)))

  expect(points.filter((picked) => picked?.channelKey === 'a')).toHaveLength(50)
  expect(points.filter((picked) => picked?.channelKey === 'b')).toHaveLength(25)
})

// Goal: the real lot, not only a given one. 20 000 draws at 70 % have a standard deviation of 65; six of them is 1 in 500 million.
test('over many payments the real lot divides as the weights say', () => {
  const group = { entries: [entry('a', 70), entry('b', 30)] }
  const draws = Array.from({ length: 20_000 }, () => pickChannel(group, systemRandom)?.channelKey)

  expect(Math.abs(draws.filter((key) => key === 'a').length - 14_000)).toBeLessThan(400)
})

test('nothing is chosen where nothing can be', () => {
  expect(pickChannel({ entries: [] }, lot(0))).toBeUndefined()
  expect(pickChannel({ entries: [entry('a', 0), entry('off', 100, false)] }, lot(0.5))).toBeUndefined()
})
