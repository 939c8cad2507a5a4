import type { FastifyInstance } from 'fastify'
import { deskScript } from './desk-script.ts'
import { windowStyle } from './style.ts'

/** Follows the page's one link or form, for browsers that run scripts. */
const RETURN_SCRIPT = `addEventListener('DOMContentLoaded', () => {
  const way = document.getElementById('return')
  if (way instanceof HTMLFormElement) way.submit()
  else if (way instanceof HTMLAnchorElement) location.replace(way.href)
})
`

/** The few files that the pages load; all from here, nothing from elsewhere. */
export function addAssetRoutes(app: FastifyInstance): void {
  const serve = (path: string, type: string, text: string) =>
    app.get(path, (_request, reply) =>
      reply.header('content-type', type).header('cache-control', 'no-cache').send(text),
    )
  serve('/assets/window.css', 'text/css; charset=utf-8', windowStyle)
  serve('/assets/return.js', 'text/javascript; charset=utf-8', RETURN_SCRIPT)
  serve('/assets/desk.js', 'text/javascript; charset=utf-8', deskScript)
}
