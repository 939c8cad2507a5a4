import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What the operator's sign-in can be refused. Everything else without a session is simply not there. */
export const operatorErrors = {
  InvalidRequestError: {
    httpStatus: 422,
    ko: '입력한 값을 확인해 주세요.',
    en: 'Please check the fields.',
    cure: 'Correct the fields that `fields` names.',
  },
  InvalidCredentialsError: {
    httpStatus: 401,
    ko: '이메일 또는 비밀번호가 올바르지 않습니다.',
    en: 'E-mail or password is wrong.',
    cure: 'Try again, or have a new link made with `naru operator add`.',
  },
  TooManyAttemptsError: {
    httpStatus: 429,
    ko: '너무 여러 번 시도했습니다. 잠시 후 다시 시도해 주세요.',
    en: 'Too many attempts. Please try again later.',
    cure: 'Wait as long as `Retry-After` says.',
  },
  LinkExpiredError: {
    httpStatus: 410,
    ko: '만료되었거나 이미 사용한 링크입니다. naru operator add 로 새 링크를 만들어 주세요.',
    en: 'This link has expired or was used already. Have a new one made with `naru operator add`.',
    cure: 'Run `npm run naru -- operator add <email>` again.',
  },
  InvalidPasswordFormatError: {
    httpStatus: 422,
    ko: '비밀번호는 영문 대문자, 소문자, 숫자를 포함해 12자 이상 128자 이하로 입력해 주세요.',
    en: 'A password has 12 to 128 characters with an upper-case letter, a lower-case letter and a digit.',
    cure: 'Choose another password.',
  },
} as const satisfies RefusalCatalogue

export const refuseOperator = refusals(operatorErrors)
