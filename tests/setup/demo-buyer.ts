import type { Browser, BrowserContext, Frame, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { RunningSystem } from './running-system.ts'

/** Somebody at the demo shop, on a PC or on a phone. */
export interface DemoBuyer {
  readonly page: Page
  /** Orders the first thing with the channel of that name, and answers the page in which the PG's window is. */
  order(channel: string, windowType?: string): Promise<Page>
  /** The PG's page, wherever it is: in the overlay, in a popup, or in the page itself. */
  pgFrame(where: Page): Promise<Frame>
  /** The id of the payment, once the shop's order page says that it is paid. */
  paid(): Promise<string>
  close(): Promise<void>
}

const phone = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
  userAgent:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
}

export async function demoBuyer(
  system: RunningSystem,
  browser: Browser,
  device: 'PC' | 'MOBILE',
): Promise<DemoBuyer> {
  const context: BrowserContext = await browser.newContext({
    locale: 'ko-KR',
    ...(device === 'MOBILE' ? phone : {}),
  })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const simulators = system.origins.simulators ?? ''
  return {
    page,
    order: async (channel, windowType = '자동 (권장)') => {
      await page.goto(system.origins.shop ?? '')
      await page.getByText('주문하기').first().click()
      const channels = page.getByLabel('결제대행사 (채널)')
      await channels.waitFor()
      const label = (await channels.locator('option').allTextContents()).find((text) =>
        text.includes(channel),
      )
      await channels.selectOption({ label: label ?? '' })
      await page.getByLabel('결제창 방식').selectOption({ label: windowType })
      const popup = windowType === '새 창' ? context.waitForEvent('page') : undefined
      await page.getByRole('button', { name: '결제하기' }).click()
      return popup === undefined ? page : popup
    },
    pgFrame: async (where) => {
      const find = () => where.frames().find((frame) => frame.url().startsWith(simulators))
      await expect.poll(() => find() !== undefined).toBe(true)
      const frame = find()
      if (frame === undefined) throw new Error('no PG page')
      return frame
    },
    paid: async () => {
      await page.waitForURL(/\/orders\/order-/)
      await page.getByText('결제 완료').first().waitFor()
      return page.url().split('/').at(-1) ?? ''
    },
    close: () => context.close(),
  }
}
