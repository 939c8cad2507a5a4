import { expect, test } from 'vitest'
import type { ConsoleAction, Role } from '../wire/console.ts'

import { isRole, may, permissions } from './permission.ts'

const roles: readonly Role[] = [
  'OWNER',
  'ADMIN',
  'MANAGER',
  'DEV',
  'READ_ONLY',
  'STORE_MANAGER',
  'STORE_READ_ONLY',
]
const actions = Object.keys(permissions).filter((key): key is ConsoleAction => key in permissions)
const allowedTo = (action: ConsoleAction) => roles.filter((role) => may(role, action))

test('Owner and Admin may do everything', () => {
  for (const action of actions) expect(allowedTo(action)).toEqual(expect.arrayContaining(['OWNER', 'ADMIN']))
})

test('only Owner and Admin issue and delete V2 API secrets', () => {
  expect(allowedTo('api-secrets.write')).toEqual(['OWNER', 'ADMIN'])
})

test('read-only roles change nothing and give nothing back', () => {
  const changing = actions.filter((action) => !action.endsWith('.read'))

  expect(changing).toHaveLength(18)
  for (const action of changing) {
    expect(may('READ_ONLY', action)).toBe(false)
    expect(may('STORE_READ_ONLY', action)).toBe(false)
  }
})

test('a developer sets up the integration but cannot cancel a payment', () => {
  expect(may('DEV', 'channels.write')).toBe(true)
  expect(may('DEV', 'webhooks.write')).toBe(true)
  expect(may('DEV', 'payments.cancel')).toBe(false)
})

test('who may not change a webhook cannot read its secret either', () => {
  expect(allowedTo('webhooks.read')).toEqual(allowedTo('webhooks.write'))
})

test('a role that this release does not know is no role', () => {
  expect(isRole('SUPERUSER')).toBe(false)
  expect(roles.every(isRole)).toBe(true)
})

test('a Read Only account downloads Excel only once the right was given, and the right gives nothing else', () => {
  const grants: readonly ConsoleAction[] = ['payments.export', 'payments.cancel']
  expect(may('READ_ONLY', 'payments.export')).toBe(false)
  expect(may('READ_ONLY', 'payments.export', grants)).toBe(true)
  expect(may('STORE_READ_ONLY', 'payments.export', grants)).toBe(true)
  expect(may('DEV', 'payments.export', grants)).toBe(false)
  expect(may('READ_ONLY', 'payments.cancel', grants)).toBe(false)
})
