import type { JsonObject } from '@naru/gateways'
import { isUniqueViolation, sql, type Database } from '../foundation/database.ts'
import type { Vault } from '../foundation/sealing.ts'
import { Secret } from '../foundation/secret.ts'
import { storableJson, storableText } from '../foundation/storable-text.ts'
import type { Verification, VerificationAttempt } from './identity-verification.ts'

/** An attempt in the words of the model, for statements that name its table `a`. */
export const attemptColumns = `a.store_id as "storeId", a.transaction_id as "transactionId",
  a.identity_verification_id as "identityVerificationId", a.row_version as "rowVersion", a.kind, a.phase, a.status, a.version,
  a.channel_key as "channelKey", a.channel, a.requested, a.person, a.facts_sealed as "factsSealed",
  a.memory_sealed as "memorySealed", a.proof_sealed as "proofSealed", a.pg_tx_id as "pgTxId", a.failure,
  a.otp_tries as "otpTries", a.requested_at as "requestedAt", a.sent_at as "sentAt", a.decided_at as "decidedAt",
  a.status_at as "statusAt"`
/** The columns of its id's row `h` that an attempt does not have. */
export const headColumns = `h.merchant_id as "headMerchantId", h.row_version as "headRowVersion", h.status as "headStatus",
  h.transaction_count as "headTransactionCount"`

export interface VerificationRow extends VerificationAttempt {
  readonly headMerchantId: string
  readonly headRowVersion: number
  readonly headStatus: Verification['status']
  readonly headTransactionCount: number
}

export function toVerification(row: VerificationRow): Verification {
  const { headMerchantId, headRowVersion, headStatus, headTransactionCount, ...attempt } = row
  return {
    storeId: attempt.storeId,
    identityVerificationId: attempt.identityVerificationId,
    merchantId: headMerchantId,
    rowVersion: headRowVersion,
    status: headStatus,
    transactionCount: headTransactionCount,
    attempt,
  }
}

const shown = `from identity_verification h join identity_verification_attempt a
  on a.store_id = h.store_id and a.transaction_id = h.transaction_id`
const read = sql(
  'identity-verification-read',
  `select ${attemptColumns}, ${headColumns} ${shown} where h.store_id = $1 and h.identity_verification_id = $2`,
)
const readOne = sql(
  'identity-verification-read-attempt',
  `select ${attemptColumns} from identity_verification_attempt a where a.store_id = $1 and a.transaction_id = $2`,
)
/** A new id, or another attempt of one that is not verified. No row back: somebody else was faster, or it is verified. */
const open = sql(
  'identity-verification-open',
  `with head as (
     insert into identity_verification as h (store_id, identity_verification_id, merchant_id, row_version, status, transaction_id,
       transaction_count, is_test, requested_at, status_at)
     values ($1, $2, $3, 1, 'READY', $4, 1, $5, $6, $6)
     on conflict (store_id, identity_verification_id) do update set row_version = h.row_version + 1, status = 'READY',
       transaction_id = excluded.transaction_id, transaction_count = h.transaction_count + 1, is_test = excluded.is_test,
       requested_at = excluded.requested_at, failed_at = null, status_at = excluded.status_at
     where h.row_version = $7 and h.status <> 'VERIFIED'
     returning h.store_id)
   insert into identity_verification_attempt as a (store_id, transaction_id, identity_verification_id, row_version, kind, phase,
     status, version, channel_key, channel, requested, requested_at, status_at)
   select head.store_id, $4, $2, 1, $8, $9, 'READY', $10, $11, $12::jsonb, $13::jsonb, $6, $6 from head
   returning ${attemptColumns}`,
)
/** The attempt's next step, and what it means for its id while that is not verified. */
const move = sql(
  'identity-verification-move',
  `with a as (
     update identity_verification_attempt set row_version = row_version + 1, phase = $4, status = $5, person = $6::jsonb,
       facts_sealed = $7, memory_sealed = $8, proof_sealed = $9, pg_tx_id = $10, failure = $11::jsonb, otp_tries = $12,
       sent_at = $13, decided_at = $14, status_at = $15
     where store_id = $1 and transaction_id = $2 and row_version = $3
     returning *),
   head as (
     update identity_verification h set row_version = h.row_version + 1, status = a.status, transaction_id = a.transaction_id,
       verified_at = case when a.status = 'VERIFIED' then a.decided_at end,
       failed_at = case when a.status = 'FAILED' then a.decided_at end, status_at = a.status_at
     from a
     where h.store_id = a.store_id and h.identity_verification_id = a.identity_verification_id and h.status <> 'VERIFIED'
       and a.phase = 'DONE' and (a.status = 'VERIFIED' or h.transaction_id = a.transaction_id))
   select ${attemptColumns} from a`,
)
const countTry = sql(
  'identity-verification-count-try',
  `update identity_verification_attempt a set row_version = row_version + 1, otp_tries = otp_tries + 1
   where store_id = $1 and transaction_id = $2 and phase = 'SENT' and otp_tries < $3 returning ${attemptColumns}`,
)
const erase = sql(
  'identity-verification-erase',
  `with attempts as (
     delete from identity_verification_attempt where store_id = $1 and identity_verification_id = $2)
   delete from identity_verification where store_id = $1 and identity_verification_id = $2 returning store_id`,
)

