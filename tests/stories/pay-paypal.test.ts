import type { PreparedAttempt } from '@naru/server/wire/checkout'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchBrowser } from '../setup/find-browser.ts'
import { deposit, readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, channelOf, newPaymentId } from './billing-world.ts'

// Goal: a buyer pays by PayPal's button in the shop's own page, and the shop hears the truth, also when PayPal decides late.
let system: RunningSystem
let browser: Browser
let shop: MerchantPage
let context: BrowserContext
let page: Page

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})
beforeEach(() => openShop({ locale: 'ko-KR' }))
afterEach(() => context.close())

async function openShop(device: Parameters<Browser['newContext']>[0]): Promise<void> {
  context = await browser.newContext(device)
  page = await context.newPage()
}

type Heard = { readonly success?: Record<string, unknown>; readonly failure?: Record<string, unknown> }

function paymentRequest(paymentId: string, more: Record<string, unknown> = {}) {
  return {
    uiType: 'PAYPAL_SPB',
    storeId: system.demo.storeId,
    channelKey: channelOf(system, 'paypal'),
    paymentId,
    orderName: '나룻배 모형',
    totalAmount: 1_050,
    currency: 'CURRENCY_USD',
    customer: { email: 'buyer@shop.example' },
    bypass: { paypal_v2: { style: { color: 'gold', shape: 'rect', label: 'checkout', height: 45 } } },
    ...more,
  }
}

/** Calls a function of the published npm loader in the shop's page and keeps what its callbacks hear. */
async function load(name: 'loadPaymentUI' | 'loadIssueBillingKeyUI', request: object): Promise<unknown> {
  if (!page.url().startsWith(shop.origin)) await page.goto(`${shop.origin}/ui`)
  return page.evaluate(
    async ({ name: called, request: value }) => {
      const target = window as unknown as {
        loader: Record<string, (...args: unknown[]) => Promise<unknown>>
        heard?: unknown[]
      }
      target.heard = []
      const hear = (key: string) => (heard: unknown) => {
        const plain = { ...(heard as object), message: (heard as { message?: string }).message }
        target.heard?.push({ [key]: plain })
      }
      try {
        await target.loader[called]?.(value, {
          onPaymentSuccess: hear('success'),
          onPaymentFail: hear('failure'),
          onIssueBillingKeySuccess: hear('success'),
          onIssueBillingKeyFail: hear('failure'),
        })
        return 'loaded'
      } catch (error) {
        const { code, message } = error as { code?: string; message?: string }
        return { code, message }
      }
    },
    { name, request },
  )
}

/** Presses the button and decides in PayPal's popup. */
async function press(
  decision: 'approve' | 'decline' | 'close' | 'shut',
  uiType = 'paypal-spb',
): Promise<Heard> {
  const before = await heardCount()
  const [popup] = await Promise.all([
    context.waitForEvent('page'),
    page.locator(`#ui-container-${uiType} button`).click(),
  ])
  await popup.waitForURL(/checkoutnow/)
  if (decision === 'shut') await popup.close()
  else {
    if (decision === 'decline') await popup.locator('summary').click()
    await popup.locator(`button[value=${decision}]`).click()
  }
  return until(20_000, 'the shop to hear', async () => {
    const all = await page.evaluate(() => (window as unknown as { heard: Heard[] }).heard)
    return all.length > before ? all.at(-1) : undefined
  })
}

async function heardCount(): Promise<number> {
  return page.evaluate(() => (window as unknown as { heard: unknown[] }).heard.length)
}

async function statusOf(paymentId: string, wanted: string): Promise<Record<string, unknown>> {
  return until(20_000, `${paymentId} to be ${wanted}`, async () => {
    const payment = await readPayment(system, paymentId)
    return payment['status'] === wanted ? payment : undefined
  })
}

async function bookOf(paymentId: string) {
  const payment = await readPayment(system, paymentId)
  return readBook(system, 'paypal', String(payment['transactionId']))
}

