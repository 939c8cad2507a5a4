import { sql, type Database } from '../foundation/database.ts'
import type { RecoveryCodes, TwoFactorSetUp } from '../wire/console-account.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import type { Language } from './account-mail.ts'
import type { ConsoleCaller } from './console-guard.ts'
import { endOtherSessions } from './console-sessions.ts'
import { forgetWaysIn } from './forget-ways-in.ts'
import { mintOneTimeSecret, oneTimeSecretUri, readOneTimeCode, stepOfCode } from './one-time-code.ts'
import { mintRecoveryCode, readRecoveryCode, recoveryCodeCount } from './recovery-code.ts'
import { readFactor, sealedPlaceOf } from './second-factor.ts'
import { twoFactorMail } from './security-mail.ts'
import { setUpOfAccount } from './throttle.ts'
import { takeOrRefuse } from './throttle-refusal.ts'

type Dependencies = Pick<
  AccountDependencies,
  | 'database'
  | 'vault'
  | 'clock'
  | 'random'
  | 'audit'
  | 'throttle'
  | 'keyedDigest'
  | 'notify'
  | 'consoleOrigin'
>

const begin = sql(
  'two-factor-begin',
  `insert into auth_two_factor as f (user_id, secret_sealed, confirmed_at, last_step, created_at) values ($1, $2, null, -1, $3)
   on conflict (user_id) do update set secret_sealed = $2, last_step = -1, created_at = $3 where f.confirmed_at is null
   returning user_id`,
)
const confirm = sql(
  'two-factor-confirm',
  `update auth_two_factor set confirmed_at = $3, last_step = $4
   where user_id = $1 and secret_sealed = $2 and confirmed_at is null returning user_id`,
)
const remove = sql(
  'two-factor-remove',
  `delete from auth_two_factor where user_id = $1 and confirmed_at is not null returning user_id`,
)
const lockConfirmed = sql(
  'two-factor-lock',
  `select 1 from auth_two_factor where user_id = $1 and confirmed_at is not null for update`,
)
const deleteCodes = sql('two-factor-delete-codes', `delete from auth_recovery_code where user_id = $1`)
const insertCodes = sql(
  'two-factor-insert-codes',
  `insert into auth_recovery_code (user_id, code_digest, created_at) select $1, unnest($2::bytea[]), $3`,
)

/**
 * A new secret for an app. The former one, if it was never confirmed, is dead from now on.
 *
 * @throws Refusal 409 TwoFactorAlreadyOnError
 */
export async function beginTwoFactor(deps: Dependencies, caller: ConsoleCaller): Promise<TwoFactorSetUp> {
  const secret = mintOneTimeSecret(deps.random)
  const sealed = await deps.vault.seal(sealedPlaceOf(caller.userId), secret)
  const begun = await deps.database.query(begin, [caller.userId, sealed, deps.clock.now()])
  if (begun.length === 0) throw refuseAccount('TwoFactorAlreadyOnError')
  return { secret: secret.open(), uri: oneTimeSecretUri(secret, { issuer: 'Naru', label: caller.email }) }
}

/**
 * Switches the second step on once a code shows that the app has the secret. The other sessions end: whoever
 * has the password alone is out.
 *
 * @returns the recovery codes, for the only time
 * @throws Refusal 422 WrongCodeError, 409 TwoFactorAlreadyOnError, TwoFactorNotOnError, 429
 */
export async function confirmTwoFactor(
  deps: Dependencies,
  caller: ConsoleCaller,
  input: { readonly code: string; readonly sessionId: string; readonly language: Language },
): Promise<RecoveryCodes> {
  await takeOrRefuse(deps.throttle, setUpOfAccount, [caller.userId])
  const factor = await readFactor(deps, caller.userId)
  if (factor === undefined) throw refuseAccount('TwoFactorNotOnError')
  if (factor.isConfirmed) throw refuseAccount('TwoFactorAlreadyOnError')
  const now = deps.clock.now()
  const code = readOneTimeCode(input.code)
  const step = code === undefined ? undefined : stepOfCode(factor.secret, code, now)
  if (step === undefined) throw wrongCode()

  const recoveryCodes = await deps.database.transaction(async (transaction) => {
    const confirmed = await transaction.query(confirm, [caller.userId, factor.sealed, now, step])
    if (confirmed.length === 0) throw wrongCode()
    const codes = await replaceRecoveryCodes(deps, transaction, caller.userId)
    await forgetWaysIn(transaction, caller.userId)
    await endOtherSessions(transaction, caller.userId, input.sessionId)
    await deps.audit.record(transaction, caller, { action: 'two-factor.enable', target: caller.userId })
    return codes
  })
  await deps.throttle.clear(setUpOfAccount, [caller.userId])
  deps.notify(caller.email, twoFactorMail(input.language, deps.consoleOrigin, 'on'))
  return { recoveryCodes }
}

/** New recovery codes; the former ones are dead. */
export async function renewRecoveryCodes(deps: Dependencies, caller: ConsoleCaller): Promise<RecoveryCodes> {
  const recoveryCodes = await deps.database.transaction(async (transaction) => {
    const [on] = await transaction.query(lockConfirmed, [caller.userId])
    if (on === undefined) throw refuseAccount('TwoFactorNotOnError')
    const codes = await replaceRecoveryCodes(deps, transaction, caller.userId)
    await deps.audit.record(transaction, caller, {
      action: 'two-factor.renew-recovery-codes',
      target: caller.userId,
    })
    return codes
  })
  return { recoveryCodes }
}

/** Switches the second step off. */
export async function removeTwoFactor(
  deps: Dependencies,
  caller: ConsoleCaller,
  language: Language,
): Promise<void> {
  await deps.database.transaction(async (transaction) => {
    const removed = await transaction.query(remove, [caller.userId])
    if (removed.length === 0) throw refuseAccount('TwoFactorNotOnError')
    await transaction.query(deleteCodes, [caller.userId])
    await forgetWaysIn(transaction, caller.userId)
    await deps.audit.record(transaction, caller, { action: 'two-factor.remove', target: caller.userId })
  })
  deps.notify(caller.email, twoFactorMail(language, deps.consoleOrigin, 'off'))
}

async function replaceRecoveryCodes(
  { random, clock, keyedDigest }: Dependencies,
  transaction: Database,
  userId: string,
): Promise<readonly string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () => mintRecoveryCode(random))
  const digests = codes.map((code) => keyedDigest('recovery-code', `${userId}|${readRecoveryCode(code)}`))
  await transaction.query(deleteCodes, [userId])
  await transaction.query(insertCodes, [userId, digests, clock.now()])
  return codes
}

function wrongCode() {
  return refuseAccount('WrongCodeError', undefined, { fields: ['code'] })
}