export async function readVerification(
  database: Database,
  storeId: string,
  identityVerificationId: string,
): Promise<Verification | undefined> {
  const [row] = await database.query<VerificationRow>(read, [storeId, identityVerificationId])
  return row === undefined ? undefined : toVerification(row)
}

export async function readVerificationAttempt(
  database: Database,
  storeId: string,
  transactionId: string,
): Promise<VerificationAttempt | undefined> {
  const [row] = await database.query<VerificationAttempt>(readOne, [storeId, transactionId])
  return row
}

export interface NewVerification extends Pick<
  VerificationAttempt,
  | 'storeId'
  | 'transactionId'
  | 'identityVerificationId'
  | 'kind'
  | 'phase'
  | 'version'
  | 'channel'
  | 'requested'
> {
  readonly merchantId: string
}

/** @param formerVersion of the id's row as it was read; 0 when there was none */
export async function insertAttempt(
  database: Database,
  attempt: NewVerification,
  formerVersion: number,
  now: Date,
): Promise<VerificationAttempt | undefined> {
  const [row] = await database.query<VerificationAttempt>(open, [
    attempt.storeId,
    attempt.identityVerificationId,
    attempt.merchantId,
    attempt.transactionId,
    attempt.channel.mode === 'TEST',
    now,
    formerVersion,
    attempt.kind,
    attempt.phase,
    attempt.version,
    attempt.channel.key,
    storableJson(attempt.channel),
    storableJson(attempt.requested),
  ])
  return row
}

export type AttemptChange = Partial<
  Pick<
    VerificationAttempt,
    | 'phase'
    | 'status'
    | 'person'
    | 'factsSealed'
    | 'memorySealed'
    | 'proofSealed'
    | 'pgTxId'
    | 'failure'
    | 'otpTries'
    | 'sentAt'
    | 'decidedAt'
  >
>

/**
 * Writes the next step of an attempt that was read.
 *
 * @returns `changed` when somebody else was faster; `taken` when another attempt of the id is verified already
 */
export async function moveAttempt(
  database: Database,
  before: VerificationAttempt,
  change: AttemptChange,
  now: Date,
): Promise<
  | { readonly kind: 'moved'; readonly attempt: VerificationAttempt }
  | { readonly kind: 'changed' }
  | { readonly kind: 'taken' }
> {
  const after = { ...before, ...change }
  const statusAt = after.status === before.status ? before.statusAt : now
  try {
    const [row] = await database.query<VerificationAttempt>(move, [
      before.storeId,
      before.transactionId,
      before.rowVersion,
      after.phase,
      after.status,
      after.person === null ? null : storableJson(after.person),
      after.factsSealed,
      after.memorySealed,
      after.proofSealed,
      after.pgTxId === null ? null : storableText(after.pgTxId),
      after.failure === null ? null : storableJson(after.failure),
      after.otpTries,
      after.sentAt,
      after.decidedAt,
      statusAt,
    ])
    return row === undefined ? { kind: 'changed' } : { kind: 'moved', attempt: row }
  } catch (error) {
    if (isUniqueViolation(error, 'identity_verification_verified_once')) return { kind: 'taken' }
    throw error
  }
}

/** Counts one guess, before the PG hears it; undefined when no code may be guessed any more. */
export async function countOtpTry(
  database: Database,
  attempt: Pick<VerificationAttempt, 'storeId' | 'transactionId'>,
  triesMax: number,
): Promise<VerificationAttempt | undefined> {
  const [row] = await database.query<VerificationAttempt>(countTry, [
    attempt.storeId,
    attempt.transactionId,
    triesMax,
  ])
  return row
}

/** Forgets an id with all its attempts; V1 can ask for it. False when there was none. */
export async function eraseVerification(
  database: Database,
  storeId: string,
  identityVerificationId: string,
): Promise<boolean> {
  return (await database.query(erase, [storeId, identityVerificationId])).length > 0
}

// ---------------------------------------------------------------- sealing

type SealedColumn = 'memory_sealed' | 'proof_sealed' | 'facts_sealed'
type Place = Pick<VerificationAttempt, 'storeId' | 'transactionId'>

export async function sealOfAttempt(
  vault: Vault,
  attempt: Place,
  column: SealedColumn,
  value: JsonObject,
): Promise<string | null> {
  if (Object.keys(value).length === 0) return null
  return vault.seal(place(attempt, column), new Secret(JSON.stringify(value)))
}

export async function openOfAttempt(
  vault: Vault,
  attempt: Place,
  column: SealedColumn,
  sealed: string | null,
): Promise<JsonObject> {
  if (sealed === null) return {}
  const value: unknown = JSON.parse((await vault.open(place(attempt, column), sealed)).open())
  return isJsonObject(value) ? value : {}
}

/** CI, DI and the PG's whole answer. */
export interface VerifiedFacts {
  readonly ci?: string
  readonly di?: string
  readonly raw: string
}

export async function openFacts(vault: Vault, attempt: VerificationAttempt): Promise<VerifiedFacts> {
  const { ci, di, raw } = await openOfAttempt(vault, attempt, 'facts_sealed', attempt.factsSealed)
  return {
    raw: typeof raw === 'string' ? raw : '',
    ...(typeof ci === 'string' ? { ci } : {}),
    ...(typeof di === 'string' ? { di } : {}),
  }
}

function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function place(attempt: Place, column: SealedColumn) {
  return {
    storeId: attempt.storeId,
    table: 'identity_verification_attempt',
    column,
    rowId: attempt.transactionId,
  }
}
