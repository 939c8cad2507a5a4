import { sql } from '../foundation/database.ts'
import { digest } from '../foundation/secret.ts'
import type { SecondStepBody } from '../wire/console-account.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import type { Person } from './authentication.ts'
import { lifetimes } from './lifetimes.ts'
import { recordSession } from './record-session.ts'
import { takeSecondFactor, type SecondFactorDependencies } from './second-factor.ts'
import { secondStepOfAccount, secondStepPerDay, toldLock } from './throttle.ts'
import { takeOrRefuse } from './throttle-refusal.ts'
import { trustDevice } from './trusted-device.ts'

const codesPerSignIn = 5
const tokenBytes = 32

const insert = sql(
  'pending-sign-in-insert',
  `with swept as (
     delete from auth_pending_sign_in where token_digest in (
       select token_digest from auth_pending_sign_in where expires_at <= $3 order by expires_at limit 10 for update skip locked)
   )
   insert into auth_pending_sign_in (token_digest, user_id, attempts, expires_at) values ($1, $2, 0, $4)`,
)
/** Counts before the code is looked at, so that parallel guesses cannot slip through together. */
const countAttempt = sql(
  'pending-sign-in-count-attempt',
  `update auth_pending_sign_in p set attempts = attempts + 1 from auth_user u
   where p.token_digest = $1 and p.expires_at > $2 and p.attempts < $3 and u.id = p.user_id
   returning p.user_id, u.email`,
)
const consume = sql(
  'pending-sign-in-consume',
  `delete from auth_pending_sign_in where token_digest = $1 returning user_id`,
)

/** Remembers a right password for ten minutes. @returns the token for the browser's cookie */
export async function beginSecondStep(
  { database, clock, random }: Pick<AccountDependencies, 'database' | 'clock' | 'random'>,
  userId: string,
): Promise<string> {
  const token = random.token(tokenBytes)
  const now = clock.now()
  const expiresAt = new Date(now.getTime() + lifetimes.pendingSignInMs)
  await database.query(insert, [digest(token), userId, now, expiresAt])
  return token
}

export interface CompletedSignIn {
  readonly person: Person
  readonly method: 'one-time-code' | 'recovery-code'
  readonly cookies: readonly string[]
  /** For the browser's cookie, when it asked to be trusted. */
  readonly trustedDeviceToken?: string
}

/**
 * The second step. Whose it is, only the cookie says; nothing in the request can name another account.
 *
 * @throws Refusal 410 SignInExpiredError, 422 WrongCodeError, 429 TooManyAttemptsError
 */
export async function completeSecondStep(
  deps: SecondFactorDependencies &
    Pick<AccountDependencies, 'random' | 'throttle' | 'authentication' | 'audit'>,
  token: string | undefined,
  body: SecondStepBody,
  { headers, address }: { readonly headers: Headers; readonly address: string },
): Promise<CompletedSignIn> {
  const { database, clock, throttle, authentication } = deps
  if (token === undefined) throw refuseAccount('SignInExpiredError')
  const [pending] = await database.query<{ user_id: string; email: string }>(countAttempt, [
    digest(token),
    clock.now(),
    codesPerSignIn,
  ])
  if (pending === undefined) throw refuseAccount('SignInExpiredError')
  const { user_id: userId, email } = pending
  try {
    await takeOrRefuse(throttle, secondStepPerDay, [userId])
    await takeOrRefuse(throttle, secondStepOfAccount, [userId])
  } catch (refusal) {
    // Somebody has the password and not the code: the merchant must be able to see it.
    const { allowed } = await throttle.take(toldLock, ['second-step', userId])
    if (allowed) await recordSession(deps, 'session.refuse', { email, address })
    throw refusal
  }

  const method = await takeSecondFactor(deps, userId, body.code)

  if (method === undefined) throw refuseAccount('WrongCodeError', undefined, { fields: ['code'] })
  const consumed = await database.query(consume, [digest(token)])
  // Another request with another right code, or a change of password, was faster.
  if (consumed.length === 0) throw refuseAccount('SignInExpiredError')
  await throttle.clear(secondStepOfAccount, [userId])
  await throttle.clear(secondStepPerDay, [userId])
  const cookies = await authentication.openSession(userId, headers)
  const trusted = body.trustDevice ? { trustedDeviceToken: await trustDevice(deps, userId) } : {}
  return { person: { userId, email }, method, cookies, ...trusted }
}
