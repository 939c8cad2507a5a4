import type { FastifyReply } from 'fastify'
import { html } from './html.ts'
import type { Html, PageLang } from './html.ts'

export interface Shell {
  readonly lang: PageLang
  readonly title: string
  /** Shown in the head of the page: which PG this stands for. */
  readonly heading: string
  readonly badge: string
  readonly body: Html
  /** Scripts of ours, by address; the policy admits no others. */
  readonly scripts?: readonly string[]
  /** Origins that the page shows in frames. */
  readonly frames?: readonly string[]
  /** The page's form leaves for the shop (or its redirect), whose origin we cannot foresee. */
  readonly leaves?: boolean
  readonly status?: number
  readonly wide?: boolean
}

/**
 * Sends a page. Any site may frame it, as a PG's window must allow; nothing but
 * our own style and script runs in it.
 */
export function sendPage(reply: FastifyReply, shell: Shell): void {
  // `form-action` also governs the redirects after a submit, so the page that posts the buyer back to the
  // shop must not narrow it: the shop's answer to that post may redirect anywhere.
  const forms = shell.leaves === true ? 'http: https:' : "'self'"
  const frames = (shell.frames ?? []).length === 0 ? '' : ` frame-src ${(shell.frames ?? []).join(' ')};`
  void reply
    .code(shell.status ?? 200)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'strict-origin')
    .header('x-content-type-options', 'nosniff')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src data:;${frames} form-action ${forms}; base-uri 'none'; frame-ancestors *`,
    )
    .send(document(shell).markup)
}

function document(shell: Shell): Html {
  const scripts = (shell.scripts ?? []).map((src) => html`<script src="${src}" defer></script>`)
  return html`<!doctype html>
    <html lang="${shell.lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${shell.title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/window.css" />
        ${scripts}
      </head>
      <body>
        <header class="top">
          <strong>${shell.heading}</strong><span class="badge">${shell.badge}</span>
        </header>
        <main class="${shell.wide === true ? 'wide' : 'narrow'}">${shell.body}</main>
      </body>
    </html>`
}