const devices = [
  ['PC', { locale: 'ko-KR' }],
  [
    'a phone',
    {
      locale: 'ko-KR',
      viewport: { width: 360, height: 740 },
      isMobile: true,
      hasTouch: true,
      userAgent:
        'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Mobile Safari/537.36',
    },
  ],
] as const

describe.each(devices)('on %s', (_name, device) => {
  beforeEach(async () => {
    await context.close()
    await openShop(device)
  })

  test('the buyer pays by the button, and the money goes back in parts', async () => {
    const paymentId = newPaymentId()
    expect(await load('loadPaymentUI', paymentRequest(paymentId))).toBe('loaded')

    const heard = await press('approve')

    expect(heard.success).toMatchObject({ transactionType: 'PAYMENT', paymentId })
    expect(heard.success).not.toHaveProperty('code')
    expect(await readPayment(system, paymentId)).toMatchObject({
      status: 'PAID',
      currency: 'USD',
      amount: { total: 1_050 },
      channel: { pgProvider: 'PAYPAL_V2' },
      method: { type: 'PaymentMethodEasyPay', provider: 'PAYPAL' },
    })
    const cancel = (amount: number) =>
      callApi(system, 'POST', `/payments/${paymentId}/cancel`, { amount, reason: '단순 변심' })
    expect((await cancel(450)).body).toMatchObject({ cancellation: { status: 'SUCCEEDED' } })
    expect((await cancel(600)).body).toMatchObject({ cancellation: { status: 'SUCCEEDED' } })
    expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 1_050, cancelledMinor: 1_050 })
  })
})

test('a buyer who closes the window, by its button or by its corner, is told as such and may press again', async () => {
  const paymentId = newPaymentId()
  await load('loadPaymentUI', paymentRequest(paymentId))

  expect((await press('close')).failure).toMatchObject({
    paymentId,
    message: expect.stringContaining('취소'),
  })
  expect((await press('shut')).failure).toMatchObject({ paymentId, code: expect.any(String) })
  expect((await press('decline')).failure).toMatchObject({ pgCode: 'INSTRUMENT_DECLINED' })
  expect((await press('approve')).success).toMatchObject({ paymentId })

  expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 1_050 })
})

test('a button waits for its place in a page that builds it late, and PayPal’s window changes its language', async () => {
  await page.goto(`${shop.origin}/ui`)
  await page.evaluate(() => {
    for (const element of document.querySelectorAll('.portone-ui-container')) element.remove()
  })
  const loading = load('loadPaymentUI', paymentRequest(newPaymentId()))
  await page.waitForFunction(() => 'heard' in window)
  await page.evaluate(() => {
    const late = document.createElement('div')
    late.className = 'portone-ui-container'
    document.body.append(late)
  })

  expect(await loading).toBe('loaded')
  const [popup] = await Promise.all([
    context.waitForEvent('page'),
    page.locator('#ui-container-paypal-spb button').click(),
  ])
  await popup.getByRole('link', { name: 'English' }).click()
  await popup.getByRole('button', { name: 'Pay 10.50 USD' }).click()
  await until(20_000, 'the shop to hear', async () => ((await heardCount()) === 1 ? true : undefined))
})

test('an updated request is what the next press pays, without drawing the button anew', async () => {
  const [first, second] = [newPaymentId(), newPaymentId()]
  await load('loadPaymentUI', paymentRequest(first))
  await page.evaluate(
    (request) =>
      (window as unknown as { loader: Record<string, (value: unknown) => Promise<unknown>> }).loader[
        'updateLoadPaymentUIRequest'
      ]?.(request),
    paymentRequest(second, { totalAmount: 2_000 }),
  )

  expect((await press('approve')).success).toMatchObject({ paymentId: second })
  expect(await readPayment(system, second)).toMatchObject({ amount: { total: 2_000 } })
  await expect.poll(() => page.locator('#ui-container-paypal-spb button').count()).toBe(1)
})

