import { expect, test } from 'vitest'
import { parseIssueBody } from './console-routes.ts'

test('a name is trimmed, and no expiry means never', () => {
  expect(parseIssueBody({ name: '  운영 서버 ' }, 'ko')).toEqual({ name: '운영 서버' })
  expect(parseIssueBody({ name: 'a', expirationDays: null }, 'ko')).toEqual({ name: 'a' })
  expect(parseIssueBody({ name: 'x'.repeat(50), expirationDays: 3650 }, 'ko').expirationDays).toBe(3650)
})

test.each([
  [{}, ['name']],
  [{ name: '   ' }, ['name']],
  [{ name: 'x'.repeat(51) }, ['name']],
  [{ name: 'a\u0000' }, ['name']],
  [{ name: 'a', expirationDays: 0 }, ['expirationDays']],
  [{ name: 'a', expirationDays: 1.5 }, ['expirationDays']],
  [{ name: 'a', expirationDays: 3651 }, ['expirationDays']],
  [{ name: 'a', expirationDays: '30' }, ['expirationDays']],
  [{ name: '', expirationDays: -1 }, ['name', 'expirationDays']],
  ['no object', ['name']],
])('%j is refused under exactly the wrong fields', (body, fields) => {
  const wrongFields = Object.fromEntries(fields.map((field) => [field, expect.any(String)]))

  expect(() => parseIssueBody(body, 'en')).toThrow(
    expect.objectContaining({ type: 'InvalidRequestError', members: { fields: wrongFields } }),
  )
})
