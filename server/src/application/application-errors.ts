import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What the application's screens and the operator can be refused. Types are those of PortOne's GraphQL schema where it has one. */
export const applicationErrors = {
  InvalidRequestError: {
    httpStatus: 422,
    ko: '입력한 값을 확인해 주세요.',
    en: 'Please check the fields.',
    cure: 'Correct the fields that `fields` names.',
  },
  StaleVersionError: {
    httpStatus: 409,
    ko: '그 사이에 다른 사용자가 수정했습니다. 새로고침 후 다시 저장해 주세요.',
    en: 'Somebody else changed this meanwhile. Reload and save again.',
    cure: 'Reload the page.',
  },
  StoreBusinessInfoAlreadyRegisteredError: {
    httpStatus: 409,
    ko: '이미 제출한 사업자 정보는 수정할 수 없습니다. 고객센터로 정보 수정을 요청해 주세요.',
    en: 'Business information cannot be changed once it was submitted.',
    cure: 'Ask the operator of this installation to correct it.',
  },
  TermsNotAgreedError: {
    httpStatus: 409,
    ko: '필수 약관에 먼저 동의해 주세요.',
    en: 'Please agree to the required terms first.',
    cure: 'Open /application/start and agree to both required terms.',
  },
  BusinessInfoNotRegisteredError: {
    httpStatus: 409,
    ko: '비즈니스 인증을 먼저 제출해 주세요.',
    en: 'Please submit the business verification first.',
    cure: 'Finish /application/business.',
  },
  AlreadyAppliedError: {
    httpStatus: 409,
    ko: '이미 신청했거나 계약한 결제수단이 들어 있습니다.',
    en: 'The cart holds a pay method that was applied for already.',
    cure: 'Take it out of the cart.',
  },
  ContractNotFoundError: {
    httpStatus: 404,
    ko: '신청 내역을 찾을 수 없습니다.',
    en: 'There is no such application.',
    cure: 'Reload the list.',
  },
  ContractMovedError: {
    httpStatus: 409,
    ko: '지금 상태에서는 할 수 없습니다. 새로고침해 최신 상태를 확인해 주세요.',
    en: 'This cannot be done in the present state. Reload to see it.',
    cure: 'Reload; the state has changed or does not allow this move.',
  },
  LicenceNotFoundError: {
    httpStatus: 404,
    ko: '올린 사업자등록증이 없습니다.',
    en: 'No business licence was uploaded.',
    cure: 'Upload the licence.',
  },
  LicenceTooLargeError: {
    httpStatus: 413,
    ko: '파일이 너무 큽니다. 10 MB 이하의 파일을 올려 주세요.',
    en: 'The file is too large: 10 MB at most.',
    cure: 'Upload a smaller picture or a PDF of one page.',
  },
  LicenceKindError: {
    httpStatus: 415,
    ko: 'JPG, PNG, PDF, TIFF 파일만 올릴 수 있습니다. 파일의 이름이 아니라 내용으로 확인합니다.',
    en: 'Only JPG, PNG, PDF and TIFF files. The content decides, not the name.',
    cure: 'Save the licence as one of these kinds.',
  },
  LicencePagesError: {
    httpStatus: 422,
    ko: 'PDF와 TIFF는 한 페이지여야 합니다. 사업자등록증 페이지만 저장해 올려 주세요.',
    en: 'A PDF or TIFF must have one page only.',
    cure: 'Save the page of the licence alone.',
  },
  LicenceUnreadableError: {
    httpStatus: 422,
    ko: '파일이 손상되었거나 암호로 잠겨 있어 열 수 없습니다.',
    en: 'The file is damaged or locked by a password.',
    cure: 'Open it, save it again without password, and upload that.',
  },
  TooManyUploadsError: {
    httpStatus: 429,
    ko: '파일을 너무 자주 올렸습니다. 잠시 후 다시 시도해 주세요.',
    en: 'Too many uploads. Please try again later.',
    cure: 'Wait as long as `Retry-After` says.',
  },
} as const satisfies RefusalCatalogue

export const refuseApplication = refusals(applicationErrors)
