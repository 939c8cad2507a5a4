import type { FastifyInstance, FastifyRequest } from 'fastify'

type Header = readonly [name: string, value: string]
const added = new WeakMap<FastifyRequest, readonly Header[]>()

/** Remembers a header that the answer to this request must carry, whether it succeeds or is refused. */
export function addToAnswer(request: FastifyRequest, name: string, value: string): void {
  added.set(request, [...(added.get(request) ?? []), [name, value]])
}

/** Cookies of the authentication library: a session in use gets one that lives longer, an ended one is taken away. */
export function addCookies(request: FastifyRequest, cookies: readonly string[]): void {
  for (const cookie of cookies) addToAnswer(request, 'set-cookie', cookie)
}

/** Makes the answers of a listener carry them. Fastify appends repeated `set-cookie` headers. */
export function sendAddedHeaders(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    for (const [name, value] of added.get(request) ?? []) void reply.header(name, value)
    return payload
  })
}
