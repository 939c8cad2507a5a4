import type { SignUpBody } from '../wire/console.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import type { Language } from './account-mail.ts'
import { historyOfEmail } from './former-email.ts'
import { judgePassword } from './password-rule.ts'

const blocked = {
  ko: '탈퇴한 이메일은 탈퇴 후 30일 동안 다시 가입할 수 없습니다.',
  en: 'An address whose account was withdrawn cannot sign up again for 30 days.',
} as const

/**
 * Signs a merchant up: user, verification mail, then merchant, Owner and representative store.
 *
 * An address whose account was never verified gets its mail again, and the same refusal as any other taken address.
 *
 * @throws Refusal 422 of the sign-up union of PortOne's published schema
 */
export async function signUp(
  {
    authentication,
    ensureMerchant,
    background,
    database,
    clock,
    keyedDigest,
  }: Pick<
    AccountDependencies,
    'authentication' | 'ensureMerchant' | 'background' | 'database' | 'clock' | 'keyedDigest'
  >,
  { email, password, terms }: SignUpBody,
  language: Language,
): Promise<void> {
  const problem = judgePassword(password, email)
  if (problem !== undefined) throw refuseAccount(problem, undefined, { fields: ['password'] })
  const disagreed = (['service', 'privacy'] as const).filter((term) => !terms[term])
  if (disagreed.length > 0) {
    throw refuseAccount('RequiredTermDisagreedError', undefined, {
      fields: disagreed.map((term) => `terms.${term}`),
    })
  }

  // 30 days after a withdrawal. Told as plainly as that an address is taken.
  if ((await historyOfEmail(database, keyedDigest, email, clock.now())) === 'blocked') {
    throw refuseAccount('EmailAlreadyExistsError', undefined, { fields: { email: blocked[language] } })
  }
  const outcome = await authentication.register(
    { email, password, isMarketingAgreed: terms.marketing },
    language,
  )

  switch (outcome.kind) {
    case 'registered':
      return ensureMerchant(outcome.person)
    case 'taken':
      background.start('the repeated verification mail', () =>
        authentication.mailVerification(email, language),
      )
      throw refuseAccount('EmailAlreadyExistsError', undefined, { fields: ['email'] })
    case 'invalid-email':
      throw refuseAccount('InvalidRequestError', 'email', { fields: ['email'] })
  }
}
