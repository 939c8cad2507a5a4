/** One wrong field, with its sentence in both languages. */
export interface FieldProblem {
  readonly field: string
  readonly ko: string
  readonly en: string
}

/** Reads a form's JSON member by member. Blank for what is absent; what cannot be taken as it is becomes a problem. */
export interface FieldReader {
  text(key: string, lengthMax: number): string
  /** Hyphens and blanks are taken out; anything else that is no digit is a problem. */
  digits(key: string, lengthMax: number): string
  choice<const Choice extends string>(key: string, choices: readonly Choice[]): Choice | ''
  flag(key: string): boolean
  /** Blank ones are left out. */
  texts(key: string, countMax: number, lengthMax: number): readonly string[]
  record(key: string): FieldReader
  records(key: string, countMax: number): readonly FieldReader[]
  /** Of this reader and all below it, in reading order. */
  readonly problems: readonly FieldProblem[]
}

export function fieldReader(given: unknown): FieldReader {
  return readerOf(given, '', [])
}

function readerOf(given: unknown, path: string, problems: FieldProblem[]): FieldReader {
  const members = new Map<string, unknown>(
    typeof given === 'object' && given !== null && !Array.isArray(given) ? Object.entries(given) : [],
  )
  const wrong = (key: string, ko: string, en: string) => void problems.push({ field: path + key, ko, en })

  function text(key: string, value: unknown, lengthMax: number): string {
    if (value === undefined || value === null) return ''
    if (typeof value !== 'string') {
      wrong(key, '글자로 입력해 주세요.', 'Enter text.')
      return ''
    }
    const trimmed = value.trim()
    if (trimmed.length > lengthMax) {
      wrong(key, `${lengthMax}자 이하로 입력해 주세요.`, `At most ${lengthMax} characters.`)
    }
    return trimmed
  }
  function list(key: string, countMax: number): readonly unknown[] {
    const value = members.get(key) ?? []
    if (Array.isArray(value) && value.length <= countMax) return value
    wrong(key, `${countMax}개 이하로 입력해 주세요.`, `At most ${countMax} entries.`)
    return []
  }

  return {
    problems,
    text: (key, lengthMax) => text(key, members.get(key), lengthMax),
    digits(key, lengthMax) {
      const value = text(key, members.get(key), 2 * lengthMax).replaceAll(/[\s-]/g, '')
      if (!/^\d*$/.test(value)) wrong(key, '숫자만 입력해 주세요.', 'Digits only.')
      else if (value.length > lengthMax) {
        wrong(key, `숫자 ${lengthMax}자리 이하로 입력해 주세요.`, `At most ${lengthMax} digits.`)
      }
      return value
    },
    choice(key, choices) {
      const value = text(key, members.get(key), 100)
      const found = choices.find((choice) => choice === value)
      if (found === undefined && value !== '') wrong(key, '목록에서 선택해 주세요.', 'Choose from the list.')
      return found ?? ''
    },
    flag(key) {
      const value = members.get(key) ?? false
      if (typeof value !== 'boolean') wrong(key, '선택해 주세요.', 'Choose yes or no.')
      return value === true
    },
    texts: (key, countMax, lengthMax) =>
      list(key, countMax)
        .map((value, index) => text(`${key}.${index}`, value, lengthMax))
        .filter((value) => value !== ''),
    record: (key) => readerOf(members.get(key), `${path}${key}.`, problems),
    records: (key, countMax) =>
      list(key, countMax).map((value, index) => readerOf(value, `${path}${key}.${index}.`, problems)),
  }
}
