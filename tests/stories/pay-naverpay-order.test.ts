import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../setup/find-browser.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { naverProduct, openNaverOrderShop, type NaverOrderShop } from '../setup/naver-order-shop.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: Naver's own button in a V1 shop's page buys and wishes, on a PC and on a phone.
let system: RunningSystem
let browser: Browser
let shop: NaverOrderShop
let site: MerchantPage

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  site = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  shop = await openNaverOrderShop(system)
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), site?.close(), system?.stop()])
})

const pc: BrowserContextOptions = { viewport: { width: 1440, height: 900 } }
const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
  userAgent:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
}

/** The page of a product with Naver's two buttons. */
async function openShop(options: BrowserContextOptions, merchantUid: string): Promise<Page> {
  const context = await browser.newContext({ locale: 'ko-KR', ...options })
  const page = await context.newPage()
  await page.goto(`${site.origin}/naver`)
  await page.evaluate(
    ([userCode, param]) => {
      type Button = { apply(options: object): void }
      const { IMP, naver } = window as unknown as {
        IMP: Record<string, (...args: unknown[]) => unknown>
        naver: { NaverPayButton: Button }
      }
      IMP['init']?.(userCode)
      naver.NaverPayButton.apply({
        BUTTON_KEY: 'button-key',
        TYPE: 'A',
        COLOR: 1,
        COUNT: 2,
        ENABLE: 'Y',
        EMBED_ID: 'naver-button',
        BUY_BUTTON_HANDLER: () =>
          IMP['request_pay']?.(param, (told: unknown) => Object.assign(window, { told })),
        WISHLIST_BUTTON_HANDLER: () => IMP['naver_zzim']?.(param),
      })
    },
    [
      system.demo.v1.userCode,
      {
        pg: 'naverco',
        merchant_uid: merchantUid,
        name: '나룻배 모형',
        amount: 9_500,
        buyer_tel: '010-1234-5678',
        naverProducts: [naverProduct('a', 3_000), naverProduct('b', 4_000)],
      },
    ] as const,
  )
  return page
}

test.each([
  ['PC', pc],
  ['phone', phone],
])(
  'on a %s the button leads to Naver’s order sheet, and the order becomes a payment that is cancelled whole',
  async (_device, options) => {
    const merchantUid = `order-${crypto.randomUUID().slice(0, 30)}`
    const page = await openShop(options, merchantUid)
    await page.getByRole('button', { name: '네이버페이 구매하기' }).click()
    await page.waitForURL(/customer\/order\.nhn\?ORDER_ID=/)
    expect(page.url().includes('/mobile/')).toBe(options === phone)
    await page.getByRole('button', { name: /결제하기/ }).click()
    await page.getByRole('heading', { name: '주문이 완료되었습니다' }).waitFor()
    // The buyer goes on shopping: no result comes with him.
    await page.getByRole('link', { name: '쇼핑 계속하기' }).click()
    await page.waitForURL(`${site.origin}/**`)
    expect(new URL(page.url()).search).toBe('')

    const found = await shop.v1.call('GET', `/payments/find/${merchantUid}`)
    const impUid = found.response.imp_uid
    expect(await shop.becomes(impUid, 'paid')).toMatchObject({ amount: 9_500, pg_provider: 'naverco' })
    expect(await shop.v1.call('POST', '/payments/cancel', { imp_uid: impUid, amount: 1_000 })).toMatchObject({
      status: 200,
      code: -1,
      message: expect.stringContaining('상품주문 단위로 취소'),
    })
    expect(await shop.v1.call('POST', '/payments/cancel', { imp_uid: impUid })).toMatchObject({
      code: 0,
      response: { status: 'cancelled', cancel_amount: 9_500 },
    })
    expect(await shop.book(impUid)).toMatchObject({ balanceMinor: 0 })
    await page.context().close()
  },
  60_000,
)

test('on a PC the wish opens Naver’s small window, on a phone its page; a failure is told to the callback', async () => {
  const page = await openShop(pc, 'wish-1')
  const popup = page.waitForEvent('popup')
  await page.getByRole('button', { name: '찜하기' }).click()
  await (await popup).getByRole('heading', { name: '찜한 상품에 담았습니다' }).waitFor()
  const told = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const { IMP } = window as unknown as { IMP: Record<string, (...args: unknown[]) => unknown> }
        IMP['naver_zzim']?.({ naverProducts: [{ id: 'a' }] }, resolve)
      }),
  )
  expect(told).toMatchObject({ success: false, error_msg: expect.stringContaining('naverProducts[0]') })
  await page.context().close()

  const small = await openShop(phone, 'wish-2')
  await small.getByRole('button', { name: '찜하기' }).click()
  await small.waitForURL(/mobile\/customer\/wishList\.nhn/)
  await expect.poll(() => small.locator('main').textContent()).toContain('상품 2개')
  await small.context().close()
}, 60_000)

test('what Naver would refuse is told to the callback, and the page stays', async () => {
  const page = await openShop(pc, 'refused-1')
  const told = await page.evaluate(
    () =>
      new Promise((resolve) => {
        const { IMP } = window as unknown as { IMP: Record<string, (...args: unknown[]) => unknown> }
        IMP['request_pay']?.({ pg: 'naverco', merchant_uid: 'refused-2', buyer_tel: '010' }, resolve)
      }),
  )
  expect(told).toMatchObject({
    success: false,
    imp_uid: null,
    merchant_uid: 'refused-2',
    error_msg: expect.stringContaining('naverProducts'),
  })
  expect(page.url()).toBe(`${site.origin}/naver`)
  await page.context().close()
}, 60_000)
