import type { CardCredential } from '@naru/gateways'
import { Type, type Static } from 'typebox'
import { refuseCommon } from '../foundation/refusal.ts'

/** REST V2 `CardCredential`. What is wrong is said by the field's name, never by its value. */
export const cardCredentialInput = Type.Object({
  number: Type.String(),
  expiryYear: Type.String(),
  expiryMonth: Type.String(),
  birthOrBusinessRegistrationNumber: Type.Optional(Type.String()),
  passwordTwoDigits: Type.Optional(Type.String()),
})

/**
 * Digits only, whatever separators somebody typed.
 * @throws Refusal INVALID_REQUEST naming the field
 */
export function toCardCredential(input: Static<typeof cardCredentialInput>, path: string): CardCredential {
  const digits = (field: keyof typeof input, pattern: RegExp): string | undefined => {
    const value = input[field]?.replaceAll(/[ -]/g, '')
    if (value === undefined || value === '') return undefined
    if (!pattern.test(value)) throw refuseCommon('INVALID_REQUEST', `${path}.${field}`)
    return value
  }
  const number = digits('number', /^\d{14,19}$/)
  const expiryYear = digits('expiryYear', /^\d{2}$/)
  const expiryMonth = digits('expiryMonth', /^(0[1-9]|1[0-2])$/)
  if (number === undefined) throw refuseCommon('INVALID_REQUEST', `${path}.number`)
  if (expiryYear === undefined) throw refuseCommon('INVALID_REQUEST', `${path}.expiryYear`)
  if (expiryMonth === undefined) throw refuseCommon('INVALID_REQUEST', `${path}.expiryMonth`)
  const identity = digits('birthOrBusinessRegistrationNumber', /^(\d{6}|\d{10})$/)
  const password = digits('passwordTwoDigits', /^\d{2}$/)
  return {
    number,
    expiryYear,
    expiryMonth,
    ...(identity === undefined ? {} : { birthOrBusinessRegistrationNumber: identity }),
    ...(password === undefined ? {} : { passwordTwoDigits: password }),
  }
}
