import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { V1Caller } from './v1-caller.ts'
import type { V1Input } from './v1-input.ts'

/** One V1 call that was let in. */
export interface V1Call {
  readonly caller: V1Caller
  /** Query and body, whichever way the client spelt them. */
  readonly input: V1Input
  /** Path parameters, decoded; a missing optional one is empty. */
  readonly params: Readonly<Record<string, string>>
  /** Where the call came from. */
  readonly address: string
}

/** What a V1 call answers: `response` of the envelope. 207: some of what was asked for is missing. */
export interface V1Answer {
  readonly response: object
  readonly status?: 200 | 207
}

export type V1Handler = (call: V1Call) => Promise<V1Answer>

export type V1Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

export interface V1Router {
  /** Serves one operation of V1's list; `path` as the list writes it (`/payments/{imp_uid}`). */
  route(method: V1Method, path: string, handler: V1Handler): void
  /** The same for an operation that lets its caller in by itself: `getToken`, and hot paths. */
  open(method: V1Method, path: string, handler: (request: FastifyRequest) => Promise<V1Answer>): void
  readonly app: FastifyInstance
}
