import { isIPv4, isIPv6 } from 'node:net'
import { minute, day, type Clock } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import { digest } from '../foundation/secret.ts'

/** At most `attemptsMax` in `windowMs`; the last allowed one starts a full window of silence. */
export interface ThrottleRule {
  readonly purpose: string
  readonly attemptsMax: number
  readonly windowMs: number
}

/** Ten wrong passwords for one account from one address lock that pair for ten minutes. */
export const signInOfAccount: ThrottleRule = {
  purpose: 'sign-in-account',
  attemptsMax: 10,
  windowMs: 10 * minute,
}
/** A locked pair is told to the audit log once and not at every further knock. */
export const toldLock: ThrottleRule = { purpose: 'sign-in-told', attemptsMax: 1, windowMs: 10 * minute }
/** One address that tries one password on many accounts. */
export const signInOfAddress: ThrottleRule = {
  purpose: 'sign-in-address',
  attemptsMax: 100,
  windowMs: 10 * minute,
}
/** Wrong codes of the second step of one account, wherever they come from: the guesser has the password already. */
export const secondStepOfAccount: ThrottleRule = {
  purpose: 'second-step',
  attemptsMax: 10,
  windowMs: 10 * minute,
}
export const secondStepPerDay: ThrottleRule = { purpose: 'second-step-day', attemptsMax: 50, windowMs: day }
/** The password typed once more by somebody who is signed in: a stolen session must not guess it. */
export const reentryOfAccount: ThrottleRule = { purpose: 're-entry', attemptsMax: 10, windowMs: 10 * minute }
/** Codes while an app is set up. */
export const setUpOfAccount: ThrottleRule = {
  purpose: 'two-factor-set-up',
  attemptsMax: 10,
  windowMs: 10 * minute,
}
/** Sign-ups, links and mail requests from one address. */
export const requestsOfAddress: ThrottleRule = {
  purpose: 'requests-address',
  attemptsMax: 200,
  windowMs: 10 * minute,
}
export const mailPerMinute: ThrottleRule = { purpose: 'mail-minute', attemptsMax: 1, windowMs: minute }
export const mailPerDay: ThrottleRule = { purpose: 'mail-day', attemptsMax: 10, windowMs: day }

export interface Throttle {
  /** Counts one attempt before it is made, so that parallel guesses cannot slip through together. */
  take(
    rule: ThrottleRule,
    subject: readonly string[],
  ): Promise<{ readonly allowed: boolean; readonly retryAfterS: number }>
  /** Gives one attempt back: it turned out to be none. */
  giveBack(rule: ThrottleRule, subject: readonly string[]): Promise<void>
  /** Forgets what was counted. */
  clear(rule: ThrottleRule, subject: readonly string[]): Promise<void>
}

/** One atomic upsert; the first part sweeps a few counters that have run out. */
const take = sql(
  'throttle-take',
  `with swept as (
     delete from auth_throttle where throttle_key in (
       select throttle_key from auth_throttle
       where resets_at <= $2 and throttle_key <> $1 order by resets_at limit 10 for update skip locked)
   )
   insert into auth_throttle as t (throttle_key, attempts, resets_at) values ($1, 1, $3)
   on conflict (throttle_key) do update set
     attempts = case when t.resets_at <= $2 then 1 else least(t.attempts, $4) + 1 end,
     resets_at = case when t.resets_at <= $2 or t.attempts + 1 = $4 then $3 else t.resets_at end
   returning attempts, resets_at`,
)
const giveBack = sql(
  'throttle-give-back',
  `update auth_throttle set attempts = greatest(attempts - 1, 0) where throttle_key = $1`,
)
const clear = sql('throttle-clear', `delete from auth_throttle where throttle_key = $1`)

export function createThrottle({ database, clock }: { database: Database; clock: Clock }): Throttle {
  return {
    async take(rule, subject) {
      const now = clock.now()
      const [row] = await database.query<{ attempts: number; resets_at: Date }>(take, [
        keyOf(rule, subject),
        now,
        new Date(now.getTime() + rule.windowMs),
        rule.attemptsMax,
      ])
      if (row === undefined) throw new Error('a throttle counter came back empty')
      const allowed = row.attempts <= rule.attemptsMax
      return {
        allowed,
        retryAfterS: Math.max(1, Math.ceil((row.resets_at.getTime() - now.getTime()) / 1_000)),
      }
    },
    async giveBack(rule, subject) {
      await database.query(giveBack, [keyOf(rule, subject)])
    },
    async clear(rule, subject) {
      await database.query(clear, [keyOf(rule, subject)])
    },
  }
}

function keyOf(rule: ThrottleRule, subject: readonly string[]): string {
  return `${rule.purpose}|${digest(JSON.stringify(subject)).toString('base64url')}`
}

/** What counts as one caller: an IPv4 address, or the /64 that a subscriber gets whole under IPv6. */
export function networkOf(ip: string): string {
  const mapped = ip.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '')
  if (isIPv4(mapped)) return mapped
  if (!isIPv6(mapped)) return mapped
  const [head = '', tail = ''] = mapped.split('%')[0]?.split('::') ?? []
  const left = head === '' ? [] : head.split(':')
  const right = tail === '' ? [] : tail.split(':')
  const zeros = mapped.includes('::') ? Math.max(0, 8 - left.length - right.length) : 0
  const groups = [...left, ...Array.from({ length: zeros }, () => '0'), ...right]
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}
