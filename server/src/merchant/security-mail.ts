import { renderOneButton } from '../foundation/mail/one-button-mail.ts'
import type { AccountMail, Language } from './account-mail.ts'

interface Words {
  readonly subject: string
  readonly paragraphs: readonly string[]
  readonly label: string
  readonly notes: readonly string[]
}

const notYou = {
  ko: '본인이 하지 않았다면 지금 바로 아래 버튼에서 비밀번호를 재설정해 주세요. 모든 기기에서 로그아웃됩니다.',
  en: 'If this was not you, reset your password with the button now. That signs out every device.',
} as const
const resetLabel = { ko: '비밀번호 재설정하기', en: 'Reset password' } as const

function mail(language: Language, words: Words, url: string): AccountMail {
  const { subject, paragraphs, label, notes } = words
  return renderOneButton({ language, subject, heading: subject, paragraphs, button: { label, url }, notes })
}

/** What happened, and the way out for somebody who did not do it. */
function notice(
  language: Language,
  origin: string,
  happened: Readonly<Record<Language, { readonly subject: string; readonly paragraphs: readonly string[] }>>,
): AccountMail {
  const words = { ...happened[language], label: resetLabel[language], notes: [notYou[language]] }
  return mail(language, words, `${origin}/auth/password/forgot`)
}

/** To the new address: one button, valid 24 hours, once. */
export function emailChangeMail(language: Language, url: string): AccountMail {
  const words = {
    ko: {
      subject: '이메일 변경 인증 안내',
      paragraphs: [
        '이 주소를 로그인 이메일로 바꾸려는 요청을 받았습니다.',
        '아래 버튼을 누르면 이 주소로 로그인하게 됩니다. 누르기 전까지는 기존 이메일이 그대로 쓰입니다.',
      ],
      label: '새 이메일 인증하기',
      notes: [
        '이 링크는 24시간 동안, 한 번만 사용할 수 있습니다.',
        '요청한 적이 없다면 버튼을 누르지 말고 이 메일을 무시해 주세요.',
      ],
    },
    en: {
      subject: 'Verify your new e-mail',
      paragraphs: [
        'Somebody asked to sign in with this address from now on.',
        'Press the button to make it the login. Until then the former address stays in use.',
      ],
      label: 'Verify new e-mail',
      notes: [
        'The link works once, within 24 hours.',
        'If you did not ask for this, do not press the button and ignore this mail.',
      ],
    },
  }[language]
  return mail(language, words, url)
}

/** To the old address, when another one was asked for. */
export function emailChangeNoticeMail(language: Language, origin: string, newEmail: string): AccountMail {
  const shown = maskEmail(newEmail)
  return notice(language, origin, {
    ko: {
      subject: '로그인 이메일 변경이 요청되었습니다',
      paragraphs: [
        `로그인 이메일을 ${shown}(으)로 바꾸려는 요청이 있었습니다.`,
        '새 주소에서 인증을 마치기 전까지는 이 주소로 계속 로그인합니다.',
      ],
    },
    en: {
      subject: 'A change of your login e-mail was requested',
      paragraphs: [
        `Somebody asked to change your login e-mail to ${shown}.`,
        'Until that address is verified you keep signing in with this one.',
      ],
    },
  })
}

/** To the old address, when the new one has become the login. */
export function emailChangedMail(language: Language, origin: string, newEmail: string): AccountMail {
  const shown = maskEmail(newEmail)
  const words = {
    ko: {
      subject: '로그인 이메일이 변경되었습니다',
      paragraphs: [`이제 ${shown}(으)로 로그인합니다. 이 주소로는 더 이상 로그인할 수 없습니다.`],
      label: '로그인 화면 열기',
      notes: ['본인이 하지 않았다면 이 서비스를 운영하는 담당자에게 바로 알려 주세요.'],
    },
    en: {
      subject: 'Your login e-mail has changed',
      paragraphs: [`You now sign in with ${shown}. This address is no login any more.`],
      label: 'Open the sign-in page',
      notes: ['If this was not you, tell the people who run this installation at once.'],
    },
  }[language]
  return mail(language, words, `${origin}/auth/signin`)
}

