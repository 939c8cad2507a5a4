import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { HandOffOrigins } from '@naru/gateways'
import { closeAttempt, closedByBuyer } from '../payment/close-attempt.ts'
import { currencyScale } from '../payment/currency.ts'
import { paymentTokenOf } from '../payment/hold-for-confirmation.ts'
import { bringsKey } from '../payment/first-of-key.ts'
import { loadAttempt } from '../payment/payment-store.ts'
import { payableOf } from '../payment/payment-amount.ts'
import type { OutcomeView, WindowView } from '../wire/checkout.ts'
import { publicAttemptId } from './attempt-key.ts'
import { attemptState, outcomeView, type WindowState } from './attempt-outcome.ts'
import { findByToken, noteAlive, type CheckoutAttempt } from './attempt-store.ts'
import { beginAttempt } from './begin-attempt.ts'
import { refuseCheckout } from './checkout-errors.ts'
import {
  beginIssue,
  closeIssue,
  issueOrigins,
  issueState,
  issueView,
  openIssueWindow,
  payingState,
  receiveIssueReturn,
  type IssueWindow,
} from './issue-window.ts'
import {
  beginIdentity,
  closeIdentity,
  identityOrigins,
  identityState,
  identityView,
  openIdentityWindow,
  type IdentityWindow,
} from './identity-window.ts'
import { isPlainObject } from './plain-request.ts'
import { toIncoming } from './incoming.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'
import { readWindow, type OpenWindow } from './read-window.ts'
import { receiveReturn } from './receive-return.ts'
import { v1RedirectMembers } from './v1-result.ts'

/** The two pages of the buyer's window, as built. */
export interface WindowPages {
  readonly window: string
  readonly done: string
}

/** The buyer's window. Each address carries the capability of one attempt; nothing here reads a cookie. */
export function registerWindowRoutes(
  app: FastifyInstance,
  deps: CheckoutDependencies,
  pages: WindowPages,
): void {
  app.get('/pay/:token', async (request, reply) => {
    const window = await openWindow(deps, request)
    if ('key' in window) return sendPage(reply, pages.window, window.checkout, issueOrigins(window))
    if ('verification' in window)
      return sendPage(reply, pages.window, window.checkout, identityOrigins(window))
    const { checkout, loaded, channel: row } = window
    const { attempt } = loaded
    const channel = row === undefined ? undefined : await deps.openChannelRow(row)
    const origins =
      channel?.gateway.windowOrigins?.(attempt.data.channel.moduleCode, channel.context().environment) ?? {}
    return sendPage(reply, pages.window, checkout, origins)
  })
  app.get('/pay/:token/done', async (request, reply) => {
    const checkout = await findWindow(deps, request)
    return sendPage(reply, pages.done, checkout, {})
  })
  app.get('/pay/:token/view', async (request, reply) => {
    noStore(reply)
    const window = await openWindow(deps, request)
    if ('verification' in window) return identityView(deps, window)
    return 'key' in window ? issueView(deps, window) : windowView(deps, window)
  })
  app.post('/pay/:token/begin', async (request, reply) => {
    noStore(reply)
    const window = await openWindow(deps, request)
    allowShopPage(reply, window.checkout)
    if ('verification' in window) return beginIdentity(deps, window, tokenOf(request))
    return 'key' in window
      ? beginIssue(deps, window, tokenOf(request))
      : beginAttempt(deps, window, tokenOf(request))
  })
  app.post('/pay/:token/return', async (request, reply) => {
    noStore(reply)
    const window = await openWindow(deps, request)
    // Only an attempt without a window: every other one comes back through the PG's own redirect.
    if (window.checkout.windowType !== 'UI' || 'verification' in window)
      throw refuseCheckout('AttemptNotFound')
    allowShopPage(reply, window.checkout)
    const returned = { ...toIncoming(request), query: readTexts(request.body), rawBody: new Uint8Array() }
    if ('key' in window) await receiveIssueReturn(deps, window, returned)
    else await receiveReturn(deps, window, returned)
    return {}
  })
  app.post('/pay/:token/alive', async (request, reply) => {
    noStore(reply)
    await noteAlive(deps.database, await findWindow(deps, request), deps.clock.now())
    return {}
  })
  app.post('/pay/:token/close', async (request, reply) => {
    noStore(reply)
    const checkout = await findWindow(deps, request)
    await closeWindow(deps, checkout)
    return readOutcome(deps, checkout)
  })
  app.get('/pay/:token/outcome', async (request, reply) => {
    noStore(reply)
    return readOutcome(deps, await findWindow(deps, request))
  })
}

