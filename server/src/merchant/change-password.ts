import { sql } from '../foundation/database.ts'
import type { ChangePasswordBody } from '../wire/console-account.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import type { Language } from './account-mail.ts'
import type { ConsoleCaller } from './console-guard.ts'
import { endOtherSessions } from './console-sessions.ts'
import { forgetWaysIn } from './forget-ways-in.ts'
import { judgePassword } from './password-rule.ts'
import { reEnterPassword } from './re-enter-password.ts'
import { passwordChangedMail } from './security-mail.ts'

const update = sql(
  'account-change-password',
  `update auth_account set password = $2, updated_at = $3 where user_id = $1 and provider_id = 'credential' returning user_id`,
)

/**
 * A new password. All other sessions, links and half-done sign-ins end with the old one.
 *
 * @throws Refusal 422 WrongPasswordError (`password`), 422 of the password rule (`newPassword`), 429
 */
export async function changePassword(
  deps: Pick<
    AccountDependencies,
    'authentication' | 'database' | 'clock' | 'audit' | 'throttle' | 'notify' | 'consoleOrigin'
  >,
  caller: ConsoleCaller,
  { password, newPassword }: ChangePasswordBody,
  { sessionId, language }: { readonly sessionId: string; readonly language: Language },
): Promise<void> {
  const problem = judgePassword(newPassword, caller.email)
  if (problem !== undefined) throw refuseAccount(problem, undefined, { fields: ['newPassword'] })
  await reEnterPassword(deps, caller, password)
  const hash = await deps.authentication.hashPassword(newPassword)

  await deps.database.transaction(async (transaction) => {
    const changed = await transaction.query(update, [caller.userId, hash, deps.clock.now()])
    if (changed.length === 0) throw refuseAccount('UnauthorizedError')
    await forgetWaysIn(transaction, caller.userId)
    await endOtherSessions(transaction, caller.userId, sessionId)
    await deps.audit.record(transaction, caller, { action: 'password.change', target: caller.userId })
  })
  deps.notify(caller.email, passwordChangedMail(language, deps.consoleOrigin))
}