test('a payment under review is told as pending, and paid when PayPal’s signed message says so', async () => {
  const paymentId = newPaymentId()
  await load('loadPaymentUI', paymentRequest(paymentId, { orderName: '나룻배 [보류]' }))

  expect((await press('approve')).success).toMatchObject({ paymentId })
  const { transactionId } = await statusOf(paymentId, 'PAY_PENDING')
  expect((await callApi(system, 'POST', `/payments/${paymentId}/cancel`, { reason: 'x' })).status).toBe(409)

  await deposit(system, 'paypal', String(transactionId), { tamper: 'secret' })
  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'PAY_PENDING' })
  await deposit(system, 'paypal', String(transactionId))

  await statusOf(paymentId, 'PAID')
  expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 1_050 })
})

// Goal: "nobody knows" becomes "PayPal is deciding" as soon as the books say so, and never a failure.
test('a capture that PayPal answered with silence and then reviews is shown as pending, and paid at last', async () => {
  const paymentId = newPaymentId()
  const prepared = await fetch(`${system.origins.checkout}/browser/v2/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      type: 'PAYMENT',
      request: paymentRequest(paymentId, { orderName: '나룻배 [보류]' }),
      sdkVersion: 'headless',
      device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
      pageOrigin: shop.origin,
    }),
  })
  const attempt = (await prepared.json()) as PreparedAttempt
  const begun = await fetch(`${attempt.window.url}/begin`, { method: 'POST' })
  const { handOff } = (await begun.json()) as { handOff: unknown }

  await fetch(`${system.origins.simulators}/control/paypal/buy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      handOff,
      decision: 'approve',
      faults: [{ operation: 'approve', fault: 'silent-after' }],
      deliver: true,
    }),
  })

  await statusOf(paymentId, 'PAY_PENDING')
  await deposit(system, 'paypal', attempt.txId)
  await statusOf(paymentId, 'PAID')
  expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 1_050 })
})

test('a refund that PayPal decides later stays requested until it is through', async () => {
  const paymentId = newPaymentId()
  await load('loadPaymentUI', paymentRequest(paymentId))
  await press('approve')

  const cancelled = await callApi(system, 'POST', `/payments/${paymentId}/cancel`, {
    reason: '단순 변심 [보류후승인]',
  })
  expect(cancelled).toMatchObject({ status: 200, body: { cancellation: { status: 'REQUESTED' } } })
  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'PAID' })
  await fetch(`${system.origins.simulators}/control/clock`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advanceMs: 60_000 }),
  })

  expect(await statusOf(paymentId, 'CANCELLED')).toMatchObject({
    cancellations: [{ status: 'SUCCEEDED', totalAmount: 1_050 }],
  })
})

test('the buyer agrees to recurring payments by the other button, and is charged without it', async () => {
  const loaded = await load('loadIssueBillingKeyUI', {
    uiType: 'PAYPAL_RT',
    storeId: system.demo.storeId,
    channelKey: channelOf(system, 'paypal'),
    billingKeyMethod: 'PAYPAL',
    issueName: '나룻배 정기 이용',
  })
  expect(loaded).toBe('loaded')

  const { success } = await press('approve', 'paypal-rt')

  expect(success).toMatchObject({ transactionType: 'ISSUE_BILLING_KEY' })
  const paymentId = newPaymentId()
  const charged = await callApi(system, 'POST', `/payments/${paymentId}/billing-key`, {
    billingKey: success?.['billingKey'],
    orderName: '나룻배 정기 이용',
    amount: { total: 990 },
    currency: 'USD',
  })
  expect(charged.status).toBe(200)
  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'PAID', amount: { total: 990 } })
  expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 990 })
})