/** The buyer is done with the window; what it was opened for decides what that ends. */
export async function closeWindow(deps: CheckoutDependencies, checkout: CheckoutAttempt): Promise<void> {
  if (isIssue(checkout)) return closeIssue(deps, checkout)
  if (checkout.kind === 'IDENTITY_VERIFICATION') return closeIdentity(deps, checkout)
  await closeAttempt(deps, checkout.storeId, checkout.attemptId, closedByBuyer)
}

/** A window that registers a billing key, whether or not it also pays. */
function isIssue({ kind }: CheckoutAttempt): boolean {
  return kind === 'ISSUE_BILLING_KEY' || kind === 'ISSUE_BILLING_KEY_AND_PAY'
}

/** How far the window's attempt is, and its SDK response once it is decided. */
export async function stateOfWindow(
  deps: CheckoutDependencies,
  checkout: CheckoutAttempt,
): Promise<WindowState> {
  if (isIssue(checkout)) return issueState(deps, checkout)
  if (checkout.kind === 'IDENTITY_VERIFICATION') return identityState(deps, checkout)
  const loaded = await loadAttempt(deps.database, checkout.storeId, checkout.attemptId)
  if (loaded === undefined) throw refuseCheckout('AttemptNotFound')
  const { attempt } = loaded
  if (bringsKey(attempt)) return payingState(deps, checkout, attempt)
  const { v1 } = attempt.data
  const state = attemptState(checkout, attempt, await paymentTokenOf(deps, attempt))
  return v1 === undefined || state.result?.transactionType !== 'PAYMENT'
    ? state
    : { ...state, v1Members: v1RedirectMembers(state.result, v1) }
}

async function readOutcome(deps: CheckoutDependencies, checkout: CheckoutAttempt): Promise<OutcomeView> {
  return outcomeView(checkout, await stateOfWindow(deps, checkout))
}

async function windowView(
  deps: CheckoutDependencies,
  { checkout, loaded: { attempt }, channel: row }: OpenWindow,
): Promise<WindowView> {
  const { order, channel } = attempt.data
  const isPaying = bringsKey(attempt)
  const gateway = row === undefined ? undefined : (await deps.openChannelRow(row))?.gateway
  const { state } = isPaying
    ? await payingState(deps, checkout, attempt)
    : attemptState(checkout, attempt, await paymentTokenOf(deps, attempt))
  return {
    attemptId: publicAttemptId(checkout),
    state:
      state !== 'DONE' && attempt.phase === 'OPEN' && checkout.expiresAt <= deps.clock.now()
        ? 'EXPIRED'
        : state,
    windowType: checkout.windowType,
    ...(checkout.pageOrigin === null || checkout.windowType === 'REDIRECTION'
      ? {}
      : { merchantOrigin: checkout.pageOrigin }),
    mode: channel.mode,
    storeName: checkout.storeName,
    ...(isPaying ? { purpose: 'ISSUE_BILLING_KEY_AND_PAY' as const } : {}),
    orderName: order.orderName,
    amount: {
      totalMinor: payableOf(attempt.data).totalMinor,
      currency: order.currency,
      scale: currencyScale(order.currency),
    },
    payMethod: order.payMethod,
    pg: {
      id: channel.pg,
      nameKo: gateway?.catalogue.nameKo ?? channel.pg,
      nameEn: gateway?.catalogue.nameEn ?? channel.pg,
    },
    ...(order.locale === undefined ? {} : { locale: order.locale }),
    expiresAt: checkout.expiresAt.toISOString(),
  }
}

