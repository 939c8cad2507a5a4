import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo, type ConsoleClient } from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { buy, deposit, readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { callApi } from './billing-world.ts'

// Goal: whoever picks KICC's shared test id in the console has a channel that pays, on a PC and on a phone.
let system: RunningSystem
let browser: Browser
let shop: MerchantPage
let owner: ConsoleClient
let v1: ReturnType<typeof openV1Client>

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  owner = await signInAsDemo(system)
  v1 = openV1Client(system)
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

test('the shared id T5102001 fills the name in the console, and the channel is saved', async () => {
  const page = await (await browser.newContext({ locale: 'ko-KR', reducedMotion: 'reduce' })).newPage()
  page.setDefaultTimeout(20_000)
  await page.goto(`${system.origins.console}/auth/signin`)
  await page.getByLabel('이메일 주소(ID)').fill(system.demo.console.email)
  await page.getByLabel('비밀번호', { exact: true }).fill(system.demo.console.password)
  await page.getByRole('button', { name: '로그인', exact: true }).click()
  await page.getByText('연동 시작하기').waitFor()
  await page.goto(`${system.origins.console}/integration-v2/manage/channel`)
  await page.getByRole('button', { name: '채널 추가' }).first().click()
  const drawer = page.getByRole('dialog').first()
  await drawer.getByRole('combobox', { name: '결제대행사' }).click()
  await page.getByRole('option', { name: '이지페이(KICC)', exact: true }).click()
  await drawer.getByRole('radio', { name: /구모듈/ }).click()
  await drawer.getByRole('button', { name: '다음' }).click()
  await drawer.getByRole('combobox', { name: /PG상점아이디/ }).click()
  await page.getByRole('option', { name: /T5102001/ }).click()

  await expect.poll(() => drawer.getByLabel('채널 이름').inputValue()).toBe('이지페이 KICC T5102001')
  await drawer.getByRole('button', { name: '저장', exact: true }).click()
  await page.getByText('이지페이 KICC T5102001 채널을 저장했습니다').first().waitFor()
  await page.context().close()
})

/** A page of a V1 shop asks for a payment through the channel. */
async function ask(page: Page, more: object): Promise<void> {
  await page.goto(`${shop.origin}/v1`)
  await page.evaluate(
    ([userCode, param]) => {
      const target = window as unknown as {
        answers: unknown[]
        IMP: Record<string, (...args: unknown[]) => unknown>
      }
      target.answers = []
      target.IMP['init']?.(userCode)
      target.IMP['request_pay']?.(param, (answer: unknown) => target.answers.push(answer))
    },
    [
      system.demo.v1.userCode,
      {
        pg: 'kicc.T5102001',
        pay_method: 'card',
        name: '나룻배 모형',
        amount: 3_000,
        buyer_name: '홍길동',
        buyer_tel: '010-1234-5678',
        m_redirect_url: `${shop.origin}/return`,
        ...more,
      },
    ] as const,
  )
}

test('a buyer pays on a PC in the PG’s own window, and the shop takes it back', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const merchantUid = `order-${crypto.randomUUID().slice(0, 30)}`
  const page = await context.newPage()
  const opened = page.waitForEvent('popup')
  await ask(page, { merchant_uid: merchantUid })
  const window = await opened
  await window.getByRole('button', { name: /결제하기/ }).click()

  const handle = await page.waitForFunction(
    () => (globalThis as unknown as { answers: unknown[] }).answers[0],
    undefined,
    { timeout: 30_000 },
  )
  const told = (await handle.jsonValue()) as { success: boolean; imp_uid: string }
  expect(told).toMatchObject({ success: true, merchant_uid: merchantUid })
  expect((await v1.call('GET', `/payments/${told.imp_uid}`)).response).toMatchObject({
    status: 'paid',
    pg_provider: 'kicc',
    card_name: '신한카드',
  })
  expect((await v1.call('POST', '/payments/cancel', { imp_uid: told.imp_uid })).response).toMatchObject({
    status: 'cancelled',
    cancel_amount: 3_000,
  })
  await context.close()
}, 60_000)

test('a buyer pays on a phone and is led back to the shop', async () => {
  const context = await browser.newContext({ locale: 'ko-KR', ...phone })
  const merchantUid = `order-${crypto.randomUUID().slice(0, 30)}`
  const page = await context.newPage()
  await ask(page, { merchant_uid: merchantUid })
  await page.waitForURL(/\/kicc\/webpay\//)
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.waitForURL(`${shop.origin}/return**`)

  expect(Object.fromEntries(new URL(page.url()).searchParams)).toMatchObject({
    imp_success: 'true',
    merchant_uid: merchantUid,
  })
  await context.close()
}, 60_000)

test('a channel of the current module pays on V2: an account is paid into, and a forged message changes nothing', async () => {
  const created = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'kicc',
    module: 'kicc_v2',
    version: 'V2',
    name: 'KICC 신모듈',
    attribute: 'PAYMENT',
    credentials: { mid: 'T0001234', encryptionKey: 'simulator-key' },
  })
  expect(created.status).toBe(200)
  const { channelKey } = created.json as { channelKey: string }
  const purchase = { pg: 'kicc', amount: 33_000, method: 'VIRTUAL_ACCOUNT', request: { channelKey } } as const
  const bought = await buy(system, purchase)
  expect(bought.status).toBe('VIRTUAL_ACCOUNT_ISSUED')

  for (const tamper of ['secret', 'amount', 'order'])
    await deposit(system, 'kicc', bought.transactionId, { tamper })
  expect(await readPayment(system, bought.paymentId)).toMatchObject({ status: 'VIRTUAL_ACCOUNT_ISSUED' })
  await deposit(system, 'kicc', bought.transactionId, { times: 3, parallel: true })
  await until(20_000, 'the deposit', async () =>
    (await readPayment(system, bought.paymentId))['status'] === 'PAID' ? true : undefined,
  )

  const card = await buy(system, { pg: 'kicc', amount: 7_000, request: { channelKey } })
  expect(card.status).toBe('PAID')
  for (const amount of [2_000, 5_000])
    expect(
      (await callApi(system, 'POST', `/payments/${card.paymentId}/cancel`, { amount, reason: '환불' }))
        .status,
    ).toBe(200)
  expect(await readBook(system, 'kicc', card.transactionId)).toMatchObject({
    approvedMinor: 7_000,
    cancelledMinor: 7_000,
  })
})

test('an approval whose answer was lost is found in the PG’s books', async () => {
  const channels = (await owner.call('GET', `/stores/${system.demo.storeId}/channels?mode=TEST`)).json as {
    items: { channelKey: string; name: string }[]
  }
  const channelKey = channels.items.find(({ name }) => name === 'KICC 신모듈')?.channelKey
  const faults = [{ operation: 'approve', fault: 'silent-after' }] as const
  const bought = await buy(system, { pg: 'kicc', amount: 9_000, faults, request: { channelKey } })

  expect(bought.status).toBe('PAID')
  expect(await readBook(system, 'kicc', bought.transactionId)).toMatchObject({ approvedMinor: 9_000 })
})
