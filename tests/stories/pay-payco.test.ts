import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { readBook, until } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { answerTo, phone, requestPay } from '../setup/v1-shop.ts'

// Goal: PAYCO under direct contract pays from a V1 page, on a PC in a window of its own and on a phone in place of the page.
let system: RunningSystem
let browser: Browser
let shop: MerchantPage

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  const owner = await signInAsDemo(system)
  const made = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'payco',
    module: 'payco',
    name: '페이코',
    attribute: 'PAYMENT',
    sharedTestMid: 'PARTNERTEST',
    credentials: {},
  })
  if (made.status !== 200) throw new Error(made.text)
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})

async function paid(merchantUid: string): Promise<string> {
  const v1 = openV1Client(system)
  return until(20_000, 'the payment', async () => {
    const { response } = await v1.call('GET', `/payments/find/${merchantUid}/paid`)
    return response?.imp_uid
  })
}

test('a buyer pays on a PC, and the page hears of it', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const merchant_uid = `payco-${crypto.randomUUID().slice(0, 20)}`
  try {
    const page = await context.newPage()
    const opened = context.waitForEvent('page')
    await requestPay(page, shop, system.demo.v1.userCode, { pg: 'payco', pay_method: 'payco', merchant_uid })
    const window = await opened
    await window.waitForURL(/\/payco\/easyLogin\//)
    await window.getByRole('button', { name: /결제하기/ }).click()

    expect(await answerTo(page)).toMatchObject({ success: true, merchant_uid })
    const impUid = await paid(merchant_uid)
    expect(await readBook(system, 'payco', impUid)).toMatchObject({ approvedMinor: 3_000 })
  } finally {
    await context.close()
  }
}, 60_000)

test('on a phone he comes back to the shop, paid or not', async () => {
  const context = await browser.newContext({ locale: 'ko-KR', ...phone })
  try {
    const page = await context.newPage()
    for (const [button, isPaid] of [
      [/결제하기/, true],
      [/창 닫기/, false],
    ] as const) {
      const merchant_uid = `payco-${crypto.randomUUID().slice(0, 20)}`
      await requestPay(page, shop, system.demo.v1.userCode, { pg: 'payco', pay_method: 'card', merchant_uid })
      await page.waitForURL(/\/payco\/easyLogin\//)
      await page.getByRole('button', { name: button }).click()
      await page.waitForURL(`${shop.origin}/return**`)
      expect(new URL(page.url()).searchParams.get('merchant_uid')).toBe(merchant_uid)
      if (isPaid) await paid(merchant_uid)
    }
  } finally {
    await context.close()
  }
}, 60_000)
