import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import type { ApiCaller } from './api-caller.ts'

/** A route that needs a credential. Its answer is JSON text or an object, always with status 200. */
export type V2Handler = (
  request: FastifyRequest,
  caller: ApiCaller,
  reply: FastifyReply,
) => Promise<object | string>

export type V2Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What goes in and comes out, for the published document and the tests that are made from it; routes still read by themselves. */
export interface V2Form {
  readonly body?: TSchema
  /** Members of the query string. */
  readonly query?: TSchema
  readonly answer?: TSchema
}

export interface V2Router {
  /**
   * Route order of checks: credential, idempotency key, then the handler's own (schema, store, state, amounts, PG).
   * @throws Error when REST V2 has no such operation
   */
  route(method: V2Method, path: string, handler: V2Handler, form?: V2Form): void
  /** Tells the form of a route that was registered on `app`. */
  describe(method: V2Method, path: string, form: V2Form): void
  /** A route that only refuses; the document says so. */
  absent(method: V2Method, path: string, handler: (request: FastifyRequest) => Promise<never>): void
  /** For hot paths that check the credential inside their own statement, and for public routes. */
  readonly app: FastifyInstance
  /** By `GET /payments/:paymentId`. */
  readonly forms: ReadonlyMap<string, V2Form>
}
