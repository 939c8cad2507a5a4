import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { launchBrowser } from '../setup/find-browser.ts'
import { readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: the published npm loader, unmodified and in a merchant's own bundle under a strict policy, pays through us.
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
beforeEach(async () => {
  context = await browser.newContext({ locale: 'ko-KR' })
  page = await context.newPage()
})
afterEach(async () => {
  await context.close()
})

type Answer = {
  resolved?: Record<string, unknown>
  rejected?: Record<string, unknown> & { isPaymentError: boolean }
}

const channelOf = (gateway: string): string | undefined =>
  system.demo.channels.find(({ pg }) => pg === gateway)?.channelKey

/** Calls `requestPayment` (or what registers a key and pays) of the loader in the page; the answer waits in `window.answer`. */
async function request(
  change: Record<string, unknown>,
  load: 'preload' | 'setter',
  call: 'requestPayment' | 'requestIssueBillingKeyAndPay' = 'requestPayment',
): Promise<string> {
  const paymentId = `order-${crypto.randomUUID()}`
  const channelKey = channelOf('tosspayments')
  const input = {
    storeId: system.demo.storeId,
    channelKey,
    paymentId,
    orderName: '나룻배 모형',
    totalAmount: 3_000,
    currency: 'CURRENCY_KRW',
    payMethod: 'CARD',
    customer: { fullName: '홍길동', phoneNumber: '010-1234-5678', email: 'buyer@shop.example' },
    ...change,
  }
  await page.goto(`${shop.origin}${load === 'preload' ? '/preloaded' : '/'}`)
  await page.evaluate(
    ({ request: value, url, call: name }) => {
      const { loader } = window as unknown as {
        loader: Record<string, (...args: unknown[]) => Promise<Record<string, unknown>>> & {
          PaymentError: new () => Error
          errors: { IssueBillingKeyAndPayError: new () => Error }
        }
      }
      if (url !== undefined) void loader['__INTERNAL__setPortOneSdkUrl']!(url)
      const target = window as unknown as { answer?: unknown }
      loader[name]!(value).then(
        (resolved) => {
          target.answer = { resolved }
        },
        (error: Record<string, unknown>) => {
          target.answer = {
            rejected: {
              ...error,
              message: error['message'],
              isPaymentError: (error as unknown) instanceof loader.PaymentError,
              isAndPayError: (error as unknown) instanceof loader.errors.IssueBillingKeyAndPayError,
            },
          }
        },
      )
    },
    {
      request: input,
      call,
      url: load === 'setter' ? `${system.origins.checkout}/v2/browser-sdk.js` : undefined,
    },
  )
  return paymentId
}

async function answer(): Promise<Answer> {
  const handle = await page.waitForFunction(
    () => (window as unknown as { answer?: unknown }).answer,
    undefined,
    { timeout: 30_000 },
  )
  return (await handle.jsonValue()) as Answer
}

/** Registering and paying have buttons of different words at the PG. */
const approve = /결제하기|등록하기/

const pgPage = (): ReturnType<Page['frameLocator']> => page.frameLocator('#imp-iframe')

describe.each(['preload', 'setter'] as const)('loaded by %s', (load) => {
  test('a card payment in the overlay is paid before the promise resolves', async () => {
    const paymentId = await request({}, load)
    await pgPage()
      .getByRole('button', { name: /결제하기/ })
      .click()

    const { resolved } = await answer()
    expect(resolved).toMatchObject({ transactionType: 'PAYMENT', paymentId })
    expect(resolved).not.toHaveProperty('code')
    expect(await readPayment(system, paymentId)).toMatchObject({ status: 'PAID', amount: { total: 3_000 } })
    expect(await page.locator('#imp-iframe').count()).toBe(0)
  })

  test('a request without a required field rejects with the branded error before any window', async () => {
    await request({ orderName: undefined }, load)

    const { rejected } = await answer()
    expect(rejected).toMatchObject({ code: 'BadRequest', isPaymentError: true })
    expect(String(rejected?.['message'])).toContain('orderName')
    expect(await page.locator('#imp-iframe').count()).toBe(0)
  })
})

test('a declined card resolves with the code and the words of the PG', async () => {
  const paymentId = await request({}, 'preload')
  await pgPage().getByText('다른 결말 고르기').click()
  await pgPage().getByRole('button', { name: '거절하기' }).click()

  const { resolved } = await answer()
  expect(resolved).toMatchObject({
    code: 'FAILURE_TYPE_PG',
    pgCode: expect.any(String),
    pgMessage: expect.any(String),
    paymentId,
  })
  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'FAILED' })
})

test("the buyer's own close resolves with a sentence that says 취소, and the PG was never asked for money", async () => {
  const paymentId = await request({}, 'preload')
  await pgPage()
    .getByRole('button', { name: /창 닫기/ })
    .click()

  const { resolved } = await answer()
  expect(resolved).toMatchObject({ code: 'FAILURE_TYPE_PG' })
  expect(String(resolved?.['message'])).toContain('취소')
  const payment = await readPayment(system, paymentId)
  expect(payment).toMatchObject({ status: 'FAILED' })
  expect(await readBook(system, 'tosspayments', String(payment['transactionId']))).toMatchObject({
    approvedMinor: 0,
  })
})

