import type { CatalogueModule, CredentialFieldView } from '@naru/server/wire/console'
import { expect, test } from 'vitest'
import {
  channelForm,
  firstAttribute,
  isChannelName,
  judgeField,
  sharedMidName,
  sharedTestMidsOf,
} from './form-rules.ts'

function field(key: string, more: Partial<CredentialFieldView> = {}): CredentialFieldView {
  return { key, labelKo: key, labelEn: key, type: 'text', secret: false, required: 'always', ...more }
}

function moduleWith(
  ...sets: readonly (readonly ['V1' | 'V2', readonly CredentialFieldView[]])[]
): CatalogueModule {
  return {
    code: 'pg',
    pgProvider: 'PG',
    labelKo: 'PG',
    labelEn: 'PG',
    versions: ['V1', 'V2'],
    channelAttributes: ['PAYMENT'],
    surfaces: [],
    manualConfirmSelectable: false,
    evidence: 'A',
    payMethods: [],
    usable: true,
    credentialSets: sets.map(([version, fields]) => ({
      versions: [version],
      channelAttribute: 'PAYMENT',
      fields,
      howToFind: { stepsKo: [], stepsEn: [] },
    })),
    sharedTestMids: [],
  }
}

test('forms of V1 and V2 are joined, and only what both require blocks saving', () => {
  const module = moduleWith(
    ['V1', [field('mid'), field('chainId')]],
    ['V2', [field('mid'), field('chainId', { required: 'optional' }), field('apiKey')]],
  )

  const form = channelForm(module, 'PAYMENT')

  expect(form.map(({ key, required }) => [key, required])).toEqual([
    ['mid', 'always'],
    ['chainId', 'conditional'],
    ['apiKey', 'conditional'],
  ])
})

test('a module without a form for identity verification shows no fields for it', () => {
  expect(channelForm(moduleWith(['V1', [field('mid')]]), 'IDENTITY_VERIFICATION')).toEqual([])
})

test('a module that only verifies identity starts with that attribute', () => {
  const module = moduleWith()
  expect(firstAttribute(module)).toBe('PAYMENT')
  expect(firstAttribute({ ...module, channelAttributes: ['IDENTITY_VERIFICATION'] })).toBe(
    'IDENTITY_VERIFICATION',
  )
})

test.each([
  ['always', 'missing'],
  ['conditional', 'blank-conditional'],
  ['recommended', 'blank-recommended'],
  ['optional', 'fine'],
] as const)('a blank field that is %s is %s', (required, kind) => {
  expect(judgeField(field('key', { required }), '  ', false).kind).toBe(kind)
})

test('a stored secret may stay blank, because blank keeps it', () => {
  expect(judgeField(field('secretKey', { secret: true }), '', true)).toEqual({ kind: 'fine' })
})

test('a value that its PG wants blank when it is not used is taken with a warning', () => {
  const cpPwd = field('cpPwd', { required: 'conditional', whenFalse: 'leave_blank', secret: true })
  expect(judgeField(cpPwd, 'x', false).kind).toBe('filled-for-nothing')
  expect(judgeField(cpPwd, '', false).kind).toBe('blank-conditional')
  expect(judgeField(cpPwd, '', true).kind).toBe('fine')
})

test('a shared test MID is offered for its own attribute only', () => {
  const module: CatalogueModule = {
    ...moduleWith(),
    channelAttributes: ['PAYMENT', 'IDENTITY_VERIFICATION'],
    sharedTestMids: [
      { mid: 'pays', purposeKo: '', purposeEn: '' },
      { mid: 'proves', purposeKo: '', purposeEn: '', channelAttribute: 'IDENTITY_VERIFICATION' },
    ],
  }
  expect(sharedTestMidsOf(module, 'PAYMENT').map(({ mid }) => mid)).toEqual(['pays'])
  expect(sharedTestMidsOf(module, 'IDENTITY_VERIFICATION').map(({ mid }) => mid)).toEqual(['proves'])
})

test('limits hold at their boundary', () => {
  const cancelPassword = field('cancelPassword', { lengthMax: 10 })
  expect(judgeField(cancelPassword, '1234567890', false).kind).toBe('fine')
  expect(judgeField(cancelPassword, '12345678901', false)).toEqual({ kind: 'too-long', max: 10 })
  const diCode = field('diCode', { lengthExact: 12, required: 'optional' })
  expect(judgeField(diCode, '123456789012', false).kind).toBe('fine')
  expect(judgeField(diCode, '12345678901', false)).toEqual({ kind: 'not-exact', exact: 12 })
})

test('a choice must come from the list', () => {
  const site = field('site', { type: 'select', options: [{ value: 'A', labelKo: '가', labelEn: 'A' }] })
  expect(judgeField(site, 'A', false).kind).toBe('fine')
  expect(judgeField(site, 'B', false).kind).toBe('not-listed')
})

test('the name of a shared test MID is always a name that can be saved', () => {
  expect(sharedMidName('KG이니시스', 'INIpayTest')).toBe('KG이니시스 INIpayTest')
  expect(sharedMidName('이지페이(KICC)', 'T5102001')).toBe('이지페이 KICC T5102001')
  expect(isChannelName(sharedMidName('한국결제(KPN)', `${'x'.repeat(80)}`))).toBe(true)
  expect(isChannelName('메인/채널')).toBe(false)
  expect(isChannelName(' ')).toBe(false)
})
