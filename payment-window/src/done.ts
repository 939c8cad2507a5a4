import type { OutcomeView } from '@naru/server/wire/checkout'
import { chooseLanguage } from './language.ts'
import type { Language } from './language.ts'
import { isAppAddress, isWebAddress, payAddress, payToken } from './pay-address.ts'
import { textsFor } from './identity-texts.ts'
import { payService } from './pay-service.ts'
import type { PayService } from './pay-service.ts'
import type { Action, Screen } from './screen.ts'
import { drawScreen } from './screen.ts'
import { linkToShop } from './shop-link.ts'
import type { ShopLink } from './shop-link.ts'
import type { Texts } from './texts.ts'
import { texts } from './texts.ts'

/**
 * `GET /pay/{token}/done`: where the PG's return ends. Waits until the server knows the outcome, shows it, and
 * gives it to the shop: by a message to its script, or by going to the shop's return address.
 */
const showForMs = 900
const closeAfterMs = 2_500

async function start(): Promise<void> {
  const token = payToken(window.location.pathname)
  if (token === undefined) return showLost()
  if (liftOutOfPgFrame(token)) return

  const service = payService(token)
  const view = await service.view()
  if (view.kind === 'gone') return showLost()
  const known = view.kind === 'answer' ? view.body : undefined
  const language = chooseLanguage(known?.locale, navigator.languages)
  const words = textsFor(language, known?.purpose)
  const screen = drawScreen({ language, ...(known === undefined ? {} : { view: known }) })
  screen.show({ mood: 'busy', sentence: words.checking, hint: words.checkingHint })
  // Greeting early tells the script that this page is ours and may be trusted to end by itself.
  const early = known === undefined ? undefined : linkToShop(known, () => {})

  const outcome = await waitForOutcome(service)
  if (outcome === undefined) return screen.show({ mood: 'bad', sentence: words.notFound })
  deliver(outcome, early ?? linkToShop(outcome, () => {}), screen, language)
}

function showLost(): void {
  const language = chooseLanguage(undefined, navigator.languages)
  drawScreen({ language }).show({ mood: 'bad', sentence: texts[language].notFound })
}

/** Asks after half a second, one second, then every two: for as long as it takes, because the money decides. */
async function waitForOutcome(service: PayService): Promise<OutcomeView | undefined> {
  for (const waitMs of waits()) {
    const answer = await service.outcome()
    if (answer.kind === 'gone') return undefined
    if (answer.kind === 'answer' && answer.body.state === 'DONE') return answer.body
    await new Promise((resolve) => window.setTimeout(resolve, waitMs))
  }
  return undefined
}

function* waits(): Generator<number> {
  yield 500
  yield 1_000
  for (;;) yield 2_000
}

function deliver(outcome: OutcomeView, shop: ShopLink, screen: Screen, language: Language): void {
  const words = textsFor(language, outcome.purpose)
  const succeeded = outcome.succeeded === true
  const show = (hint: string, actions: readonly Action[] = []): void => {
    const reason = succeeded || outcome.message === undefined || language !== 'ko' ? '' : outcome.message
    screen.show({
      mood: succeeded ? 'good' : 'bad',
      sentence: verdict(outcome, words),
      hint: [reason, hint].filter((part) => part !== '').join(' '),
      actions,
    })
  }

  const delivery = outcome.deliver
  if (delivery?.kind === 'redirect' && (isWebAddress(delivery.url) || isAppAddress(delivery.url))) {
    const go = (): void => leaveFor(delivery.url)
    // An app may not open by itself: the button is the buyer's own gesture.
    show(words.returning, isAppAddress(delivery.url) ? [{ label: words.next, look: 'solid', press: go }] : [])
    window.setTimeout(go, isAppAddress(delivery.url) ? 0 : showForMs)
    return
  }
  show(words.closeThis)
  shop.say('done')
  // The script closes this window; where it cannot, a window that a script opened may still close itself.
  if (window.parent === window) window.setTimeout(() => window.close(), closeAfterMs)
}

function verdict({ purpose, succeeded }: OutcomeView, words: Texts): string {
  if (purpose === 'ISSUE_BILLING_KEY') return succeeded === true ? words.registered : words.notRegistered
  return succeeded === true ? words.succeeded : words.failed
}

/** Top-level navigation; a shop's return address never loads inside a frame. */
function leaveFor(url: string): void {
  try {
    ;(window.top ?? window).location.replace(url)
  } catch {
    window.location.replace(url)
  }
}

/**
 * A PG may load its close address in a frame of its own inside our window page. That page is of our origin, so
 * it can be found among the ancestors and moved here instead. True when it was.
 */
function liftOutOfPgFrame(token: string): boolean {
  let ancestor: Window = window
  while (ancestor.parent !== ancestor) {
    ancestor = ancestor.parent
    try {
      if (payToken(ancestor.location.pathname) !== token) continue
      ancestor.location.replace(payAddress(token, 'done'))
      return true
    } catch {
      // A page of another origin: look further up.
    }
  }
  return false
}

void start()