test('the close button of our overlay ends the attempt too', async () => {
  const paymentId = await request({}, 'preload')
  await pgPage()
    .getByRole('button', { name: /결제하기/ })
    .waitFor()
  await page
    .getByRole('button', { name: /닫기|취소/ })
    .first()
    .click()

  const { resolved } = await answer()
  expect(String(resolved?.['message'])).toContain('취소')
  await until(20_000, 'the attempt to fail', async () =>
    (await readPayment(system, paymentId))['status'] === 'FAILED' ? true : undefined,
  )
})

test('a redirect comes back with everything the mobile SDKs read, and nothing that says failure', async () => {
  const paymentId = await request(
    { windowType: { pc: 'REDIRECTION' }, redirectUrl: `${shop.origin}/return?mine=1` },
    'preload',
  )
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.waitForURL(/\/return\?/, { timeout: 30_000 })

  const query = new URL(page.url()).searchParams
  expect(Object.fromEntries(query)).toMatchObject({
    mine: '1',
    transactionType: 'PAYMENT',
    paymentId,
    txId: expect.any(String),
  })
  expect(query.has('code')).toBe(false)
})

test('reloading the window and going back from the PG starts over without a second charge', async () => {
  const paymentId = await request(
    { windowType: { pc: 'REDIRECTION' }, redirectUrl: `${shop.origin}/return` },
    'preload',
  )
  await page.getByRole('button', { name: /결제하기/ }).waitFor()
  await page.goBack()
  await page.getByRole('button', { name: /계속/ }).click()
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.waitForURL(/\/return\?/, { timeout: 30_000 })

  const payment = await readPayment(system, paymentId)
  expect(payment).toMatchObject({ status: 'PAID' })
  expect(await readBook(system, 'tosspayments', String(payment['transactionId']))).toMatchObject({
    approvedMinor: 3_000,
    cancelledMinor: 0,
  })
})

test('a paid paymentId cannot be paid again', async () => {
  const paymentId = await request({}, 'preload')
  await pgPage()
    .getByRole('button', { name: /결제하기/ })
    .click()
  await answer()

  await request({ paymentId }, 'preload')
  expect((await answer()).rejected).toMatchObject({ code: 'PaymentAlreadyPaid', isPaymentError: true })
})

test('a window type that the PG does not have is refused before anything opens', async () => {
  await request({ windowType: { pc: 'POPUP' } }, 'preload')
  expect((await answer()).rejected).toMatchObject({ code: 'RequestParseFailed', isPaymentError: true })
})

describe('a billing key together with its first payment', () => {
  const both = (change: Record<string, unknown> = {}) =>
    request(
      {
        channelKey: channelOf('naru-test'),
        billingKeyAndPayMethod: 'CARD',
        payMethod: undefined,
        ...change,
      },
      'preload',
      'requestIssueBillingKeyAndPay',
    )

  test('registers and pays in the overlay before the promise resolves', async () => {
    const paymentId = await both()
    await pgPage().getByRole('button', { name: approve }).click()

    const { resolved } = await answer()
    expect(resolved).toMatchObject({
      transactionType: 'ISSUE_BILLING_KEY_AND_PAY',
      paymentId,
      billingKey: expect.stringMatching(/^billing-key-/),
    })
    expect(await readPayment(system, paymentId)).toMatchObject({
      status: 'PAID',
      transactionId: resolved?.['txId'],
      billingKey: resolved?.['billingKey'],
    })
  })

  test('does the same in a popup', async () => {
    const opened = context.waitForEvent('page', (one) => one !== page)
    const paymentId = await both({ windowType: { pc: 'POPUP' } })
    await (await opened).getByRole('button', { name: approve }).click()

    expect((await answer()).resolved).toMatchObject({
      paymentId,
      billingKey: expect.stringMatching(/^billing-key-/),
    })
  })

  test('and by redirect, with what the mobile SDKs read', async () => {
    const paymentId = await both({
      windowType: { pc: 'REDIRECTION' },
      redirectUrl: `${shop.origin}/return`,
    })
    await page.getByRole('button', { name: approve }).click()
    await page.waitForURL(/\/return\?/, { timeout: 30_000 })

    const query = new URL(page.url()).searchParams
    expect(Object.fromEntries(query)).toMatchObject({
      transactionType: 'ISSUE_BILLING_KEY_AND_PAY',
      paymentId,
      txId: expect.any(String),
      billingKey: expect.stringMatching(/^billing-key-/),
    })
    expect(query.has('code')).toBe(false)
  })

  test('rejects with its own branded error before any window', async () => {
    await both({ orderName: undefined })

    expect((await answer()).rejected).toMatchObject({
      transactionType: 'ISSUE_BILLING_KEY_AND_PAY',
      code: 'BadRequest',
      isPaymentError: false,
      isAndPayError: true,
    })
  })
})
