import type { FastifyReply, FastifyRequest } from 'fastify'
import { readV1Caller } from './call-address/admit-v1-call.ts'
import type { V1Answer, V1Handler, V1Method, V1Router } from './credential/v1-router.ts'
import { readV1Input } from './credential/v1-input.ts'
import type { Clock } from './foundation/clock.ts'
import type { Database } from './foundation/database.ts'
import { createFace, languageOf } from './foundation/http/face.ts'
import type { Logger } from './foundation/log.ts'
import type { Refusal } from './foundation/refusal.ts'
import { v1Operations } from './v1-operations.ts'

export interface V1FaceDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly log: Logger
}

/**
 * REST V1: `{code, message, response}` in every body, 0 and a null message on success, exactly 200 (or 207) for it.
 * Bodies are JSON or forms. A refusal's HTTP status and code are its catalogue entry's; code is −1 unless it says 1.
 *
 * Call `finish` when all routes stand: it throws where one of V1's 80 operations has none.
 */
export function createV1Face(deps: V1FaceDependencies, trustProxy: boolean): V1Router & { finish(): void } {
  const app = createFace({
    name: 'v1',
    log: deps.log,
    bodies: 'json-or-form',
    trustProxy,
    render: renderV1,
  })
  const served = new Set<string>()

  function add(
    method: V1Method,
    path: string,
    handler: (request: FastifyRequest) => Promise<V1Answer>,
  ): void {
    served.add(`${method} ${path}`)
    app.route({
      method,
      url: fastifyPath(path),
      handler: async (request, reply) => send(reply, await handler(request)),
    })
  }

  function route(method: V1Method, path: string, handler: V1Handler): void {
    add(method, path, async (request) => {
      const input = readV1Input(request)
      const credential = { headers: request.headers, inRequest: input.text('_token'), address: request.ip }
      const caller = await readV1Caller(deps.database, credential, deps.clock.now())
      return handler({ caller, input, params: readParams(request), address: request.ip })
    })
  }

  return {
    app,
    route,
    open: add,
    finish() {
      for (const [method, path] of v1Operations)
        if (!served.has(`${method} ${path}`)) throw new Error(`nobody serves V1's ${method} ${path}`)
    },
  }
}

function send(reply: FastifyReply, { response, status = 200 }: V1Answer): FastifyReply {
  return reply
    .code(status)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify({ code: 0, message: null, response }))
}

/** One refusal in V1's envelope. */
export function renderV1(refusal: Refusal, request: FastifyRequest): { status: number; body: object } {
  const { code, response = null, error } = refusal.members
  return {
    status: refusal.entry.httpStatus,
    body: {
      code: typeof code === 'number' ? code : -1,
      // Clients compare this one word.
      message: refusal.type === 'UNAUTHORIZED' ? 'Unauthorized' : refusal.sentence(languageOf(request)),
      // One operation tells the PG's own words in a member of its own, and has no response then.
      ...(error === undefined ? { response } : { error }),
    },
  }
}

/** `/a/{b}` → `/a/:b`; a payment status may be left out, as several published clients do. */
function fastifyPath(path: string): string {
  return path.replaceAll(/\{(\w+)\}/g, ':$1').replace(/:payment_status$/, ':payment_status?')
}

function readParams(request: FastifyRequest): Readonly<Record<string, string>> {
  const { params } = request
  if (typeof params !== 'object' || params === null) return {}
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value ?? '')]))
}
