import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from '../setup/find-browser.ts'
import { readBook, readPayment } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: a shop that uses only public things sells in every kind of window, and learns of every change by webhook.
let system: RunningSystem
let browser: Browser
let context: BrowserContext
let page: Page

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), system?.stop()])
})
beforeEach(async () => {
  context = await browser.newContext({ locale: 'ko-KR' })
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
})
afterEach(async () => {
  await context.close()
})

async function order(pg: string, windowType: string): Promise<Page> {
  await page.goto(system.origins.shop ?? '')
  await page.getByText('주문하기').first().click()
  const channels = page.getByLabel('결제대행사 (채널)')
  await channels.waitFor()
  const label = (await channels.locator('option').allTextContents()).find((text) => text.includes(pg))
  await channels.selectOption({ label: label ?? '' })
  await page.getByLabel('결제창 방식').selectOption({ label: windowType })
  const popup = windowType === '새 창' ? context.waitForEvent('page') : undefined
  await page.getByRole('button', { name: '결제하기' }).click()
  return popup === undefined ? page : popup
}

/** The PG's page, wherever it is: in the overlay, in the popup, or in the page itself. */
async function pgButton(where: Page, name: RegExp) {
  const simulators = system.origins.simulators ?? ''
  await expect.poll(() => where.frames().some((frame) => frame.url().startsWith(simulators))).toBe(true)
  const frame = where.frames().find((one) => one.url().startsWith(simulators))
  if (frame === undefined) throw new Error('no PG page')
  return frame.getByRole('button', { name })
}

test('nothing can be pressed before the page’s script stands behind it, and nobody’s name gets into an address', async () => {
  let letGo = (): void => undefined
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.goto(system.origins.shop ?? '')
  await page.route('**/assets/shop.js', async (route) => {
    await held
    await route.continue()
  })
  await page.getByText('주문하기').first().click({ noWaitAfter: true })
  const pay = page.getByRole('button', { name: '결제하기' })

  expect(await pay.isDisabled()).toBe(true)
  letGo()
  await expect.poll(() => pay.isEnabled()).toBe(true)
})

async function paidOrder(): Promise<string> {
  await page.waitForURL(/\/orders\/order-/)
  await page.getByText('결제 완료').first().waitFor()
  return page.url().split('/').at(-1) ?? ''
}

test.each([
  ['토스페이먼츠', 'tosspayments', '이 페이지 위에'],
  ['토스페이먼츠', 'tosspayments', '결제 페이지로 이동'],
  ['이니시스', 'inicis', '이 페이지 위에'],
  ['이니시스', 'inicis', '새 창'],
  ['이니시스', 'inicis', '결제 페이지로 이동'],
])('%s (%s) is paid in the window "%s", and books agree', async (label, pg, windowType) => {
  const window = await order(label, windowType)
  await (await pgButton(window, /결제하기/)).click()
  const paymentId = await paidOrder()

  const payment = await readPayment(system, paymentId)
  expect(payment).toMatchObject({ status: 'PAID' })
  const total = (payment['amount'] as { total: number }).total
  expect(await readBook(system, pg, String(payment['transactionId']))).toMatchObject({
    approvedMinor: total,
    cancelledMinor: 0,
  })
})

test('PayPal is paid in dollars by its button on the order’s page, and books agree', async () => {
  await order('페이팔', '자동 (권장)')
  await page.waitForURL(/\/orders\/order-/)
  const [popup] = await Promise.all([
    context.waitForEvent('page'),
    page.locator('.portone-ui-container button').click(),
  ])
  await popup.getByRole('button', { name: '18.00 USD 결제하기' }).click()
  const paymentId = await paidOrder()

  await expect.poll(() => page.getByText('$18.00').count()).toBeGreaterThan(0)
  const payment = await readPayment(system, paymentId)
  expect(payment).toMatchObject({ status: 'PAID', currency: 'USD', amount: { total: 1_800 } })
  expect(await readBook(system, 'paypal', String(payment['transactionId']))).toMatchObject({
    approvedMinor: 1_800,
  })
})

test('the order page changes by itself when a cancel elsewhere sends its webhook', async () => {
  const window = await order('토스페이먼츠', '이 페이지 위에')
  await (await pgButton(window, /결제하기/)).click()
  const paymentId = await paidOrder()

  const cancelled = await fetch(`${system.origins.v2}/payments/${paymentId}/cancel`, {
    method: 'POST',
    headers: { authorization: `PortOne ${system.demo.apiSecret}` },
    body: JSON.stringify({ reason: '고객센터 취소' }),
  })
  expect(cancelled.status).toBe(200)

  await expect.poll(() => page.getByText(/전액 취소|취소됨|취소 완료|결제 취소됨/).count()).toBeGreaterThan(0)
})

test('a buyer on a phone is redirected and comes back to a paid order', async () => {
  await context.close()
  context = await browser.newContext({
    locale: 'ko-KR',
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
    userAgent:
      'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
  })
  page = await context.newPage()
  const window = await order('이니시스', '자동 (권장)')
  await (await pgButton(window, /결제하기/)).click()
  const paymentId = await paidOrder()

  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'PAID',
    origin: { platformType: 'MOBILE' },
  })
})

test('a declined payment leaves the order unpaid and can be tried again', async () => {
  const window = await order('이니시스', '이 페이지 위에')
  const decline = await pgButton(window, /거절하기/)
  await window
    .frames()
    .find((frame) => frame.url().includes('/inicis/'))
    ?.getByText('다른 결말 고르기')
    .click()
  await decline.click()

  await expect.poll(() => page.getByText(/한도|거절|실패/).count()).toBeGreaterThan(0)
})
