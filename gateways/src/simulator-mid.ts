import type { CredentialField, CredentialSet, SharedTestMid } from './port.ts'

/**
 * A shared test MID (공용 테스트 상점아이디). Its name is public, its keys are not, so every field of the form
 * gets a value that says what it is: `simulator-<mid>`. Such a channel can be saved and opens nothing real.
 *
 * @param more values of fields that are not always required, for MIDs of the feature that needs them
 */
export function simulatorMid(
  form: CredentialSet,
  mid: string,
  purpose: { readonly ko: string; readonly en: string },
  more: Readonly<Record<string, string>> = {},
): SharedTestMid {
  const needed = form.fields.filter((field) => field.required === 'always')
  return {
    mid,
    purposeKo: purpose.ko,
    purposeEn: purpose.en,
    ...(form.channelAttribute === 'PAYMENT' ? {} : { channelAttribute: form.channelAttribute }),
    credentials: {
      ...Object.fromEntries(needed.map((field) => [field.key, placeholder(field, mid)])),
      ...more,
    },
  }
}

function placeholder(field: CredentialField, mid: string): string {
  if (field.isPgMerchantId === true) return mid
  const [option] = field.options ?? []
  if (option !== undefined) return option.value
  const text = `simulator-${mid}`
  return text.slice(0, field.lengthMax)
}
