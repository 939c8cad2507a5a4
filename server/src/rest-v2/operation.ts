import type { ErrorType } from './error-types.ts'

/** One operation of REST V2, as facts: what the router, the published document and the contract tests are made from. */
export interface Operation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** With `{parameter}` segments. */
  readonly path: string
  /** P1 basic jobs, P2 the rest of payments, P3 partner settlement, P4 tax invoices. */
  readonly priority: 'P1' | 'P2' | 'P3' | 'P4'
  readonly summary: string
  /** The only types that the operation may refuse with, besides those of the transport. */
  readonly errors: readonly ErrorType[]
  /** Members that every 200 answer has. */
  readonly answer: readonly string[]
  /** Needs no credential, and ignores one. */
  readonly isPublic?: true
  readonly isUnstable?: true
  /** How a GET or DELETE takes its input: as HTTP body or JSON in the query parameter `requestBody`, or only there. */
  readonly input?: 'body or query' | 'query'
  readonly answersWith?: 'text/csv'
}

export const common = ['INVALID_REQUEST', 'UNAUTHORIZED', 'FORBIDDEN'] as const satisfies readonly ErrorType[]
export const platform = [...common, 'PLATFORM_NOT_ENABLED'] as const satisfies readonly ErrorType[]
export const b2b = [
  ...common,
  'B2B_NOT_ENABLED',
  'B2B_EXTERNAL_SERVICE',
] as const satisfies readonly ErrorType[]

/** The path in the router's words: `/payments/:paymentId`. */
export function routePath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1')
}
