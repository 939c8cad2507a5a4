import { renderOneButton } from '../foundation/mail/one-button-mail.ts'
import type { InvitableRole } from '../wire/console-team.ts'

type Language = 'ko' | 'en'

const roleNames = {
  ko: {
    ADMIN: '관리자',
    MANAGER: '고객사 매니저',
    DEV: '고객사 개발',
    READ_ONLY: '고객사 조회',
    STORE_MANAGER: '하위 상점 매니저',
    STORE_READ_ONLY: '하위 상점 조회',
  },
  en: {
    ADMIN: 'Admin',
    MANAGER: 'Manager',
    DEV: 'Dev',
    READ_ONLY: 'Read Only',
    STORE_MANAGER: 'Sub-store Manager',
    STORE_READ_ONLY: 'Sub-store Read Only',
  },
} as const satisfies Record<Language, Record<InvitableRole, string>>

/** 계정 비밀번호 설정 안내: one button, valid seven days, once. */
export function invitationMail(
  language: Language,
  invitation: {
    readonly merchantName: string
    readonly role: InvitableRole
    readonly inviter: string
    readonly url: string
  },
) {
  const { merchantName, inviter, url } = invitation
  const role = roleNames[language][invitation.role]
  const words = {
    ko: {
      subject: `${merchantName} 관리자 계정 초대 안내`,
      paragraphs: [
        `${inviter} 님이 ${merchantName}의 ${role} 계정으로 초대했습니다.`,
        '아래 버튼을 눌러 비밀번호를 설정하면 이 이메일 주소로 로그인할 수 있습니다.',
      ],
      label: '비밀번호 설정하기',
      notes: [
        '이 링크는 7일 동안, 한 번만 사용할 수 있습니다. 만료되면 초대한 분에게 재발송을 요청해 주세요.',
        '메일이 보이지 않을 때는 스팸 메일함을 확인해 주세요.',
        '모르는 초대라면 버튼을 누르지 말고 이 메일을 무시해 주세요.',
      ],
    },
    en: {
      subject: `You are invited to ${merchantName}`,
      paragraphs: [
        `${inviter} invites you to ${merchantName} as ${role}.`,
        'Press the button to set your password; after that you sign in with this e-mail address.',
      ],
      label: 'Set password',
      notes: [
        'The link works once, within seven days. When it has expired, ask for the mail to be sent again.',
        'Mails like this one sometimes land in the spam folder.',
        'If you do not know what this is about, do not press the button and ignore this mail.',
      ],
    },
  }[language]
  const { subject, paragraphs, label, notes } = words
  return renderOneButton({ language, subject, heading: subject, paragraphs, button: { label, url }, notes })
}