export function passwordChangedMail(language: Language, origin: string): AccountMail {
  return notice(language, origin, {
    ko: {
      subject: '비밀번호가 변경되었습니다',
      paragraphs: ['계정의 비밀번호가 변경되었고, 다른 기기에서는 모두 로그아웃되었습니다.'],
    },
    en: {
      subject: 'Your password has changed',
      paragraphs: ['The password of your account was changed, and all other devices were signed out.'],
    },
  })
}

export function twoFactorMail(language: Language, origin: string, change: 'on' | 'off'): AccountMail {
  const happened = {
    on: {
      ko: {
        subject: '2차 인증이 설정되었습니다',
        paragraphs: [
          '이제 로그인할 때 비밀번호와 인증 앱의 코드가 함께 필요합니다.',
          '복구 코드를 안전한 곳에 보관해 주세요. 휴대폰을 잃어버렸을 때 로그인하는 유일한 방법입니다.',
        ],
      },
      en: {
        subject: 'Two-factor login is on',
        paragraphs: [
          'From now on signing in takes your password and a code of your authenticator app.',
          'Keep your recovery codes in a safe place. They are the only way in when the phone is lost.',
        ],
      },
    },
    off: {
      ko: {
        subject: '2차 인증이 해제되었습니다',
        paragraphs: ['이제 비밀번호만으로 로그인할 수 있습니다. 복구 코드는 모두 폐기되었습니다.'],
      },
      en: {
        subject: 'Two-factor login is off',
        paragraphs: ['The password alone signs in now. All recovery codes are void.'],
      },
    },
  } as const
  return notice(language, origin, happened[change])
}

export function passkeyMail(
  language: Language,
  origin: string,
  change: 'added' | 'removed',
  name: string,
): AccountMail {
  const happened = {
    added: {
      ko: {
        subject: '패스키가 등록되었습니다',
        paragraphs: [`이제 패스키 ‘${name}’(으)로 로그인할 수 있습니다.`],
      },
      en: { subject: 'A passkey was added', paragraphs: [`The passkey “${name}” can sign in from now on.`] },
    },
    removed: {
      ko: {
        subject: '패스키가 삭제되었습니다',
        paragraphs: [`패스키 ‘${name}’(으)로는 더 이상 로그인할 수 없습니다.`],
      },
      en: {
        subject: 'A passkey was removed',
        paragraphs: [`The passkey “${name}” cannot sign in any more.`],
      },
    },
  }
  return notice(language, origin, happened[change])
}

/** @param isOwn false: an account that the Owner's withdrawal took along */
export function withdrawnMail(language: Language, origin: string, isOwn: boolean): AccountMail {
  const words = {
    ko: {
      subject: '회원 탈퇴가 완료되었습니다',
      paragraphs: [
        isOwn
          ? '계정이 삭제되었습니다. 이용해 주셔서 감사합니다.'
          : '고객사의 최고 관리자(Owner)가 탈퇴하여 이 계정도 함께 삭제되었습니다.',
        '이 이메일로는 30일 동안 다시 가입할 수 없습니다. 결제 기록은 관계 법령에 따라 보관됩니다.',
      ],
      label: '콘솔 열기',
      notes: ['본인이 하지 않았다면 이 서비스를 운영하는 담당자에게 바로 알려 주세요.'],
    },
    en: {
      subject: 'Your account was removed',
      paragraphs: [
        isOwn
          ? 'Your account was removed. Thank you for having been here.'
          : 'The Owner of your company withdrew, and this account was removed along with it.',
        'Nobody can sign up with this address for 30 days. Payment records are kept as the law requires.',
      ],
      label: 'Open the console',
      notes: ['If this was not you, tell the people who run this installation at once.'],
    },
  }[language]
  return mail(language, words, origin)
}

/** `k***@acme.test`: the old mailbox may be read by somebody else. */
function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  return `${email.slice(0, 1)}***${email.slice(at)}`
}
