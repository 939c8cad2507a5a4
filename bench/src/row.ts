/** One line of the table. Lower or higher is better as `goal` says; the bench never fails for a missed goal. */
export interface Row {
  readonly id: string
  readonly what: string
  readonly value: number
  readonly unit: string
  /** The baseline's value of the same minute, where the row is a ratio. */
  readonly baseline: number | null
  readonly ratio: number | null
  readonly goal: { readonly of: 'value' | 'ratio'; readonly atLeast?: number; readonly atMost?: number }
}

export function meetsGoal(row: Row): boolean {
  const measured = row.goal.of === 'ratio' ? (row.ratio ?? 0) : row.value
  return measured >= (row.goal.atLeast ?? -Infinity) && measured <= (row.goal.atMost ?? Infinity)
}

export function median(values: readonly number[]): number {
  return percentile(values, 50)
}

export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((left, right) => left - right)
  return sorted[Math.min(sorted.length - 1, Math.floor((percent / 100) * sorted.length))] ?? Number.NaN
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits))
}
