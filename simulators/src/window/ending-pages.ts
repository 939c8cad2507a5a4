import type { FastifyReply } from 'fastify'
import { encodeText } from '../desk/form.ts'
import type { Navigation } from '../desk/simulator.ts'
import { html } from './html.ts'
import type { Html, PageLang } from './html.ts'
import { sendPage } from './shell.ts'
import { say } from './words.ts'

export interface Ending {
  readonly lang: PageLang
  readonly heading: string
}

/** Sends the buyer's browser where the window is done: a script does it, a button does it without. */
export function sendReturn(reply: FastifyReply, ending: Ending, next: Navigation | null): void {
  if (next === null) return sendNotice(reply, ending, 'vanishedTitle', 'vanishedHelp', 200)
  sendPage(reply, {
    ...frame(ending),
    title: say(ending.lang, 'returning'),
    scripts: ['/assets/return.js'],
    leaves: true,
    body: html`<section class="notice" role="status">
      <h1>${say(ending.lang, 'returning')}</h1>
      <p class="quiet">${say(ending.lang, 'returnHelp')}</p>
      ${vehicle(next, ending.lang)}
    </section>`,
  })
}

/** The window refused the hand-off: the reason, and a way back. */
export function sendRefused(
  reply: FastifyReply,
  ending: Ending,
  refusal: { readonly code: string; readonly message: string },
  back: Navigation | null,
): void {
  sendPage(reply, {
    ...frame(ending),
    title: say(ending.lang, 'refusedTitle'),
    leaves: true,
    body: html`<section class="notice" role="alert">
      <h1>${say(ending.lang, 'refusedTitle')}</h1>
      <p>${refusal.message}</p>
      <p class="quiet code">${refusal.code}</p>
      ${back === null ? html`` : vehicle(back, ending.lang)}
    </section>`,
  })
}

/** Nothing to pay here (any more). */
export function sendOver(reply: FastifyReply, ending: Ending): void {
  sendNotice(reply, ending, 'overTitle', 'overHelp', 404)
}

function sendNotice(
  reply: FastifyReply,
  ending: Ending,
  title: 'vanishedTitle' | 'overTitle',
  help: 'vanishedHelp' | 'overHelp',
  status: number,
): void {
  sendPage(reply, {
    ...frame(ending),
    status,
    title: say(ending.lang, title),
    body: html`<section class="notice" role="status">
      <h1>${say(ending.lang, title)}</h1>
      <p>${say(ending.lang, help)}</p>
    </section>`,
  })
}

function frame(ending: Ending) {
  return { lang: ending.lang, heading: ending.heading, badge: say(ending.lang, 'badge') }
}

function vehicle(next: Navigation, lang: PageLang): Html {
  if (next.method === 'GET')
    return html`<a class="button" id="return" href="${next.url}">${say(lang, 'back')}</a>`
  const hidden = Object.entries(next.fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${roundTrip(value, next.charset)}" />`,
  )
  return html`<form id="return" method="post" action="${next.url}" accept-charset="${next.charset}">
    ${hidden}<button class="primary">${say(lang, 'back')}</button>
  </form>`
}

/** A browser writes characters outside EUC-KR as `&#…;`; a PG writes `?`. Say what the PG would. */
function roundTrip(value: string, charset: 'utf-8' | 'euc-kr'): string {
  if (charset === 'utf-8') return value
  return Array.from(value)
    .map((char) => (encodeText(char, charset)[0] === 0x3f && char !== '?' ? '?' : char))
    .join('')
}
