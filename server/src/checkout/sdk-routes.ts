import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

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
  for (const name of ['browser-sdk.js', 'browser-sdk.esm.js']) {
    const script = readFileSync(join(built.browserSdk, 'v2', name), 'utf8').replaceAll(
      originMark,
      checkoutOrigin,
    )
    app.get(`/v2/${name}`, async (_request, reply) =>
      reply
        .header('content-type', 'text/javascript; charset=utf-8')
        .header('access-control-allow-origin', '*')
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('cache-control', 'public, max-age=300')
        .header('x-content-type-options', 'nosniff')
        .send(script),
    )
  }
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

/** The two pages of the buyer's window as they were built. */
export function readWindowPages(built: BuiltPages): { readonly window: string; readonly done: string } {
  return {
    window: readFileSync(join(built.paymentWindow, 'window.html'), 'utf8'),
    done: readFileSync(join(built.paymentWindow, 'done.html'), 'utf8'),
  }
}
