import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { begin, buy, prepare, readBook, readPayment } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { phone, requestPay } from '../setup/v1-shop.ts'
import { callApi, channelOf, chargeBody, newPaymentId } from './billing-world.ts'

// Goal: Toss Pay pays, gives back and charges later, on a PC and on a phone, by V1 and by V2.
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
  // The demonstration has a channel of the current module.
  channelKey = channelOf(system, 'tosspay')
  const created = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'tosspay',
    module: 'tosspay',
    name: '토스페이 구모듈',
    attribute: 'PAYMENT',
    sharedTestMid: 'tosstest',
    credentials: {},
  })
  if (created.status !== 200) throw new Error(created.text)
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})

/** A V1 shop on a phone; answers what the return address was told. */
async function onThePhone(param: object, agree: (page: Page) => Promise<void>): Promise<URLSearchParams> {
  const context = await browser.newContext({ locale: 'ko-KR', ...phone })
  try {
    const page = await context.newPage()
    const merchantUid = `order-${crypto.randomUUID().slice(0, 30)}`
    await requestPay(page, shop, system.demo.v1.userCode, { merchant_uid: merchantUid, ...param })
    await page.waitForURL(/\/tosspay\/payfront\//)
    await agree(page)
    await page.waitForURL(`${shop.origin}/return**`)
    return new URL(page.url()).searchParams
  } finally {
    await context.close()
  }
}

test('a V1 shop on a phone asks for Toss Money alone, is paid by it, and gives back in parts', async () => {
  const told = await onThePhone({ pg: 'tosspay_v2', pay_method: 'tosspay_money' }, async (page) => {
    await expect.poll(() => page.getByRole('radio').count()).toBe(1)
    await expect.poll(() => page.getByText('토스머니').first().isVisible()).toBe(true)
    const width = await page.evaluate(() => document.documentElement.scrollWidth)
    expect(width).toBeLessThanOrEqual(360)
    await page.getByRole('button', { name: /결제하기/ }).click()
  })
  const impUid = told.get('imp_uid') ?? ''

  expect(await readBook(system, 'tosspay', impUid)).toMatchObject({ status: 'PAY_COMPLETE' })
  expect((await v1.call('GET', `/payments/${impUid}`)).response).toMatchObject({
    status: 'paid',
    pg_provider: 'tosspay_v2',
    emb_pg_provider: 'tosspay',
    pay_method: 'point',
  })
  for (const amount of [1_000, 2_000])
    expect(await v1.call('POST', '/payments/cancel', { imp_uid: impUid, amount })).toMatchObject({ code: 0 })
  expect(await readBook(system, 'tosspay', impUid)).toMatchObject({ cancelledMinor: 3_000 })
}, 60_000)

test('the former module pays by the same wire, whatever the page calls the method', async () => {
  const told = await onThePhone({ pg: 'tosspay', pay_method: 'card' }, (page) =>
    page.getByRole('button', { name: /결제하기/ }).click(),
  )
  const impUid = told.get('imp_uid') ?? ''

  expect((await v1.call('GET', `/payments/${impUid}`)).response).toMatchObject({
    status: 'paid',
    pg_provider: 'tosspay',
    card_name: '신한카드',
  })
}, 60_000)

test('a V1 shop on a phone registers its buyer and charges him by customer_uid', async () => {
  const customerUid = `uid-${crypto.randomUUID().slice(0, 8)}`
  const param = { pg: 'tosspay_v2', amount: 0, customer_uid: customerUid, customer_id: 'phone-member' }
  await onThePhone(param, (page) => page.getByRole('button', { name: '정기결제 등록' }).click())

  const charged = await v1.call('POST', '/subscribe/payments/again', {
    customer_uid: customerUid,
    merchant_uid: `again-${crypto.randomUUID().slice(0, 20)}`,
    amount: 5_500,
    name: '나룻배 정기 이용',
  })
  expect(charged).toMatchObject({ code: 0, response: { status: 'paid', amount: 5_500 } })
}, 60_000)

const callShop = (page: Page, call: 'requestPayment' | 'requestIssueBillingKey', request: object) =>
  page.evaluate(
    ([name, asked]) => {
      const { loader } = window as unknown as {
        loader: Record<string, (request: object) => Promise<Record<string, string>>>
      }
      return loader[name]?.(asked)
    },
    [call, { storeId: system.demo.storeId, channelKey, ...request }] as const,
  )

test('on a PC the buyer pays by card in a window of its own, and registers in another', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const page = await context.newPage()
  await page.goto(`${shop.origin}/preloaded`)
  const paymentId = newPaymentId()
  let opened = page.waitForEvent('popup')
  const paid = callShop(page, 'requestPayment', {
    paymentId,
    orderName: '나룻배 모형',
    totalAmount: 60_000,
    currency: 'CURRENCY_KRW',
    payMethod: 'EASY_PAY',
  })
  const window = await opened
  await window.getByLabel('할부').selectOption('3')
  await window.getByRole('button', { name: /결제하기/ }).click()
  expect(await paid).toMatchObject({ paymentId })
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'PAID',
    method: {
      type: 'PaymentMethodEasyPay',
      provider: 'TOSSPAY',
      easyPayMethod: { card: { name: '신한카드' }, installment: { month: 3 } },
    },
  })
  for (const amount of [20_000, 40_000])
    expect(
      (await callApi(system, 'POST', `/payments/${paymentId}/cancel`, { amount, reason: '단순 변심' }))
        .status,
    ).toBe(200)
  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'CANCELLED' })

  opened = page.waitForEvent('popup')
  const issued = callShop(page, 'requestIssueBillingKey', {
    billingKeyMethod: 'EASY_PAY',
    issueId: 'membership-1',
    issueName: '나룻배 정기 이용',
    customer: { customerId: 'pc-member' },
  })
  await (await opened).getByRole('button', { name: '정기결제 등록' }).click()
  const billingKey = (await issued)?.['billingKey'] ?? ''
  const charge = () =>
    callApi(system, 'POST', `/payments/${newPaymentId()}/billing-key`, chargeBody(billingKey, 5_500))
  expect((await charge()).status).toBe(200)
  expect((await callApi(system, 'DELETE', `/billing-keys/${billingKey}`)).status).toBe(200)
  expect((await charge()).status).not.toBe(200)
  await context.close()
}, 60_000)

