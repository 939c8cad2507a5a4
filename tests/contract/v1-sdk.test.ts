import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { launchBrowser } from '../setup/find-browser.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'

// Goal: a page that was written for iamport's script pays in a real browser, on a PC and on a phone.
let system: RunningSystem
let browser: Browser
let shop: MerchantPage
let context: BrowserContext
let page: Page
let v1: ReturnType<typeof openV1Client>

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  v1 = openV1Client(system)
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})
beforeEach(async () => {
  context = await browser.newContext({ locale: 'ko-KR' })
  page = await context.newPage()
})
afterEach(async () => {
  await context.close()
})

interface Asking {
  readonly path?: string
  readonly param?: Readonly<Record<string, unknown>>
  readonly init?: readonly unknown[]
  readonly withCallback?: boolean
  readonly call?: string
}

/** Calls `IMP.request_pay` (or another function) as a page does; answers collect in `window.answers`. */
async function request(asking: Asking = {}): Promise<string> {
  const merchantUid = `order-${crypto.randomUUID().slice(0, 30)}`
  await page.goto(`${shop.origin}${asking.path ?? '/v1'}`)
  await page.evaluate(
    ({ param, init, withCallback, call }) => {
      const target = window as unknown as {
        answers: unknown[]
        IMP: Record<string, (...args: unknown[]) => unknown>
      }
      target.answers = []
      if (init.length > 0) target.IMP['init']?.(...init)
      const callback = (answer: unknown): void => {
        target.answers.push(answer)
      }
      target.IMP[call]?.(param, ...(withCallback ? [callback] : []))
    },
    {
      init: asking.init ?? [system.demo.v1.userCode],
      withCallback: asking.withCallback ?? true,
      call: asking.call ?? 'request_pay',
      param: {
        pg: 'tosspayments',
        pay_method: 'card',
        merchant_uid: merchantUid,
        name: '나룻배 모형',
        amount: 3_000,
        buyer_name: '홍길동',
        buyer_tel: '010-1234-5678',
        buyer_email: 'buyer@shop.example',
        m_redirect_url: `${shop.origin}/return`,
        ...asking.param,
      },
    },
  )
  return merchantUid
}

async function answer(): Promise<Record<string, unknown>> {
  const handle = await page.waitForFunction(
    () => (window as unknown as { answers: unknown[] }).answers[0],
    undefined,
    { timeout: 30_000 },
  )
  return (await handle.jsonValue()) as Record<string, unknown>
}

const pgPage = (): ReturnType<Page['frameLocator']> => page.frameLocator('#imp-iframe')
const pay = () =>
  pgPage()
    .getByRole('button', { name: /결제하기/ })
    .click()

test('a card payment calls back once, with the payment paid on REST V1', async () => {
  const merchantUid = await request()
  await pay()

  const told = await answer()
  expect(told).toEqual({
    success: true,
    imp_uid: expect.stringMatching(/^imp_\d{12}$/),
    merchant_uid: merchantUid,
  })
  expect((await v1.call('GET', `/payments/${String(told['imp_uid'])}`)).response).toMatchObject({
    status: 'paid',
    amount: 3_000,
    merchant_uid: merchantUid,
  })
  expect(await page.locator('#imp-iframe').count()).toBe(0)
})

test('a page with the script of 2018 hears success with the data of the payment', async () => {
  const merchantUid = await request({ path: '/v1-old', param: { amount: '3000' } })
  await pay()

  expect(await answer()).toMatchObject({
    success: true,
    merchant_uid: merchantUid,
    paid_amount: 3_000,
    status: 'paid',
    buyer_name: '홍길동',
  })
})

test('a declined card and a closed window call back with a code and a sentence', async () => {
  await request()
  await pgPage().getByText('다른 결말 고르기').click()
  await pgPage().getByRole('button', { name: '거절하기' }).click()
  expect(await answer()).toMatchObject({
    success: false,
    error_code: expect.stringMatching(/.+/),
    error_msg: expect.stringMatching(/.+/),
  })

  await request({ path: '/v1-old' })
  await pgPage()
    .getByRole('button', { name: /창 닫기/ })
    .click()
  expect(await answer()).toMatchObject({
    success: false,
    error_msg: '[결제포기] 사용자가 결제를 취소하셨습니다',
  })
})

test('IMP.close takes the window away, and the callback hears that the buyer gave up', async () => {
  await request()
  await pgPage()
    .getByRole('button', { name: /결제하기/ })
    .waitFor()
  await page.evaluate(() => {
    ;(window as unknown as { IMP: { close(): void } }).IMP.close()
  })

  expect(await answer()).toMatchObject({ success: false, error_msg: '사용자가 결제를 취소하셨습니다' })
  expect(await page.locator('#imp-iframe').count()).toBe(0)
})

test('before a window everything is refused to the callback, else at m_redirect_url', async () => {
  await request({ init: [] })
  expect(await answer()).toMatchObject({ success: false, imp_uid: null, error_code: 'INIT_REQUIRED' })
  await request({ param: { amount: '3000' } })
  expect(await answer()).toMatchObject({ success: false, error_msg: expect.stringContaining('amount') })
  await request({ init: ['imp00000000'] })
  expect(await answer()).toMatchObject({ success: false, error_code: 'StoreNotFound' })

  const merchantUid = await request({ param: { channelKey: 'channel-key-none' }, withCallback: false })
  await page.waitForURL(/\/return\?/)
  const query = new URL(page.url()).searchParams
  expect(query.get('merchant_uid')).toBe(merchantUid)
  expect(query.get('error_msg')).toContain('channelKey')
})

test.each(['certification', 'naver_zzim'])(
  'IMP.%s exists and says that it cannot serve yet',
  async (call) => {
    await request({ call })

    expect(await answer()).toMatchObject({
      success: false,
      error_msg: expect.stringContaining(`IMP.${call}`),
    })
  },
)

test('a phone is taken to the PG and back to m_redirect_url, and the callback stays silent', async () => {
  await context.close()
  context = await browser.newContext({
    locale: 'ko-KR',
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
  })
  page = await context.newPage()
  const merchantUid = await request({ param: { m_redirect_url: `${shop.origin}/return?cart=7` } })
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.waitForURL(/\/return\?/)

  const query = new URL(page.url()).searchParams
  expect(query.get('cart')).toBe('7')
  expect(query.get('merchant_uid')).toBe(merchantUid)
  expect(query.has('error_code')).toBe(false)
  expect((await v1.call('GET', `/payments/${query.get('imp_uid')}`)).response).toMatchObject({
    status: 'paid',
    channel: 'mobile',
  })
})

test('the module exports IMP and slots that redirect it', async () => {
  await page.goto(`${shop.origin}/`)
  // As text: the test runner would rewrite an import that stands in this file.
  const seen: { names: string[]; origin: string } = await page.evaluate(
    `import('${system.origins.checkout}/v1/iamport.esm.js')
       .then((module) => ({ names: Object.keys(module.default), origin: module.slots.CHECKOUT_SERVER }))`,
  )

  expect(seen.origin).toBe(new URL(system.origins.checkout).origin)
  expect(seen.names).toEqual(
    expect.arrayContaining(['init', 'agency', 'request_pay', 'certification', 'loadUI', 'close', 'deinit']),
  )
})
