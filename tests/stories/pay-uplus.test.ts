import type { Browser, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PreparedAttempt } from '@naru/server/wire/checkout'
import { signInAsDemo } from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { begin, deposit, readBook, readPayment, settled, until, visitPg } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { answerTo, phone, requestPay } from '../setup/v1-shop.ts'

// Goal: a V1 shop whose contract is with XPay, the former module of TossPayments, pays as it always has: in a frame on a
// PC, by leaving the page on a phone, and into an account.
let system: RunningSystem
let browser: Browser
let shop: MerchantPage
let v1: ReturnType<typeof openV1Client>

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  v1 = openV1Client(system)
  const owner = await signInAsDemo(system)
  const made = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'tosspayments',
    module: 'uplus',
    name: '토스페이먼츠 구모듈',
    attribute: 'PAYMENT',
    taxType: 'UNSET',
    manualConfirm: false,
    sharedTestMid: 'tlgdacomxpay',
    credentials: {},
  })
  if (made.status !== 200) throw new Error(made.text)
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})

const newUid = () => `order-${crypto.randomUUID().slice(0, 30)}`

async function ask(page: Page, more: object): Promise<void> {
  await requestPay(page, shop, system.demo.v1.userCode, {
    pg: 'uplus.tlgdacomxpay',
    pay_method: 'card',
    ...more,
  })
}

/** The PG's page: in a frame of our frame, or in the place of the shop's. */
function windowIn(page: Page): Promise<Frame> {
  return until(20_000, 'the window of the PG', async () =>
    page.frames().find((frame) => frame.url().includes('/tosspayments/xpay/window/')),
  )
}

test('a buyer pays on a PC in the PG’s frame, and the shop gives a part back, then the rest', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const page = await context.newPage()
  const merchantUid = newUid()
  await ask(page, { merchant_uid: merchantUid })
  const window = await windowIn(page)
  await window.getByText('나룻배 모형').waitFor()
  await window.getByRole('button', { name: /결제하기/ }).click()

  const told = await answerTo(page)
  expect(told).toMatchObject({ success: true, merchant_uid: merchantUid })
  const impUid = String(told['imp_uid'])
  const { response } = await v1.call('GET', `/payments/${impUid}`)
  expect(response).toMatchObject({
    status: 'paid',
    pg_provider: 'uplus',
    card_name: '신한카드',
    receipt_url: expect.stringContaining('Receipt_Link.jsp'),
  })
  const slip = (response as unknown as { receipt_url: string }).receipt_url
  expect(await (await fetch(slip)).text()).toContain('나룻배 모형')
  for (const amount of [1_000, 2_000])
    expect((await v1.call('POST', '/payments/cancel', { imp_uid: impUid, amount })).code).toBe(0)
  expect((await v1.call('GET', `/payments/${impUid}`)).response).toMatchObject({
    status: 'cancelled',
    cancel_amount: 3_000,
  })
  expect(await readBook(system, 'tosspayments', impUid)).toMatchObject({
    approvedMinor: 3_000,
    cancelledMinor: 3_000,
  })
  await context.close()
}, 60_000)

test('a buyer who closes the window is told so, and nothing is paid', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const page = await context.newPage()
  await ask(page, { merchant_uid: newUid() })
  const window = await windowIn(page)
  await window.getByRole('button', { name: /창 닫기/ }).click()
  const told = await answerTo(page)
  expect(told).toMatchObject({ success: false })
  expect(await readBook(system, 'tosspayments', String(told['imp_uid']))).toMatchObject({ approvedMinor: 0 })
  await context.close()
}, 60_000)

test('a buyer on a phone leaves for the PG and is led back to the shop', async () => {
  const context = await browser.newContext({ locale: 'ko-KR', ...phone })
  const page = await context.newPage()
  const merchantUid = newUid()
  await ask(page, { merchant_uid: merchantUid })
  await page.waitForURL('**/tosspayments/xpay/window/**')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.waitForURL(`${shop.origin}/return**`)
  const query = new URL(page.url()).searchParams
  expect(Object.fromEntries(query)).toMatchObject({ merchant_uid: merchantUid, imp_success: 'true' })
  expect(await readPayment(system, merchantUid)).toMatchObject({ status: 'PAID', version: 'V1' })
  await context.close()
}, 60_000)

test('an account is issued in the frame, and a note of the PG pays the order', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const page = await context.newPage()
  await ask(page, { merchant_uid: newUid(), pay_method: 'vbank' })
  const window = await windowIn(page)
  await window.getByRole('button', { name: /결제하기/ }).click()
  const told = await answerTo(page)
  expect(told).toMatchObject({ success: true })
  const impUid = String(told['imp_uid'])
  const payment = async () => (await v1.call('GET', `/payments/${impUid}`)).response
  expect(await payment()).toMatchObject({ status: 'ready', vbank_num: expect.stringMatching(/^X\d{14}$/) })

  await deposit(system, 'tosspayments', impUid)
  await until(15_000, 'the deposit', async () =>
    ((await payment()) as { status: string }).status === 'paid' ? true : undefined,
  )
  await context.close()
}, 60_000)

const gift = { customer_id: 'member-1', bypass: { uplus: { LGD_BUYERIP: '203.0.113.7' } } }

test.each([
  ['trans', 'TRANSFER', {}],
  ['phone', 'MOBILE', {}],
  ['cultureland', 'GIFT_CERTIFICATE', gift],
  ['smartculture', 'GIFT_CERTIFICATE', gift],
  ['booknlife', 'GIFT_CERTIFICATE', gift],
])('%s is paid and told under its own name', async (payMethod, method, more) => {
  const merchantUid = newUid()
  const response = await prepare({ merchant_uid: merchantUid, pay_method: payMethod, ...more })
  if (!response.ok) throw new Error(await response.text())
  const attempt = (await response.json()) as PreparedAttempt
  const prepared = { paymentId: merchantUid, transactionId: attempt.txId, attempt }
  await visitPg(system, { pg: 'tosspayments', amount: 3_000, method }, await begin(prepared))
  await settled(system, prepared)
  expect((await v1.call('GET', `/payments/${attempt.txId}`)).response).toMatchObject({
    status: 'paid',
    pay_method: payMethod,
  })
})

test.each([
  ['a gift certificate without the buyer’s address', { pay_method: 'cultureland' }, '구매자 아이디'],
  ['dollars', { currency: 'USD' }, 'KRW'],
])('%s is refused with a reason before the window opens', async (_what, more, reason) => {
  const response = await prepare({ merchant_uid: newUid(), ...more })
  expect(response.status).toBe(400)
  expect(await response.text()).toContain(reason)
})

function prepare(request: object): Promise<Response> {
  return fetch(`${system.origins.checkout}/browser/v1/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      userCode: system.demo.v1.userCode,
      isLegacy: false,
      sdkVersion: 'headless',
      pageOrigin: 'https://shop.example',
      device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
      request: {
        pg: 'uplus.tlgdacomxpay',
        pay_method: 'card',
        name: '나룻배 모형',
        amount: 3_000,
        buyer_name: '홍길동',
        buyer_tel: '010-1234-5678',
        m_redirect_url: 'https://shop.example/return',
        ...request,
      },
    }),
  })
}
