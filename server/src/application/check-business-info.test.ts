import { expect, test } from 'vitest'
import type { BusinessInfo } from '../wire/console-application.ts'
import { blankBusinessInfo, parseBusinessInfo } from './business-info.ts'
import { checkBusinessInfo } from './check-business-info.ts'
import { completeBusiness } from './complete-business.test-support.ts'

const today = '2026-01-05'
const wrongFields = (change: object, hasLicence = true) =>
  checkBusinessInfo({ ...completeBusiness, ...change }, hasLicence, today).map(({ field }) => field)

test('a complete business may be submitted', () => {
  expect(wrongFields({})).toEqual([])
})

test('a blank form names everything that is missing, the licence first', () => {
  const fields = checkBusinessInfo(blankBusinessInfo, false, today).map(({ field }) => field)
  expect(fields).toEqual([
    'licence',
    'classification',
    'registrationNumber',
    'companyName',
    'postalCode',
    'address',
    'types',
    'items',
    'representatives.0.nameKo',
    'representatives.0.nameEn',
    'representatives.0.phoneNumber',
    'representatives.0.email',
    'representatives.0.birthdate',
    'manager.name',
    'manager.email',
    'manager.phoneNumber',
    'service.salesItems',
    'service.type',
    'service.monthlySales',
    'service.urls',
  ])
})

test.each<readonly [string, Partial<BusinessInfo>]>([
  ['registrationNumber', { registrationNumber: '1248100999' }],
  ['corporationNumber', { corporationNumber: '123' }],
  ['postalCode', { postalCode: '123' }],
  ['manager.email', { manager: { ...completeBusiness.manager, email: 'nobody' } }],
  ['manager.phoneNumber', { manager: { ...completeBusiness.manager, phoneNumber: '010' } }],
  ['service.urls.0', { service: { ...completeBusiness.service, urls: ['javascript:alert(1)'] } }],
  ['service.urls', { service: { ...completeBusiness.service, urls: [] } }],
])('%s is refused when it cannot be right', (field, change) => {
  expect(wrongFields(change)).toEqual([field])
})

test.each(['2026-01-05', '2027-05-05', '1980-02-31', '1980-13-01', '80-01-01', 'yesterday'])(
  'nobody was born on %s',
  (birthdate) => {
    const [person] = completeBusiness.representatives
    expect(wrongFields({ representatives: [{ ...person, birthdate }] })).toEqual([
      'representatives.0.birthdate',
    ])
  },
)

test('a sole proprietor has no corporation number, and an app before its release no address', () => {
  expect(
    wrongFields({
      classification: 'SOLE_PROPRIETOR',
      corporationNumber: '',
      service: { ...completeBusiness.service, urls: [], isPreparing: true },
    }),
  ).toEqual([])
})

test('what was saved is read back unchanged, whatever is missing', () => {
  expect(parseBusinessInfo(completeBusiness)).toEqual({ ok: true, info: completeBusiness })
  expect(parseBusinessInfo({})).toEqual({ ok: true, info: blankBusinessInfo })
  expect(parseBusinessInfo({ companyName: ' 나루 ' })).toEqual({
    ok: true,
    info: { ...blankBusinessInfo, companyName: '나루' },
  })
})

test('numbers may be typed with hyphens', () => {
  const parsed = parseBusinessInfo({
    registrationNumber: '124-81-00998',
    manager: { phoneNumber: '010-1234 5678' },
  })
  expect(parsed).toMatchObject({
    ok: true,
    info: { registrationNumber: '1248100998', manager: { phoneNumber: '01012345678' } },
  })
})

test.each([
  ['classification', { classification: 'GUILD' }],
  ['companyName', { companyName: 'x'.repeat(101) }],
  ['companyName', { companyName: 7 }],
  ['registrationNumber', { registrationNumber: '12345678901' }],
  ['manager.phoneNumber', { manager: { phoneNumber: 'call me' } }],
  ['representatives', { representatives: Array.from({ length: 11 }, () => ({})) }],
  ['service.memo', { service: { memo: 'x'.repeat(101) } }],
  ['service.urls.1', { service: { urls: ['https://a.example', 'x'.repeat(501)] } }],
])('a temporary save refuses %s that does not fit its field', (field, body) => {
  const parsed = parseBusinessInfo(body)
  expect(parsed.ok ? [] : parsed.problems.map((problem) => problem.field)).toEqual([field])
})
