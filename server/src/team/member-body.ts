import { parseEmail } from '../merchant/account-request.ts'
import { Refusal } from '../foundation/refusal.ts'
import type { InvitableRole, InviteMemberBody, UpdateMemberBody } from '../wire/console-team.ts'
import { invitableRoles, isOfOneStore } from './member.ts'
import { refuseTeam } from './team-errors.ts'

type Language = 'ko' | 'en'
type Given = Readonly<Record<string, unknown>>

const memoLengthMax = 200

const sentences = {
  email: { ko: '이메일 주소 형식을 확인해 주세요.', en: 'Check the e-mail address.' },
  role: { ko: '역할을 선택해 주세요.', en: 'Choose a role.' },
  storeId: { ko: '이 계정이 사용할 하위 상점을 선택해 주세요.', en: 'Choose the sub-store of this account.' },
  memo: {
    ko: `메모는 ${memoLengthMax}자까지 입력할 수 있습니다.`,
    en: `A memo has up to ${memoLengthMax} characters.`,
  },
  rowVersion: { ko: '새로고침한 뒤 다시 저장해 주세요.', en: 'Reload and save again.' },
}
type Field = keyof typeof sentences

/** Reads `InviteMemberBody`. @throws InvalidRequestError with a sentence per wrong field */
export function parseInvite(body: unknown, language: Language): InviteMemberBody {
  const given = recordOf(body)
  const email = emailOf(given)
  const common = parseCommon(given)
  const wrong: readonly Field[] = [...(email === undefined ? (['email'] as const) : []), ...common.wrong]
  if (email === undefined || common.value === undefined) throw invalidFields(wrong, language)
  return { email, ...common.value }
}

/** Reads `UpdateMemberBody`. @throws InvalidRequestError with a sentence per wrong field */
export function parseUpdate(body: unknown, language: Language): UpdateMemberBody {
  const given = recordOf(body)
  const { rowVersion } = given
  const isVersion = typeof rowVersion === 'number' && Number.isInteger(rowVersion) && rowVersion < 2 ** 31 - 1
  const common = parseCommon(given)
  const wrong: readonly Field[] = [...common.wrong, ...(isVersion ? [] : (['rowVersion'] as const))]
  if (!isVersion || common.value === undefined) throw invalidFields(wrong, language)
  return { ...common.value, rowVersion }
}

/** A store role without its sub-store, or with one that this merchant does not have. */
export function refuseStore(language: Language): Refusal {
  return invalidFields(['storeId'], language)
}

function parseCommon(given: Given): {
  readonly value: Omit<InviteMemberBody, 'email'> | undefined
  readonly wrong: readonly Field[]
} {
  const role = invitableRoles.find((known): known is InvitableRole => known === given['role'])
  const memo = given['memo'] ?? ''
  const { storeId } = given
  const isMemo = typeof memo === 'string' && memo.trim().length <= memoLengthMax
  const needsStore = role !== undefined && isOfOneStore(role)
  const isStore = !needsStore || (typeof storeId === 'string' && storeId !== '')
  const wrong: readonly Field[] = [
    ...(role === undefined ? (['role'] as const) : []),
    ...(isStore ? [] : (['storeId'] as const)),
    ...(isMemo ? [] : (['memo'] as const)),
  ]
  if (role === undefined || !isMemo || !isStore) return { value: undefined, wrong }
  return {
    value: {
      role,
      ...(needsStore && typeof storeId === 'string' ? { storeId } : {}),
      memo: memo.trim(),
      mayExport: given['mayExport'] === true,
    },
    wrong,
  }
}

function emailOf(given: Given): string | undefined {
  try {
    return parseEmail(given)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

function recordOf(body: unknown): Given {
  return typeof body === 'object' && body !== null ? { ...body } : {}
}

function invalidFields(fields: readonly Field[], language: Language): Refusal {
  return refuseTeam('InvalidRequestError', undefined, {
    fields: Object.fromEntries(fields.map((field) => [field, sentences[field][language]])),
  })
}
