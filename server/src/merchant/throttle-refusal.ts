import { refuseAccount } from './account-errors.ts'
import type { Throttle, ThrottleRule } from './throttle.ts'

/** Counts one attempt. @throws Refusal 429 TooManyAttemptsError */
export async function takeOrRefuse(
  throttle: Throttle,
  rule: ThrottleRule,
  subject: readonly string[],
): Promise<void> {
  const { allowed, retryAfterS } = await throttle.take(rule, subject)
  if (!allowed) throw refuseAccount('TooManyAttemptsError', undefined, { retryAfterS })
}
