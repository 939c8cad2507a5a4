import { formatSeoul, formatSeoulDay, seoulInstant } from '../format/seoul-time.ts'

const hourMs = 60 * 60 * 1000

/** A whole hour on the Seoul clock: `2026-03-02` and `14`. */
export interface BeginHour {
  readonly day: string
  readonly hour: string
}

export const hours = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))

/** The next whole hour; what the form proposes. */
export function nextHour(now: Date): BeginHour {
  const at = new Date((Math.floor(now.getTime() / hourMs) + 1) * hourMs).toISOString()
  return { day: formatSeoulDay(at), hour: formatSeoul(at).slice(11, 13) }
}

/** The instant of that hour; undefined while the day is not chosen. */
export function beginInstant({ day, hour }: BeginHour): string | undefined {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) ? seoulInstant(day, `${hour}:00`) : undefined
}

/** `2026-03-02 14:00`. */
export function formatSeoulMinute(instant: string): string {
  return formatSeoul(instant).slice(0, 16)
}
