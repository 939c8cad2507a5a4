import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What the account part of the console can answer. Type names follow PortOne's published GraphQL schema where it has one. */
export const accountErrors = {
  InvalidRequestError: {
    httpStatus: 422,
    ko: '입력한 내용을 확인해 주세요.',
    en: 'Please check what you entered.',
    cure: 'Correct the fields that `fields` names.',
  },
  EmailAlreadyExistsError: {
    httpStatus: 422,
    ko: '이미 가입된 이메일입니다. 아직 인증하지 않았다면 인증 메일을 다시 보내 드렸습니다.',
    en: 'This e-mail already has an account. If it was not verified yet, we have sent the verification mail again.',
    cure: 'Sign in, or reset the password.',
  },
  InvalidPasswordFormatError: {
    httpStatus: 422,
    ko: '비밀번호는 영문 대문자, 소문자, 숫자를 포함해 8자 이상 128자 이하로 입력해 주세요.',
    en: 'A password has 8 to 128 characters with an upper-case letter, a lower-case letter and a digit.',
    cure: 'Choose another password.',
  },
  PasswordContainsPersonalInfoError: {
    httpStatus: 422,
    ko: '비밀번호에 이메일 아이디를 포함할 수 없습니다.',
    en: 'A password must not contain the name of your e-mail address.',
    cure: 'Choose another password.',
  },
  RequiredTermDisagreedError: {
    httpStatus: 422,
    ko: '필수 약관에 동의해 주세요.',
    en: 'Please agree to the required terms.',
    cure: 'Send `terms.service` and `terms.privacy` as true.',
  },
  InvalidCredentialsError: {
    httpStatus: 401,
    ko: '이메일 또는 비밀번호가 올바르지 않습니다.',
    en: 'E-mail or password is wrong.',
    cure: 'Try again, or reset the password.',
  },
  EmailNotVerifiedError: {
    httpStatus: 403,
    ko: '이메일 인증이 아직 완료되지 않았습니다. 받은 메일에서 인증을 마쳐 주세요. 메일이 보이지 않으면 스팸 메일함을 확인해 주세요.',
    en: 'Your e-mail is not verified yet. Please follow the link in our mail; look into the spam folder if you cannot find it.',
    cure: 'Follow the link, or ask for a new mail.',
  },
  TooManyAttemptsError: {
    httpStatus: 429,
    ko: '시도 횟수가 너무 많습니다. 잠시 후 다시 시도해 주세요.',
    en: 'Too many attempts. Please wait and try again.',
    cure: 'Wait as long as `Retry-After` says.',
  },
  LinkExpiredError: {
    httpStatus: 410,
    ko: '링크가 만료되었거나 이미 사용되었습니다. 메일을 다시 요청해 주세요.',
    en: 'This link has expired or was used already. Please ask for a new mail.',
    cure: 'Ask for a new mail.',
  },
  LinkInvalidError: {
    httpStatus: 404,
    ko: '올바르지 않은 링크입니다.',
    en: 'This link is not valid.',
    cure: 'Copy the whole link from the mail.',
  },
  EmailUsedBeforeError: {
    httpStatus: 422,
    ko: '이미 가입했거나 가입한 적이 있는 이메일입니다. 한 번도 가입하지 않은 주소를 입력해 주세요.',
    en: 'This address has or had an account. Choose one that was never registered.',
    cure: 'Choose an address that was never registered.',
  },
  WrongPasswordError: {
    httpStatus: 422,
    ko: '비밀번호가 올바르지 않습니다.',
    en: 'The password is wrong.',
    cure: 'Type the current password of this account.',
  },
  WrongCodeError: {
    httpStatus: 422,
    ko: '코드가 올바르지 않거나 이미 사용되었습니다. 앱에 새로 표시된 코드를 입력해 주세요.',
    en: 'This code is wrong or was used already. Enter the code that your app shows now.',
    cure: 'Wait for the next code, or use a recovery code.',
  },
  SignInExpiredError: {
    httpStatus: 410,
    ko: '로그인 시간이 지났거나 코드를 여러 번 잘못 입력했습니다. 처음부터 다시 로그인해 주세요.',
    en: 'This sign-in has expired or saw too many wrong codes. Please sign in again.',
    cure: 'Begin again with e-mail and password.',
  },
  TwoFactorAlreadyOnError: {
    httpStatus: 409,
    ko: '2차 인증이 이미 켜져 있습니다. 바꾸려면 먼저 해제해 주세요.',
    en: 'Two-factor login is on already. Remove it first to change it.',
    cure: 'Remove the second factor, then set it up again.',
  },
  TwoFactorNotOnError: {
    httpStatus: 409,
    ko: '2차 인증이 켜져 있지 않습니다.',
    en: 'Two-factor login is not on.',
    cure: 'Set it up first.',
  },
  PasskeyRefusedError: {
    httpStatus: 422,
    ko: '패스키를 확인하지 못했습니다. 다시 시도하거나 비밀번호로 로그인해 주세요.',
    en: 'The passkey could not be verified. Try again, or sign in with your password.',
    cure: 'Ask for new options and try again.',
  },
  PasskeyNotFoundError: {
    httpStatus: 404,
    ko: '패스키를 찾을 수 없습니다.',
    en: 'There is no such passkey.',
    cure: 'Choose one of your own passkeys.',
  },
  TooManyPasskeysError: {
    httpStatus: 409,
    ko: '패스키는 20개까지 등록할 수 있습니다.',
    en: 'An account has at most 20 passkeys.',
    cure: 'Remove one that is not used any more.',
  },
  SessionNotFoundError: {
    httpStatus: 404,
    ko: '이미 종료되었거나 없는 로그인입니다.',
    en: 'This session has ended already or does not exist.',
    cure: 'Load the list again.',
  },
  PaymentsUnderWayError: {
    httpStatus: 409,
    ko: '지금 진행 중인 결제나 취소가 있어 탈퇴할 수 없습니다. 채널을 삭제해 새 결제를 막고, 30분 뒤에 다시 시도해 주세요.',
    en: 'Payments or cancellations are under way. Delete the channels so that no new ones begin, and try again after 30 minutes.',
    cure: 'Wait until nothing is under way.',
  },
  ConfirmationDiffersError: {
    httpStatus: 422,
    ko: '확인 문구가 다릅니다. 화면에 보이는 그대로 입력해 주세요.',
    en: 'This is not the text to confirm with. Type it as it is shown.',
    cure: 'Type the text that the page shows.',
  },
  UnauthorizedError: {
    httpStatus: 401,
    ko: '로그인이 필요합니다.',
    en: 'Please sign in.',
    cure: 'Sign in.',
  },
  ForbiddenError: {
    httpStatus: 403,
    ko: '이 작업을 할 권한이 없습니다.',
    en: 'You may not do this.',
    cure: 'Ask the owner of the account for a role that may.',
  },
  CrossSiteRequestError: {
    httpStatus: 403,
    ko: '다른 사이트에서 보낸 요청은 받지 않습니다.',
    en: 'Requests from other sites are not accepted.',
    cure: 'Send `x-naru-console: 1` from a page of the console itself.',
  },
  StoreNotFoundError: {
    httpStatus: 404,
    ko: '상점을 찾을 수 없습니다.',
    en: 'There is no such store.',
    cure: 'Choose a store of your own.',
  },
} as const satisfies RefusalCatalogue

export const refuseAccount = refusals(accountErrors)
