import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { buy, readBook, readPayment } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { callApi } from './billing-world.ts'

// Goal: Naver Pay pays on a PC and on a phone, by V1 and by V2, each under the chain that its generation promises.
let system: RunningSystem
let browser: Browser
let shop: MerchantPage
let channelKey: string
let v1: ReturnType<typeof openV1Client>

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  v1 = openV1Client(system)
  const owner = await signInAsDemo(system)
  const created = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'naverpay',
    module: 'naverpay',
    name: '네이버페이',
    attribute: 'PAYMENT',
    credentials: {
      partnerId: 'naverpay-partner',
      clientId: 'client-1',
      clientSecret: 'secret-1',
      chainId: 'stored-chain',
    },
  })
  if (created.status !== 200) throw new Error(created.text)
  channelKey = (created.json as { channelKey: string }).channelKey
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})

const phone = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
  userAgent:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
}

/** A V1 shop on a phone; answers the `imp_uid` of the payment. */
async function payByV1(more: object): Promise<string> {
  const context = await browser.newContext({ locale: 'ko-KR', ...phone })
  try {
    const page: Page = await context.newPage()
    await page.goto(`${shop.origin}/v1`)
    await page.evaluate(
      ([userCode, param]) => {
        const { IMP } = window as unknown as { IMP: Record<string, (...args: unknown[]) => unknown> }
        IMP['init']?.(userCode)
        IMP['request_pay']?.(param)
      },
      [
        system.demo.v1.userCode,
        {
          pg: 'naverpay',
          // What the pages of V1 shops write here says nothing: a wallet has one method.
          pay_method: 'card',
          merchant_uid: `order-${crypto.randomUUID().slice(0, 30)}`,
          name: '나룻배 모형',
          amount: 3_000,
          m_redirect_url: `${shop.origin}/return`,
          ...more,
        },
      ] as const,
    )
    await page.waitForURL(/\/naverpay\/payments\//)
    await page.getByRole('button', { name: /결제하기/ }).click()
    await page.waitForURL(`${shop.origin}/return**`)
    return new URL(page.url()).searchParams.get('imp_uid') ?? ''
  } finally {
    await context.close()
  }
}

test('a V1 request without naverChainId sends no chain, though the channel has one', async () => {
  const impUid = await payByV1({})

  expect(await readBook(system, 'naverpay', impUid)).toMatchObject({
    status: 'APPROVED',
    approvedMinor: 3_000,
  })
  expect((await v1.call('GET', `/payments/${impUid}`)).response).toMatchObject({
    status: 'paid',
    pg_provider: 'naverpay',
    emb_pg_provider: 'naverpay',
  })
}, 60_000)

test('a V1 request with naverChainId sends that one', async () => {
  const impUid = await payByV1({ naverChainId: 'named-chain' })

  expect(await readBook(system, 'naverpay', impUid)).toMatchObject({ status: 'APPROVED@named-chain' })
}, 60_000)

test('a V2 request sends the chain of the channel', async () => {
  const bought = await buy(system, {
    pg: 'naverpay',
    amount: 12_000,
    method: 'EASY_PAY',
    request: { channelKey, easyPay: {} },
  })

  expect(bought.status).toBe('PAID')
  expect(await readBook(system, 'naverpay', bought.transactionId)).toMatchObject({
    status: 'APPROVED@stored-chain',
  })
  const payment = await readPayment(system, bought.paymentId)
  expect(payment).toMatchObject({ method: { type: 'PaymentMethodEasyPay', provider: 'NAVERPAY' } })
  for (const amount of [5_000, 7_000])
    expect(
      (await callApi(system, 'POST', `/payments/${bought.paymentId}/cancel`, { amount, reason: '환불' }))
        .status,
    ).toBe(200)
  expect(await readBook(system, 'naverpay', bought.transactionId)).toMatchObject({ cancelledMinor: 12_000 })
})

test('on a PC the buyer pays in a window of its own, through the published SDK', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const page = await context.newPage()
  await page.goto(`${shop.origin}/preloaded`)
  const opened = page.waitForEvent('popup')
  const paymentId = `order-${crypto.randomUUID()}`
  const asked = page.evaluate(
    (request) =>
      (
        window as unknown as { loader: { requestPayment(it: object): Promise<object> } }
      ).loader.requestPayment(request),
    {
      storeId: system.demo.storeId,
      channelKey,
      paymentId,
      orderName: '나룻배 모형',
      totalAmount: 4_000,
      currency: 'CURRENCY_KRW',
      payMethod: 'EASY_PAY',
    },
  )
  const window = await opened
  await window.getByRole('button', { name: /결제하기/ }).click()

  expect(await asked).toMatchObject({ paymentId })
  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'PAID' })
  await context.close()
}, 60_000)
