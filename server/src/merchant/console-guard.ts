import type { FastifyRequest } from 'fastify'
import type { Role } from '../wire/console.ts'

/** What a console user may want to do. Who may is one table in `permission.ts`. */
export type ConsoleAction =
  | 'payments.read'
  | 'payments.cancel'
  | 'channels.read'
  | 'channels.write'
  | 'api-secrets.read'
  | 'api-secrets.write'
  | 'v1-keys.read'
  | 'v1-keys.write'
  | 'webhooks.read'
  | 'webhooks.write'
  | 'webhooks.resend'

export interface ConsoleCaller {
  readonly userId: string
  readonly email: string
  readonly merchantId: string
  readonly role: Role
}

/** Stands before every console route. Checks session, same origin on mutations, membership, role and store. */
export interface ConsoleGuard {
  /** Throws 401 `UnauthorizedError` without a session. */
  caller(request: FastifyRequest): Promise<ConsoleCaller>
  /** Also throws 404 `StoreNotFoundError` for a store of somebody else and 403 `ForbiddenError` for a role that may not. */
  store(request: FastifyRequest, storeId: string, action: ConsoleAction): Promise<ConsoleCaller & { readonly storeId: string }>
}
