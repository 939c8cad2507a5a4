import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contentSecurityPolicy } from './console-security-headers.ts'

/** What the build writes where a nonce belongs (Vite's `html.cspNonce`). */
export const noncePlaceholder = '__NARU_CSP_NONCE__'

const withoutBuild = `<!doctype html><html lang="ko"><meta charset="utf-8"><title>Naru</title>
<p>콘솔이 아직 빌드되지 않았습니다. <code>npm run build</code>를 실행하세요.</p>
<p>The console is not built yet: run <code>npm run build</code>.</p></html>`

/** True for paths of the two APIs; everything else is the application. */
export function isApi(request: FastifyRequest): boolean {
  const path = request.url.split('?')[0] ?? ''
  return ['/console/api', '/operator/api'].some((api) => path === api || path.startsWith(`${api}/`))
}

/** The page for every address that a browser opens; undefined for everything else. */
export function pageSender(
  pagesDir: string,
  isHttps: boolean,
): (request: FastifyRequest, reply: FastifyReply) => FastifyReply | undefined {
  const index = join(pagesDir, 'index.html')
  // Read at start: a page belongs to the files it was built with, and a deployment restarts the server.
  const page = existsSync(index) ? readFileSync(index, 'utf8') : withoutBuild
  return (request, reply) => {
    const wantsPage =
      request.method === 'GET' && !isApi(request) && (request.headers.accept ?? '').includes('text/html')
    return wantsPage ? sendPage(reply, page, isHttps) : undefined
  }
}

/** The built files; their names carry their content's hash, so browsers may keep them for ever. */
export async function serveFiles(app: FastifyInstance, pagesDir: string): Promise<void> {
  if (!existsSync(pagesDir)) return
  await app.register(fastifyStatic, {
    root: pagesDir,
    wildcard: false,
    index: false,
    decorateReply: false,
    // The build lays a `.br` beside each text: the first script is 560 kB, and 150 kB on the line.
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    globIgnore: ['**/index.html', '**/*.tsbuildinfo', 'types/**'],
  })
}

function sendPage(reply: FastifyReply, page: string, isHttps: boolean): FastifyReply {
  const nonce = randomBytes(16).toString('base64')
  return reply
    .code(200)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('content-security-policy', contentSecurityPolicy(nonce, isHttps))
    .send(page.replaceAll(noncePlaceholder, nonce))
}
