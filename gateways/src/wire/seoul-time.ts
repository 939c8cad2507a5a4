/** Korea has no daylight saving time: Seoul is UTC+9 on every day that a payment can carry. */
const SEOUL_OFFSET_MS = 9 * 3_600_000

/** `yyyyMMddHHmmss` in Seoul, the time stamp of most Korean PGs. */
export function seoulStamp(at: Date): string {
  return new Date(at.getTime() + SEOUL_OFFSET_MS).toISOString().slice(0, 19).replaceAll(/[-T:]/g, '')
}

/** `yyyy-MM-ddTHH:mm:ss` in Seoul, without a zone. */
export function seoulLocal(at: Date): string {
  return new Date(at.getTime() + SEOUL_OFFSET_MS).toISOString().slice(0, 19)
}

/** Reads `yyyyMMdd` with `HHmmss` (or `HHmm`, or nothing = end of that day) as Seoul time. */
export function fromSeoulDigits(date: string | undefined, time: string | undefined): Date | undefined {
  if (date === undefined || !/^\d{8}$/.test(date)) return undefined
  const clock = time === undefined || time === '' ? '235959' : time.padEnd(6, '0')
  if (!/^\d{6}$/.test(clock)) return undefined
  return fromIso(
    `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${clock.slice(0, 2)}:${clock.slice(2, 4)}:${clock.slice(4)}`,
  )
}

/** Reads an ISO 8601 time; one without a zone is Seoul's. */
export function fromIso(value: string | undefined): Date | undefined {
  if (value === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return undefined
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(value) ? value : `${value}+09:00`
  const at = new Date(zoned)
  return Number.isNaN(at.getTime()) ? undefined : at
}