test('a payment whose execution was never answered becomes paid by Toss Pay’s own word; a forged word pays nothing', async () => {
  const wish = { pg: 'tosspay', amount: 12_000, method: 'EASY_PAY', request: { channelKey, easyPay: {} } }
  const bought = await buy(system, { ...wish, faults: [{ operation: 'approve', fault: 'silent-after' }] })
  expect(bought.status).toBe('PAID')

  const prepared = await prepare(system, wish)
  await begin(prepared)
  const forged = { status: 'PAY_COMPLETE', orderNo: prepared.transactionId, payToken: '1', amount: 12_000 }
  const answer = await fetch(
    `${system.origins.checkout}/pg/tosspay/notify/${system.demo.storeId}/${channelKey}`,
    { method: 'POST', body: JSON.stringify(forged), headers: { 'content-type': 'application/json' } },
  )
  expect(answer.status).toBe(200)
  expect(await readPayment(system, prepared.paymentId)).toMatchObject({ status: 'READY' })
})

test('an order that Toss Pay would refuse is refused before anything is stored', async () => {
  const wish = { pg: 'tosspay', amount: 12_000, method: 'EASY_PAY' }
  for (const request of [{ orderName: 'Farmer’s "best"' }, { totalAmount: 10_000_000 }])
    await expect(
      prepare(system, { ...wish, request: { channelKey, easyPay: {}, ...request } }),
    ).rejects.toThrow(/토스페이|Toss Pay/)
})
