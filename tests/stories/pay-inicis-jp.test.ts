import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import {
  begin,
  buy,
  deposit,
  prepare,
  PrepareRefused,
  readBook,
  readPayment,
  settled,
  until,
  visitPg,
} from '../setup/headless-buyer.ts'
import { cbt, customer, storeDetails } from '../setup/japan-shop.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { answerTo, phone, requestPay } from '../setup/v1-shop.ts'
import { callApi } from './billing-world.ts'

// Goal: a shop that sells to Japan is paid in yen by card, wallet and at the till of a convenience store, and nobody pays
// for one order with what was authenticated for another.
let system: RunningSystem
let browser: Browser
let shop: MerchantPage
let v1: ReturnType<typeof openV1Client>
let channelKey = ''

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  v1 = openV1Client(system)
  const owner = await signInAsDemo(system)
  const made = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'inicis',
    module: 'inicis_jp',
    version: 'V2',
    name: '이니시스 일본결제',
    attribute: 'PAYMENT',
    credentials: cbt,
  })
  if (made.status !== 200) throw new Error(made.text)
  ;({ channelKey } = made.json as { channelKey: string })
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})

/** What a V2 shop asks, headless. */
const sale = (method: string, more: Readonly<Record<string, unknown>> = {}, amount = 3_000) => ({
  pg: 'inicis',
  amount,
  method,
  request: {
    channelKey,
    currency: 'CURRENCY_JPY',
    orderName: '渡し舟の模型',
    customer,
    storeDetails,
    virtualAccount: undefined,
    giftCertificate: undefined,
    easyPay: undefined,
    productType: undefined,
    ...more,
  },
})
const slip = { convenienceStore: { paymentDeadline: { validHours: 72 } } }
const cancel = (paymentId: string) =>
  callApi(system, 'POST', `/payments/${paymentId}/cancel`, { reason: '単純変心' })

test.each(['PAYPAY', 'RAKUTENPAY'])('%s pays, and is given back', async (easyPayProvider) => {
  const { paymentId, status, transactionId } = await buy(
    system,
    sale('EASY_PAY', { easyPay: { easyPayProvider } }),
  )
  expect(status).toBe('PAID')
  expect(await readPayment(system, paymentId)).toMatchObject({
    currency: 'JPY',
    method: { type: 'PaymentMethodEasyPay', provider: easyPayProvider },
    channel: { pgProvider: 'INICIS_JP' },
  })
  expect((await cancel(paymentId)).status).toBe(200)
  expect(await readBook(system, 'inicis', transactionId)).toMatchObject({ cancelledMinor: 3_000 })
})

test('a slip is issued, paid at a till, and then no longer given back by the PG', async () => {
  const { paymentId, transactionId, status } = await buy(system, sale('CONVENIENCE_STORE', slip))
  expect(status).toBe('VIRTUAL_ACCOUNT_ISSUED')
  expect(await readPayment(system, paymentId)).toMatchObject({
    method: {
      type: 'PaymentMethodConvenienceStore',
      convenienceStoreBrand: expect.any(String),
      receiptNumber: expect.any(String),
      paymentDeadline: expect.any(String),
    },
  })
  await deposit(system, 'inicis', transactionId)
  await until(20_000, 'the money of the till', async () =>
    (await readPayment(system, paymentId))['status'] === 'PAID' ? true : undefined,
  )
  expect(await cancel(paymentId)).toMatchObject({ status: 502, body: { type: 'PG_PROVIDER' } })
  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'PAID' })
})

test('a slip that nobody paid is withdrawn, and no till takes it', async () => {
  const { paymentId, transactionId } = await buy(system, sale('CONVENIENCE_STORE', slip))
  const closed = await callApi(system, 'POST', `/payments/${paymentId}/virtual-account/close`)
  expect(closed).toMatchObject({ status: 200 })
  await expect(deposit(system, 'inicis', transactionId)).rejects.toThrow('409')
  expect(await readBook(system, 'inicis', transactionId)).toMatchObject({ approvedMinor: 0 })
})

test('what was authenticated for a cheap order pays no dear one, and its money goes back', async () => {
  const cheap = await prepare(system, sale('CARD', {}, 100))
  const dear = await prepare(system, sale('CARD', {}, 90_000))
  const [fromCheap, fromDear] = await Promise.all([
    begin(cheap).then((handOff) => visitPg(system, sale('CARD'), handOff, false)),
    begin(dear).then((handOff) => visitPg(system, sale('CARD'), handOff, false)),
  ])
  const stolen = new URL(fromDear.next?.url ?? '')
  stolen.searchParams.set('sid', new URL(fromCheap.next?.url ?? '').searchParams.get('sid') ?? '')
  await fetch(stolen, { redirect: 'manual' })

  expect(await settled(system, dear)).toMatchObject({ code: expect.any(String) })
  expect(await readPayment(system, dear.paymentId)).toMatchObject({ status: 'FAILED' })
  expect(await readBook(system, 'inicis', cheap.transactionId)).toMatchObject({
    approvedMinor: 100,
    cancelledMinor: 100,
  })
  expect(await readBook(system, 'inicis', dear.transactionId)).toMatchObject({ approvedMinor: 0 })
})

