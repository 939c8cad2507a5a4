import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ApiCaller } from './credential/api-caller.ts'
import { authenticate, type AuthenticateDependencies } from './credential/authenticate.ts'
import { claim, fingerprint, forget, keepAnswer, readIdempotencyKey } from './credential/idempotency.ts'
import { createFace, languageOf } from './foundation/http/face.ts'
import type { Logger } from './foundation/log.ts'
import type { Refusal } from './foundation/refusal.ts'
import type { V2Form, V2Handler, V2Method, V2Router } from './credential/v2-router.ts'
import { operationOf } from './rest-v2/operations.ts'

/** REST V2: `{type, message, …}` on refusal, exactly 200 with a JSON body on success. */
export function createV2Face(
  deps: AuthenticateDependencies & { readonly log: Logger; readonly trustProxy: boolean },
): V2Router {
  const app = createFace({
    name: 'v2',
    log: deps.log,
    render: renderV2,
    bodies: 'json',
    trustProxy: deps.trustProxy,
  })
  app.addHttpMethod('GET', { hasBody: true, overrideExisting: true })

  const forms = new Map<string, V2Form>()
  const register = (method: V2Method, path: string, handler: V2Handler) => {
    const callers = new WeakMap<FastifyRequest, ApiCaller>()
    app.route({
      method,
      url: path,
      // Before the body is read: a stranger learns nothing of its form, and sends no megabyte.
      onRequest: async (request) => {
        callers.set(request, await authenticate(deps, request.headers.authorization))
      },
      handler: async (request, reply) => {
        const caller = callers.get(request)
        if (caller === undefined) throw new Error('a request passed without its caller')
        const header = request.headers['idempotency-key']
        void reply.header('content-type', 'application/json; charset=utf-8')
        if (method === 'GET' || typeof header !== 'string') return handler(request, caller, reply)
        return once(deps, { caller, key: readIdempotencyKey(header), request, reply }, handler)
      },
    })
  }

  return {
    app,
    forms,
    route(method, path, handler, form) {
      if (operationOf(method, path) === undefined)
        throw new Error(`REST V2 has no operation ${method} ${path}`)
      register(method, path, handler)
      const name = `${method} ${path}`
      forms.set(name, form ?? forms.get(name) ?? {})
    },
    describe(method, path, form) {
      forms.set(`${method} ${path}`, form)
    },
    absent: register,
  }
}

interface KeyedRequest {
  readonly caller: ApiCaller
  readonly key: string
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

/** Same key, same answer: what the first request answered is replayed verbatim, refusals included. */
async function once(
  deps: AuthenticateDependencies,
  keyed: KeyedRequest,
  handler: V2Handler,
): Promise<object | string> {
  const { caller, key, request, reply } = keyed
  const print = fingerprint(deps.tokenKey, request.method, request.url, request.body)
  const stored = await claim(deps, caller.merchantId, key, print)
  if (stored !== undefined) {
    void reply.code(stored.status)
    return stored.body
  }
  try {
    const answer = await handler(request, caller, reply)
    const body = typeof answer === 'string' ? answer : JSON.stringify(answer)
    await keepAnswer(deps, caller.merchantId, key, { status: 200, body })
    return body
  } catch (error) {
    if (
      isRefusal(error) &&
      error.entry.httpStatus !== 403 &&
      (error.entry.httpStatus < 500 || error.entry.httpStatus === 502)
    ) {
      const { status, body } = renderV2(error, request)
      await keepAnswer(deps, caller.merchantId, key, { status, body: JSON.stringify(body) })
    } else {
      await forget(deps, caller.merchantId, key)
    }
    throw error
  }
}

function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'entry' in error
}

/** One refusal in the words of REST V2. */
export function renderV2(refusal: Refusal, request: FastifyRequest): { status: number; body: object } {
  return {
    status: refusal.entry.httpStatus,
    body: { type: refusal.type, ...refusal.members, message: refusal.sentence(languageOf(request)) },
  }
}
