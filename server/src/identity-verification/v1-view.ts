import type { Vault } from '../foundation/sealing.ts'
import type { Verification } from './identity-verification.ts'
import { openFacts } from './verification-store.ts'

/**
 * REST V1 `Certification`. Of an unfinished one nobody's name is known. `phone` and `carrier` are there only where the
 * PG tells them; `birth` is what the older interface had.
 */
export async function v1CertificationView(vault: Vault, verification: Verification): Promise<object> {
  const { attempt, status } = verification
  const certified = status === 'VERIFIED'
  const person = certified ? attempt.person : null
  const { ci, di } = certified ? await openFacts(vault, attempt) : {}
  const { merchantUid, origin } = attempt.requested.v1 ?? {}
  return {
    birth: person?.birthDate === undefined ? null : midnightInKorea(person.birthDate),
    birthday: person?.birthDate ?? null,
    ...(person?.operator === undefined ? {} : { carrier: person.operator.replace('LGU', 'LGT') }),
    certified,
    certified_at: certified ? Math.floor((attempt.decidedAt ?? attempt.statusAt).getTime() / 1_000) : 0,
    foreigner: person?.isForeigner ?? false,
    foreigner_v2: person?.isForeigner ?? null,
    gender: person?.gender?.toLowerCase() ?? null,
    imp_uid: verification.identityVerificationId,
    merchant_uid: typeof merchantUid === 'string' ? merchantUid : null,
    name: person?.name ?? null,
    origin: typeof origin === 'string' ? origin : null,
    pg_provider: attempt.channel.moduleCode,
    pg_tid: attempt.pgTxId,
    ...(person?.phoneNumber === undefined ? {} : { phone: person.phoneNumber }),
    unique_in_site: di ?? null,
    unique_key: ci ?? null,
  }
}

/** UNIX seconds of 00:00 in Korea on a date `1990-07-08`. */
function midnightInKorea(date: string): number | null {
  const at = Date.parse(`${date}T00:00:00+09:00`)
  return Number.isNaN(at) ? null : at / 1_000
}
