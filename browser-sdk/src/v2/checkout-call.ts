import type { AttemptResult, PrepareBody, PreparedAttempt } from '@naru/server/wire/checkout'
import type { RunningAttempt } from '../attempt/run-attempt.ts'
import { runAttempt } from '../attempt/run-attempt.ts'
import { endings, textsFor } from '../attempt/texts.ts'
import { checkoutOrigin, sdkVersion } from '../checkout-origin.ts'
import type { Slots } from '../checkout-origin.ts'
import { checkoutService } from '../checkout-service.ts'
import type { CheckoutService } from '../checkout-service.ts'
import type { classifyDevice } from '../device.ts'
import { buildRedirectUrl } from '../redirect-url.ts'
import { missing } from './payment-shape.ts'
import type { WindowCall } from './payment-shape.ts'

/** What the page is doing; one window per page. */
export interface PageState {
  busy: boolean
  running: RunningAttempt | undefined
}

export interface Fault {
  readonly code: string
  readonly message: string
  readonly pgCode?: string
  readonly pgMessage?: string
}

/** What the functions that open a window differ in. */
export interface CallKind {
  readonly type: PrepareBody['type']
  /** The error to reject with; `txId` once the server has given one. */
  error(fault: Fault, txId?: string): Error
  /** The response of an attempt that ended with this fault. */
  failed(fault: Fault, txId: string): AttemptResult
}

/** How long an older window gets to close before a newer call is refused. */
const supersedeMs = 4_000

/**
 * Opens a window and follows it. Before the window opens every fault rejects; from then on the outcome resolves
 * (with `code` when it failed) or, with `forceRedirect`, leaves for `redirectUrl`.
 */
export async function runCall(
  slots: Slots,
  page: PageState,
  kind: CallKind,
  call: WindowCall,
  device: ReturnType<typeof classifyDevice>,
): Promise<AttemptResult | undefined> {
  await makeRoom(page, kind)
  page.busy = true
  try {
    const service = checkoutService(checkoutOrigin(slots), window.fetch.bind(window))
    const attempt = await prepare(service, kind, call, device)
    return attempt.window.type === 'REDIRECTION'
      ? await leaveFor(attempt.window.url)
      : await showWindow(service, attempt, kind, call, page)
  } finally {
    page.busy = false
    page.running = undefined
  }
}

/** A newer call closes an older window whose buyer has not paid yet; else the newer call is refused. */
async function makeRoom(page: PageState, kind: CallKind): Promise<void> {
  if (!page.busy) return
  const { running } = page
  if (running !== undefined) {
    running.wishClose()
    const ended = await Promise.race([
      running.ending.then(() => true),
      new Promise<boolean>((resolve) => window.setTimeout(() => resolve(false), supersedeMs)),
    ])
    // One turn later the older call has resolved and handed the page over.
    if (ended) await new Promise((resolve) => window.setTimeout(resolve, 0))
  }
  if (page.busy) throw kind.error({ code: 'BadRequest', message: endings.busy })
}

async function prepare(
  service: CheckoutService,
  kind: CallKind,
  call: WindowCall,
  device: ReturnType<typeof classifyDevice>,
): Promise<PreparedAttempt> {
  const answer = await service.prepare({
    type: kind.type,
    request: call.body,
    sdkVersion,
    device,
    pageOrigin: window.location.origin,
  })
  switch (answer.kind) {
    case 'refused':
      throw kind.error(answer.error)
    case 'unreachable':
      throw kind.error({ code: 'UnknownError', message: endings.unreachable })
    case 'prepared': {
      const { attempt } = answer
      if (attempt.window.type !== 'REDIRECTION' || call.redirectUrl !== undefined) return attempt
      void service.abandon(attempt)
      throw kind.error({ code: 'BadRequest', message: missing('redirectUrl') }, attempt.txId)
    }
  }
}

async function showWindow(
  service: CheckoutService,
  attempt: PreparedAttempt,
  kind: CallKind,
  call: WindowCall,
  page: PageState,
): Promise<AttemptResult | undefined> {
  const blocked = kind.failed({ code: 'PORTONE_ERROR', message: endings.popupBlocked }, attempt.txId)
  const running = runAttempt(service, attempt, blocked, {
    popupCenter: call.popupCenter,
    iframeDim: call.iframeDim,
    texts: textsFor(call.locale, navigator.language),
  })
  page.running = running
  const ending = await running.ending
  const result =
    ending.kind === 'result'
      ? ending.result
      : kind.failed({ code: 'UnknownError', message: endings.unknown }, attempt.txId)
  if (!call.forceRedirect || call.redirectUrl === undefined) return result
  // A failed issue has an empty key, which the address leaves out: apps read a key there as success.
  const told = Object.fromEntries(
    Object.entries(result).filter(([name, value]) => name !== 'billingKey' || value !== ''),
  )
  return leaveFor(buildRedirectUrl(call.redirectUrl, told))
}

/**
 * Leaves the page. The promise stays open, because merchants read `response.code` of whatever they get; it
 * resolves only when the buyer comes back to this very page out of the back/forward cache.
 */
async function leaveFor(url: string): Promise<undefined> {
  return new Promise((resolve) => {
    const onShow = (event: PageTransitionEvent): void => {
      if (!event.persisted) return
      window.removeEventListener('pageshow', onShow)
      resolve(undefined)
    }
    window.addEventListener('pageshow', onShow)
    window.location.href = url
  })
}
