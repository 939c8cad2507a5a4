import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuseCheckout } from './checkout-errors.ts'
import { isPlainObject } from './plain-request.ts'

/** Folders with what the web builds made. */
export interface BuiltPages {
  readonly browserSdk: string
  readonly paymentWindow: string
}

const originMark = '__NARU_CHECKOUT_ORIGIN__'

/** The SDK scripts, with our public origin written in, and the window's assets. */
export async function registerSdkRoutes(
  app: FastifyInstance,
  built: BuiltPages,
  checkoutOrigin: string,
): Promise<void> {
  const scriptOf = (file: string): string =>
    readFileSync(join(built.browserSdk, file), 'utf8').replaceAll(originMark, checkoutOrigin)
  for (const file of ['v2/browser-sdk.js', 'v2/browser-sdk.esm.js', 'v1/iamport.js', 'v1/iamport.esm.js']) {
    const script = scriptOf(file)
    app.get(`/${file}`, async (_request, reply) => sendScript(reply, script))
  }
  // `/js/iamport.payment.js`, `/js/iamport.payment-1.1.8.js`: the same program, which reads its own name.
  const older = scriptOf('v1/iamport.js')
  app.get('/js/:name', async (request, reply) => {
    const { params } = request
    const name = isPlainObject(params) ? String(params['name']) : ''
    if (!/^iamport\.payment(-[\w.-]{1,40})?\.js$/.test(name)) throw refuseCheckout('NOT_FOUND', '/js')
    return sendScript(reply, older)
  })
  await app.register(fastifyStatic, {
    root: join(built.paymentWindow, 'pay-assets'),
    prefix: '/pay-assets/',
    maxAge: '1h',
    decorateReply: false,
    setHeaders: (reply) => {
      void reply.header('x-content-type-options', 'nosniff')
    },
  })
}

function sendScript(reply: FastifyReply, script: string): FastifyReply {
  return reply
    .header('content-type', 'text/javascript; charset=utf-8')
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
    .header('cache-control', 'public, max-age=300')
    .header('x-content-type-options', 'nosniff')
    .send(script)
}

/** The buyer's pages as they were built: window, result, hosted checkout. */
export function readWindowPages(built: BuiltPages): {
  readonly window: string
  readonly done: string
  readonly session: string
} {
  return {
    window: readFileSync(join(built.paymentWindow, 'window.html'), 'utf8'),
    done: readFileSync(join(built.paymentWindow, 'done.html'), 'utf8'),
    session: readFileSync(join(built.paymentWindow, 'session.html'), 'utf8'),
  }
}
