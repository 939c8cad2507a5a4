import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance } from 'fastify'

const publicFolder = fileURLToPath(new URL('../public/', import.meta.url))
const fontSheet = createRequire(import.meta.url).resolve(
  'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css',
)

const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

/** The shop's own files and the Pretendard font, by exact flat names only. */
export function serveAssets(app: FastifyInstance): void {
  app.get<{ Params: { name: string } }>('/assets/:name', async (request, reply) => {
    const { name } = request.params
    const extension = /^[\w.-]+\.(css|js|svg|woff2)$/.exec(name)?.[1]
    const path = extension === undefined || name.includes('..') ? undefined : pathOf(name, extension)
    const type = types[extension ?? '']
    if (path === undefined || type === undefined) return reply.code(404).send()
    try {
      const bytes = await readFile(path)
      const body =
        name === 'fonts.css'
          ? bytes.toString('utf8').replaceAll('./woff2-dynamic-subset/', '/assets/')
          : bytes
      return await reply.type(type).header('cache-control', 'public, max-age=3600').send(body)
    } catch {
      return reply.code(404).send()
    }
  })
}

function pathOf(name: string, extension: string): string {
  if (name === 'fonts.css') return fontSheet
  return extension === 'woff2'
    ? join(dirname(fontSheet), 'woff2-dynamic-subset', name)
    : join(publicFolder, name)
}
