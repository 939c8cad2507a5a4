import type { Role } from '../wire/console.ts'
import type { InvitableRole } from '../wire/console-team.ts'

export const invitableRoles = [
  'ADMIN',
  'MANAGER',
  'DEV',
  'READ_ONLY',
  'STORE_MANAGER',
  'STORE_READ_ONLY',
] as const satisfies readonly InvitableRole[]

const ofOneStore: readonly InvitableRole[] = ['STORE_MANAGER', 'STORE_READ_ONLY']

/**
 * Which accounts a role makes, edits and deletes. The Owner alone makes the Admin.
 *
 * Source: the console guide's role table, and its sentence that a Manager adds Read Only accounts.
 */
const manageable: Readonly<Record<Role, readonly InvitableRole[]>> = {
  OWNER: invitableRoles,
  ADMIN: invitableRoles.filter((role) => role !== 'ADMIN'),
  MANAGER: ['READ_ONLY'],
  DEV: [],
  READ_ONLY: [],
  STORE_MANAGER: ofOneStore,
  STORE_READ_ONLY: [],
}

/** Who manages, or is managed: a role, and the store of the two store roles. */
export interface Standing {
  readonly role: Role
  readonly storeId?: string | undefined
}

export function manageableRoles(role: Role): readonly InvitableRole[] {
  return manageable[role]
}

/** A manager of one store manages the accounts of that store only. */
export function mayManage(manager: Standing, member: Standing): boolean {
  const roles: readonly Role[] = manageable[manager.role]
  if (!roles.includes(member.role)) return false
  return manager.role !== 'STORE_MANAGER' || manager.storeId === member.storeId
}

export function isOfOneStore(role: Role): boolean {
  return role === 'STORE_MANAGER' || role === 'STORE_READ_ONLY'
}

/** How many accounts of a role a merchant may have, invited ones included. Source: the console guide. */
export const membersMax = {
  ADMIN: { count: 1, refusal: 'AdminLimitReachedError' },
  DEV: { count: 10, refusal: 'DevLimitReachedError' },
} as const

export function limitOf(role: Role): (typeof membersMax)[keyof typeof membersMax] | undefined {
  return role === 'ADMIN' || role === 'DEV' ? membersMax[role] : undefined
}
