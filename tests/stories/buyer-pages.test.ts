import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { readPayment } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, channelOf } from './billing-world.ts'

// Goal: a merchant without a page of his own sends an address, and a person pays on it, on a PC and on a phone; and one
// who must know his visitor is told who it is, by the PG and not by the page.
let system: RunningSystem
let browser: Browser
let context: BrowserContext | undefined
let profileKey: string
let shop: MerchantPage

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  const owner = await signInAsDemo(system)
  const channelKey = channelOf(system, 'naru-test')
  const made = await owner.call('POST', '/checkout-profiles', {
    name: '기본',
    mode: 'TEST',
    methods: (['CARD_KR', 'KAKAO_PAY', 'CARD_INTERNATIONAL', 'PAY_PAY', 'D_BARAI'] as const).map(
      (paymentMethod) => ({ paymentMethod, channelKey }),
    ),
  })
  if (made.status !== 200) throw new Error(made.text)
  ;({ profileKey } = made.json as { profileKey: string })
}, 120_000)
afterEach(async () => {
  await context?.close()
})
afterAll(async () => {
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})

async function session(more: Readonly<Record<string, unknown>> = {}) {
  const paymentId = `order-${crypto.randomUUID()}`
  const { status, body } = await callApi(system, 'POST', '/payment-sessions', {
    storeId: system.demo.storeId,
    paymentId,
    profileKey,
    country: 'KR',
    currency: 'KRW',
    totalAmount: 12_000,
    orderName: '나룻배 모형',
    ...more,
  })
  if (status !== 200) throw new Error(JSON.stringify(body))
  return { paymentId, url: String(body['url']) }
}

async function visit(url: string, settings: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  context = await browser.newContext({ locale: 'ko-KR', ...settings })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(url)
  return page
}

const phone = {
  viewport: { width: 360, height: 740 },
  isMobile: true,
  hasTouch: true,
  userAgent:
    'Mozilla/5.0 (Linux; Android 14; SM-S921N) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36',
}

test('on a PC: the order is read, agreed to and paid, and the page says so', async () => {
  const { paymentId, url } = await session({
    agreements: [{ name: '이용약관', url: 'https://shop.example/terms' }],
    products: [{ name: '나룻배', unitPrice: 6_000, quantity: 2 }],
  })
  const page = await visit(url)
  await page.getByRole('heading', { name: '나룻배 모형' }).waitFor()
  const submit = page.getByRole('button', { name: '12,000원 결제하기' })

  await page.getByLabel('이름').fill('홍길동')
  await page.getByLabel('이메일').fill('buyer@shop')
  await page.getByLabel('신용·체크카드').check()
  await expect.poll(() => submit.isDisabled()).toBe(true)
  await page.getByLabel('이용약관', { exact: true }).check()
  await submit.click()
  await page.getByText('이메일 주소를 확인해 주세요.').waitFor()
  await page.getByLabel('이메일').fill('buyer@shop.example')
  await submit.click()
  await page.getByRole('button', { name: /결제하기/ }).click()

  await page.getByText('결제가 완료되었습니다').waitFor()
  expect(page.url()).toBe(url)
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'PAID',
    amount: { total: 12_000 },
    customer: { name: '홍길동', email: 'buyer@shop.example' },
    origin: { platformType: 'PC' },
  })
})

test('on a phone: a decline comes back to the page with its reason, the next try pays, and the shop gets the buyer', async () => {
  const { paymentId, url } = await session({
    customerName: '홍길동',
    customerEmail: 'buyer@shop.example',
    redirectUrl: `${system.origins.checkout}/v2/browser-sdk.js?shop=1`,
  })
  const page = await visit(url, phone)
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360)

  await page.getByLabel('카카오페이').check()
  await page.getByRole('button', { name: '12,000원 결제하기' }).click()
  await page.getByText('다른 결말 고르기').click()
  await page.getByRole('button', { name: '거절하기' }).click()
  await page.getByRole('alert').filter({ hasText: '결제가 완료되지 않았습니다.' }).waitFor()
  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'FAILED' })

  await page.getByLabel('신용·체크카드').check()
  await page.getByRole('button', { name: '12,000원 결제하기' }).click()
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.waitForURL(/shop=1&/)

  expect(new URL(page.url()).searchParams.get('paymentId')).toBe(paymentId)
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'PAID',
    origin: { platformType: 'MOBILE' },
  })
})

