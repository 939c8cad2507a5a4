import type { FastifyInstance } from 'fastify'
import { createFace, languageOf } from './foundation/http/face.ts'
import type { Logger } from './foundation/log.ts'

/** REST V1's listener. Its operations are not served yet: every path answers in V1's envelope that it is unknown. */
export function createV1Face(log: Logger, trustProxy: boolean): FastifyInstance {
  return createFace({
    name: 'v1',
    log,
    bodies: 'json',
    trustProxy,
    render: (refusal, request) => ({
      status: refusal.entry.httpStatus,
      body: { code: -1, message: refusal.sentence(languageOf(request)), response: null },
    }),
  })
}
