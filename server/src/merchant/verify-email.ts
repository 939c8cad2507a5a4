import type { VerifiedEmail } from '../wire/console.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'

/**
 * Takes the link of the verification mail. A second click is harmless.
 *
 * @throws Refusal 410 LinkExpiredError after 24 hours, 404 LinkInvalidError
 */
export async function verifyEmail(
  { authentication, ensureMerchant }: Pick<AccountDependencies, 'authentication' | 'ensureMerchant'>,
  token: string,
): Promise<VerifiedEmail> {
  const outcome = await authentication.verifyEmail(token)
  switch (outcome.kind) {
    case 'expired':
      throw refuseAccount('LinkExpiredError')
    case 'invalid':
      throw refuseAccount('LinkInvalidError')
    case 'verified':
    case 'already-verified':
      await ensureMerchant(outcome.person)
      return { kind: outcome.kind }
  }
}
