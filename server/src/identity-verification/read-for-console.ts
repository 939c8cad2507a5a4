import { sql, type Database } from '../foundation/database.ts'
import type { Vault } from '../foundation/sealing.ts'
import type { IdentityVerificationDetail } from '../wire/console-identity-verification.ts'
import type { VerificationAttempt } from './identity-verification.ts'
import { maskBirthDate } from './mask-person.ts'
import { maskedRow, wayOf } from './page-verifications.ts'
import { attemptColumns, openFacts, readVerification } from './verification-store.ts'

const readAttempts = sql(
  'identity-verification-attempts',
  `select ${attemptColumns} from identity_verification_attempt a
   where a.store_id = $1 and a.identity_verification_id = $2 order by a.requested_at desc, a.transaction_id desc limit 100`,
)

/** One verification with its attempts; undefined when the store has none of this id. */
export async function readForConsole(
  deps: { readonly database: Database; readonly vault: Vault },
  storeId: string,
  id: string,
  isMasked: boolean,
): Promise<IdentityVerificationDetail | undefined> {
  const [verification, attempts] = await Promise.all([
    readVerification(deps.database, storeId, id),
    deps.database.query<VerificationAttempt>(readAttempts, [storeId, id]),
  ])
  if (verification === undefined) return undefined
  const { attempt } = verification
  const { person, requested, channel } = attempt
  const { ci, di } = await openFacts(deps.vault, attempt)
  const name = person?.name ?? requested.person.fullName
  const phoneNumber = person?.phoneNumber ?? requested.person.phoneNumber
  const birthDate = person?.birthDate ?? askedBirthDate(attempt)
  const operator = person?.operator ?? requested.operator
  return {
    ...maskedRow(verification),
    isMasked,
    ...(isMasked ? {} : { ...member('name', name), ...member('phoneNumber', phoneNumber) }),
    ...member(
      'birthDate',
      birthDate === undefined ? undefined : isMasked ? maskBirthDate(birthDate) : birthDate,
    ),
    ...member('gender', person?.gender),
    ...member('operator', operator),
    ...member('isForeigner', person?.isForeigner),
    hasCi: ci !== undefined,
    hasDi: di !== undefined,
    ...member('customerId', requested.person.customerId),
    ...member('customData', requested.customData),
    ...member('pgTxId', attempt.pgTxId ?? undefined),
    pgMerchantId: channel.pgMerchantId,
    attempts: attempts.map((one) => ({
      transactionId: one.transactionId,
      status: one.status,
      way: wayOf(one),
      channelName: one.channel.name,
      requestedAt: one.requestedAt.toISOString(),
      ...member('decidedAt', one.decidedAt?.toISOString()),
      otpTries: one.otpTries,
      ...(one.failure === null
        ? {}
        : {
            failure: {
              reason: one.failure.reason,
              ...member('pgCode', one.failure.pgCode),
              ...member('pgMessage', one.failure.pgMessage),
            },
          }),
    })),
  }
}

function askedBirthDate({ requested: { person } }: VerificationAttempt): string | undefined {
  const { birthYear, birthMonth, birthDay } = person
  return birthYear === undefined || birthMonth === undefined || birthDay === undefined
    ? undefined
    : `${birthYear}-${birthMonth}-${birthDay}`
}

function member<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  const made: { [K in Key]?: Value } = {}
  if (value !== undefined) made[key] = value
  return made
}
