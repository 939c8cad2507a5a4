import { seoulDayBefore, seoulInstant } from '../format/seoul-time.ts'
import type { SummaryRange } from './home-queries.ts'

export const figurePeriods = ['1w', '1m', '6m', 'custom'] as const
export type FigurePeriod = (typeof figurePeriods)[number]
/** Whole Seoul days before today. */
const daysBefore = { '1w': 6, '1m': 30, '6m': 182 } as const
const dayMs = 86_400_000
const hourlyDaysMax = 31
const daysMax = 366

export interface FigureChoice {
  readonly period: FigurePeriod
  /** Seoul days, `2026-03-02`; only with the custom period. */
  readonly from: string
  readonly until: string
  readonly unit: 'day' | 'hour'
}

/** The days that a choice means, ends included; undefined while it makes no sense. */
export function figureDays(
  choice: FigureChoice,
  now: Date,
): { readonly first: string; readonly last: string; readonly count: number } | undefined {
  const { period } = choice
  const first = period === 'custom' ? choice.from : seoulDayBefore(now, daysBefore[period])
  const last = period === 'custom' ? choice.until : seoulDayBefore(now, 0)
  const count = Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1
  return count >= 1 && count <= daysMax ? { first, last, count } : undefined
}

/** More hours than a month has cannot be told apart in a chart. */
export function mayBeHourly(days: number): boolean {
  return days <= hourlyDaysMax
}

export function figureRange(choice: FigureChoice, now: Date): SummaryRange | undefined {
  const days = figureDays(choice, now)
  const from = days === undefined ? undefined : seoulInstant(days.first)
  const lastMidnight = days === undefined ? undefined : seoulInstant(days.last)
  if (days === undefined || from === undefined || lastMidnight === undefined) return undefined
  return {
    from,
    until: new Date(Date.parse(lastMidnight) + dayMs - 1).toISOString(),
    unit: mayBeHourly(days.count) ? choice.unit : 'day',
  }
}

/** The places on the axis: every day or hour of a range on the Seoul clock, also those without a payment. */
export function axisOf(range: SummaryRange, now: Date): readonly string[] {
  const step = range.unit === 'day' ? dayMs : 3_600_000
  const end = Math.min(Date.parse(range.until ?? now.toISOString()), now.getTime())
  const places: string[] = []
  for (let at = Date.parse(range.from); at <= end; at += step) {
    places.push(new Date(at + 9 * 3_600_000).toISOString().slice(0, range.unit === 'day' ? 10 : 16))
  }
  return places
}
