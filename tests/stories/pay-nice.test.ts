import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { buy, deposit, readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { callApi, channelOf, chargeBody, goodCard, newPaymentId } from './billing-world.ts'

// Goal: a channel of NICE Payments pays in its own window on a PC and on a phone, and everything after it works.
let system: RunningSystem
let browser: Browser
let shop: MerchantPage
let v1: ReturnType<typeof openV1Client>
let channelKey: string

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  v1 = openV1Client(system)
  channelKey = channelOf(system, 'nice')
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
        pg: 'nice_v2.iamport00m',
        pay_method: 'card',
        name: '나룻배 모형 뷁',
        amount: 3_000,
        buyer_name: '홍길동',
        buyer_tel: '010-1234-5678',
        m_redirect_url: `${shop.origin}/return`,
        ...more,
      },
    ] as const,
  )
}

async function answerOf(page: Page): Promise<Readonly<Record<string, unknown>>> {
  const handle = await page.waitForFunction(
    () => (globalThis as unknown as { answers: unknown[] }).answers[0],
    undefined,
    { timeout: 30_000 },
  )
  return (await handle.jsonValue()) as Record<string, unknown>
}

/** The PG's window on a PC: a frame of the PG inside our frame. */
async function windowIn(page: Page) {
  const windowFrame = () =>
    page.frames().find((frame) => /\/nice\/(naru\/billing-)?window\//.test(frame.url()))
  return until(20_000, 'the window of the PG', async () => windowFrame())
}

test('a buyer pays on a PC in the PG’s own window, and the shop takes it back', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const page = await context.newPage()
  const merchantUid = `order-${crypto.randomUUID().slice(0, 30)}`
  await ask(page, { merchant_uid: merchantUid })
  const window = await windowIn(page)
  // The name went through a form in EUC-KR, with a syllable that only its larger table has.
  await window.getByText('나룻배 모형 뷁').waitFor()
  await window.getByRole('button', { name: /결제하기/ }).click()

  const told = await answerOf(page)
  expect(told).toMatchObject({ success: true, merchant_uid: merchantUid })
  const impUid = String(told['imp_uid'])
  expect((await v1.call('GET', `/payments/${impUid}`)).response).toMatchObject({
    status: 'paid',
    pg_provider: 'nice_v2',
    card_name: '신한카드',
  })
  expect((await v1.call('POST', '/payments/cancel', { imp_uid: impUid })).response).toMatchObject({
    status: 'cancelled',
    cancel_amount: 3_000,
  })
  await context.close()
}, 60_000)

test('a buyer who closes the window on a PC is told so, and nothing is paid', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const page = await context.newPage()
  await ask(page, { merchant_uid: `order-${crypto.randomUUID().slice(0, 30)}` })
  const window = await windowIn(page)
  await window.getByRole('button', { name: /창 닫기/ }).click()
  expect(await answerOf(page)).toMatchObject({ success: false })
  await context.close()
}, 60_000)

test('a buyer whose shop left its page for the window on a PC is led back to the shop', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const page = await context.newPage()
  const refused: string[] = []
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(message.text())
  })
  await page.goto(`${shop.origin}/preloaded`)
  await page.evaluate(
    (request) => {
      const { PortOne } = window as unknown as {
        PortOne: { requestPayment(asked: object): Promise<unknown> }
      }
      void PortOne.requestPayment(request)
    },
    {
      storeId: system.demo.storeId,
      channelKey,
      paymentId: newPaymentId(),
      orderName: '나룻배 모형',
      totalAmount: 5_000,
      currency: 'KRW',
      payMethod: 'TRANSFER',
      windowType: { pc: 'REDIRECTION' },
      redirectUrl: `${shop.origin}/return`,
    },
  )
  const window = await windowIn(page)
  await window.getByRole('button', { name: /결제하기/ }).click()
  await page.waitForURL(`${shop.origin}/return**`)
  expect(new URL(page.url()).searchParams.get('code')).toBeNull()
  expect(refused).toEqual([])
  await context.close()
}, 60_000)

