import { card, element, restyle } from './element.ts'
import type { OpenedWindow, WindowEvents } from './opened-window.ts'
import { openOverlay } from './overlay.ts'
import type { Texts } from './texts.ts'

/**
 * Shows the payment in a frame over the whole viewport.
 *
 * Our own window page draws itself on a transparent ground and has a close button. As soon as a page that does
 * not say hello stands in the frame (the PG's, or one that failed to load), it gets a white ground and our close
 * button comes up above it, so that there is always a way out.
 */
export function openFrame(
  options: { readonly url: string; readonly origin: string; readonly dim: boolean; readonly texts: Texts },
  events: WindowEvents,
): OpenedWindow {
  const { texts } = options
  const overlay = openOverlay({ label: texts.frameTitle, dim: options.dim, onEscape: events.onCloseWish })
  const frame = element('iframe', frameStyles, {
    id: 'imp-iframe',
    title: texts.frameTitle,
    // PG pages open popups, submit forms and leave to apps: no `sandbox`.
    allow: 'payment; publickey-credentials-get; clipboard-write',
    referrerpolicy: 'no-referrer',
  })
  const close = closeButton(texts.close, events.onCloseWish)
  overlay.root.append(frame, close)
  frame.src = options.url

  let strangerTimer = 0
  let checking = false
  const showStranger = (): void => {
    restyle(frame, { background: '#fff' })
    restyle(close, { display: 'flex' })
  }
  const expectHello = (): void => {
    window.clearTimeout(strangerTimer)
    strangerTimer = window.setTimeout(showStranger, helloWithinMs)
  }
  frame.addEventListener('load', expectHello)
  strangerTimer = window.setTimeout(showStranger, slowLoadMs)
  frame.focus()

  return {
    source: () => frame.contentWindow,
    post: (message) => frame.contentWindow?.postMessage(message, options.origin),
    heard: ({ kind, body }) => {
      if (kind === 'hello') {
        window.clearTimeout(strangerTimer)
        restyle(frame, { background: 'transparent' })
        if (!checking) restyle(close, { display: 'none' })
      }
      if (kind === 'resize') resize(frame, body)
    },
    showChecking: () => {
      if (checking) return
      checking = true
      window.clearTimeout(strangerTimer)
      // Taking the frame away also ends the heartbeat of our page, so the server may end the attempt.
      frame.remove()
      close.remove()
      overlay.root.append(card(texts.checking))
    },
    remove: () => {
      window.clearTimeout(strangerTimer)
      overlay.remove()
    },
  }
}

/** Our page repeats its hello shortly after its own load event; a PG's page never says it. */
const helloWithinMs = 1_000
const slowLoadMs = 5_000

const frameStyles = {
  display: 'block',
  position: 'static',
  'box-sizing': 'border-box',
  width: '100%',
  height: '100%',
  'max-width': '100%',
  'max-height': '100%',
  'min-width': '0',
  margin: '0',
  padding: '0',
  border: '0',
  opacity: '1',
  visibility: 'visible',
  transform: 'none',
  background: 'transparent',
  // A frame whose colour scheme differs from its page's is painted opaque; our page says light too.
  'color-scheme': 'light',
}

/** Never larger than the viewport: `max-width` and `max-height` above hold it. */
function resize(
  frame: HTMLElement,
  { width, height }: { readonly width?: number; readonly height?: number },
): void {
  if (width !== undefined) restyle(frame, { width: `${Math.round(width)}px` })
  if (height !== undefined) restyle(frame, { height: `${Math.round(height)}px` })
}

function closeButton(label: string, press: () => void): HTMLButtonElement {
  const made = element(
    'button',
    {
      all: 'revert',
      position: 'absolute',
      top: 'max(12px, env(safe-area-inset-top))',
      right: '12px',
      display: 'none',
      'align-items': 'center',
      'justify-content': 'center',
      width: '44px',
      height: '44px',
      margin: '0',
      padding: '0',
      border: '2px solid #fff',
      'border-radius': '50%',
      background: '#1c2733',
      color: '#fff',
      font: '400 24px/1 sans-serif',
      cursor: 'pointer',
    },
    { type: 'button', 'aria-label': label },
  )
  made.textContent = '×'
  made.addEventListener('click', press)
  return made
}
