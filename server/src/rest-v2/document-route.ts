import type { V2Router } from '../credential/v2-router.ts'
import { openApiDocument } from './document.ts'

/** `GET /openapi.json`, public: the description of this very server. */
export function registerDocument(router: V2Router, origin: string): void {
  let text: string | undefined
  router.app.get('/openapi.json', (_request, reply) => {
    // Every route is registered by the time the first request comes.
    text ??= JSON.stringify(openApiDocument(router, origin))
    return reply.header('content-type', 'application/json; charset=utf-8').send(text)
  })
}
