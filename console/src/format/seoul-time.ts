/** Korea keeps UTC+9 all year (no summer time since 1988), so Seoul time is plain arithmetic on every machine. */
const seoulOffsetMs = 9 * 60 * 60 * 1000
const dayMs = 24 * 60 * 60 * 1000

/** `2026-03-02 09:05:07` in Asia/Seoul. Built from parts: `Intl` output differs between versions. */
export function formatSeoul(instant: string): string {
  const parts = seoulParts(instant)
  return parts === undefined ? instant : `${parts.day} ${parts.time}`
}

/** `2026-03-02` in Asia/Seoul. */
export function formatSeoulDay(instant: string): string {
  return seoulParts(instant)?.day ?? instant
}

/** The Seoul day of an instant, some days earlier. */
export function seoulDayBefore(now: Date, days: number): string {
  return formatSeoulDay(new Date(now.getTime() - days * dayMs).toISOString())
}

/** The instant at which a Seoul wall clock shows this day (`2026-03-02`) and time (`00:00` unless given). */
export function seoulInstant(day: string, time = '00:00'): string | undefined {
  const at = new Date(`${day}T${time}+09:00`)
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}

function seoulParts(instant: string): { readonly day: string; readonly time: string } | undefined {
  const at = new Date(instant).getTime()
  if (Number.isNaN(at)) return undefined
  const shifted = new Date(at + seoulOffsetMs)
  const two = (number: number) => String(number).padStart(2, '0')
  return {
    day: `${shifted.getUTCFullYear()}-${two(shifted.getUTCMonth() + 1)}-${two(shifted.getUTCDate())}`,
    time: [shifted.getUTCHours(), shifted.getUTCMinutes(), shifted.getUTCSeconds()].map(two).join(':'),
  }
}
