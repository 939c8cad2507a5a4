import type { CatalogueModule, CredentialFieldView } from '@naru/server/wire/console'

export type Attribute = 'PAYMENT' | 'IDENTITY_VERIFICATION'

/** What is wrong with, or worth saying about, one field. The screen words it. */
export type FieldVerdict =
  | { readonly kind: 'fine' }
  | { readonly kind: 'missing' }
  | { readonly kind: 'too-long'; readonly max: number }
  | { readonly kind: 'not-exact'; readonly exact: number }
  | { readonly kind: 'not-listed' }
  | { readonly kind: 'filled-for-nothing' }
  | { readonly kind: 'blank-conditional' }
  | { readonly kind: 'blank-recommended' }

/** The first attribute that a form exists for; payment where there is a choice. */
export function firstAttribute(module: CatalogueModule): Attribute {
  return module.channelAttributes.includes('PAYMENT') ? 'PAYMENT' : 'IDENTITY_VERIFICATION'
}

/**
 * The fields of a channel of this module. One channel serves V1 and V2, so the forms of both are joined, and a
 * field is required only when both forms have it and require it. The server draws the same line.
 */
export function channelForm(module: CatalogueModule, attribute: Attribute): readonly CredentialFieldView[] {
  const sets = module.credentialSets.filter((set) => set.channelAttribute === attribute)
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

export function merchantIdField(fields: readonly CredentialFieldView[]): CredentialFieldView | undefined {
  return fields.find((field) => field.isPgMerchantId === true)
}

/** The shared test MIDs whose credentials fit the attribute's form. */
export function sharedTestMidsOf(
  module: CatalogueModule,
  attribute: Attribute,
): CatalogueModule['sharedTestMids'] {
  const [first] = module.channelAttributes
  return module.sharedTestMids.filter((shared) => (shared.channelAttribute ?? first) === attribute)
}

/** Judges one field. A stored secret may stay blank: blank keeps it. */
export function judgeField(field: CredentialFieldView, given: string, isStored: boolean): FieldVerdict {
  const value = given.trim()
  if (value === '') {
    if (isStored) return { kind: 'fine' }
    if (field.required === 'always') return { kind: 'missing' }
    if (field.required === 'conditional') return { kind: 'blank-conditional' }
    return { kind: field.required === 'recommended' ? 'blank-recommended' : 'fine' }
  }
  if (field.lengthExact !== undefined && value.length !== field.lengthExact) {
    return { kind: 'not-exact', exact: field.lengthExact }
  }
  if (field.lengthMax !== undefined && value.length > field.lengthMax) {
    return { kind: 'too-long', max: field.lengthMax }
  }
  if (field.options !== undefined && !field.options.some((option) => option.value === value)) {
    return { kind: 'not-listed' }
  }
  return { kind: field.whenFalse === 'leave_blank' ? 'filled-for-nothing' : 'fine' }
}

/** Only digits, letters, space, `_` and `-`; source: help centre on channel names. */
export function isChannelName(name: string): boolean {
  return /^[0-9A-Za-z가-힣ㄱ-ㅎㅏ-ㅣ _-]{1,64}$/.test(name.trim())
}

/** The name that choosing a shared test MID fills in, made of letters that a name may have. */
export function sharedMidName(pgName: string, mid: string): string {
  return `${pgName} ${mid}`
    .replace(/[^0-9A-Za-z가-힣ㄱ-ㅎㅏ-ㅣ _-]+/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, 64)
    .trim()
}

function weakest(
  variants: readonly CredentialFieldView[],
  setsCount: number,
): CredentialFieldView['required'] {
  if (variants.length === setsCount && variants.every((field) => field.required === 'always')) return 'always'
  if (variants.some((field) => field.required === 'always' || field.required === 'conditional')) {
    return 'conditional'
  }
  return variants.some((field) => field.required === 'recommended') ? 'recommended' : 'optional'
}
