import { expect, test } from 'vitest'
import { identityQueryMembers, readIdentitySearch } from './identity-search.ts'

const now = new Date('2026-03-02T01:00:00Z')

test('an address keeps what was chosen and drops what nobody could have chosen', () => {
  expect(
    readIdentitySearch({ period: '7d', status: 'VERIFIED', mode: 'TEST', field: 'name', search: '김나루' }),
  ).toEqual({ period: '7d', status: 'VERIFIED', mode: 'TEST', field: 'name', search: '김나루' })
  expect(readIdentitySearch({ period: '9y', status: 'LOST', mode: 'ALL', field: 'id' })).toEqual({})
  expect(readIdentitySearch({ search: 1234 })).toEqual({ search: '1234' })
})

test('the period counts whole days of Seoul, and a blank search names no field', () => {
  expect(identityQueryMembers({ period: '1d', search: ' ' }, now)).toMatchObject({
    from: '2026-03-01T15:00:00.000Z',
    field: undefined,
  })
  expect(identityQueryMembers({ search: 'a' }, now).field).toBe('id')
})
