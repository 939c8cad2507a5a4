import type { Random } from '../foundation/random.ts'
import type { GroupEntry } from './channel-group.ts'

/**
 * Chooses the channel of one payment: a weighted lot among the enabled entries, whose weights are taken as shares of
 * their own sum. With 70 and 30 enabled, points 0…69 are the first channel's and 70…99 the second's.
 *
 * @returns undefined when no enabled entry has a weight
 */
export function pickChannel<Entry extends GroupEntry>(
  group: { readonly entries: readonly Entry[] },
  random: Pick<Random, 'fraction'>,
): Entry | undefined {
  const choices = choosable(group.entries)
  const total = choices.reduce((sum, { weight }) => sum + weight, 0)
  if (total === 0) return undefined
  const point = Math.floor(random.fraction() * total)
  let end = 0
  return choices.find(({ weight }) => {
    end += weight
    return point < end
  })
}

/** The entries that a payment may meet: enabled, with a weight. */
export function choosable<Entry extends GroupEntry>(entries: readonly Entry[]): readonly Entry[] {
  return entries.filter(({ enabled, weight }) => enabled && weight > 0)
}
