import type { Locator } from 'playwright-core'

/** How long a person takes who knows where to look: finding and hitting a button, pressing a key. */
const clickMs = 2_000
const keyMs = 250

/** Somebody who clicks and types; counts both, so that a way through the product has a length. */
export class Person {
  clicks = 0
  keys = 0
  fields = 0

  async click(target: Locator): Promise<void> {
    await target.click()
    this.clicks += 1
  }

  async check(target: Locator): Promise<void> {
    await target.check()
    this.clicks += 1
  }

  async type(target: Locator, text: string): Promise<void> {
    await target.fill(text)
    this.clicks += 1
    this.fields += 1
    this.keys += text.length
  }

  /** What happens outside the browser, in an editor: so many clicks. */
  elsewhere(clicks: number): void {
    this.clicks += clicks
  }

  get seconds(): number {
    return Math.round((this.clicks * clickMs + this.keys * keyMs) / 1_000)
  }
}
