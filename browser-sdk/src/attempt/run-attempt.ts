import type { AttemptResult, PreparedAttempt } from '@naru/server/wire/checkout'
import type { CheckoutService } from '../checkout-service.ts'
import { isAppUrl } from '../redirect-url.ts'
import type { Ending } from './follow-attempt.ts'
import { followAttempt } from './follow-attempt.ts'
import { openFrame } from './frame-window.ts'
import type { OpenedWindow, WindowEvents } from './opened-window.ts'
import { openPopup } from './popup-window.ts'
import type { Texts } from './texts.ts'
import type { HeardMessage } from './window-message.ts'
import { readWindowMessage, scriptMessage } from './window-message.ts'

export interface WindowLook {
  readonly popupCenter: boolean
  readonly iframeDim: boolean
  readonly texts: Texts
}

/** One open payment window and where it ends. */
export interface RunningAttempt {
  readonly ending: Promise<Ending>
  /** The buyer, or a newer call, wants this window closed; the server decides how it ends. */
  wishClose(): void
}

/** A page of ours that was asked to close gets this long before the script ends the attempt itself. */
const politeCloseMs = 1_500

/**
 * Opens the window that the server chose and follows the attempt until the server has decided it.
 *
 * @param blockedResult what the shop hears when the browser lets no window open
 */
export function runAttempt(
  service: CheckoutService,
  attempt: PreparedAttempt,
  blockedResult: AttemptResult,
  look: WindowLook,
): RunningAttempt {
  const origin = new URL(attempt.window.url).origin
  const nonce = randomNonce()
  const followed = followAttempt(service, attempt, {
    now: () => Date.now(),
    after: (ms, run) => {
      const timer = window.setTimeout(run, ms)
      return () => window.clearTimeout(timer)
    },
  })
  let blocked: (ending: Ending) => void = () => {}
  const blockedEnding = new Promise<Ending>((resolve) => {
    blocked = resolve
  })
  let giveUpTimer = 0
  let linked = false

  const giveUp = (): void => {
    window.clearTimeout(giveUpTimer)
    opened.showChecking()
    followed.abandon()
  }
  const wishClose = (): void => {
    if (!linked) {
      giveUp()
      return
    }
    opened.post(scriptMessage('close', attempt.attemptId, nonce))
    window.clearTimeout(giveUpTimer)
    giveUpTimer = window.setTimeout(giveUp, politeCloseMs)
  }
  const events: WindowEvents = {
    onCloseWish: wishClose,
    onGone: giveUp,
    onBlocked: () => {
      void service.abandon(attempt)
      blocked({ kind: 'result', result: blockedResult })
    },
  }
  const opened = open(attempt, origin, look, events)

  const onHeard = (message: HeardMessage): void => {
    opened.heard(message)
    switch (message.kind) {
      case 'hello':
        linked = true
        opened.post(scriptMessage('init', attempt.attemptId, nonce))
        return
      case 'top-navigate':
        if (message.body.url !== undefined && isAppUrl(message.body.url))
          window.location.href = message.body.url
        return
      case 'close':
        giveUp()
        return
      case 'done':
        followed.look()
        return
      case 'resize':
        return
    }
  }
  const onMessage = (event: MessageEvent): void => {
    const message = readWindowMessage(event, {
      source: opened.source(),
      origin,
      attemptId: attempt.attemptId,
      nonce,
    })
    if (message !== undefined) onHeard(message)
  }
  const onWake = (): void => {
    if (document.visibilityState === 'visible') followed.look()
  }
  const wakeEvents = ['focus', 'online', 'pageshow'] as const
  window.addEventListener('message', onMessage)
  document.addEventListener('visibilitychange', onWake)
  for (const name of wakeEvents) window.addEventListener(name, onWake)

  const ending = Promise.race([followed.ending, blockedEnding]).then((end) => {
    window.clearTimeout(giveUpTimer)
    window.removeEventListener('message', onMessage)
    document.removeEventListener('visibilitychange', onWake)
    for (const name of wakeEvents) window.removeEventListener(name, onWake)
    opened.remove()
    return end
  })
  return { ending, wishClose }
}

function open(
  attempt: PreparedAttempt,
  origin: string,
  look: WindowLook,
  events: WindowEvents,
): OpenedWindow {
  const { url, width, height, type } = attempt.window
  const common = { url, origin, dim: look.iframeDim, texts: look.texts }
  if (type === 'IFRAME') return openFrame(common, events)
  return openPopup(
    { ...common, name: `naru-pay-${attempt.attemptId}`, width, height, center: look.popupCenter },
    events,
  )
}

function randomNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
}
