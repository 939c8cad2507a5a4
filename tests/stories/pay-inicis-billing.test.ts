import type { Browser, BrowserContextOptions, Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import type { PreparedAttempt } from '@naru/server/wire/checkout'
import { begin, readBook, readPayment, visitPg } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { callApi, chargeBody, goodCard, newPaymentId, orderFault } from './billing-world.ts'

// Goal: whoever has a recurring contract with KG Inicis registers cards on a PC, on a phone and by number, and charges them.
let system: RunningSystem
let browser: Browser
let shop: MerchantPage
let v2Channel = ''
let v1: ReturnType<typeof openV1Client>

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  v1 = openV1Client(system)
  const console = await signInAsDemo(system)
  const create = async (module: string, version: 'V1' | 'V2', name: string) => {
    const made = await console.call('POST', `/stores/${system.demo.storeId}/channels`, {
      mode: 'TEST',
      pg: 'inicis',
      module,
      version,
      name,
      attribute: 'PAYMENT',
      sharedTestMid: 'INIBillTst',
      credentials: {},
    })
    if (made.status !== 200) throw new Error(made.text)
    return (made.json as { channelKey: string }).channelKey
  }
  v2Channel = await create('inicis_v2', 'V2', '이니시스 정기')
  await create('html5_inicis', 'V1', '이니시스 V1 정기')
  await create('inicis', 'V1', '이니시스 V1 API')
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})

const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
  userAgent:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
}

/** A V2 shop's page asks for a registration; the answer of the SDK waits in `answers` where the page lives on. */
async function register(page: Page): Promise<void> {
  await page.goto(`${shop.origin}/preloaded`)
  await page.evaluate(
    (request) => {
      const target = window as unknown as {
        answers: unknown[]
        loader: { requestIssueBillingKey(value: object): Promise<unknown> }
      }
      target.answers = []
      target.loader.requestIssueBillingKey(request).then(
        (answer) => target.answers.push(answer),
        (error: unknown) => target.answers.push(String(error)),
      )
    },
    {
      storeId: system.demo.storeId,
      channelKey: v2Channel,
      billingKeyMethod: 'CARD',
      issueId: 'membership-1',
      issueName: '나룻배 정기 이용',
      offerPeriod: { interval: '1m' },
      redirectUrl: `${shop.origin}/return`,
      customer: {
        customerId: 'member-1',
        fullName: '홍길동',
        phoneNumber: '01012345678',
        email: 'buyer@shop.example',
      },
    },
  )
}

/** The PG's page, in the overlay or in the page itself. */
async function pgFrame(page: Page): Promise<Frame> {
  const find = () => page.frames().find((frame) => frame.url().startsWith(system.origins.simulators ?? ''))
  await expect.poll(() => find() !== undefined).toBe(true)
  const frame = find()
  if (frame === undefined) throw new Error('no PG page')
  return frame
}

async function chargeOnce(billingKey: string): Promise<void> {
  const paymentId = newPaymentId()
  const charge = () =>
    callApi(system, 'POST', `/payments/${paymentId}/billing-key`, chargeBody(billingKey, 9_900))
  expect((await charge()).status).toBe(200)
  expect((await charge()).body).toMatchObject({ type: 'ALREADY_PAID' })
  const payment = await readPayment(system, paymentId)
  expect(payment).toMatchObject({
    status: 'PAID',
    billingKey,
    channel: { pgProvider: 'INICIS_V2' },
    method: { type: 'PaymentMethodCard', card: { name: '신한카드' } },
  })
  for (const amount of [3_900, 6_000])
    expect(
      (await callApi(system, 'POST', `/payments/${paymentId}/cancel`, { amount, reason: '환불' })).status,
    ).toBe(200)
  expect(await readBook(system, 'inicis', String(payment['transactionId']))).toMatchObject({
    approvedMinor: 9_900,
    cancelledMinor: 9_900,
  })
}

test('on a PC the card is registered in the standard window, and charged without the buyer', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await register(page)
  const frame = await pgFrame(page)
  await frame.getByRole('button', { name: '카드 등록' }).click()
  const handle = await page.waitForFunction(
    () => (globalThis as unknown as { answers: unknown[] }).answers[0],
    undefined,
    { timeout: 30_000 },
  )
  const told = (await handle.jsonValue()) as { billingKey: string }
  expect(told).toMatchObject({ transactionType: 'ISSUE_BILLING_KEY', billingKey: expect.any(String) })
  await context.close()

  await chargeOnce(told.billingKey)
  // The PG has no call for it, so the key is forgotten here and charges nothing from then on.
  expect((await callApi(system, 'DELETE', `/billing-keys/${told.billingKey}`)).status).toBe(200)
  expect(
    await callApi(
      system,
      'POST',
      `/payments/${newPaymentId()}/billing-key`,
      chargeBody(told.billingKey, 9_900),
    ),
  ).toMatchObject({ status: 409, body: { type: 'BILLING_KEY_ALREADY_DELETED' } })
}, 60_000)

