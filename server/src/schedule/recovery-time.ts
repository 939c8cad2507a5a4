import { day } from '../foundation/clock.ts'

const hourMs = 3_600_000
/** Seoul keeps UTC+9 all year. */
const seoulOffsetMs = 9 * hourMs

/** The Seoul midnight that began the day of an instant. */
function startOfDay(at: Date): number {
  const local = at.getTime() + seoulOffsetMs
  return local - (((local % day) + day) % day) - seoulOffsetMs
}

/** The next time that it is this hour in Seoul; never the present instant itself. */
export function nextRecovery(hour: number, now: Date): Date {
  const today = startOfDay(now) + hour * hourMs
  return new Date(today > now.getTime() ? today : today + day)
}

/**
 * What one run looks at: from the start of the day before it was due to the start of today. Where the process slept for
 * days, the days between belong to it too.
 */
export function recoverySpan(dueAt: Date, now: Date): { readonly from: Date; readonly until: Date } {
  return { from: new Date(startOfDay(dueAt) - day), until: new Date(startOfDay(now)) }
}
