import type { FastifyInstance } from 'fastify'
import { registerBrowserRoutes } from './checkout/browser-routes.ts'
import { registerHostedRoutes } from './checkout/hosted-routes.ts'
import { registerPgRoutes } from './checkout/pg-routes.ts'
import type { CheckoutDependencies } from './checkout/prepare-attempt.ts'
import { readWindowPages, registerSdkRoutes, type BuiltPages } from './checkout/sdk-routes.ts'
import { registerV1BrowserRoutes } from './checkout/v1-browser-routes.ts'
import { registerWindowRoutes } from './checkout/window-routes.ts'
import { createFace, languageOf } from './foundation/http/face.ts'

/** Checkout: SDK scripts, attempts, the buyer's window, PG returns and PG notices. Refusals are `{code, message}`. */
export async function createCheckoutFace(
  deps: CheckoutDependencies,
  built: BuiltPages,
  trustProxy: boolean,
): Promise<FastifyInstance> {
  const app = createFace({
    name: 'checkout',
    log: deps.log,
    bodies: 'raw',
    trustProxy,
    render: (refusal, request) => ({
      status: refusal.entry.httpStatus,
      body: { code: refusal.type, message: refusal.sentence(languageOf(request)), ...refusal.members },
    }),
  })
  registerBrowserRoutes(app, deps)
  registerV1BrowserRoutes(app, deps)
  const pages = readWindowPages(built)
  registerWindowRoutes(app, deps, pages)
  registerHostedRoutes(app, deps, pages.session)
  registerPgRoutes(app, deps)
  await registerSdkRoutes(app, built, deps.checkoutOrigin)
  return app
}
