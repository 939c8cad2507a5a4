import { expect, test } from 'vitest'
import type { Role } from '../wire/console.ts'
import { mayManage } from './member.ts'

const roles: readonly Role[] = [
  'OWNER',
  'ADMIN',
  'MANAGER',
  'DEV',
  'READ_ONLY',
  'STORE_MANAGER',
  'STORE_READ_ONLY',
]
const storeOf = (role: Role) => (role.startsWith('STORE_') ? 'store-a' : undefined)
const managedBy = (role: Role) =>
  roles.filter((other) =>
    mayManage({ role, storeId: storeOf(role) }, { role: other, storeId: storeOf(other) }),
  )

test.each<[Role, readonly Role[]]>([
  ['OWNER', ['ADMIN', 'MANAGER', 'DEV', 'READ_ONLY', 'STORE_MANAGER', 'STORE_READ_ONLY']],
  ['ADMIN', ['MANAGER', 'DEV', 'READ_ONLY', 'STORE_MANAGER', 'STORE_READ_ONLY']],
  ['MANAGER', ['READ_ONLY']],
  ['DEV', []],
  ['READ_ONLY', []],
  ['STORE_MANAGER', ['STORE_MANAGER', 'STORE_READ_ONLY']],
  ['STORE_READ_ONLY', []],
])('%s manages exactly %o', (role, managed) => {
  expect(managedBy(role)).toEqual(managed)
})

test('a store manager manages nobody of another store', () => {
  const manager = { role: 'STORE_MANAGER', storeId: 'store-a' } as const
  expect(mayManage(manager, { role: 'STORE_READ_ONLY', storeId: 'store-b' })).toBe(false)
  expect(mayManage(manager, { role: 'READ_ONLY' })).toBe(false)
})
