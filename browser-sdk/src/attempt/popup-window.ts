import { button, card, element } from './element.ts'
import type { OpenedWindow, WindowEvents } from './opened-window.ts'
import { openOverlay } from './overlay.ts'
import type { Texts } from './texts.ts'

export interface PopupOptions {
  readonly url: string
  readonly origin: string
  readonly name: string
  readonly width: number | undefined
  readonly height: number | undefined
  readonly center: boolean
  readonly dim: boolean
  readonly texts: Texts
}

/**
 * Shows the payment in a window of its own, with a notice on the shop's page that leads back to it.
 *
 * A browser may refuse a window that opens after a network call; then the notice holds one button, whose click
 * the browser cannot mistake. A second refusal is reported.
 */
export function openPopup(options: PopupOptions, events: WindowEvents): OpenedWindow {
  const { texts } = options
  const overlay = openOverlay({ label: texts.frameTitle, dim: options.dim, onEscape: () => notice.focus() })
  const notice = element('div', { outline: '0' }, { tabindex: '-1' })
  overlay.root.append(notice)
  let popup = tryOpen(options)
  let watch = 0

  const show = (...parts: readonly Node[]): void => notice.replaceChildren(...parts)
  const showInPopup = (): void => {
    const box = card(texts.inPopup)
    box.append(
      button(texts.showWindow, 'solid', () => popup?.focus()),
      button(texts.cancel, 'plain', events.onCloseWish),
    )
    show(box)
    box.querySelector('button')?.focus()
    watch = watchClosing(() => popup, events.onGone)
  }
  const showBlocked = (): void => {
    const box = card(texts.blocked)
    box.append(
      button(texts.openWindow, 'solid', () => {
        popup = tryOpen(options)
        if (popup === null) events.onBlocked()
        else showInPopup()
      }),
      button(texts.cancel, 'plain', events.onCloseWish),
    )
    show(box)
    box.querySelector('button')?.focus()
  }
  if (popup === null) showBlocked()
  else showInPopup()

  return {
    source: () => popup,
    post: (message) => popup?.postMessage(message, options.origin),
    heard: ({ kind, body }) => {
      if (kind === 'resize' && popup !== null) tryResize(popup, body)
    },
    showChecking: () => {
      window.clearInterval(watch)
      popup?.close()
      show(card(texts.checking))
    },
    remove: () => {
      window.clearInterval(watch)
      popup?.close()
      overlay.remove()
    },
  }
}

const watchEveryMs = 500
const goneForMs = 3_000

/**
 * Reports a popup that is closed. A page with a cross-origin opener policy looks closed to us although the buyer
 * still sees it, so the report waits three seconds and until the buyer's focus is back on the shop's page.
 */
function watchClosing(popup: () => Window | null, onGone: () => void): number {
  let goneMs = 0
  const watch = window.setInterval(() => {
    if (popup()?.closed !== true) return
    if (document.hasFocus()) goneMs += watchEveryMs
    if (goneMs < goneForMs) return
    window.clearInterval(watch)
    onGone()
  }, watchEveryMs)
  return watch
}

function tryOpen(options: PopupOptions): Window | null {
  try {
    // Without `noopener`: the window page answers its opener.
    return window.open(options.url, options.name, popupFeatures(options, window.screen))
  } catch {
    return null
  }
}

/** The third argument of `window.open`; centred on the screen only when the merchant asks. */
export function popupFeatures(
  { width = 820, height = 720, center }: Pick<PopupOptions, 'width' | 'height' | 'center'>,
  screen: {
    readonly availWidth: number
    readonly availHeight: number
    readonly availLeft?: number
    readonly availTop?: number
  },
): string {
  const size = { width: Math.min(width, screen.availWidth), height: Math.min(height, screen.availHeight) }
  const place = center
    ? {
        left: Math.round((screen.availLeft ?? 0) + (screen.availWidth - size.width) / 2),
        top: Math.round((screen.availTop ?? 0) + (screen.availHeight - size.height) / 2),
      }
    : {}
  return ['popup', ...Object.entries({ ...size, ...place }).map(([name, value]) => `${name}=${value}`)].join(
    ',',
  )
}

function tryResize(
  popup: Window,
  { width, height }: { readonly width?: number; readonly height?: number },
): void {
  if (width === undefined || height === undefined) return
  try {
    popup.resizeTo(Math.min(width, screen.availWidth), Math.min(height, screen.availHeight))
  } catch {
    // A page of another origin stands there: its size is its own.
  }
}
