import type { Role } from '@naru/server/wire/console'

const everybody: readonly Role[] = [
  'OWNER',
  'ADMIN',
  'MANAGER',
  'DEV',
  'READ_ONLY',
  'STORE_MANAGER',
  'STORE_READ_ONLY',
]

/** What the console shows to whom. The server decides on its own; this only spares people dead buttons. */
const permissions = {
  'payments.read': everybody,
  'payments.cancel': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
  'channels.read': everybody,
  'channels.write': ['OWNER', 'ADMIN', 'DEV'],
  'api-secrets.read': ['OWNER', 'ADMIN', 'MANAGER', 'DEV', 'READ_ONLY', 'STORE_MANAGER'],
  'api-secrets.write': ['OWNER', 'ADMIN'],
  'v1-keys.read': ['OWNER', 'ADMIN', 'DEV'],
  'webhooks.write': ['OWNER', 'ADMIN', 'DEV', 'STORE_MANAGER'],
  'webhooks.resend': ['OWNER', 'ADMIN', 'MANAGER', 'STORE_MANAGER'],
} as const satisfies Readonly<Record<string, readonly Role[]>>

export type ConsoleAction = keyof typeof permissions

export function may(role: Role, action: ConsoleAction): boolean {
  const allowed: readonly Role[] = permissions[action]
  return allowed.includes(role)
}