test.each([
  ['paypal-spb', 'paid', 1_050],
  ['paypal-rt', 'registered and nothing is charged', undefined],
])('V1’s loadUI draws the same button: %s is %s', async (uiType, _outcome, approvedMinor) => {
  await page.goto(`${shop.origin}/ui`)
  const merchantUid = `v1-${crypto.randomUUID().slice(0, 20)}`
  await page.evaluate(
    ({ userCode, type, uid }) => {
      const [container, other] = document.querySelectorAll('.portone-ui-container')
      other?.remove()
      container?.setAttribute('data-portone-ui-type', type)
      const target = window as unknown as {
        IMP: Record<string, (...args: unknown[]) => void>
        heard: unknown[]
      }
      target.heard = []
      target.IMP['init']?.(userCode)
      const param = {
        pg: 'paypal_v2',
        merchant_uid: uid,
        name: '나룻배',
        amount: 10.5,
        ...(type === 'paypal-rt' ? { customer_uid: `customer-${uid}` } : {}),
      }
      target.IMP['loadUI']?.(type, param, (told: unknown) => target.heard.push({ success: told }))
    },
    { userCode: system.demo.v1.userCode, type: uiType, uid: merchantUid },
  )

  const { success } = await press('approve', uiType)

  expect(success).toMatchObject({ merchant_uid: merchantUid })
  expect(success?.['error_code'] ?? null).toBeNull()
  const book = await readBook(system, 'paypal', String(success?.['imp_uid']))
  expect(book.approvedMinor).toBe(approvedMinor)
})

test('what cannot be drawn or paid is refused in words, before anything opens', async () => {
  const request = paymentRequest(newPaymentId())
  const products = [{ id: 'cup', name: '머그컵', amount: 100, quantity: 1 }]

  expect(await load('loadPaymentUI', { ...request, uiType: 'PAYPAL_RT' })).toMatchObject({
    code: 'BadRequest',
  })
  expect(await load('loadPaymentUI', { ...request, currency: 'KRW' })).toMatchObject({
    code: 'RequestParseFailed',
    message: expect.stringContaining('KRW'),
  })
  expect(
    await load('loadPaymentUI', { ...request, channelKey: channelOf(system, 'tosspayments') }),
  ).toMatchObject({
    code: 'ChannelNotFound',
    message: expect.stringContaining('이 채널이 지원하지 않는 기능입니다: 토스페이먼츠'),
  })
  expect(await load('loadPaymentUI', { ...request, products })).toBe('loaded')
  await page.locator('#ui-container-paypal-spb button').click()
  const failure = await until(20_000, 'the refusal', async () =>
    page.evaluate(() => (window as unknown as { heard: Heard[] }).heard[0]?.failure),
  )
  expect(failure).toMatchObject({ code: 'RequestParseFailed', message: expect.stringContaining('상품 금액') })
  const plain = await fetch(`${system.origins.checkout}/browser/v2/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      type: 'PAYMENT',
      request: { ...request, uiType: undefined, payMethod: 'EASY_PAY' },
      sdkVersion: 'headless',
      device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
      pageOrigin: shop.origin,
    }),
  })
  expect(plain.status).toBe(400)
  expect(await plain.text()).toContain('loadPaymentUI')
})

test('nobody ends an attempt that has a window of ours through the way back of a button', async () => {
  const prepared = await fetch(`${system.origins.checkout}/browser/v2/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      type: 'PAYMENT',
      request: {
        storeId: system.demo.storeId,
        channelKey: channelOf(system, 'naru-test'),
        paymentId: newPaymentId(),
        orderName: '나룻배',
        totalAmount: 1_000,
        currency: 'KRW',
        payMethod: 'CARD',
        redirectUrl: 'https://shop.example/',
      },
      sdkVersion: 'headless',
      device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
      pageOrigin: shop.origin,
    }),
  })
  const { window: opened } = (await prepared.json()) as { window: { url: string } }

  const answer = await fetch(`${opened.url}/return`, { method: 'POST', body: '{"windowId":"x"}' })
  const begun = await fetch(`${opened.url}/begin`, { method: 'POST' })

  expect(answer.status).toBe(404)
  expect(begun.headers.get('access-control-allow-origin')).toBeNull()
})
