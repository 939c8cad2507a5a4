import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
  type AuthenticationResponseJSON,
} from '@simplewebauthn/server'
import { sql } from '../foundation/database.ts'
import type { PasskeyOptions } from '../wire/console-account.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import type { Person } from './authentication.ts'
import { findPasskey, notePasskeyUse, rememberChallenge, takeChallengeOnce } from './passkey-store.ts'

type Dependencies = Pick<
  AccountDependencies,
  'database' | 'clock' | 'relyingParty' | 'authentication' | 'ensureMerchant'
>

const readVerified = sql(
  'passkey-read-verified-user',
  `select email from auth_user where id = $1 and email_verified`,
)
const anybody = { purpose: 'sign-in', userId: null } as const

/** Names no account and no passkey: the browser offers those that it has for this site. */
export async function passkeyRequestOptions({
  database,
  clock,
  relyingParty,
}: Dependencies): Promise<PasskeyOptions> {
  const options = await generateAuthenticationOptions({
    rpID: relyingParty.id,
    userVerification: 'required',
  })
  await rememberChallenge(database, options.challenge, anybody, clock.now())
  return { options }
}

/**
 * Opens a session with a passkey alone. It is two factors in one: the device, and the finger, face or PIN that the
 * device asked for; so no code is asked.
 *
 * @throws Refusal 422 PasskeyRefusedError, the same for unknown, forged, replayed and foreign ones
 */
export async function signInWithPasskey(
  deps: Dependencies,
  response: AuthenticationResponseJSON,
  headers: Headers,
): Promise<{ readonly person: Person; readonly cookies: readonly string[] }> {
  const { database, clock, relyingParty, authentication, ensureMerchant } = deps
  const passkey = await findPasskey(database, response.id)
  if (passkey === undefined) throw refuseAccount('PasskeyRefusedError')
  const verified = await verifyAuthenticationResponse({
    response,
    credential: passkey.credential,
    expectedChallenge: (challenge) => takeChallengeOnce(database, challenge, anybody, clock.now()),
    expectedOrigin: [...relyingParty.origins],
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
  }).catch(() => undefined)
  if (verified?.verified !== true) throw refuseAccount('PasskeyRefusedError')
  const { newCounter } = verified.authenticationInfo
  const isOriginal = await notePasskeyUse(database, passkey.credential.id, newCounter, clock.now())
  const [user] = await database.query<{ email: string }>(readVerified, [passkey.userId])
  if (!isOriginal || user === undefined) throw refuseAccount('PasskeyRefusedError')

  const person = { userId: passkey.userId, email: user.email }
  await ensureMerchant(person)
  return { person, cookies: await authentication.openSession(person.userId, headers) }
}
