import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { randomBytes } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { resolve, sep } from 'node:path'
import { refuseCommon } from './foundation/refusal.ts'

/** What the build writes wherever a nonce belongs (Vite's `html.cspNonce`); replaced in every answer. */
export const noncePlaceholder = '__NARU_CSP_NONCE__'

const yearS = 31_536_000

/**
 * Serves the built console. Hashed files below `/assets/` stay in caches for ever; every other address that
 * a browser opens as a page gets `index.html`, because the application routes by itself.
 */
export function serveConsolePages(app: FastifyInstance, pagesDir: string): void {
  const root = resolve(pagesDir)
  void app.register(fastifyStatic, { root, serve: false, suppressWarning: true })

  app.get<{ Params: { '*': string } }>('/*', async (request, reply) => {
    const path = request.params['*']
    const isApi = path === 'console/api' || path.startsWith('console/api/')
    if (!isApi && path !== '' && path !== 'index.html' && (await isFileBelow(root, path))) {
      const cache = path.startsWith('assets/') ? `public, max-age=${yearS}, immutable` : 'no-cache'
      return reply.header('cache-control', cache).sendFile(path, { cacheControl: false })
    }
    const { accept = 'text/html' } = request.headers
    const wantsPage = accept.includes('text/html') || accept === '*/*'
    if (isApi || path.startsWith('assets/') || !wantsPage) {
      throw refuseCommon('NOT_FOUND', `${request.method} ${request.url.slice(0, 200)}`)
    }
    return sendIndex(reply, root)
  })
}

async function sendIndex(reply: FastifyReply, root: string): Promise<FastifyReply> {
  void reply.type('text/html; charset=utf-8').header('cache-control', 'no-store')
  const page = await readFile(resolve(root, 'index.html'), 'utf8').catch(() => undefined)
  if (page === undefined) return reply.code(503).send(notBuilt)
  const nonce = randomBytes(16).toString('base64')
  void reply.header(
    'content-security-policy',
    contentSecurityPolicy(page.includes(noncePlaceholder) ? nonce : undefined),
  )
  return reply.send(page.replaceAll(noncePlaceholder, nonce))
}

/**
 * Scripts and styles from here only. Styles that the UI kit writes at run time carry the page's nonce; a build
 * without nonce would lose them, so it gets inline styles (never inline scripts).
 */
export function contentSecurityPolicy(nonce: string | undefined): string {
  const styles = nonce === undefined ? `'unsafe-inline'` : `'nonce-${nonce}'`
  const scripts = nonce === undefined ? '' : ` 'nonce-${nonce}'`
  return [
    `default-src 'self'`,
    `script-src 'self'${scripts}`,
    `style-src 'self' ${styles}`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ')
}

async function isFileBelow(root: string, path: string): Promise<boolean> {
  const file = resolve(root, path)
  if (!file.startsWith(root + sep) || file.includes('\0')) return false
  return stat(file).then(
    (found) => found.isFile(),
    () => false,
  )
}

const notBuilt = `<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><title>Naru</title></head>
<body>
<h1>콘솔이 아직 빌드되지 않았습니다.</h1>
<p><code>npm run build</code> 를 실행한 뒤 새로 고치세요. API는 동작하고 있습니다.</p>
<p lang="en">The console has not been built yet: run <code>npm run build</code> and reload. The API is running.</p>
</body></html>
`
