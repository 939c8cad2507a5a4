import type { Page } from 'playwright-core'

/** How the console is looked at. */
export interface Look {
  readonly language: 'ko' | 'en'
  readonly width: number
  readonly scheme: 'light' | 'dark'
}

/** One page of a browser at the console, and the questions that every screen must answer. */
export class ConsolePage {
  readonly #page: Page
  readonly #origin: string
  #inFlight = 0
  readonly #errors: string[] = []
  readonly #refusals: number[] = []

  constructor(page: Page, origin: string) {
    this.#page = page
    this.#origin = origin
    page.on('request', () => {
      this.#inFlight += 1
    })
    const ended = () => {
      this.#inFlight = Math.max(0, this.#inFlight - 1)
    }
    page.on('requestfinished', ended)
    page.on('requestfailed', ended)
    page.on('response', (response) => {
      if (response.status() >= 400) this.#refusals.push(response.status())
    })
    page.on('pageerror', (error) => this.#errors.push(error.message))
    page.on('console', (message) => {
      // The browser's own word on a refused request comes without its address; the answers are counted above.
      if (message.type() !== 'error' || message.text().startsWith('Failed to load resource')) return
      this.#errors.push(message.text())
    })
  }

  async signIn(person: { readonly email: string; readonly password: string }): Promise<void> {
    await this.#post('/console/api/sign-in', person)
  }

  async signInOperator(operator: { readonly email: string; readonly password: string }): Promise<void> {
    await this.#post('/operator/api/sign-in', operator)
  }

  async #post(path: string, data: object): Promise<void> {
    const answer = await this.#page.request.post(`${this.#origin}${path}`, {
      headers: { origin: this.#origin, 'x-naru-console': '1' },
      data,
    })
    if (!answer.ok()) throw new Error(`${path}: ${answer.status()}`)
  }

  /** Opens a screen in Korean, light and wide. */
  async open(path: string): Promise<void> {
    await this.#page.setViewportSize({ width: 1440, height: 900 })
    if (this.#page.url() === 'about:blank') await this.#page.goto(`${this.#origin}/naru.svg`)
    await this.#page.evaluate(() => {
      localStorage.setItem('naru.language', 'ko')
      localStorage.setItem('naru.theme', 'light')
    })
    await this.#page.goto(`${this.#origin}${path}`)
    await this.settle()
  }

  /** Comes back when nothing is asked for any more and nothing on the screen says that it waits. */
  async settle(): Promise<void> {
    await this.#page.locator('h1, [role=dialog] h2').first().waitFor()
    const deadline = Date.now() + 40_000
    // Rounds and not milliseconds: on a busy machine nothing is asked for because the page has not come to it yet.
    for (let quietRounds = 0; quietRounds < 4; quietRounds += 1) {
      if (Date.now() > deadline) throw new Error(`${this.#page.url()} never comes to rest`)
      const isIdle = await this.#becomesIdle()
      const waits =
        this.#inFlight > 0 ||
        (await this.#page
          .locator('.mantine-Skeleton-root[data-visible], .mantine-Loader-root, [aria-busy=true]')
          .count()) > 0
      if (waits || !isIdle) quietRounds = -1
    }
    await this.#page.evaluate(() => document.fonts.ready.then(() => undefined))
  }

  /** Waits for a moment in which the page's own thread has nothing to do; false when another page came meanwhile. */
  #becomesIdle(): Promise<boolean> {
    return this.#page
      .evaluate(
        () => new Promise((idle) => setTimeout(() => requestIdleCallback(idle, { timeout: 1_000 }), 30)),
      )
      .then(
        () => true,
        () => false,
      )
  }

  /** Changes language, width and scheme where the page stands, as its switches do. */
  async wear({ language, width, scheme }: Look): Promise<void> {
    const before = await this.#page.evaluate(() => document.documentElement.lang)
    const size = this.#page.viewportSize()
    if (size?.width !== width) await this.#page.setViewportSize({ width, height: 900 })
    await this.#page.evaluate(
      ([nextLanguage, nextScheme]) => {
        const key = 'naru.theme'
        localStorage.setItem(key, nextScheme)
        dispatchEvent(new StorageEvent('storage', { key, newValue: nextScheme, storageArea: localStorage }))
        if (document.documentElement.lang === nextLanguage) return
        // A drawer may lie over the switch, and a phone has it behind the menu; a click in the document reaches it.
        document.querySelector<HTMLElement>(`button[lang=${nextLanguage}]`)?.click()
      },
      [language, scheme] as const,
    )
    await this.#page.waitForFunction(
      ([nextLanguage, nextScheme]) =>
        document.documentElement.lang === nextLanguage &&
        document.documentElement.dataset['mantineColorScheme'] === nextScheme,
      [language, scheme] as const,
    )
    // A new language asks the server for its sentences again; the rest is drawn in the next frames.
    if (before !== language) await this.settle()
    else
      await this.#page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      )
  }

  /** The keyboard begins at the link to the content; in a drawer or dialog it begins inside. */
  async focusProblems(): Promise<string[]> {
    return this.#page.evaluate(() => {
      const dialog = document.querySelector('[role=dialog]')
      if (dialog !== null) {
        return dialog.contains(document.activeElement) ? [] : ['the focus is not in the dialog']
      }
      const problems: string[] = []
      const reachable = [
        ...document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [tabindex]'),
      ].filter((element) => element.tabIndex >= 0 && element.getClientRects().length > 0)
      if (!reachable[0]?.classList.contains('naru-skip'))
        problems.push('the keyboard does not begin at the skip link')
      const content = document.querySelector('main#content')
      if (content === null) problems.push('the skip link leads nowhere')
      const headings = [...document.querySelectorAll('h1')].filter((h1) => h1.getClientRects().length > 0)
      if (headings.length !== 1) problems.push(`${headings.length} main headings`)
      else if (content?.contains(headings[0] ?? null) === false)
        problems.push('the main heading is not in the content')
      return problems
    })
  }

  /**
   * What jumped while the screen came together, beyond the 0.1 that counts as steady (web.dev, Cumulative Layout Shift).
   * Asked right after `open`, before anything else moves the page.
   */
  async shiftProblems(): Promise<string[]> {
    return this.#page.evaluate(
      () =>
        new Promise<string[]>((resolve) => {
          interface Shift extends PerformanceEntry {
            readonly value: number
            readonly sources: readonly { readonly node: Node | null }[]
          }
          new PerformanceObserver((list, observer) => {
            observer.disconnect()
            const shifts = list.getEntries().filter((entry): entry is Shift => 'value' in entry)
            const sum = shifts.reduce((total, { value }) => total + value, 0)
            const moved = shifts
              .filter(({ value }) => value > 0.01)
              .flatMap(({ value, sources }) =>
                sources.map(({ node }) => {
                  const element = node instanceof Element ? node : node?.parentElement
                  return `${value.toFixed(3)} ${element?.outerHTML.slice(0, 120) ?? ''}`
                }),
              )
            resolve(sum <= 0.1 ? [] : [`shifts by ${sum.toFixed(2)}: ${moved.slice(0, 5).join(' | ')}`])
          }).observe({ type: 'layout-shift', buffered: true })
          // No shift at all makes no entry.
          setTimeout(() => resolve([]), 100)
        }),
    )
  }

  async widthProblems(): Promise<string[]> {
    // What follows the width in script (a chart, a list of tabs) has a moment to do so.
    await this.#page
      .waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, undefined, {
        timeout: 1_000,
      })
      .catch(() => undefined)
    return this.#page.evaluate(() => {
      const excess = document.documentElement.scrollWidth - innerWidth
      if (excess <= 0) return []
      const widest = [...document.querySelectorAll<HTMLElement>('body *')].find(
        (element) => element.getBoundingClientRect().right > innerWidth + 1,
      )
      return [`scrolls sideways by ${excess} px: ${widest?.outerHTML.slice(0, 160) ?? ''}`]
    })
  }

  /** Keys that found no word, and sentences of the other language. */
  async wordProblems(own: object, other: object): Promise<string[]> {
    const texts = await this.#page.evaluate(() => {
      const found: string[] = []
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        if (node.parentElement?.closest('script, style, pre, code') === null)
          found.push(node.textContent ?? '')
      }
      for (const name of ['aria-label', 'placeholder', 'title', 'data-label']) {
        for (const element of document.querySelectorAll(`[${name}]`))
          found.push(element.getAttribute(name) ?? '')
      }
      return found.map((text) => text.trim()).filter((text) => text !== '')
    })
    const areas = Object.keys(own).join('|')
    const key = new RegExp(`^(${areas})(\\.[\\w-]+)+$`)
    const mine = new Set(sentences(own))
    // A word that both languages share is at home in both; a language's own name stands on the switch.
    const foreign = new Set(sentences(other).filter((text) => !mine.has(text) && /[가-힣]/.test(text)))
    return [...new Set(texts)].flatMap((text) => {
      if (key.test(text)) return [`a key without a word: ${text}`]
      return foreign.has(text) ? [`not translated: ${text}`] : []
    })
  }

  /** Errors since the last call, and refusals beyond the expected ones. */
  takeErrors(expectedRefusals: readonly number[]): string[] {
    const refusals = this.#refusals.splice(0).filter((status) => !expectedRefusals.includes(status))
    return [...this.#errors.splice(0), ...refusals.map((status) => `an answer ${status}`)]
  }
}

function sentences(tree: object): string[] {
  return Object.values(tree).flatMap((value: unknown) =>
    typeof value === 'object' && value !== null ? sentences(value) : [String(value)],
  )
}
