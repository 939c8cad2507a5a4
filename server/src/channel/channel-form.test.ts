import type { CredentialField, GatewayModule } from '@naru/gateways'
import { expect, test } from 'vitest'
import { channelForm, checkCredentials } from './channel-form.ts'
import { demoModule, field, midField } from './form-samples.test-support.ts'

function check(fields: CredentialField[], given: Record<string, string>) {
  const { values, errors, warnings } = checkCredentials(fields, given)
  return {
    values,
    errors: errors.map((problem) => problem.field),
    warnings: warnings.map((problem) => problem.field),
  }
}

test('a blank required field refuses the save; a blank conditional or recommended one only warns', () => {
  const fields = [
    midField,
    field('always', { required: 'always' }),
    field('conditional', { required: 'conditional' }),
    field('recommended', { required: 'recommended' }),
    field('optional', { required: 'optional' }),
  ]

  expect(check(fields, { mid: ' ' })).toEqual({
    values: {},
    errors: ['pgMerchantId', 'credentials.always'],
    warnings: ['credentials.conditional', 'credentials.recommended'],
  })
})

test.each([
  [{ lengthMax: 10 }, '1234567890', true],
  [{ lengthMax: 10 }, '12345678901', false],
  [{ lengthMax: 6 }, '1234567', false],
  [{ lengthExact: 12 }, '123456789012', true],
  [{ lengthExact: 12 }, '12345678901', false],
  [{ lengthExact: 12 }, '1234567890123', false],
] as const)('%j holds at its boundary for %s', (rule, value, isGood) => {
  const { errors } = check([field('key', rule)], { key: value })

  expect(errors).toEqual(isGood ? [] : ['credentials.key'])
})

test('a 12-character DI code may be left blank', () => {
  expect(
    check([field('diCode', { required: 'conditional', lengthExact: 12 })], { diCode: '' }).errors,
  ).toEqual([])
})

test('values are trimmed before they are measured, and unknown keys are ignored', () => {
  const given = { key: '  123456  ', stranger: 'x' }

  expect(check([field('key', { lengthMax: 6 })], given)).toEqual({
    values: { key: '123456' },
    errors: [],
    warnings: [],
  })
})

test('a select takes only its own choices', () => {
  const select = field('type', { type: 'select', options: [{ value: 'A', labelKo: 'A', labelEn: 'A' }] })

  expect(check([select], { type: 'A' }).errors).toEqual([])
  expect(check([select], { type: 'B' }).errors).toEqual(['credentials.type'])
})

test('a certificate keeps its lines, other text takes no control character', () => {
  const fields = [field('certificate', { type: 'file' }), field('text', {})]

  expect(check(fields, { certificate: 'a\nb', text: 'a\u0000b' }).errors).toEqual(['credentials.text'])
})

// Goal: Naver Pay asks for its chain id in V2 only; a V1 merchant must be able to save without it.
test('a module with a form per version offers the union, with the weaker rule of the two', () => {
  const howToFind = { stepsKo: [], stepsEn: [] }
  const module: GatewayModule = {
    ...demoModule,
    credentialSets: [
      {
        versions: ['V1'],
        channelAttribute: 'PAYMENT',
        fields: [midField, field('chainId', { required: 'optional' })],
        howToFind,
      },
      {
        versions: ['V2'],
        channelAttribute: 'PAYMENT',
        fields: [midField, field('chainId', { required: 'always' }), field('v2Only', { required: 'always' })],
        howToFind,
      },
    ],
  }

  const form = channelForm(module, 'PAYMENT') ?? []

  expect(form.map(({ key, required }) => [key, required])).toEqual([
    ['mid', 'always'],
    ['chainId', 'conditional'],
    ['v2Only', 'conditional'],
  ])
  expect(channelForm(module, 'IDENTITY_VERIFICATION')).toBeUndefined()
})
