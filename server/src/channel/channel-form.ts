import type { CredentialField, GatewayModule } from '@naru/gateways'
import type { ChannelAttribute } from './channel.ts'

/** Something about one field, in both languages. `field` is the key of the console's `fields` and `warnings`. */
export interface FieldProblem {
  readonly field: string
  readonly ko: string
  readonly en: string
}

export interface CheckedCredentials {
  /** Trimmed values of the form's fields; blank ones are left out, unknown keys are ignored. */
  readonly values: Readonly<Record<string, string>>
  /** Refuse the save. */
  readonly errors: readonly FieldProblem[]
  /** Save, and show. */
  readonly warnings: readonly FieldProblem[]
}

/**
 * The fields of a channel of this module. One channel serves V1 and V2, so a module with a form per version
 * offers the union; a field is `always` only when every form that a version asks for says so, because the
 * stricter rule of one version must not block the other (Naver Pay's chain id).
 *
 * @returns undefined when the module has no form for this attribute
 */
export function channelForm(
  module: GatewayModule,
  attribute: ChannelAttribute,
): readonly CredentialField[] | undefined {
  const sets = module.credentialSets.filter((set) => set.channelAttribute === attribute)
  if (sets.length === 0) return undefined
  const keys = [...new Set(sets.flatMap((set) => set.fields.map((field) => field.key)))]
  return keys.flatMap((key) => {
    const variants = sets.flatMap((set) => set.fields.filter((field) => field.key === key))
    const [field] = variants
    if (field === undefined) return []
    if (sets.length === 1) return [field]
    const versions = sets
      .filter((set) => set.fields.some((each) => each.key === key && each.required === 'always'))
      .flatMap((set) => set.versions)
    const required = weakest(variants, sets.length)
    if (required !== 'conditional' || field.conditionKo !== undefined) return [{ ...field, required }]
    return [
      {
        ...field,
        required,
        conditionKo: `${versions.join(', ')} 결제에는 꼭 필요합니다.`,
        conditionEn: `Required for ${versions.join(', ')} payments.`,
      },
    ]
  })
}

function weakest(variants: readonly CredentialField[], setsCount: number): CredentialField['required'] {
  const isEverywhere = variants.length === setsCount
  if (isEverywhere && variants.every((field) => field.required === 'always')) return 'always'
  if (variants.some((field) => field.required === 'always' || field.required === 'conditional')) {
    return 'conditional'
  }
  return variants.some((field) => field.required === 'recommended') ? 'recommended' : 'optional'
}

/** The form's merchant id at the PG; every form has exactly one. */
export function merchantIdField(fields: readonly CredentialField[]): CredentialField | undefined {
  return fields.find((field) => field.isPgMerchantId === true)
}

/** The key under which the console shows a message about this field. */
export function problemKey(field: CredentialField): string {
  return field.isPgMerchantId === true ? 'pgMerchantId' : `credentials.${field.key}`
}

/** Checks what was entered against the catalogue's form: required, lengths, choices. Pure. */
export function checkCredentials(
  fields: readonly CredentialField[],
  given: Readonly<Record<string, string>>,
): CheckedCredentials {
  const entries = fields.map((field) => ({
    field,
    value: (Object.hasOwn(given, field.key) ? (given[field.key] ?? '') : '').trim(),
  }))
  return {
    values: Object.fromEntries(
      entries.filter(({ value }) => value !== '').map(({ field, value }) => [field.key, value]),
    ),
    errors: entries.flatMap(({ field, value }) => (value === '' ? missing(field) : malformed(field, value))),
    warnings: entries.flatMap(({ field, value }) => (value === '' ? blank(field) : filled(field))),
  }
}

function missing(field: CredentialField): FieldProblem[] {
  if (field.required !== 'always') return []
  return [problem(field, `${field.labelKo}은(는) 필수 항목입니다.`, `${field.labelEn} is required.`)]
}

function blank(field: CredentialField): FieldProblem[] {
  if (field.required === 'conditional') {
    return [
      problem(
        field,
        `${field.labelKo}이(가) 비어 있습니다. ${field.conditionKo ?? '이 값이 필요한 기능은 쓸 수 없습니다.'}`,
        `${field.labelEn} is blank. ${field.conditionEn ?? 'What needs it cannot be used.'}`,
      ),
    ]
  }
  if (field.required === 'recommended') {
    return [problem(field, `${field.labelKo} 입력을 권장합니다.`, `${field.labelEn} is recommended.`)]
  }
  return []
}

/** Some PGs take a value that is there for a wish to use it; DANAL asks for a blank in so many words. */
function filled(field: CredentialField): FieldProblem[] {
  if (field.whenFalse !== 'leave_blank') return []
  return [
    problem(
      field,
      `${field.labelKo}: 사용하지 않으면 빈칸으로 두세요. ${field.conditionKo ?? ''}`.trim(),
      `${field.labelEn}: leave it blank when it is not used. ${field.conditionEn ?? ''}`.trim(),
    ),
  ]
}

/** Key files and certificates are the longest values that a form takes. */
const valueLengthMax = 200_000

function malformed(field: CredentialField, value: string): FieldProblem[] {
  const { length } = value
  if (field.lengthExact !== undefined && length !== field.lengthExact) {
    return [
      problem(
        field,
        `${field.labelKo}은(는) ${field.lengthExact}자여야 합니다.`,
        `${field.labelEn} must have exactly ${field.lengthExact} characters.`,
      ),
    ]
  }
  const lengthMax = field.lengthMax ?? (field.type === 'file' ? valueLengthMax : 1_000)
  if (length > lengthMax) {
    return [
      problem(
        field,
        `${field.labelKo}은(는) 최대 ${lengthMax}자입니다.`,
        `${field.labelEn} may have at most ${lengthMax} characters.`,
      ),
    ]
  }
  if (field.options !== undefined && !field.options.some((option) => option.value === value)) {
    return [
      problem(
        field,
        `${field.labelKo}에서 목록에 있는 값을 선택해 주세요.`,
        `Choose one of the listed values for ${field.labelEn}.`,
      ),
    ]
  }
  if (field.type !== 'file' && /\p{Cc}/u.test(value)) {
    return [
      problem(
        field,
        `${field.labelKo}에 쓸 수 없는 문자가 있습니다.`,
        `${field.labelEn} contains a character that is not allowed.`,
      ),
    ]
  }
  return []
}

function problem(field: CredentialField, ko: string, en: string): FieldProblem {
  return { field: problemKey(field), ko, en }
}
