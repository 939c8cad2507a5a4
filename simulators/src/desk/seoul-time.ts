/** Korean PGs write Asia/Seoul local time. Seoul has had no daylight saving since 1988, so +09:00 is exact. */
const NINE_HOURS = 9 * 3_600_000

/** `yyyyMMddHHmmss` in Seoul. */
export function compactTime(at: Date): string {
  return seoulText(at).replaceAll(/[-:T]/g, '').slice(0, 14)
}

/** `yyyyMMdd` in Seoul. */
export function compactDate(at: Date): string {
  return compactTime(at).slice(0, 8)
}

/** `HHmmss` in Seoul. */
export function compactClock(at: Date): string {
  return compactTime(at).slice(8)
}

/** `2026-01-05T09:00:00+09:00`, as TossPayments writes payment times. */
export function offsetTime(at: Date): string {
  return `${seoulText(at).slice(0, 19)}+09:00`
}

/** `2026-01-05T09:00:00.000000`, as TossPayments writes `createdAt` of webhooks: local, without a zone. */
export function zonelessTime(at: Date): string {
  return `${seoulText(at)}000`
}

/** Reads `yyyyMMdd` or `yyyyMMddHHmm` or `yyyyMMddHHmmss` as Seoul time; undefined when it is no date. */
export function readCompactTime(text: string): Date | undefined {
  const parts = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?$/.exec(text)
  if (parts === null) return undefined
  const [, year, month, day, hour = '23', minute = '59', second = '59'] = parts
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}+09:00`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

/** Reads an ISO time; one without a zone is Seoul's, wherever this program runs. Undefined when it is none. */
export function readZonelessTime(text: string): Date | undefined {
  const at = new Date(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}+09:00`)
  return Number.isNaN(at.getTime()) ? undefined : at
}

function seoulText(at: Date): string {
  return new Date(at.getTime() + NINE_HOURS).toISOString().slice(0, 23)
}
