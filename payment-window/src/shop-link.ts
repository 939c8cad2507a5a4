import { readShopMessage, windowMessage } from './shop-message.ts'

/** The line to the script on the shop's page; silent when there is none. */
export interface ShopLink {
  /** Says it once the line is up; the script may also find out by itself. */
  say(kind: 'close' | 'done'): void
  navigateTop(url: string): void
}

const helloEveryMs = 400
const helloTimesMax = 25

/** Opens the line: repeats `hello` (which carries nothing) until the script has answered with its nonce. */
export function linkToShop(
  attempt: { readonly attemptId: string; readonly merchantOrigin?: string },
  onCloseWish: () => void,
): ShopLink {
  const { attemptId, merchantOrigin } = attempt
  const shop = shopWindow()
  if (shop === undefined || merchantOrigin === undefined || merchantOrigin === 'null') {
    return { say: () => {}, navigateTop: (url) => window.location.assign(url) }
  }

  let nonce: string | undefined
  let waiting: (() => void)[] = []
  const hello = (): void => shop.postMessage(windowMessage('hello', attemptId, ''), '*')
  const whenUp = (run: () => void): void => {
    if (nonce === undefined) waiting.push(run)
    else run()
  }
  const post = (kind: 'close' | 'done' | 'top-navigate', body: { readonly url?: string } = {}): void =>
    shop.postMessage(windowMessage(kind, attemptId, nonce ?? '', body), merchantOrigin)

  window.addEventListener('message', (event) => {
    const message = readShopMessage(event, { source: shop, origin: merchantOrigin, attemptId, nonce })
    if (message?.kind === 'close') onCloseWish()
    if (message?.kind !== 'init') return
    nonce = message.nonce
    for (const run of waiting) run()
    waiting = []
  })

  let times = 0
  const repeat = (): void => {
    times += 1
    hello()
    if (nonce === undefined && times < helloTimesMax) window.setTimeout(repeat, helloEveryMs)
  }
  repeat()
  // Once more after our load event: it tells the script that the page which has just loaded is still ours.
  const afterLoad = (): unknown => window.setTimeout(hello, 100)
  if (document.readyState === 'complete') afterLoad()
  else window.addEventListener('load', afterLoad)

  return {
    say: (kind) => whenUp(() => post(kind)),
    navigateTop: (url) => {
      // In a popup or at top level this window is the one to navigate.
      if (window.parent === window) window.location.assign(url)
      else whenUp(() => post('top-navigate', { url }))
    },
  }
}

function shopWindow(): Window | undefined {
  if (window.parent !== window) return window.parent
  const opener: unknown = window.opener
  return isWindow(opener) ? opener : undefined
}

function isWindow(value: unknown): value is Window {
  return typeof value === 'object' && value !== null && 'postMessage' in value
}
