import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { isApi, pageSender, serveFiles } from './console-pages.ts'
import { consoleSecurityHeaders } from './console-security-headers.ts'
import { createFace } from './foundation/http/face.ts'
import type { Logger } from './foundation/log.ts'
import { sendAddedHeaders } from './merchant/answer-headers.ts'
import { renderConsoleError } from './merchant/console-error.ts'
import type { ConsoleGuard } from './merchant/console-guard.ts'

export interface ConsoleFaceOptions {
  readonly config: Pick<Config, 'origins' | 'trustProxy'>
  readonly log: Logger
  readonly guard: ConsoleGuard
  /** Each capability's `registerSomethingRoutes`, closed over its dependencies. */
  readonly registerRoutes: readonly ((app: FastifyInstance, guard: ConsoleGuard) => void)[]
  /** Where `npm run build` puts the console: `console/dist`. */
  readonly pagesDir: string
}

/** The console's listener: its API below `/console/api`, and the built single-page application everywhere else. */
export async function createConsoleFace(options: ConsoleFaceOptions): Promise<FastifyInstance> {
  const { config, guard, pagesDir } = options
  const isHttps = config.origins.console.startsWith('https://')
  const app = createFace({
    name: 'console',
    log: options.log,
    render: renderConsoleError,
    bodies: 'json',
    trustProxy: config.trustProxy,
    notFound: pageSender(pagesDir, isHttps),
  })

  app.addHook('onRequest', async (request, reply) => {
    void reply.headers(consoleSecurityHeaders(isHttps))
    if (isApi(request)) void reply.header('cache-control', 'no-store')
  })
  sendAddedHeaders(app)
  for (const register of options.registerRoutes) register(app, guard)
  await serveFiles(app, pagesDir)
  return app
}
