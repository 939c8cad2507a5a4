import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { contentSecurityPolicy, serveConsolePages } from './console-pages.ts'
import { createFace } from './foundation/http/face.ts'
import type { Logger } from './foundation/log.ts'
import { sendAddedHeaders } from './merchant/answer-headers.ts'
import { renderConsoleError } from './merchant/console-error.ts'
import type { ConsoleGuard } from './merchant/console-guard.ts'

export interface ConsoleFaceOptions {
  readonly config: Pick<Config, 'origins' | 'trustProxy'>
  readonly log: Logger
  readonly guard: ConsoleGuard
  /** Each capability's console routes, closed over its dependencies. */
  readonly registerRoutes: readonly ((app: FastifyInstance, guard: ConsoleGuard) => void)[]
  /** The built console: `console/dist`. */
  readonly pagesDir: string
}

/** The console's listener: its API below `/console/api`, the built single-page application everywhere else. No CORS. */
export function createConsoleFace(options: ConsoleFaceOptions): FastifyInstance {
  const { config, guard, log, pagesDir } = options
  const app = createFace({
    name: 'console',
    log,
    render: renderConsoleError,
    bodies: 'json',
    trustProxy: config.trustProxy,
  })
  const isHttps = config.origins.console.startsWith('https://')

  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'content-security-policy': contentSecurityPolicy(undefined),
      'x-content-type-options': 'nosniff',
      // Links of mails carry a token in their address; no other site may learn it.
      'referrer-policy': 'no-referrer',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()',
    })
    if (isHttps) void reply.header('strict-transport-security', 'max-age=31536000')
    if (request.url.startsWith('/console/api')) void reply.header('cache-control', 'no-store')
  })
  sendAddedHeaders(app)
  for (const register of options.registerRoutes) register(app, guard)
  serveConsolePages(app, pagesDir)
  return app
}
