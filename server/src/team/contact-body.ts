import { Refusal } from '../foundation/refusal.ts'
import { parseEmail } from '../merchant/account-request.ts'
import type { EmergencyContactBody } from '../wire/console-team.ts'
import { refuseTeam } from './team-errors.ts'

const nameLengthMax = 50

const sentences = {
  name: {
    ko: `이름을 1~${nameLengthMax}자로 입력해 주세요.`,
    en: `Enter a name of 1 to ${nameLengthMax} characters.`,
  },
  phone: {
    ko: '휴대폰번호를 숫자만 8~15자리로 입력해 주세요.',
    en: 'Enter 8 to 15 digits, without hyphens.',
  },
  email: { ko: '이메일 주소 형식을 확인해 주세요.', en: 'Check the e-mail address.' },
}

/** Reads `EmergencyContactBody`. @throws InvalidRequestError with a sentence per wrong field */
export function parseContact(body: unknown, language: 'ko' | 'en'): EmergencyContactBody {
  const given: { name?: unknown; phone?: unknown } = typeof body === 'object' && body !== null ? body : {}
  const name = typeof given.name === 'string' ? given.name.trim() : ''
  const phone = typeof given.phone === 'string' ? given.phone.trim() : ''
  const email = emailOf(body)
  const isName = name !== '' && name.length <= nameLengthMax
  const isPhone = isPhoneNumber(phone)
  if (!isName || !isPhone || email === undefined) {
    throw refuseTeam('InvalidRequestError', undefined, {
      fields: {
        ...(isName ? {} : { name: sentences.name[language] }),
        ...(isPhone ? {} : { phone: sentences.phone[language] }),
        ...(email === undefined ? { email: sentences.email[language] } : {}),
      },
    })
  }
  return { name, phone, email }
}

/** Digits only, no hyphens, as the console's forms ask for them. */
export function isPhoneNumber(text: string): boolean {
  return /^\d{8,15}$/.test(text)
}

function emailOf(body: unknown): string | undefined {
  try {
    return parseEmail(body)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}