/** The attempt of the token in the path with all that its next step needs: a payment's in one read, the others in two. */
export async function openWindow(
  deps: CheckoutDependencies,
  request: FastifyRequest,
): Promise<OpenWindow | IssueWindow | IdentityWindow> {
  const window = await readWindow(deps.database, tokenOf(request))
  if (window !== undefined) return window
  const checkout = await findWindow(deps, request)
  switch (checkout.kind) {
    case 'ISSUE_BILLING_KEY':
    case 'ISSUE_BILLING_KEY_AND_PAY':
      return openIssueWindow(deps, checkout)
    case 'IDENTITY_VERIFICATION':
      return openIdentityWindow(deps, checkout)
    case 'PAYMENT':
      throw refuseCheckout('AttemptNotFound')
  }
}

/** The attempt of the token in the path. */
export async function findWindow(
  deps: Pick<CheckoutDependencies, 'database'>,
  request: FastifyRequest,
): Promise<CheckoutAttempt> {
  const checkout = await findByToken(deps.database, tokenOf(request))
  if (checkout === undefined) throw refuseCheckout('AttemptNotFound')
  return checkout
}

function tokenOf(request: FastifyRequest): string {
  return isPlainObject(request.params) ? String(request.params['token']) : ''
}

/**
 * The PG's button stands in the shop's page, whose script begins and ends the attempt itself; the token is its right.
 * Windows of ours speak to their own origin only.
 */
function allowShopPage(reply: FastifyReply, checkout: CheckoutAttempt): void {
  if (checkout.windowType === 'UI') void reply.header('access-control-allow-origin', '*')
}

/** A flat JSON object of texts; whatever else is in it is left out. */
function readTexts(body: unknown): Readonly<Record<string, string>> {
  const value: unknown = parsed(Buffer.isBuffer(body) ? body.toString('utf8') : '')
  if (!isPlainObject(value)) throw refuseCheckout('BadRequest', 'body: JSON object')
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function noStore(reply: FastifyReply): void {
  void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
}

/**
 * Where a form that this page posts to our own return address is led on to. Browsers hold redirects to `form-action`, too;
 * windows whose result comes out in this very page (KCP, NICE Payments) go back to the shop that way.
 */
function shopOrigins({ windowType, redirectUrl }: CheckoutAttempt): readonly string[] {
  if (windowType === 'IFRAME' || redirectUrl === null || !URL.canParse(redirectUrl)) return []
  const { protocol, origin } = new URL(redirectUrl)
  return protocol === 'https:' || protocol === 'http:' ? [origin] : []
}

/** Only the shop's own page may frame a window, and only an attempt that was prepared for a frame. */
function sendPage(
  reply: FastifyReply,
  page: string,
  checkout: CheckoutAttempt,
  origins: HandOffOrigins,
): FastifyReply {
  const frameAncestors =
    checkout.windowType === 'IFRAME' && checkout.pageOrigin !== null ? checkout.pageOrigin : "'none'"
  const list = (own: string, more: readonly string[] | undefined): string => [own, ...(more ?? [])].join(' ')
  noStore(reply)
  return reply
    .header('content-type', 'text/html; charset=utf-8')
    .header('x-content-type-options', 'nosniff')
    .header(
      'content-security-policy',
      [
        "default-src 'none'",
        `script-src ${list("'self'", origins.script)}`,
        "style-src 'self'",
        "font-src 'self'",
        `img-src ${list("'self' data:", origins.image)}`,
        `connect-src ${list("'self'", origins.connect)}`,
        `frame-src ${list("'self'", origins.frame)}`,
        `form-action ${list("'self'", [...(origins.form ?? []), ...shopOrigins(checkout)])}`,
        `frame-ancestors ${frameAncestors}`,
        "base-uri 'none'",
      ].join('; '),
    )
    .send(page)
}
