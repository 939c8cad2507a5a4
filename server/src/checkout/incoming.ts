import type { FastifyRequest } from 'fastify'
import type { IncomingRequest } from '@naru/gateways'
import { isPlainObject } from './plain-request.ts'

/** The request as bytes and first values; character sets are the gateway's business. */
export function toIncoming(request: FastifyRequest): IncomingRequest {
  const query = isPlainObject(request.query) ? request.query : {}
  return {
    method: request.method,
    path: request.url.split('?')[0] ?? '',
    query: firstValues(query),
    headers: firstValues(request.headers),
    rawBody: Buffer.isBuffer(request.body) ? request.body : new Uint8Array(),
    remoteAddress: request.ip,
  }
}

function firstValues(source: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(source).flatMap(([key, value]) => {
      const first: unknown = Array.isArray(value) ? value[0] : value
      return typeof first === 'string' ? [[key, first]] : []
    }),
  )
}