test('a buyer pays on a phone and is led back to the shop', async () => {
  const context = await browser.newContext({ locale: 'ko-KR', ...phone })
  const page = await context.newPage()
  const merchantUid = `order-${crypto.randomUUID().slice(0, 30)}`
  await ask(page, { merchant_uid: merchantUid, pay_method: 'kakaopay' })
  await page.waitForURL(/\/nice\/window\//)
  await page.getByText('나룻배 모형 뷁').waitFor()
  await page.getByRole('button', { name: /결제하기/ }).click()
  await page.waitForURL(`${shop.origin}/return**`)
  const query = new URL(page.url()).searchParams
  expect(query.get('merchant_uid')).toBe(merchantUid)
  expect((await v1.call('GET', `/payments/${query.get('imp_uid')}`)).response).toMatchObject({
    status: 'paid',
    emb_pg_provider: 'kakaopay',
  })
  await context.close()
}, 60_000)

test('an account is paid into once, and a forged note changes nothing', async () => {
  const request = { channelKey, virtualAccount: { accountExpiry: { validHours: 24 } } }
  const bought = await buy(system, { pg: 'nice', amount: 33_000, method: 'VIRTUAL_ACCOUNT', request })
  expect(bought.status).toBe('VIRTUAL_ACCOUNT_ISSUED')

  for (const tamper of ['secret', 'amount', 'order'])
    await deposit(system, 'nice', bought.transactionId, { tamper })
  expect(await readPayment(system, bought.paymentId)).toMatchObject({ status: 'VIRTUAL_ACCOUNT_ISSUED' })
  await deposit(system, 'nice', bought.transactionId, { times: 3, parallel: true })
  await until(20_000, 'the deposit', async () =>
    (await readPayment(system, bought.paymentId))['status'] === 'PAID' ? true : undefined,
  )
  const refunded = await callApi(system, 'POST', `/payments/${bought.paymentId}/cancel`, {
    reason: '환불',
    refundAccount: { bank: 'SHINHAN', number: '110123456789', holderName: '홍길동' },
  })
  expect(refunded.status).toBe(200)
  expect(await readBook(system, 'nice', bought.transactionId)).toMatchObject({
    approvedMinor: 33_000,
    cancelledMinor: 33_000,
  })
})

test('an approval whose answer was lost is undone, and one that never arrived takes nothing', async () => {
  for (const fault of ['silent-after', 'silent-before']) {
    const faults = [{ operation: 'approve', fault }] as const
    const bought = await buy(system, { pg: 'nice', amount: 9_000, faults, request: { channelKey } })
    expect(bought.status).toBe('FAILED')
    expect(await readBook(system, 'nice', bought.transactionId)).toMatchObject({ balanceMinor: 0 })
  }
})

test('an approval of another amount goes back whole, and the payment fails', async () => {
  const faults = [{ operation: 'approve', fault: 'wrong-amount' }] as const
  const bought = await buy(system, { pg: 'nice', amount: 9_000, faults, request: { channelKey } })
  await until(20_000, 'the reversal', async () =>
    (await readPayment(system, bought.paymentId))['status'] === 'FAILED' ? true : undefined,
  )
  expect(await readBook(system, 'nice', bought.transactionId)).toMatchObject({ balanceMinor: 0 })
})

test('a partial cancel whose answer was lost stays asked for, and is never paid twice', async () => {
  const bought = await buy(system, { pg: 'nice', amount: 8_000, request: { channelKey } })
  expect(bought.status).toBe('PAID')
  const faults = await fetch(
    `${system.origins.simulators}/control/nice/orders/${bought.transactionId}/faults`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ operation: 'cancel', fault: 'silent-after' }),
    },
  )
  expect(faults.status).toBe(200)
  // The answer waits for what can become known; here nothing can.
  const answered = callApi(system, 'POST', `/payments/${bought.paymentId}/cancel`, {
    amount: 3_000,
    reason: '환불',
  }).catch(() => undefined)
  void answered
  await until(20_000, 'the cancel', async () => {
    const { cancelledMinor } = await readBook(system, 'nice', bought.transactionId)
    return cancelledMinor === 3_000 ? true : undefined
  })
  expect(await readPayment(system, bought.paymentId)).toMatchObject({
    status: 'PAID',
    cancellations: [{ status: 'REQUESTED', totalAmount: 3_000 }],
  })
  expect(await readBook(system, 'nice', bought.transactionId)).toMatchObject({ cancelledMinor: 3_000 })
})

