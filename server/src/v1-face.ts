import type { FastifyInstance, FastifyRequest } from 'fastify'
import { checkCallAddress } from './call-address/check-call-address.ts'
import type { Database } from './foundation/database.ts'
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

/**
 * A `preHandler` for every V1 route that knows its merchant: calls from addresses that the merchant does not allow
 * are refused in V1's envelope.
 *
 * @param merchantOf whose key or token the request carries; runs after authentication
 */
export function createCallAddressHook(
  deps: { readonly database: Database },
  merchantOf: (request: FastifyRequest) => string,
): (request: FastifyRequest) => Promise<void> {
  return (request) => checkCallAddress(deps, { merchantId: merchantOf(request), address: request.ip })
}
