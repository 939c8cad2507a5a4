import { minute } from '../foundation/clock.ts'
import type { Random } from '../foundation/random.ts'

/** One delivery and five retries: V2, and V1 where the merchant asked for retries. */
export const executionCountMax = 6

/**
 * Pause before attempt `n` (the first retry is 2): 4^(n−2) minutes, that is 1, 4, 16, 64, 256,
 * times a uniform random number below 1. Full jitter spreads the retries of a receiver that
 * was down, so that it is not knocked over again. Source: PortOne's V2 webhook guide.
 */
export function retryDelayMs(attempt: number, random: Random): number {
  return Math.floor(4 ** (attempt - 2) * minute * random.fraction())
}

/** When the next attempt is due after `executed` failed ones; null after the last. */
export function nextAttemptAt(executed: number, now: Date, random: Random): Date | null {
  if (executed >= executionCountMax) return null
  return new Date(now.getTime() + retryDelayMs(executed + 1, random))
}

/**
 * V1: a minute after a 5xx or after silence, while attempts remain; any other answer is the receiver's last word.
 * Source: PortOne's V1 webhook guide.
 *
 * @param responseStatus null: no answer
 */
export function nextV1AttemptAt(
  { executed, max }: { readonly executed: number; readonly max: number },
  responseStatus: number | null,
  now: Date,
): Date | null {
  const isWorthIt = responseStatus === null || responseStatus >= 500
  return isWorthIt && executed < max ? new Date(now.getTime() + minute) : null
}
