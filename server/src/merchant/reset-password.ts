import type { ResetPasswordBody } from '../wire/console.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import { recordSession } from './record-session.ts'
import { judgePassword } from './password-rule.ts'

/**
 * Takes the link of the reset mail. A password that breaks the rule does not use the link up.
 *
 * @throws Refusal 410 LinkExpiredError (after one hour, used, or never issued), 422 for the password
 */
export async function resetPassword(
  deps: Pick<AccountDependencies, 'authentication' | 'audit' | 'database'>,
  { token, password }: ResetPasswordBody,
  address: string,
): Promise<void> {
  const { authentication } = deps
  const person = await authentication.personOfResetLink(token)
  if (person === undefined) throw refuseAccount('LinkExpiredError')
  const problem = judgePassword(password, person.email)
  if (problem !== undefined) throw refuseAccount(problem, undefined, { fields: ['password'] })
  const outcome = await authentication.resetPassword(token, password)
  if (outcome === 'expired') throw refuseAccount('LinkExpiredError')
  await recordSession(deps, 'password.reset', { email: person.email, address })
}
