import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ApiCaller } from './api-caller.ts'

/** A route that needs a credential. Its answer is JSON text or an object, always with status 200. */
export type V2Handler = (
  request: FastifyRequest,
  caller: ApiCaller,
  reply: FastifyReply,
) => Promise<object | string>

export interface V2Router {
  /** Route order of checks: credential, idempotency key, then the handler's own (schema, store, state, amounts, PG). */
  route(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, handler: V2Handler): void
  /** For hot paths that check the credential inside their own statement, and for public routes. */
  readonly app: FastifyInstance
}