test('a card becomes a billing key over the API and is charged; a card number pays at once', async () => {
  const issued = await callApi(system, 'POST', '/billing-keys', {
    channelKey,
    method: { card: { credential: goodCard } },
    customer: { id: 'member-1' },
  })
  expect(issued.status).toBe(200)
  const { billingKey } = issued.body['billingKeyInfo'] as { billingKey: string }
  const paymentId = newPaymentId()
  const charged = await callApi(
    system,
    'POST',
    `/payments/${paymentId}/billing-key`,
    chargeBody(billingKey, 4_900),
  )
  expect(charged.status).toBe(200)
  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'PAID' })

  const instant = newPaymentId()
  const paid = await callApi(system, 'POST', `/payments/${instant}/instant`, {
    channelKey,
    orderName: '나룻배 모형',
    method: { card: { credential: goodCard } },
    amount: { total: 5_000 },
    currency: 'KRW',
  })
  expect(paid.status).toBe(200)
  expect(await readPayment(system, instant)).toMatchObject({ status: 'PAID' })
})

test('a wallet is registered in the window on a PC, and charged without the buyer', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const page = await context.newPage()
  await page.goto(`${shop.origin}/preloaded`)
  await page.evaluate(
    (request) => {
      const target = window as unknown as {
        answers: unknown[]
        PortOne: { requestIssueBillingKey(asked: object): Promise<unknown> }
      }
      target.answers = []
      void target.PortOne.requestIssueBillingKey(request).then((answer) => target.answers.push(answer))
    },
    {
      storeId: system.demo.storeId,
      channelKey,
      billingKeyMethod: 'EASY_PAY',
      issueId: 'membership1',
      issueName: '나룻배 정기 이용',
      easyPay: { easyPayProvider: 'NAVERPAY' },
      redirectUrl: `${shop.origin}/return`,
    },
  )
  const window = await windowIn(page)
  await window.getByRole('button', { name: '등록하기' }).click()
  const { billingKey } = await answerOf(page)
  const paymentId = newPaymentId()
  const path = `/payments/${paymentId}/billing-key`
  const charged = await callApi(system, 'POST', path, chargeBody(String(billingKey), 6_000))
  expect(charged.status).toBe(200)
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'PAID',
    method: { type: 'PaymentMethodEasyPay', provider: 'NAVERPAY' },
  })
  await context.close()
}, 60_000)

test('a live channel refuses that window before it opens, because its wire is not public', async () => {
  const owner = await signInAsDemo(system)
  const created = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'LIVE',
    pg: 'nice',
    module: 'nice_v2',
    version: 'V2',
    name: '나이스 실연동',
    attribute: 'PAYMENT',
    credentials: {
      mid: 'IMPnaru00m',
      merchantKey: 'a-merchant-key-of-32-characters!',
      cancelPassword: '1234',
    },
  })
  expect(created.status).toBe(200)
  const response = await fetch(`${system.origins.checkout}/browser/v2/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      type: 'ISSUE_BILLING_KEY',
      sdkVersion: 'headless',
      pageOrigin: 'https://shop.example',
      device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
      request: {
        storeId: system.demo.storeId,
        channelKey: (created.json as { channelKey: string }).channelKey,
        billingKeyMethod: 'EASY_PAY',
        issueId: 'membership1',
        issueName: '나룻배 정기 이용',
        easyPay: { easyPayProvider: 'NAVERPAY' },
      },
    }),
  })
  expect(response.status).toBe(404)
  expect(JSON.stringify(await response.json())).toContain('시뮬레이터')
})
