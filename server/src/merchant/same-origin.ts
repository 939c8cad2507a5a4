import type { FastifyRequest } from 'fastify'
import { refuseAccount } from './account-errors.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses mutations that a page of another origin could have caused. Three walls, because cookies do not know ports:
 * a header that a form cannot send, the `Origin` of the page, and the browser's own word (`Sec-Fetch-Site`).
 *
 * @param origins the console's own public origins
 * @throws Refusal 403 CrossSiteRequestError
 */
export function checkSameOrigin(request: FastifyRequest, origins: ReadonlySet<string>): void {
  if (safeMethods.has(request.method)) return
  const { origin, 'sec-fetch-site': fetchSite, 'x-naru-console': marker } = request.headers
  const isOurOrigin = origin === undefined ? fetchSite === 'same-origin' : origins.has(origin)
  const isOurSite = fetchSite === undefined || fetchSite === 'same-origin'
  if (marker !== '1' || !isOurOrigin || !isOurSite) throw refuseAccount('CrossSiteRequestError')
}

/** The configured origin; in development also the other name of the loopback address, since people type both. */
export function consoleOrigins(config: {
  readonly mode: 'development' | 'production'
  readonly origins: { readonly console: string }
}): ReadonlySet<string> {
  const url = new URL(config.origins.console)
  const origins = new Set([url.origin])
  if (config.mode === 'development' && ['localhost', '127.0.0.1'].includes(url.hostname)) {
    for (const hostname of ['localhost', '127.0.0.1']) {
      url.hostname = hostname
      origins.add(url.origin)
    }
  }
  return origins
}
