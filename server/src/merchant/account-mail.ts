import { renderOneButton } from '../foundation/mail/one-button-mail.ts'

export type Language = 'ko' | 'en'

export interface AccountMail {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** 회원가입 이메일 인증 안내: one button, valid 24 hours. Subject and button as in PortOne's console. */
export function verificationMail(language: Language, url: string): AccountMail {
  const words = {
    ko: {
      subject: '회원가입 이메일 인증 안내',
      paragraphs: [
        '가입해 주셔서 감사합니다.',
        '아래 버튼을 눌러 이메일 인증을 마치면 로그인할 수 있습니다.',
      ],
      label: '이메일 인증하기',
      notes: [
        '이 링크는 24시간 동안 유효합니다. 만료되면 로그인 화면에서 인증 메일을 다시 받을 수 있습니다.',
        '메일이 보이지 않을 때는 스팸 메일함을 확인해 주세요.',
        '가입한 적이 없다면 버튼을 누르지 말고 이 메일을 무시해 주세요.',
      ],
    },
    en: {
      subject: 'Verify your e-mail to finish signing up',
      paragraphs: [
        'Thank you for signing up.',
        'Press the button to verify your e-mail; after that you can sign in.',
      ],
      label: 'Verify e-mail',
      notes: [
        'The link is valid for 24 hours. When it has expired, ask for a new mail on the sign-in screen.',
        'Mails like this one sometimes land in the spam folder.',
        'If you did not sign up, do not press the button and ignore this mail.',
      ],
    },
  }[language]
  const { subject, paragraphs, label, notes } = words
  return renderOneButton({ language, subject, heading: subject, paragraphs, button: { label, url }, notes })
}

/** 비밀번호 재설정 안내: one button, valid one hour, once. */
export function passwordResetMail(language: Language, url: string): AccountMail {
  const words = {
    ko: {
      subject: '비밀번호 재설정 안내',
      paragraphs: ['비밀번호 재설정을 요청하셨습니다.', '아래 버튼을 눌러 새 비밀번호를 정해 주세요.'],
      label: '비밀번호 재설정하기',
      notes: [
        '이 링크는 1시간 동안, 한 번만 사용할 수 있습니다. 재설정하면 모든 기기에서 로그아웃됩니다.',
        '메일이 보이지 않을 때는 스팸 메일함을 확인해 주세요.',
        '요청한 적이 없다면 이 메일을 무시해 주세요. 비밀번호는 바뀌지 않습니다.',
      ],
    },
    en: {
      subject: 'Reset your password',
      paragraphs: ['You asked to reset your password.', 'Press the button to choose a new one.'],
      label: 'Reset password',
      notes: [
        'The link works once, within one hour. Resetting signs you out on every device.',
        'Mails like this one sometimes land in the spam folder.',
        'If you did not ask for this, ignore this mail. Your password stays as it is.',
      ],
    },
  }[language]
  const { subject, paragraphs, label, notes } = words
  return renderOneButton({ language, subject, heading: subject, paragraphs, button: { label, url }, notes })
}
