import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import type { ConsoleCaller } from './console-guard.ts'
import { takeOrRefuse } from './throttle-refusal.ts'
import { reentryOfAccount } from './throttle.ts'

/**
 * Lets nobody on who only has the session: an unlocked screen, a stolen cookie.
 *
 * @throws Refusal 422 WrongPasswordError, 429 TooManyAttemptsError after ten
 */
export async function reEnterPassword(
  { authentication, throttle }: Pick<AccountDependencies, 'authentication' | 'throttle'>,
  caller: ConsoleCaller,
  password: string,
): Promise<void> {
  await takeOrRefuse(throttle, reentryOfAccount, [caller.userId])
  if (!(await authentication.checkPasswordOf(caller.userId, password))) {
    throw refuseAccount('WrongPasswordError', undefined, { fields: ['password'] })
  }
  await throttle.clear(reentryOfAccount, [caller.userId])
}
