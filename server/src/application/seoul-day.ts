const seoulOffsetMs = 9 * 60 * 60 * 1_000

/** `2026-03-02`: the day in Seoul, which keeps UTC+9 all year. */
export function seoulDay(now: Date): string {
  return new Date(now.getTime() + seoulOffsetMs).toISOString().slice(0, 10)
}
