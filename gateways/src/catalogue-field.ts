import type { CredentialField } from './port.ts'

type FieldText = Pick<CredentialField, 'labelKo' | 'labelEn' | 'helpKo' | 'helpEn' | 'addition'>
type FieldRule = Pick<
  CredentialField,
  | 'conditionKo'
  | 'conditionEn'
  | 'neededFor'
  | 'whenFalse'
  | 'confirmFilled'
  | 'lengthExact'
  | 'lengthMax'
  | 'itemsMax'
>
type MerchantIdRule = Pick<CredentialField, 'lengthMax' | 'livePrefix' | 'liveLength'> & {
  /** The PG's own word for its merchant id (`cpid`, `siteCode`, …); `mid` when absent. */
  readonly key?: string
}

/** 상점아이디: the merchant's id at the PG, one per form. */
export function merchantIdField(words: FieldText & MerchantIdRule): CredentialField {
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

/** A file whose text is sealed at rest and never shown again. */
export function fileField(
  key: string,
  required: CredentialField['required'],
  words: FieldText & FieldRule & Pick<CredentialField, 'fileType' | 'fileName'>,
): CredentialField {
  return { key, type: 'file', secret: true, required, ...words }
}
