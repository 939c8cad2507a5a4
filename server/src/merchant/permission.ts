import type { Role } from '../wire/console.ts'
import type { ConsoleAction } from './console-guard.ts'

/**
 * Who may do what in the console. Roles of one store (STORE_…) act in their own store only.
 *
 * Source: the console guide's role table and the seed (V2 secrets: Owner and Admin only). Cells on which the sources
 * differ: Dev reads payments; Manager sees channels and secret names but no key, since the key screen has no masked form;
 * webhook settings show their secrets, so only who may change them may read them.
 */
export const permissions = {
  'payments.read': ['OWNER', 'ADMIN', 'MANAGER', 'DEV', 'READ_ONLY', 'STORE_MANAGER', 'STORE_READ_ONLY'],
  'payments.cancel': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'channels.read': ['OWNER', 'ADMIN', 'MANAGER', 'DEV', 'READ_ONLY', 'STORE_MANAGER', 'STORE_READ_ONLY'],
  'channels.write': ['OWNER', 'ADMIN', 'DEV'],
  'api-secrets.read': ['OWNER', 'ADMIN', 'MANAGER', 'DEV', 'READ_ONLY', 'STORE_MANAGER'],
  'api-secrets.write': ['OWNER', 'ADMIN'],
  'v1-keys.read': ['OWNER', 'ADMIN', 'DEV'],
  'v1-keys.write': ['OWNER', 'ADMIN', 'DEV'],
  'webhooks.read': ['OWNER', 'ADMIN', 'DEV', 'STORE_MANAGER'],
  'webhooks.write': ['OWNER', 'ADMIN', 'DEV', 'STORE_MANAGER'],
  'webhooks.resend': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
} as const satisfies Readonly<Record<ConsoleAction, readonly Role[]>>

export function may(role: Role, action: ConsoleAction): boolean {
  const allowed: readonly Role[] = permissions[action]
  return allowed.includes(role)
}

const roles: readonly string[] = [
  'OWNER',
  'ADMIN',
  'MANAGER',
  'DEV',
  'READ_ONLY',
  'STORE_MANAGER',
  'STORE_READ_ONLY',
] satisfies readonly Role[]

/** Reads a role from its column. An unknown one (written by a newer release) may do nothing. */
export function isRole(text: string): text is Role {
  return roles.includes(text)
}
