import Fastify, {
  LogController,
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { STATUS_CODES, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Logger } from '../log.ts'
import { commonRefusals, Refusal, refuseCommon } from '../refusal.ts'
import { findUnstorable } from '../storable-text.ts'
import { isFormType, readForm } from './form.ts'

/** How one face (V1, V2, checkout, console) words a refusal. */
export type RefusalRenderer = (
  refusal: Refusal,
  request: FastifyRequest,
) => { readonly status: number; readonly body: object }

export interface FaceOptions {
  readonly name: string
  readonly log: Logger
  readonly render: RefusalRenderer
  /**
   * `json`: every body is JSON whatever its content type. `json-or-form`: a form where the content type says so.
   * `raw`: routes get the bytes.
   */
  readonly bodies: 'json' | 'json-or-form' | 'raw'
  readonly trustProxy?: boolean
  /** Answers paths that no route serves; undefined leaves it to the refusal. */
  readonly notFound?: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined
}

const bodyBytesMax = 1_000_000
const headerBytesMax = 65_536

/**
 * One HTTP listener. Ids with `%2F`, blanks and Korean stay one path segment, a trailing
 * slash is tolerated, and whatever a client sends gets a typed JSON answer, never a 5xx.
 */
export function createFace(options: FaceOptions): FastifyInstance {
  const loggerInstance: FastifyBaseLogger = options.log.child({ face: options.name })
  const app = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyBytesMax,
    trustProxy: options.trustProxy ?? false,
    requestIdHeader: false,
    genReqId: () => crypto.randomUUID(),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 2_000 },
    http: { maxHeaderSize: headerBytesMax },
    forceCloseConnections: true,
    clientErrorHandler,
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => {
      const refusal = refuseCommon('INVALID_REQUEST', error.message)
      const { status, body } = options.render(refusal, request)
      void reply.code(status).send(body)
    },
  })

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (options.bodies === 'raw') return done(null, body)
    if (body.length === 0) return done(null, undefined)
    try {
      const text = body.toString('utf8')
      const isForm = options.bodies === 'json-or-form' && isFormType(request.headers['content-type'])
      const value: unknown = isForm ? readForm(text) : JSON.parse(text)
      const problem = findUnstorable(value)
      if (problem === undefined) done(null, value)
      else done(refuseCommon('INVALID_REQUEST', problem))
    } catch {
      done(refuseCommon('INVALID_REQUEST', 'body: not JSON'))
    }
  })

  app.setErrorHandler((error, request, reply) => {
    const refusal = asRefusal(error)
    if (refusal.entry.httpStatus >= 500 && !(error instanceof Refusal)) {
      request.log.error(
        { err: error, requestId: request.id, path: request.routeOptions.url },
        'unexpected error',
      )
    }
    const { status, body } = options.render(refusal, request)
    const { retryAfterS } = refusal.members
    if (typeof retryAfterS === 'number') void reply.header('retry-after', String(retryAfterS))
    return reply.code(status).header('x-request-id', request.id).send(body)
  })
  app.setNotFoundHandler((request, reply) => {
    const answered = options.notFound?.(request, reply)
    if (answered !== undefined) return answered
    throw refuseCommon('NOT_FOUND', `${request.method} ${request.url.slice(0, 200)}`)
  })

  app.get('/healthz', () => ({ ok: true, face: options.name }))
  return app
}

/** The language of the sentences in an answer: Korean unless English is asked for first. */
export function languageOf(request: FastifyRequest): 'ko' | 'en' {
  return (request.headers['accept-language'] ?? '').trim().toLowerCase().startsWith('en') ? 'en' : 'ko'
}

function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof Error) {
    if ('validation' in error) return refuseCommon('INVALID_REQUEST', error.message)
    const status = 'statusCode' in error ? Number(error.statusCode) : 500
    if (status === 413) return refuseCommon('PAYLOAD_TOO_LARGE', `${bodyBytesMax} bytes at most`)
    if (status >= 400 && status < 500) return refuseCommon('INVALID_REQUEST', error.message)
  }
  return new Refusal('INTERNAL_SERVER_ERROR', commonRefusals.INTERNAL_SERVER_ERROR)
}

/** Requests that never reach a route: broken HTTP, headers over the limit. */
function clientErrorHandler(
  error: Error & { code?: string },
  socket: Socket & { _httpMessage?: IncomingMessage },
): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  const status =
    error.code === 'HPE_HEADER_OVERFLOW' ? 431 : error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
  const message =
    status === 431
      ? `${commonRefusals.INVALID_REQUEST.ko} (headers: ${headerBytesMax} bytes at most)`
      : commonRefusals.INVALID_REQUEST.ko
  const body = JSON.stringify({ type: 'INVALID_REQUEST', code: 'INVALID_REQUEST', message })
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  )
}
