import type { Gateway } from '@naru/gateways'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { brotliCompressSync, constants } from 'node:zlib'
import type { CataloguePg } from '../wire/console.ts'
import { catalogueView } from './catalogue-view.ts'

/**
 * Sends the channel catalogue, which is the same for everybody: 100 kB of text, a tenth of that compressed. It is
 * compressed once, at start. Answers with anybody's data are never compressed: their length would tell of it (BREACH).
 */
export function catalogueSender(
  gateways: readonly Gateway[],
): (request: FastifyRequest, reply: FastifyReply) => FastifyReply {
  const body: { readonly pgs: readonly CataloguePg[] } = { pgs: catalogueView(gateways) }
  const plain = Buffer.from(JSON.stringify(body))
  const packed = brotliCompressSync(plain, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  })
  return (request, reply) => {
    const takesBrotli = /(?:^|,)\s*br\s*(?:,|$)/.test(String(request.headers['accept-encoding'] ?? ''))
    return reply
      .header('content-type', 'application/json; charset=utf-8')
      .header('vary', 'accept-encoding')
      .headers(takesBrotli ? { 'content-encoding': 'br' } : {})
      .send(takesBrotli ? packed : plain)
  }
}
