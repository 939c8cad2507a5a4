import type { CredentialField } from './port.ts'

type FieldText = Pick<CredentialField, 'labelKo' | 'labelEn' | 'helpKo' | 'helpEn'>
type FieldRule = Pick<CredentialField, 'conditionKo' | 'conditionEn' | 'lengthExact' | 'lengthMax'>

/** 상점아이디: the merchant's id at the PG, one per form. */
export function merchantIdField(words: FieldText & { readonly lengthMax?: number }): CredentialField {
  return { key: 'mid', type: 'text', secret: false, required: 'always', isPgMerchantId: true, ...words }
}

/** A value that the browser may see. */
export function plainField(
  key: string,
  required: CredentialField['required'],
  words: FieldText & FieldRule,
): CredentialField {
  return { key, type: 'text', secret: false, required, ...words }
}

/** A value that is sealed at rest and never shown again. */
export function secretField(
  key: string,
  required: CredentialField['required'],
  words: FieldText & FieldRule,
): CredentialField {
  return { key, type: 'password', secret: true, required, ...words }
}
