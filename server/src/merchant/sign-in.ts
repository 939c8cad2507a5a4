import type { SignInBody } from '../wire/console.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import type { Person } from './authentication.ts'
import { recordSession } from './record-session.ts'
import { hasSecondFactor } from './second-factor.ts'
import { beginSecondStep } from './second-step.ts'
import { signInOfAccount, signInOfAddress, toldLock } from './throttle.ts'
import { takeOrRefuse } from './throttle-refusal.ts'
import { isTrustedDevice } from './trusted-device.ts'

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly person: Person; readonly cookies: readonly string[] }
  /** The password was right and opened nothing yet. The token goes into a cookie. */
  | { readonly kind: 'second-step'; readonly person: Person; readonly token: string }

/**
 * Opens a session, or begins the second step where the account has one. Each try is counted before the password is
 * looked at, and given back when it was right.
 *
 * @param from `network`: the caller as throttles count him; `address`: as the audit log tells him
 * @throws Refusal 401 InvalidCredentialsError, 403 EmailNotVerifiedError (only after a right password), 429 TooManyAttemptsError
 */
export async function signIn(
  deps: Pick<
    AccountDependencies,
    | 'authentication'
    | 'ensureMerchant'
    | 'throttle'
    | 'audit'
    | 'database'
    | 'background'
    | 'clock'
    | 'random'
  >,
  { email, password }: SignInBody,
  from: {
    readonly network: string
    readonly address: string
    readonly headers: Headers
    readonly trustedDeviceToken: string | undefined
  },
): Promise<SignInOutcome> {
  const { authentication, ensureMerchant, throttle, database, background } = deps
  const { network, address, headers } = from
  await takeOrRefuse(throttle, signInOfAddress, [network])
  try {
    await takeOrRefuse(throttle, signInOfAccount, [email, network])
  } catch (refusal) {
    // Afterwards, so that the time of the answer does not tell who has an account.
    background.start('the record of a locked sign-in', async () => {
      const { allowed } = await throttle.take(toldLock, [email, network])
      if (allowed) await recordSession(deps, 'session.refuse', { email, address })
    })
    throw refusal
  }

  const outcome = await authentication.checkPassword({ email, password })

  if (outcome.kind === 'wrong') throw refuseAccount('InvalidCredentialsError')
  await throttle.giveBack(signInOfAddress, [network])
  await throttle.clear(signInOfAccount, [email, network])
  if (!outcome.isVerified) throw refuseAccount('EmailNotVerifiedError')
  const { person } = outcome
  await throttle.clear(toldLock, [email, network])
  await ensureMerchant(person)
  const needsSecondStep =
    (await hasSecondFactor(database, person.userId)) &&
    !(await isTrustedDevice(deps, person.userId, from.trustedDeviceToken))
  if (needsSecondStep) {
    return { kind: 'second-step', person, token: await beginSecondStep(deps, person.userId) }
  }
  const cookies = await authentication.openSession(person.userId, headers)
  await recordSession(deps, 'session.open', { email, address })
  return { kind: 'signed-in', person, cookies }
}
