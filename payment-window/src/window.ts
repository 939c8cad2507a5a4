import type { BeginView, WindowView } from '@naru/server/wire/checkout'
import type { HandOffOutcome } from './hand-off/run-hand-off.ts'
import { runHandOff } from './hand-off/run-hand-off.ts'
import { startHeartbeat } from './heartbeat.ts'
import { chooseLanguage } from './language.ts'
import { payAddress, payToken } from './pay-address.ts'
import type { PayService } from './pay-service.ts'
import { payService } from './pay-service.ts'
import { textsFor } from './identity-texts.ts'
import { drawScreen } from './screen.ts'
import type { Action, Screen } from './screen.ts'
import { linkToShop } from './shop-link.ts'
import type { ShopLink } from './shop-link.ts'
import type { Texts } from './texts.ts'
import { texts } from './texts.ts'

/**
 * `GET /pay/{token}`: says what is being paid, then hands the buyer over to the PG by itself. A reload starts
 * over (the server allows it while the attempt lives); coming back from the PG's page asks first, because going
 * straight on would trap the buyer between the two pages.
 */
const outcomeEveryMs = 2_000

interface Page {
  readonly token: string
  readonly service: PayService
  readonly screen: Screen
  readonly words: Texts
  readonly shop: ShopLink
}

let closing = false

async function start(cameBack: boolean): Promise<void> {
  const token = payToken(window.location.pathname)
  const language = chooseLanguage(undefined, navigator.languages)
  if (token === undefined) return showLost(language)

  const service = payService(token)
  const answer = await service.view()
  if (answer.kind === 'gone') return showLost(language)
  if (answer.kind === 'unreachable') return showOffline(language)
  if (answer.body.state === 'DONE') return goToResult(token)
  await run(token, service, answer.body, cameBack)
}

async function run(token: string, service: PayService, view: WindowView, cameBack: boolean): Promise<void> {
  const language = chooseLanguage(view.locale, navigator.languages)
  const close = (): void => void closeWindow(page)
  const page: Page = {
    token,
    service,
    words: textsFor(language, view.purpose),
    screen: drawScreen({ language, view, onClose: close }),
    shop: linkToShop(view, close),
  }
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close()
  })
  if (view.state === 'EXPIRED') {
    // Closing ends the attempt at the server too, so that the shop hears of it.
    const actions: Action[] = [{ label: page.words.close, look: 'solid', press: close }]
    page.screen.show({ mood: 'bad', sentence: page.words.expired, actions })
    return
  }
  startHeartbeat(service)

  if (cameBack) {
    const actions: Action[] = [
      { label: page.words.goOn, look: 'solid', press: () => void begin(page) },
      cancelAction(page),
    ]
    page.screen.show({ mood: 'calm', sentence: page.words.back, actions })
    return
  }
  await begin(page)
}

async function begin(page: Page): Promise<void> {
  const { words, screen, service } = page
  screen.show({ mood: 'busy', sentence: words.moving })
  const answer = await service.begin()
  if (closing) return
  if (answer.kind === 'gone') return goToResult(page.token)
  if (answer.kind === 'unreachable')
    return screen.show({ mood: 'bad', sentence: words.offline, actions: again(page) })
  await handOver(page, answer.body)
}

async function handOver(page: Page, beginning: BeginView): Promise<void> {
  if (beginning.kind === 'done') return goToResult(page.token)
  // The PG's own window may end the attempt without navigating this page (its close address in an inner frame).
  if (beginning.handOff.kind !== 'form') watchOutcome(page)
  const outcome = await runHandOff(beginning.handOff, { navigateTop: (url) => page.shop.navigateTop(url) })
  if (!closing) showOutcome(page, outcome)
}

function showOutcome(page: Page, outcome: HandOffOutcome): void {
  const { words, screen, shop } = page
  switch (outcome.kind) {
    case 'leaving':
      return
    case 'in-window':
      return screen.show({ mood: 'busy', sentence: words.inWindow, actions: [cancelAction(page)] })
    case 'in-app':
      return screen.show({
        mood: 'busy',
        sentence: words.inApp,
        actions: [
          { label: words.reopenApp, look: 'solid', press: () => shop.navigateTop(outcome.url) },
          cancelAction(page),
        ],
      })
    case 'closed-by-buyer':
      return void closeWindow(page)
    case 'failed':
      return screen.show({
        mood: 'bad',
        sentence: outcome.fault === 'script' ? words.scriptFailed : words.pgFailed,
        actions: again(page),
        ...(outcome.message === undefined ? {} : { hint: outcome.message }),
      })
  }
}

/** Ends the attempt as the buyer wishes; the server may know better, so the result page tells what happened. */
async function closeWindow(page: Page): Promise<void> {
  if (closing) return
  closing = true
  page.screen.show({ mood: 'busy', sentence: page.words.closing })
  const answer = await page.service.close()
  if (answer.kind === 'unreachable') {
    closing = false
    page.screen.show({ mood: 'bad', sentence: page.words.offline, actions: again(page) })
    return
  }
  page.shop.say('close')
  goToResult(page.token)
}

let watching = 0
function watchOutcome(page: Page): void {
  window.clearInterval(watching)
  watching = window.setInterval(() => {
    void page.service.outcome().then((answer) => {
      if (answer.kind === 'answer' && answer.body.state === 'DONE') goToResult(page.token)
    })
  }, outcomeEveryMs)
}

function again(page: Page): readonly Action[] {
  return [{ label: page.words.retry, look: 'solid', press: () => void begin(page) }, cancelAction(page)]
}

function cancelAction(page: Page): Action {
  return { label: page.words.cancel, look: 'plain', press: () => void closeWindow(page) }
}

function goToResult(token: string): void {
  window.clearInterval(watching)
  window.location.replace(payAddress(token, 'done'))
}

function showLost(language: ReturnType<typeof chooseLanguage>): void {
  drawScreen({ language }).show({ mood: 'bad', sentence: texts[language].notFound })
}

function showOffline(language: ReturnType<typeof chooseLanguage>): void {
  const retry: Action = { label: texts[language].retry, look: 'solid', press: () => window.location.reload() }
  drawScreen({ language }).show({ mood: 'bad', sentence: texts[language].offline, actions: [retry] })
}

/** True when the browser's back button led here. */
function cameBackByHistory(): boolean {
  const [entry] = performance.getEntriesByType('navigation')
  return entry instanceof PerformanceNavigationTiming && entry.type === 'back_forward'
}

window.addEventListener('pageshow', (event) => {
  // A page out of the back/forward cache still shows "moving": build it anew, knowing that the buyer came back.
  if (event.persisted) void start(true)
})
void start(cameBackByHistory())
