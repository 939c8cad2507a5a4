import type { PaymentResult, PreparedAttempt } from '@naru/server/wire/checkout'
import type { Ending } from '../attempt/follow-attempt.ts'
import type { RunningAttempt } from '../attempt/run-attempt.ts'
import { runAttempt } from '../attempt/run-attempt.ts'
import { endings, textsFor } from '../attempt/texts.ts'
import { checkoutOrigin, sdkVersion } from '../checkout-origin.ts'
import type { Slots } from '../checkout-origin.ts'
import { checkoutService } from '../checkout-service.ts'
import type { CheckoutService } from '../checkout-service.ts'
import { classifyDevice } from '../device.ts'
import { buildRedirectUrl } from '../redirect-url.ts'
import { portOneError } from './errors.ts'
import { missing, readPaymentCall } from './payment-shape.ts'
import type { PaymentCall } from './payment-shape.ts'

/** What the page is doing; one payment window per page. */
export interface PageState {
  busy: boolean
  running: RunningAttempt | undefined
}

/** How long an older window gets to close before a newer call is refused. */
const supersedeMs = 4_000

/**
 * `PortOne.requestPayment`. Before the window opens every fault rejects; from then on the outcome resolves (with
 * `code` when it failed) or, with `forceRedirect`, leaves for `redirectUrl`.
 */
export async function requestPayment(
  slots: Slots,
  page: PageState,
  request: unknown,
): Promise<PaymentResult | undefined> {
  const device = classifyDevice(navigator.userAgent, navigator.maxTouchPoints)
  const shape = readPaymentCall(request, device.platformType)
  if (!shape.ok) {
    throw paymentError({ code: 'BadRequest', message: shape.message }, shape.paymentId)
  }
  const { call } = shape
  await makeRoom(page, call.paymentId)

  page.busy = true
  try {
    const service = checkoutService(checkoutOrigin(slots), window.fetch.bind(window))
    const attempt = await prepare(service, call, device)
    return attempt.window.type === 'REDIRECTION'
      ? await leaveFor(attempt.window.url)
      : await showWindow(service, attempt, call, page)
  } finally {
    page.busy = false
    page.running = undefined
  }
}

/** A newer call closes an older window whose buyer has not paid yet; else the newer call is refused. */
async function makeRoom(page: PageState, paymentId: string): Promise<void> {
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
  if (page.busy) throw paymentError({ code: 'BadRequest', message: endings.busy }, paymentId)
}

async function prepare(
  service: CheckoutService,
  call: PaymentCall,
  device: ReturnType<typeof classifyDevice>,
): Promise<PreparedAttempt> {
  const answer = await service.prepare({
    type: 'PAYMENT',
    request: call.body,
    sdkVersion,
    device,
    pageOrigin: window.location.origin,
  })
  switch (answer.kind) {
    case 'refused':
      throw paymentError(answer.error, call.paymentId)
    case 'unreachable':
      throw paymentError({ code: 'UnknownError', message: endings.unreachable }, call.paymentId)
    case 'prepared': {
      const { attempt } = answer
      if (attempt.window.type !== 'REDIRECTION' || call.redirectUrl !== undefined) return attempt
      void service.abandon(attempt)
      throw paymentError(
        { code: 'BadRequest', message: missing('redirectUrl') },
        call.paymentId,
        attempt.txId,
      )
    }
  }
}

async function showWindow(
  service: CheckoutService,
  attempt: PreparedAttempt,
  call: PaymentCall,
  page: PageState,
): Promise<PaymentResult | undefined> {
  const running = runAttempt(service, attempt, call.paymentId, {
    popupCenter: call.popupCenter,
    iframeDim: call.iframeDim,
    texts: textsFor(call.locale, navigator.language),
  })
  page.running = running
  const result = resultOf(await running.ending, attempt, call)
  if (!call.forceRedirect || call.redirectUrl === undefined) return result
  return leaveFor(buildRedirectUrl(call.redirectUrl, { ...result }))
}

function resultOf(ending: Ending, attempt: PreparedAttempt, call: PaymentCall): PaymentResult {
  if (ending.kind === 'result') return ending.result
  return {
    transactionType: 'PAYMENT',
    txId: attempt.txId,
    paymentId: call.paymentId,
    code: 'UnknownError',
    message: endings.unknown,
  }
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

function paymentError(
  fault: {
    readonly code: string
    readonly message: string
    readonly pgCode?: string
    readonly pgMessage?: string
  },
  paymentId: string | undefined,
  txId?: string,
): Error {
  return portOneError('PaymentError', {
    ...fault,
    ...(paymentId === undefined ? {} : { paymentId }),
    ...(txId === undefined ? {} : { txId }),
  })
}
