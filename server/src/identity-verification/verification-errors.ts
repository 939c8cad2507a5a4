import { commonRefusals, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What identity verifications can refuse. Types and statuses: REST V2, appendix B; sentences and cures are ours. */
export const verificationRefusals = {
  ...commonRefusals,
  IDENTITY_VERIFICATION_NOT_FOUND: {
    httpStatus: 404,
    ko: '요청한 본인인증 건이 존재하지 않습니다.',
    en: 'There is no such identity verification in this store.',
    cure: 'Check the id, and give storeId for a sub-store.',
  },
  IDENTITY_VERIFICATION_NOT_SENT: {
    httpStatus: 404,
    ko: '인증번호를 보내지 않았거나, 보낸 인증번호를 더 이상 쓸 수 없습니다.',
    en: 'No code is under way: none was sent, it is too old, or it was guessed wrong too often.',
    cure: 'Send a code with POST …/send, and confirm it within 10 minutes and 5 tries.',
  },
  IDENTITY_VERIFICATION_ALREADY_SENT: {
    httpStatus: 409,
    ko: '인증번호를 이미 보냈습니다. 다시 받으려면 재발송을 요청해 주세요.',
    en: 'A code is already under way.',
    cure: 'Confirm it, or send it again with POST …/resend.',
  },
  IDENTITY_VERIFICATION_ALREADY_VERIFIED: {
    httpStatus: 409,
    ko: '이미 인증이 완료된 본인인증 건입니다.',
    en: 'This identity verification is verified already.',
    cure: 'Read it with GET; use a new id for another verification.',
  },
  MAX_TRANSACTION_COUNT_REACHED: {
    httpStatus: 400,
    ko: '더 이상 시도할 수 없는 본인인증 건입니다.',
    en: 'This id has had as many attempts as an id may have.',
    cure: 'Use a new id.',
  },
  CHANNEL_NOT_FOUND: {
    httpStatus: 404,
    ko: '요청한 채널이 존재하지 않거나, 인증번호로 본인인증을 할 수 없는 채널입니다.',
    en: 'There is no such channel in this store, or it cannot verify by a code.',
    cure: 'Copy the key of an identity-verification channel whose PG sends codes.',
  },
  PG_PROVIDER: {
    httpStatus: 502,
    ko: 'PG사에서 오류를 전달했습니다.',
    en: 'The PG refused.',
    cure: 'Read pgCode and pgMessage; they are the PG’s own words.',
  },
} as const satisfies RefusalCatalogue

export const refuseVerification = refusals(verificationRefusals)

/** The PG's own words; empty where it gave none. */
export function refusePg({ pgCode, pgMessage }: { readonly pgCode: string; readonly pgMessage: string }) {
  return refuseVerification('PG_PROVIDER', `${pgCode} ${pgMessage}`.trim(), { pgCode, pgMessage })
}
