import type { FastifyInstance } from 'fastify'
import Fastify from 'fastify'
import { serveAssets } from './assets.ts'
import type { ShopConfig } from './config.ts'
import { serveOrders } from './order-routes.ts'
import { servePages } from './page-routes.ts'
import type { ShopParts } from './shop-parts.ts'
import { serveWebhook } from './webhook-route.ts'

/** The shop's pages and its server side: order, pay, verify, hear webhooks, cancel. */
export function createShop(parts: ShopParts): FastifyInstance {
  const app = Fastify({ bodyLimit: 64 * 1024 })
  // A webhook is verified over its exact bytes, so no body is parsed before its route wants it. Other content
  // types are refused: a form on a foreign site cannot send JSON.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body),
  )
  app.addHook('onSend', async (_request, reply) => {
    reply.headers({
      'content-security-policy': pagePolicy(parts.config),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
    })
  })
  serveAssets(app)
  servePages(app, parts)
  serveOrders(app, parts)
  serveWebhook(app, parts)
  return app
}

/**
 * What a shop must allow to use the payment script; PG pages stand in the frame, so https frames are open. A PG's button
 * on the page runs the PG's own script: here the simulator's, live PayPal's.
 */
function pagePolicy({ origins }: ShopConfig): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${origins.checkout} ${origins.simulators}`,
    `connect-src 'self' ${origins.checkout}`,
    `frame-src ${origins.checkout} ${origins.simulators} https:`,
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
