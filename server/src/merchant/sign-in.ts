import type { SignInBody } from '../wire/console.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import type { Person } from './authentication.ts'
import { recordSession } from './record-session.ts'
import { signInOfAccount, signInOfAddress, toldLock, type ThrottleRule } from './throttle.ts'

/**
 * Opens a session. Each try is counted before the password is looked at, and given back when it was right.
 *
 * @param caller `network`: as throttles count him; `address`: as the audit log tells him
 * @returns who it is, and the cookies for the answer
 * @throws Refusal 401 InvalidCredentialsError, 403 EmailNotVerifiedError (only after a right password), 429 TooManyAttemptsError
 */
export async function signIn(
  deps: Pick<
    AccountDependencies,
    'authentication' | 'ensureMerchant' | 'throttle' | 'audit' | 'database' | 'background'
  >,
  { email, password }: SignInBody,
  caller: { readonly network: string; readonly address: string; readonly headers: Headers },
): Promise<{ readonly person: Person; readonly cookies: readonly string[] }> {
  const { authentication, ensureMerchant, throttle, background } = deps
  const { network, address, headers } = caller
  const take = async (rule: ThrottleRule, subject: readonly string[]) => {
    const { allowed, retryAfterS } = await throttle.take(rule, subject)
    if (!allowed) throw refuseAccount('TooManyAttemptsError', undefined, { retryAfterS })
  }
  await take(signInOfAddress, [network])
  try {
    await take(signInOfAccount, [email, network])
  } catch (refusal) {
    // Afterwards, so that the time of the answer does not tell who has an account.
    background.start('the record of a locked sign-in', async () => {
      const { allowed } = await throttle.take(toldLock, [email, network])
      if (allowed) await recordSession(deps, 'session.refuse', { email, address })
    })
    throw refusal
  }

  const outcome = await authentication.signIn({ email, password }, headers)

  if (outcome.kind === 'wrong') throw refuseAccount('InvalidCredentialsError')
  await throttle.giveBack(signInOfAddress, [network])
  await throttle.clear(signInOfAccount, [email, network])
  if (outcome.kind === 'unverified') throw refuseAccount('EmailNotVerifiedError')
  await throttle.clear(toldLock, [email, network])
  await ensureMerchant(outcome.person)
  await recordSession(deps, 'session.open', { email, address })
  return outcome
}
