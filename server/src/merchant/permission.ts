import type { ConsoleAction, Role } from '../wire/console.ts'

const everybody = [
  'OWNER',
  'ADMIN',
  'MANAGER',
  'DEV',
  'READ_ONLY',
  'STORE_MANAGER',
  'STORE_READ_ONLY',
] as const

/**
 * Who may do what in the console. Roles of one store (STORE_…) act in their own store only.
 *
 * Source: the console guide's role table and the seed (V2 secrets: Owner and Admin only). Cells on which the sources
 * differ: Dev reads payments; Manager sees channels and secret names but no key, since the key screen has no masked form;
 * webhook settings show their secrets, so only who may change them may read them.
 */
export const permissions = {
  'home.read': ['OWNER', 'ADMIN', 'MANAGER', 'READ_ONLY', 'STORE_MANAGER', 'STORE_READ_ONLY'],
  'payments.read': everybody,
  'payments.cancel': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'payments.export': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'channels.read': everybody,
  'channels.write': ['OWNER', 'ADMIN', 'DEV'],
  'channel-groups.read': everybody,
  'channel-groups.write': ['OWNER', 'ADMIN', 'DEV'],
  'api-secrets.read': ['OWNER', 'ADMIN', 'MANAGER', 'DEV', 'READ_ONLY', 'STORE_MANAGER'],
  'api-secrets.write': ['OWNER', 'ADMIN'],
  'v1-keys.read': ['OWNER', 'ADMIN', 'DEV'],
  'v1-keys.write': ['OWNER', 'ADMIN', 'DEV'],
  'call-addresses.read': ['OWNER', 'ADMIN', 'DEV'],
  'call-addresses.write': ['OWNER', 'ADMIN', 'DEV'],
  'webhooks.read': ['OWNER', 'ADMIN', 'DEV', 'STORE_MANAGER'],
  'webhooks.write': ['OWNER', 'ADMIN', 'DEV', 'STORE_MANAGER'],
  'webhooks.resend': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'applications.read': ['OWNER', 'ADMIN'],
  'applications.write': ['OWNER', 'ADMIN'],
  'stores.read': everybody,
  'stores.write': ['OWNER', 'ADMIN'],
  'members.read': everybody,
  'members.write': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'audit.read': ['OWNER', 'ADMIN'],
  'personal-data.read': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'promotions.read': ['OWNER', 'ADMIN', 'MANAGER', 'READ_ONLY', 'STORE_MANAGER', 'STORE_READ_ONLY'],
  'promotions.write': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'checkout-profiles.read': everybody,
  'checkout-profiles.write': ['OWNER', 'ADMIN', 'DEV'],
  'reconciliation.read': ['OWNER', 'ADMIN', 'MANAGER', 'READ_ONLY', 'STORE_MANAGER', 'STORE_READ_ONLY'],
  'reconciliation.write': ['OWNER', 'ADMIN', 'MANAGER'],
  'billing-keys.write': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'schedules.write': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'cash-receipts.write': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
} as const satisfies Readonly<Record<ConsoleAction, readonly Role[]>>

/** Roles that a right may be given to, account by account. Source: the console guide (엑셀 다운로드 권한). */
const grantable: Readonly<Partial<Record<ConsoleAction, readonly Role[]>>> = {
  'payments.export': ['READ_ONLY', 'STORE_READ_ONLY'],
}

/** @param grants rights that this account was given beside its role */
export function may(role: Role, action: ConsoleAction, grants: readonly ConsoleAction[] = []): boolean {
  const allowed: readonly Role[] = permissions[action]
  return allowed.includes(role) || (grants.includes(action) && isGrantable(role, action))
}

export function isGrantable(role: Role, action: ConsoleAction): boolean {
  return grantable[action]?.includes(role) ?? false
}

const roles: readonly string[] = everybody satisfies readonly Role[]

/** All that a person may do, for the console to show no dead buttons. */
export function actionsOf(role: Role, grants: readonly ConsoleAction[] = []): ConsoleAction[] {
  const actions = Object.keys(permissions).filter((key): key is ConsoleAction => key in permissions)
  return actions.filter((action) => may(role, action, grants))
}

/** Reads a role from its column. An unknown one (written by a newer release) may do nothing. */
export function isRole(text: string): text is Role {
  return roles.includes(text)
}
