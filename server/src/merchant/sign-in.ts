import type { SignInBody } from '../wire/console.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import type { Person } from './authentication.ts'
import { signInOfAccount, signInOfAddress, type ThrottleRule } from './throttle.ts'

/**
 * Opens a session. Each try is counted before the password is looked at, and given back when it was right.
 *
 * @param network the caller as throttles count him
 * @returns who it is, and the cookies for the answer
 * @throws Refusal 401 InvalidCredentialsError, 403 EmailNotVerifiedError (only after a right password), 429 TooManyAttemptsError
 */
export async function signIn(
  {
    authentication,
    ensureMerchant,
    throttle,
  }: Pick<AccountDependencies, 'authentication' | 'ensureMerchant' | 'throttle'>,
  { email, password }: SignInBody,
  { network, headers }: { readonly network: string; readonly headers: Headers },
): Promise<{ readonly person: Person; readonly cookies: readonly string[] }> {
  const take = async (rule: ThrottleRule, subject: readonly string[]) => {
    const { allowed, retryAfterS } = await throttle.take(rule, subject)
    if (!allowed) throw refuseAccount('TooManyAttemptsError', undefined, { retryAfterS })
  }
  await take(signInOfAddress, [network])
  await take(signInOfAccount, [email, network])

  const outcome = await authentication.signIn({ email, password }, headers)

  if (outcome.kind === 'wrong') throw refuseAccount('InvalidCredentialsError')
  await throttle.giveBack(signInOfAddress, [network])
  await throttle.clear(signInOfAccount, [email, network])
  if (outcome.kind === 'unverified') throw refuseAccount('EmailNotVerifiedError')
  await ensureMerchant(outcome.person)
  return outcome
}
