import { sql, type Database } from '../foundation/database.ts'
import type { SealedPlace } from '../foundation/sealing.ts'
import { Secret } from '../foundation/secret.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { readOneTimeCode, stepOfCode } from './one-time-code.ts'
import { readRecoveryCode } from './recovery-code.ts'

export type SecondFactorDependencies = Pick<
  AccountDependencies,
  'database' | 'vault' | 'clock' | 'keyedDigest'
>

interface FactorRow {
  secret_sealed: string
  confirmed_at: Date | null
}

const read = sql(
  'two-factor-read',
  `select secret_sealed, confirmed_at from auth_two_factor where user_id = $1`,
)
/** The condition is what makes a code work once: of two requests with one code, one finds the step taken. */
const takeStep = sql(
  'two-factor-take-step',
  `update auth_two_factor set last_step = $2
   where user_id = $1 and confirmed_at is not null and last_step < $2 and secret_sealed = $3 returning user_id`,
)
const useRecoveryCode = sql(
  'two-factor-use-recovery-code',
  `update auth_recovery_code set used_at = $3 where user_id = $1 and code_digest = $2 and used_at is null returning user_id`,
)

/** Each user has a data key of his own, as each store has. */
export function sealedPlaceOf(userId: string): SealedPlace {
  return { storeId: `user-${userId}`, table: 'auth_two_factor', column: 'secret_sealed', rowId: userId }
}

export async function hasSecondFactor(database: Database, userId: string): Promise<boolean> {
  const [row] = await database.query<FactorRow>(read, [userId])
  return row !== undefined && row.confirmed_at !== null
}

export interface ReadFactor {
  readonly secret: Secret
  readonly sealed: string
  readonly isConfirmed: boolean
}

export async function readFactor(
  { database, vault }: Pick<SecondFactorDependencies, 'database' | 'vault'>,
  userId: string,
): Promise<ReadFactor | undefined> {
  const [row] = await database.query<FactorRow>(read, [userId])
  if (row === undefined) return undefined
  const secret = await vault.open(sealedPlaceOf(userId), row.secret_sealed)
  return { secret, sealed: row.secret_sealed, isConfirmed: row.confirmed_at !== null }
}

/**
 * Takes a code of the app or a recovery code. Taken is taken: neither works a second time, on no replica.
 *
 * @returns which kind it was; undefined for a wrong or used one
 */
export async function takeSecondFactor(
  deps: SecondFactorDependencies,
  userId: string,
  text: string,
): Promise<'one-time-code' | 'recovery-code' | undefined> {
  const { database, clock, keyedDigest } = deps
  const code = readOneTimeCode(text)
  if (code !== undefined) {
    const factor = await readFactor(deps, userId)
    const step = factor === undefined ? undefined : stepOfCode(factor.secret, code, clock.now())
    if (factor === undefined || step === undefined) return undefined
    const taken = await database.query(takeStep, [userId, step, factor.sealed])
    return taken.length === 1 ? 'one-time-code' : undefined
  }
  const recoveryCode = readRecoveryCode(text)
  if (recoveryCode === undefined) return undefined
  const digest = keyedDigest('recovery-code', `${userId}|${recoveryCode}`)
  const used = await database.query(useRecoveryCode, [userId, digest, clock.now()])
  return used.length === 1 ? 'recovery-code' : undefined
}
