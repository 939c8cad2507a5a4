import { seoulStamp } from '../../wire/seoul-time.ts'

const dayMs = 86_400_000

/**
 * `paymentTermDay`: the PG counts whole days and takes money until the end of the last one, in Japan, whose clocks show
 * Seoul's time. So the day of the deadline is what counts, and its hour is lost.
 */
export function termDays(deadline: Date, now: Date): number {
  return Math.round((dayOf(deadline) - dayOf(now)) / dayMs)
}

/** Between one day and thirty from now (PortOne's guide to `inicis_jp`). */
export function isWithinTerm(deadline: Date, now: Date): boolean {
  const days = termDays(deadline, now)
  return deadline.getTime() - now.getTime() >= dayMs && days <= 30
}

function dayOf(at: Date): number {
  const stamp = seoulStamp(at)
  return Date.UTC(Number(stamp.slice(0, 4)), Number(stamp.slice(4, 6)) - 1, Number(stamp.slice(6, 8)))
}
