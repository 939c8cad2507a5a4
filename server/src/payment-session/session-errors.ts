import { commonRefusals, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What payment sessions and checkout profiles can refuse. */
export const sessionRefusals = {
  ...commonRefusals,
  MAX_TTL_EXCEEDED: {
    httpStatus: 400,
    ko: '세션의 유효 시간은 최대 24시간입니다.',
    en: 'A session lives for 24 hours at most.',
    cure: 'Give ttlSeconds of at most 86400.',
  },
  SESSION_NOT_FOUND: {
    httpStatus: 404,
    ko: '결제 세션이 존재하지 않습니다.',
    en: 'There is no such payment session.',
    cure: 'Create a session, and use its url as it is.',
  },
  SESSION_EXPIRED: {
    httpStatus: 410,
    ko: '결제 세션이 만료되었거나 종료되었습니다.',
    en: 'This payment session is over.',
    cure: 'Create a new session.',
  },
  PROFILE_SETTINGS_NOT_FOUND: {
    httpStatus: 404,
    ko: '체크아웃 프로필이 존재하지 않습니다.',
    en: 'There is no such checkout profile.',
    cure: 'Copy the profile key from the console.',
  },
  CheckoutProfileNotFoundError: {
    httpStatus: 404,
    ko: '체크아웃 프로필을 찾을 수 없습니다. 목록을 새로 고쳐 주세요.',
    en: 'There is no such checkout profile. Reload the list.',
    cure: 'Reload the list.',
  },
  CheckoutProfileStaleError: {
    httpStatus: 409,
    ko: '다른 곳에서 먼저 수정했습니다. 최신 내용을 다시 불러온 뒤 수정해 주세요.',
    en: 'Somebody changed it meanwhile. Load it again.',
    cure: 'Load it again and repeat the change.',
  },
  InvalidCheckoutProfileError: {
    httpStatus: 422,
    ko: '입력한 내용을 확인해 주세요.',
    en: 'Check what you entered.',
    cure: 'Correct the members that `fields` names.',
  },
} as const satisfies RefusalCatalogue

export const refuseSession = refusals(sessionRefusals)