test('on a phone the PG’s page fits the screen, registers the card and leads back to the shop', async () => {
  const context = await browser.newContext({ locale: 'ko-KR', ...phone })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await register(page)
  await page.waitForURL(/\/inicis\/pay\/card\/billing\//)
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)
  await page.getByRole('button', { name: '카드 등록' }).click()
  await page.waitForURL(`${shop.origin}/return**`)
  const query = Object.fromEntries(new URL(page.url()).searchParams)
  expect(query).toMatchObject({ transactionType: 'ISSUE_BILLING_KEY', billingKey: expect.any(String) })
  await context.close()

  await chargeOnce(query['billingKey'] ?? '')
}, 60_000)

test('a buyer who leaves the phone’s page is back in the shop without a key', async () => {
  const context = await browser.newContext({ locale: 'ko-KR', ...phone })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await register(page)
  await page.waitForURL(/\/inicis\/pay\/card\/billing\//)
  await page.getByRole('button', { name: /창 닫기/ }).click()
  await page.waitForURL(`${shop.origin}/return**`)
  const query = new URL(page.url()).searchParams
  expect(query.get('billingKey') ?? '').toBe('')
  expect(query.get('code')).toBe('FAILURE_TYPE_PG')
  await context.close()
}, 60_000)

test('a channel without the key of the registration page opens no window, and still takes cards by number', async () => {
  const console = await signInAsDemo(system)
  const made = await console.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'inicis',
    module: 'inicis_v2',
    version: 'V2',
    name: '이니시스 API만',
    attribute: 'PAYMENT',
    credentials: {
      mid: 'MOIapionly',
      signKey: 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS',
      iniApiKey: 'ItEQKi3rY7uvDS8l',
      iniApiIv: 'HYb3yQ4f65QL89==',
    },
  })
  const { channelKey } = made.json as { channelKey: string }
  const refused = await fetch(`${system.origins.checkout}/browser/v2/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      type: 'ISSUE_BILLING_KEY',
      sdkVersion: 'headless',
      pageOrigin: 'https://shop.example',
      device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
      request: { storeId: system.demo.storeId, channelKey, billingKeyMethod: 'CARD', customer: {} },
    }),
  })
  expect(await refused.json()).toMatchObject({ message: expect.stringContaining('iniLiteKey') })
  const issued = await callApi(system, 'POST', '/billing-keys', {
    channelKey,
    method: { card: { credential: goodCard } },
    customer: { name: { full: '홍길동' }, email: 'buyer@shop.example', phoneNumber: '01012345678' },
  })
  expect(issued.status).toBe(200)
})

test('by number: a card becomes a key, pays once without one, and a buyer who is not named is asked for', async () => {
  const customer = { name: { full: '홍길동' }, email: 'buyer@shop.example', phoneNumber: '01012345678' }
  const issued = await callApi(system, 'POST', '/billing-keys', {
    channelKey: v2Channel,
    method: { card: { credential: goodCard } },
    customer,
  })
  expect(issued.status).toBe(200)
  await chargeOnce((issued.body['billingKeyInfo'] as { billingKey: string }).billingKey)

  const instant = (paymentId: string, more: object) =>
    callApi(system, 'POST', `/payments/${paymentId}/instant`, {
      channelKey: v2Channel,
      orderName: '전화 주문',
      amount: { total: 7_000 },
      currency: 'KRW',
      method: { card: { credential: goodCard } },
      ...more,
    })
  expect((await instant(newPaymentId(), { customer })).status).toBe(200)
  expect(await instant(newPaymentId(), {})).toMatchObject({
    status: 502,
    body: { type: 'PG_PROVIDER', pgMessage: expect.stringContaining('customer.email') },
  })
})

test('a charge whose answer was lost is found in the PG’s books and taken once', async () => {
  const customer = { name: { full: '홍길동' }, email: 'buyer@shop.example', phoneNumber: '01012345678' }
  const issued = await callApi(system, 'POST', '/billing-keys', {
    channelKey: v2Channel,
    method: { card: { credential: goodCard } },
    customer,
  })
  const { billingKey } = issued.body['billingKeyInfo'] as { billingKey: string }
  const paymentId = newPaymentId()
  await orderFault(system, { operation: 'approve', fault: 'silent-after' }, 'inicis')
  await callApi(system, 'POST', `/payments/${paymentId}/billing-key`, chargeBody(billingKey, 8_000))

  await expect
    .poll(async () => (await readPayment(system, paymentId))['status'], { timeout: 30_000 })
    .toBe('PAID')
  const { transactionId } = await readPayment(system, paymentId)
  expect(await readBook(system, 'inicis', String(transactionId))).toMatchObject({
    approvedMinor: 8_000,
    entries: [{ kind: 'approve' }],
  })
}, 60_000)

test('V1: the API module keeps a card and charges it again, and pays by number alone', async () => {
  const customerUid = `member-${crypto.randomUUID().slice(0, 8)}`
  const buyer = { name: '홍길동', tel: '010-1234-5678', email: 'buyer@shop.example' }
  const card = { card_number: '4330-1234-1234-1234', expiry: '2039-12', birth: '900101', pwd_2digit: '12' }
  const kept = await v1.call('POST', `/subscribe/customers/${customerUid}`, {
    pg: 'inicis.INIBillTst',
    ...card,
    customer_name: buyer.name,
    customer_tel: buyer.tel,
    customer_email: buyer.email,
  })
  expect(kept).toMatchObject({ code: 0, response: { customer_uid: customerUid } })

  const again = await v1.call('POST', '/subscribe/payments/again', {
    customer_uid: customerUid,
    merchant_uid: `order-${crypto.randomUUID().slice(0, 30)}`,
    amount: 9_900,
    name: '정기권',
  })
  expect(again).toMatchObject({ code: 0, response: { status: 'paid', pg_provider: 'inicis' } })
  const once = await v1.call('POST', '/subscribe/payments/onetime', {
    pg: 'inicis.INIBillTst',
    merchant_uid: `order-${crypto.randomUUID().slice(0, 30)}`,
    amount: 5_000,
    name: '한 번',
    ...card,
    buyer_name: buyer.name,
    buyer_tel: buyer.tel,
    buyer_email: buyer.email,
  })
  expect(once).toMatchObject({ code: 0, response: { status: 'paid', amount: 5_000 } })
})

test.each([
  ['PC', { acceptmethod: expect.stringContaining('BILLAUTH(Card)'), offerPeriod: '2027010120271231' }],
  ['MOBILE', { customData: '{"period":"20270101-20271231"}' }],
] as const)(
  'V1 on a %s: request_pay with customer_uid registers, and again charges',
  async (device, fields) => {
    const customerUid = `member-${crypto.randomUUID().slice(0, 8)}`
    const merchantUid = `order-${crypto.randomUUID().slice(0, 30)}`
    const response = await fetch(`${system.origins.checkout}/browser/v1/attempts`, {
      method: 'POST',
      body: JSON.stringify({
        userCode: system.demo.v1.userCode,
        isLegacy: false,
        sdkVersion: 'headless',
        pageOrigin: 'https://shop.example',
        device: { platformType: device, isIpad: false, userAgent: 'headless' },
        request: {
          pg: 'html5_inicis.INIBillTst',
          pay_method: 'card',
          customer_uid: customerUid,
          merchant_uid: merchantUid,
          name: '나룻배 정기 이용',
          amount: 0,
          period: { from: '20270101', to: '20271231' },
          buyer_name: '홍길동',
          buyer_tel: '010-1234-5678',
          buyer_email: 'buyer@shop.example',
          m_redirect_url: 'https://shop.example/return',
        },
      }),
    })
    if (!response.ok) throw new Error(await response.text())
    const attempt = (await response.json()) as PreparedAttempt
    const prepared = { paymentId: merchantUid, transactionId: attempt.txId, attempt }
    const handOff = await begin(prepared)
    expect(handOff).toMatchObject({ fields })
    await visitPg(system, { pg: 'inicis', amount: 0 }, handOff)

    const again = await v1.call('POST', '/subscribe/payments/again', {
      customer_uid: customerUid,
      merchant_uid: `order-${crypto.randomUUID().slice(0, 30)}`,
      amount: 9_900,
      name: '정기권',
    })
    expect(again).toMatchObject({
      code: 0,
      response: { status: 'paid', pg_provider: 'html5_inicis', amount: 9_900 },
    })
  },
)
