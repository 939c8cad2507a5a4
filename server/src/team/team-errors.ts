import { refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What the account list, invitations and emergency contacts can be refused. */
export const teamErrors = {
  InvalidRequestError: {
    httpStatus: 422,
    ko: '입력한 내용을 확인해 주세요.',
    en: 'Please check what you entered.',
    cure: 'Correct the fields that `fields` names.',
  },
  EmailAlreadyExistsError: {
    httpStatus: 422,
    ko: '이미 계정이 있거나 초대된, 또는 최근 30일 안에 탈퇴한 이메일입니다. 한 이메일은 고객사 한 곳의 계정으로만 쓸 수 있습니다.',
    en: 'This e-mail already has an account or an invitation, or withdrew within 30 days. One e-mail belongs to one merchant only.',
    cure: 'Invite another address.',
  },
  AdminLimitReachedError: {
    httpStatus: 409,
    ko: '관리자(Admin)는 고객사마다 한 명만 둘 수 있습니다. 지금 관리자의 역할을 바꾸거나 계정을 삭제한 뒤 다시 시도해 주세요.',
    en: 'A merchant has one Admin. Change or delete the present one first.',
    cure: 'Change the role of the present Admin, or delete the account.',
  },
  DevLimitReachedError: {
    httpStatus: 409,
    ko: '고객사 개발(Dev) 계정은 최대 10개까지 둘 수 있습니다. 쓰지 않는 개발 계정을 삭제한 뒤 다시 시도해 주세요.',
    en: 'A merchant has at most ten Dev accounts. Delete one that is not used any more first.',
    cure: 'Delete a Dev account.',
  },
  RoleNotManageableError: {
    httpStatus: 403,
    ko: '이 역할의 계정을 만들거나 바꿀 권한이 없습니다.',
    en: 'You may not make or change accounts of this role.',
    cure: 'Ask the Owner or the Admin.',
  },
  OwnerCannotBeChangedError: {
    httpStatus: 409,
    ko: '최고 관리자(Owner) 계정은 여기에서 바꾸거나 삭제할 수 없습니다.',
    en: 'The Owner cannot be changed or deleted here.',
    cure: 'The Owner withdraws on the page of his own account.',
  },
  OwnAccountCannotBeChangedError: {
    httpStatus: 409,
    ko: '내 계정의 역할은 스스로 바꾸거나 삭제할 수 없습니다. 다른 관리자에게 요청해 주세요.',
    en: 'You cannot change or delete your own account here. Ask another administrator.',
    cure: 'Ask another administrator.',
  },
  MemberNotFoundError: {
    httpStatus: 404,
    ko: '계정을 찾을 수 없습니다. 이미 삭제되었을 수 있습니다.',
    en: 'There is no such account; it may have been deleted already.',
    cure: 'Reload the list.',
  },
  InvitationAcceptedError: {
    httpStatus: 409,
    ko: '이미 비밀번호를 설정한 계정입니다. 초대 메일을 다시 보낼 필요가 없습니다.',
    en: 'This account has set its password already; no invitation is needed.',
    cure: 'Reload the list.',
  },
  InvitationExpiredError: {
    httpStatus: 410,
    ko: '초대 링크가 만료되었거나 더 새로운 초대 메일로 바뀌었습니다. 가장 최근 메일을 열거나, 초대한 분에게 재발송을 요청해 주세요.',
    en: 'This invitation has expired, or a newer mail replaced it. Open the newest mail, or ask for it to be sent again.',
    cure: 'Ask the person who invited you to send the mail again.',
  },
  InvitationUsedError: {
    httpStatus: 410,
    ko: '이미 사용한 초대 링크입니다. 설정한 비밀번호로 로그인해 주세요.',
    en: 'This invitation was used already. Sign in with the password that was set.',
    cure: 'Sign in, or reset the password.',
  },
  StaleVersionError: {
    httpStatus: 409,
    ko: '그 사이에 다른 사용자가 계정을 수정했습니다. 새로고침 후 다시 저장해 주세요.',
    en: 'Somebody else changed this account meanwhile. Reload and save again.',
    cure: 'Reload the list.',
  },
  ContactNotFoundError: {
    httpStatus: 404,
    ko: '연락처를 찾을 수 없습니다. 이미 삭제되었을 수 있습니다.',
    en: 'There is no such contact; it may have been deleted already.',
    cure: 'Reload the list.',
  },
  ContactLimitReachedError: {
    httpStatus: 409,
    ko: '긴급 연락처는 최대 10개까지 등록할 수 있습니다.',
    en: 'There can be at most ten emergency contacts.',
    cure: 'Delete one first.',
  },
} as const satisfies RefusalCatalogue

export const refuseTeam = refusals(teamErrors)