test.each([
  ['won', 'CARD', { currency: 'CURRENCY_KRW' }, 'currency'],
  [
    'a shop without its name in kana',
    'CARD',
    { storeDetails: { ...storeDetails, storeNameKana: '店' } },
    'storeNameKana',
  ],
  ['a buyer without a name', 'CARD', { customer: { email: 'buyer@example.com' } }, 'customer.fullName'],
  ['a slip without a deadline', 'CONVENIENCE_STORE', {}, 'paymentDeadline'],
  ['a slip without kana', 'CONVENIENCE_STORE', { ...slip, customer: { fullName: '홍길동' } }, 'NameKana'],
  ['a wallet of Korea', 'EASY_PAY', { easyPay: { easyPayProvider: 'KAKAOPAY' } }, 'easyPayProvider'],
])('%s is refused before the window opens', async (_what, method, more, field) => {
  const refused = await prepare(system, sale(method, more)).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(refused).toBeInstanceOf(PrepareRefused)
  expect(JSON.stringify((refused as PrepareRefused).error)).toContain(field)
})

const newUid = () => `order-${crypto.randomUUID().slice(0, 30)}`

/** What a V1 shop's page asks. */
const ask = (page: Page, more: object) =>
  requestPay(page, shop, system.demo.v1.userCode, {
    channelKey,
    pay_method: 'card',
    name: '渡し舟の模型',
    currency: 'JPY',
    buyer_name: 'デイモン マット',
    buyer_first_name_kana: 'マット',
    buyer_last_name_kana: 'デイモン',
    storeDetails,
    ...more,
  })

test.each([
  ['card', { pay_method: 'card' }],
  ['paypay', { emb_pg_provider: 'paypay' }],
])(
  'V1 on a PC: %s is paid in a popup of the PG',
  async (payMethod, told) => {
    const context = await browser.newContext({ locale: 'ja-JP' })
    const page = await context.newPage()
    const opened = context.waitForEvent('page')
    await ask(page, { merchant_uid: newUid(), pay_method: payMethod })
    const popup = await opened
    await popup.waitForURL('**/inicis/cbt/**')
    await popup.getByText('渡し舟の模型').waitFor()
    await popup.locator('button[value=approve]').click()
    const { imp_uid: impUid } = await answerTo(page)
    expect((await v1.call('GET', `/payments/${String(impUid)}`)).response).toMatchObject({
      status: 'paid',
      currency: 'JPY',
      pg_provider: 'inicis_jp',
      ...told,
    })
    for (const amount of [1_000, 2_000])
      expect((await v1.call('POST', '/payments/cancel', { imp_uid: impUid, amount })).code).toBe(0)
    await context.close()
  },
  60_000,
)

test('V1 on a phone: a slip is issued in the PG’s page, which fits, and is paid at a till', async () => {
  const context = await browser.newContext({ locale: 'ja-JP', ...phone })
  const page = await context.newPage()
  const merchantUid = newUid()
  await ask(page, {
    merchant_uid: merchantUid,
    pay_method: 'cvs',
    cvs: { payment_deadline: { valid_hours: 72 } },
  })
  await page.waitForURL('**/inicis/cbt/**')
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
  await page.locator('button[value=approve]').click()
  await page.waitForURL(`${shop.origin}/return**`)
  const impUid = new URL(page.url()).searchParams.get('imp_uid') ?? ''
  const payment = async () => (await v1.call('GET', `/payments/${impUid}`)).response
  expect(await payment()).toMatchObject({ status: 'ready', pay_method: 'cvs', vbank_num: expect.any(String) })

  await deposit(system, 'inicis', impUid)
  await until(15_000, 'the money of the till', async () =>
    (await payment()).status === 'paid' ? true : undefined,
  )
  await context.close()
}, 60_000)

test('V1: a buyer who closes the popup is told so', async () => {
  const context = await browser.newContext({ locale: 'ja-JP' })
  const page = await context.newPage()
  const opened = context.waitForEvent('page')
  await ask(page, { merchant_uid: newUid() })
  const popup = await opened
  await popup.waitForURL('**/inicis/cbt/**')
  await popup.locator('button[value=close]').click()
  expect(await answerTo(page)).toMatchObject({ error_code: expect.any(String) })
  await context.close()
}, 60_000)