test('with a method chosen by the shop and nothing left to ask, the page is not even shown', async () => {
  const { paymentId, url } = await session({
    customerName: '홍길동',
    customerEmail: 'buyer@shop.example',
    paymentMethod: 'CARD_KR',
  })
  const page = await visit(url)
  await page.getByRole('button', { name: /결제하기/ }).click()

  await page.getByText('결제가 완료되었습니다').waitFor()
  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'PAID' })
})

test.each([
  ['ja-JP', 'お支払い方法', 'd払い', 'このご注文はお支払いいただけません'],
  ['zh-TW', '付款方式', 'd 支付', '此訂單已無法付款'],
  ['zh-CN', '支付方式', 'd 支付', '此订单已无法支付'],
  ['en-US', 'Pay with', 'd Barai', 'This order cannot be paid any more'],
])('a buyer whose browser speaks %s reads it', async (locale, legend, method, over) => {
  const { url } = await session({ country: 'JP', currency: 'JPY', totalAmount: 980 })
  const page = await visit(url, { locale })

  await page.getByRole('group', { name: legend }).waitFor()
  await expect.poll(() => page.getByLabel(method).count()).toBe(1)
  const shopName = await page.locator('.hosted-shop').innerText()
  const said = await page.evaluate(() => document.body.innerText)
  // The shop's own words stay in the shop's language.
  expect(said.replace(shopName, '').replace('나룻배 모형', '')).not.toMatch(/[가-힣]/)
  const [sessionId] = url.split('/').slice(-1)
  await callApi(system, 'POST', `/payment-sessions/${sessionId ?? ''}/close`)
  await page.reload()
  await page.getByText(over).waitFor()
})

/** A shop's page, whose bundle holds the published npm loader, asks who the visitor is. */
async function askIdentity(page: Page, more: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const identityVerificationId = `identity-${crypto.randomUUID()}`
  const channelKey = system.demo.identityChannels.find(({ pg }) => pg === 'naru-test')?.channelKey
  await page.evaluate(
    (request) => {
      const { loader } = window as unknown as {
        loader: { requestIdentityVerification(request: object): Promise<object> }
      }
      const target = window as unknown as { answer?: object }
      loader.requestIdentityVerification(request).then(
        (resolved) => (target.answer = resolved),
        (error: { code: string }) => (target.answer = { rejected: error.code }),
      )
    },
    { storeId: system.demo.storeId, channelKey, identityVerificationId, ...more },
  )
  return identityVerificationId
}

async function answerOf(page: Page): Promise<Record<string, unknown>> {
  const handle = await page.waitForFunction(() => (window as unknown as { answer?: object }).answer)
  return (await handle.jsonValue()) as Record<string, unknown>
}

const readIdentity = async (id: string) =>
  (await callApi(system, 'GET', `/identity-verifications/${id}`)).body

test('a person proves who he is in the window over the shop’s page, and only the shop’s server learns it', async () => {
  const page = await visit(`${shop.origin}/preloaded`)
  const id = await askIdentity(page)
  const window = page.frameLocator('#imp-iframe')
  await window.getByLabel('이름').fill('김나루')
  await window.getByLabel('생년월일').fill('1990-03-14')
  await window.getByLabel('휴대폰 번호').fill('01077771234')
  await window.getByRole('button', { name: '인증하기' }).click()

  const answer = await answerOf(page)
  expect(answer).toEqual({
    transactionType: 'IDENTITY_VERIFICATION',
    identityVerificationId: id,
    identityVerificationTxId: expect.any(String),
  })
  expect(await readIdentity(id)).toMatchObject({
    status: 'VERIFIED',
    verifiedCustomer: { name: '김나루', birthDate: '1990-03-14', phoneNumber: '01077771234' },
  })
})

test('on a phone the identity window takes the page and gives it back; who refuses is not verified', async () => {
  const page = await visit(`${shop.origin}/preloaded`, phone)
  const id = await askIdentity(page, { redirectUrl: `${shop.origin}/return` })
  await page.getByText('다른 결말 고르기').click()
  await page.getByRole('button', { name: '거절하기' }).click()
  await page.waitForURL(/\/return\?/)

  expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
    transactionType: 'IDENTITY_VERIFICATION',
    identityVerificationId: id,
    code: 'FAILURE_TYPE_PG',
  })
  expect(await readIdentity(id)).toMatchObject({ status: 'FAILED' })
})

test('closing the identity window says 취소 to the shop', async () => {
  const page = await visit(`${shop.origin}/preloaded`)
  const id = await askIdentity(page)
  await page
    .frameLocator('#imp-iframe')
    .getByRole('button', { name: /창 닫기/ })
    .click()

  expect(String((await answerOf(page))['message'])).toContain('취소')
  expect(await readIdentity(id)).toMatchObject({ status: 'FAILED' })
})
