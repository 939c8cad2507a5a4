import {
  generateRegistrationOptions,
  verifyRegistrationResponse,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { PasskeyOptions, PasskeyView } from '../wire/console-account.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import type { Language } from './account-mail.ts'
import type { ConsoleCaller } from './console-guard.ts'
import {
  insertPasskey,
  listPasskeys,
  rememberChallenge,
  removePasskeyRow,
  renamePasskeyRow,
  takeChallengeOnce,
} from './passkey-store.ts'
import { passkeyMail } from './security-mail.ts'

type Dependencies = Pick<
  AccountDependencies,
  'database' | 'clock' | 'audit' | 'notify' | 'relyingParty' | 'consoleOrigin'
>

const passkeysMax = 20

/** @throws Refusal 409 TooManyPasskeysError */
export async function passkeyCreationOptions(
  { database, clock, relyingParty }: Dependencies,
  caller: ConsoleCaller,
): Promise<PasskeyOptions> {
  const own = await listPasskeys(database, caller.userId)
  if (own.length >= passkeysMax) throw refuseAccount('TooManyPasskeysError')
  const options = await generateRegistrationOptions({
    rpName: 'Naru',
    rpID: relyingParty.id,
    userID: new TextEncoder().encode(caller.userId),
    userName: caller.email,
    attestationType: 'none',
    excludeCredentials: own.map(({ credential }) => ({
      id: credential.id,
      ...(credential.transports === undefined ? {} : { transports: credential.transports }),
    })),
    // A passkey alone signs in, so it must be found without a name and must ask for finger, face or PIN.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  await rememberChallenge(
    database,
    options.challenge,
    { purpose: 'register', userId: caller.userId },
    clock.now(),
  )
  return { options }
}

/** @throws Refusal 422 PasskeyRefusedError, 409 TooManyPasskeysError */
export async function addPasskey(
  deps: Dependencies,
  caller: ConsoleCaller,
  input: { readonly response: RegistrationResponseJSON; readonly name: string; readonly language: Language },
): Promise<PasskeyView> {
  const { database, clock, audit, relyingParty } = deps
  const verified = await verifyRegistrationResponse({
    response: input.response,
    expectedChallenge: (challenge) =>
      takeChallengeOnce(database, challenge, { purpose: 'register', userId: caller.userId }, clock.now()),
    expectedOrigin: [...relyingParty.origins],
    expectedRPID: relyingParty.id,
    requireUserVerification: true,
  }).catch(() => undefined)
  if (verified?.verified !== true) throw refuseAccount('PasskeyRefusedError')
  const { credential, credentialBackedUp } = verified.registrationInfo

  const view = await database.transaction(async (transaction) => {
    if ((await listPasskeys(transaction, caller.userId)).length >= passkeysMax) {
      throw refuseAccount('TooManyPasskeysError')
    }
    const made = await insertPasskey(transaction, {
      userId: caller.userId,
      name: input.name,
      credential,
      isSynced: credentialBackedUp,
      now: clock.now(),
    })
    if (made === undefined) throw refuseAccount('PasskeyRefusedError')
    await audit.record(transaction, caller, {
      action: 'passkey.add',
      target: made.passkeyId,
      after: { name: made.name },
    })
    return made
  })
  deps.notify(caller.email, passkeyMail(input.language, deps.consoleOrigin, 'added', view.name))
  return view
}

/** @throws Refusal 404 PasskeyNotFoundError, also for a passkey of somebody else */
export async function renamePasskey(
  { database, audit }: Dependencies,
  caller: ConsoleCaller,
  passkeyId: string,
  name: string,
): Promise<void> {
  await database.transaction(async (transaction) => {
    if (!(await renamePasskeyRow(transaction, caller.userId, passkeyId, name))) {
      throw refuseAccount('PasskeyNotFoundError')
    }
    await audit.record(transaction, caller, { action: 'passkey.rename', target: passkeyId, after: { name } })
  })
}

/** @throws Refusal 404 PasskeyNotFoundError, also for a passkey of somebody else */
export async function removePasskey(
  { database, audit, notify, consoleOrigin }: Dependencies,
  caller: ConsoleCaller,
  passkeyId: string,
  language: Language,
): Promise<void> {
  const name = await database.transaction(async (transaction) => {
    const removed = await removePasskeyRow(transaction, caller.userId, passkeyId)
    if (removed === undefined) throw refuseAccount('PasskeyNotFoundError')
    await audit.record(transaction, caller, {
      action: 'passkey.remove',
      target: passkeyId,
      before: { name: removed },
    })
    return removed
  })
  notify(caller.email, passkeyMail(language, consoleOrigin, 'removed', name))
}
