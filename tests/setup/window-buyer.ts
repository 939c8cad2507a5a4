import type { Browser, Frame, Page } from 'playwright-core'
import { until } from './headless-buyer.ts'
import type { MerchantPage } from './merchant-page.ts'
import { phone } from './v1-shop.ts'

export type Device = 'PC' | 'MOBILE'

/** Somebody before the page of a V2 shop that calls the published SDK, with a PC or a phone of 360 × 740. */
export interface WindowBuyer {
  /** Calls the SDK, agrees in the PG's window wherever that is, and answers what the shop was told. */
  agree(call: SdkCall, request: object): Promise<Told>
  close(): Promise<void>
}

export type SdkCall = 'requestPayment' | 'requestIssueBillingKey'
export type Told = Readonly<Record<string, string>>

/**
 * @param pgOrigin where the windows of the PGs are
 * @param look is shown every window of a PG before the buyer agrees
 */
export async function windowBuyer(
  browser: Browser,
  device: Device,
  shop: MerchantPage,
  pgOrigin: string,
  look?: (window: Frame) => Promise<void>,
): Promise<WindowBuyer> {
  const context = await browser.newContext({ locale: 'ko-KR', ...(device === 'MOBILE' ? phone : {}) })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)

  /** The PG's page with its button: over the shop's page, in a window of its own, or in the page's place. */
  const windowOfPg = () =>
    until(20_000, 'the window of the PG', async () => {
      const frames = context.pages().flatMap((each) => each.frames())
      for (const frame of frames.filter((each) => each.url().startsWith(pgOrigin)))
        if (await has(frame, agreeing)) return frame
      const refused = await toldTo(page)
      if (refused !== undefined) throw new Error(`no window: ${JSON.stringify(refused)}`)
      return undefined
    })
  /** Answers whether the PG's page took the place of the shop's. */
  const press = async () => {
    const window = await windowOfPg()
    // A popup of a test has the size that it asked for; on a phone it is a tab.
    if (device === 'MOBILE') await window.page().setViewportSize(phone.viewport)
    await look?.(window)
    const isInPlace = window === page.mainFrame()
    await window.locator(agreeing).click()
    return isInPlace
  }

  return {
    agree: async (call, request) => {
      if ('uiType' in request) {
        await page.goto(`${shop.origin}/ui`)
        await loadButton(page, call, request)
        await page
          .locator(`#ui-container-${String(request.uiType).toLowerCase().replace('_', '-')} button`)
          .click()
      } else {
        await page.goto(`${shop.origin}/preloaded`)
        await callSdk(page, call, { ...request, redirectUrl: `${shop.origin}/return` })
      }
      if (!(await press())) return answered(page)
      await page.waitForURL(`${shop.origin}/return**`)
      return Object.fromEntries(new URL(page.url()).searchParams)
    },
    close: () => context.close(),
  }
}

const agreeing = 'button[value=approve]'

/** A frame may leave while it is asked. */
async function has(frame: Frame, selector: string): Promise<boolean> {
  return (
    (await frame
      .locator(selector)
      .count()
      .catch(() => 0)) > 0
  )
}

/** What the shop's page has heard by now; it may have given its place to the PG. */
async function toldTo(page: Page): Promise<Told | undefined> {
  return page
    .evaluate(() => (window as unknown as Partial<ShopWindow>).told?.[0])
    .catch(() => undefined) as Promise<Told | undefined>
}

/** What the shop's page hears waits in `told`, if the page lives on. */
interface ShopWindow {
  loader: Record<string, (request: object, callbacks?: object) => Promise<object>>
  told: object[]
}

function callSdk(page: Page, call: SdkCall, request: object): Promise<void> {
  return page.evaluate(
    ([name, asked]) => {
      const target = window as unknown as ShopWindow
      target.told = []
      target.loader[name]?.(asked).then(
        (answer) => target.told.push(answer),
        (error: unknown) => target.told.push({ code: 'thrown', message: String(error) }),
      )
    },
    [call, request] as const,
  )
}

/** The PG draws its button in the shop's page, and the buyer presses that. */
function loadButton(page: Page, call: SdkCall, request: object): Promise<void> {
  return page.evaluate(
    async ([name, asked]) => {
      const target = window as unknown as ShopWindow
      target.told = []
      const hear = (heard: object) => target.told.push(heard)
      await target.loader[name]?.(asked, {
        onPaymentSuccess: hear,
        onPaymentFail: hear,
        onIssueBillingKeySuccess: hear,
        onIssueBillingKeyFail: hear,
      })
    },
    [call === 'requestPayment' ? 'loadPaymentUI' : 'loadIssueBillingKeyUI', request] as const,
  )
}

async function answered(page: Page): Promise<Told> {
  const handle = await page.waitForFunction(() => (window as unknown as ShopWindow).told[0], undefined, {
    timeout: 30_000,
  })
  return (await handle.jsonValue()) as Told
}
