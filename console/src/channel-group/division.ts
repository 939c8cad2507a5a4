/** One row of the form. A weight that was emptied is `''`, as the number input gives it. */
export interface DraftEntry {
  readonly channelKey: string
  readonly weight: number | string
  readonly enabled: boolean
}

export const entriesMax = 10
export const weightSum = 100

/** What is wrong with the entries as a whole; the screen words it. */
export type DivisionVerdict =
  | { readonly kind: 'fine' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'sum'; readonly sum: number }
  | { readonly kind: 'all-disabled' }

/** A whole number from 0 to 100; undefined for anything else that may stand in the input. */
export function readWeight(weight: number | string): number | undefined {
  const value = weight === '' ? Number.NaN : Number(weight)
  return Number.isInteger(value) && value >= 0 && value <= weightSum ? value : undefined
}

/** The sum over all entries, disabled ones included; what is no weight counts as 0. */
export function sumOf(entries: readonly DraftEntry[]): number {
  return entries.reduce((sum, { weight }) => sum + (readWeight(weight) ?? 0), 0)
}

/** The same lines as the server draws. */
export function judgeDivision(entries: readonly DraftEntry[]): DivisionVerdict {
  if (entries.length === 0) return { kind: 'empty' }
  const sum = sumOf(entries)
  if (sum !== weightSum) return { kind: 'sum', sum }
  const isChoosable = entries.some(({ enabled, weight }) => enabled && (readWeight(weight) ?? 0) > 0)
  return isChoosable ? { kind: 'fine' } : { kind: 'all-disabled' }
}

/** 100 over the enabled entries, as evenly as whole numbers allow, the first ones getting the rest; disabled ones get 0. */
export function shareEvenly<Entry extends DraftEntry>(entries: readonly Entry[]): readonly Entry[] {
  const sharing = entries.some(({ enabled }) => enabled) ? entries.filter(({ enabled }) => enabled) : entries
  const each = Math.floor(weightSum / sharing.length)
  const rest = weightSum - each * sharing.length
  return entries.map((entry) => {
    const place = sharing.indexOf(entry)
    return { ...entry, weight: place < 0 ? 0 : each + (place < rest ? 1 : 0) }
  })
}

/** The part of the payments that an entry gets, in per cent with at most one decimal; 0 when it is never chosen. */
export function shareOf(entry: DraftEntry, entries: readonly DraftEntry[]): number {
  const total = sumOf(entries.filter(({ enabled }) => enabled))
  const weight = entry.enabled ? (readWeight(entry.weight) ?? 0) : 0
  return total === 0 ? 0 : Math.round((weight / total) * 1000) / 10
}
