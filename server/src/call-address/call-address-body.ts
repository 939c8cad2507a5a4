import type { CallAddressRule, SaveCallAddressBody } from '../wire/console-call-address.ts'
import { networkText, parseNetwork } from './address-rule.ts'
import { refuseCallAddress } from './call-address-errors.ts'

export const rulesMax = 100
export const memoLengthMax = 100

const sentences = {
  rules: {
    ko: `규칙은 ${rulesMax}개까지 등록할 수 있습니다.`,
    en: `There can be at most ${rulesMax} rules.`,
  },
  noRule: {
    ko: '화이트리스트를 켜려면 규칙을 하나 이상 추가해 주세요.',
    en: 'Add at least one rule before you turn the list on.',
  },
  cidr: {
    ko: '1.1.1.1/32 또는 1.1.1.0/24처럼 CIDR 형식으로 입력해 주세요.',
    en: 'Write it as 1.1.1.1/32 or 1.1.1.0/24.',
  },
  repeated: { ko: '이미 있는 규칙입니다.', en: 'This rule is there already.' },
  memo: {
    ko: `메모는 ${memoLengthMax}자까지 입력할 수 있습니다.`,
    en: `A memo has at most ${memoLengthMax} characters.`,
  },
  rowVersion: { ko: '새로고침한 뒤 다시 저장해 주세요.', en: 'Reload and save again.' },
} as const

/** Reads `SaveCallAddressBody`, rules in one form; throws InvalidRequestError with a sentence per wrong field. */
export function parseCallAddressBody(body: unknown, language: 'ko' | 'en'): SaveCallAddressBody {
  const given: { [Key in keyof SaveCallAddressBody]?: unknown } =
    typeof body === 'object' && body !== null ? body : {}
  const list: readonly unknown[] = Array.isArray(given.rules) ? given.rules : []
  const { rowVersion } = given
  const fields: Record<string, string> = {}
  const wrong = (field: string, sentence: keyof typeof sentences): void => {
    fields[field] = sentences[sentence][language]
  }
  const rules: CallAddressRule[] = []
  if (list.length > rulesMax) wrong('rules', 'rules')
  for (const [index, rule] of list.slice(0, rulesMax).entries()) {
    const { cidr, memo = '' }: { cidr?: unknown; memo?: unknown } =
      typeof rule === 'object' && rule !== null ? rule : {}
    const network = typeof cidr === 'string' ? parseNetwork(cidr) : undefined
    const text = network === undefined ? undefined : networkText(network)
    if (text === undefined) wrong(`rules.${index}.cidr`, 'cidr')
    else if (rules.some((one) => one.cidr === text)) wrong(`rules.${index}.cidr`, 'repeated')
    if (typeof memo !== 'string' || memo.length > memoLengthMax) wrong(`rules.${index}.memo`, 'memo')
    else rules.push({ cidr: text ?? '', memo: memo.trim() })
  }
  if (given.isEnforced === true && list.length === 0) wrong('rules', 'noRule')
  const isVersion =
    Number.isInteger(rowVersion) && Number(rowVersion) >= 0 && Number(rowVersion) < 2 ** 31 - 1
  if (!isVersion) wrong('rowVersion', 'rowVersion')
  if (Object.keys(fields).length > 0) throw refuseCallAddress('InvalidRequestError', undefined, { fields })
  return {
    isEnforced: given.isEnforced === true,
    rules,
    rowVersion: Number(rowVersion),
    ...(given.acceptsLockOut === true ? { acceptsLockOut: true } : {}),
  }
}
