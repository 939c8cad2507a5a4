import type { FastifyInstance, FastifyRequest } from 'fastify'

const kept = new WeakMap<FastifyRequest, readonly string[]>()

/** Remembers cookies that the answer to this request must carry, wherever in the code they came up. */
export function keepCookies(request: FastifyRequest, cookies: readonly string[]): void {
  if (cookies.length > 0) kept.set(request, [...(kept.get(request) ?? []), ...cookies])
}

/** Makes the answers of a listener carry them: a session that is in use gets a cookie that lives longer. */
export function sendKeptCookies(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    for (const cookie of kept.get(request) ?? []) void reply.header('set-cookie', cookie)
    return payload
  })
}
