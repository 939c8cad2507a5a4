import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { demoBuyer } from '../setup/demo-buyer.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import { begin, prepare, readBook, readPayment, settled, until, visitPg } from '../setup/headless-buyer.ts'
import { serveMerchantPage, type MerchantPage } from '../setup/merchant-page.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { phone, requestPay } from '../setup/v1-shop.ts'
import { callApi, channelOf, chargeBody, newPaymentId, orderFault } from './billing-world.ts'

// Goal: KakaoPay under direct contract pays on a PC and on a phone, by V1 and by V2, and registers buyers for later charges.
let system: RunningSystem
let browser: Browser
let shop: MerchantPage
/** The channel of recurring payments: KakaoPay gives each kind a CID of its own. */
let recurring: string

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
  shop = await serveMerchantPage(system.origins.checkout, system.origins.simulators ?? '')
  const owner = await signInAsDemo(system)
  const made = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'kakaopay',
    module: 'kakaopay',
    name: '카카오페이 정기결제',
    attribute: 'PAYMENT',
    sharedTestMid: 'TCSUBSCRIP',
    credentials: {},
  })
  if (made.status !== 200) throw new Error(made.text)
  recurring = (made.json as { channelKey: string }).channelKey
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), shop?.close(), system?.stop()])
})

test.each(['PC', 'MOBILE'] as const)(
  'a buyer pays on a %s, and gets it back in parts',
  async (device) => {
    const buyer = await demoBuyer(system, browser, device)
    try {
      const window = await buyer.order('카카오페이 테스트')
      const frame = await buyer.pgFrame(window)
      expect(frame.url()).toContain(device === 'PC' ? '/window/pc/' : '/window/mobile/')
      await frame.getByRole('button', { name: /결제하기/ }).click()
      const paymentId = await buyer.paid()

      const payment = await readPayment(system, paymentId)
      expect(payment).toMatchObject({
        status: 'PAID',
        channel: { pgProvider: 'KAKAOPAY' },
        method: { type: 'PaymentMethodEasyPay', provider: 'KAKAOPAY' },
      })
      const { total } = payment['amount'] as { total: number }
      const cancel = (body: object) => callApi(system, 'POST', `/payments/${paymentId}/cancel`, body)
      expect((await cancel({ amount: 1_000, reason: '부분 환불' })).status).toBe(200)
      expect((await cancel({ reason: '나머지' })).status).toBe(200)
      expect(await readBook(system, 'kakaopay', String(payment['transactionId']))).toMatchObject({
        status: 'CANCEL_PAYMENT',
        approvedMinor: total,
        cancelledMinor: total,
      })
    } finally {
      await buyer.close()
    }
  },
  60_000,
)

test('the shop reads KakaoPay’s own answer about an order, and nobody reads one through a foreign channel', async () => {
  const prepared = await prepare(system, { pg: 'kakaopay', amount: 7_000, method: 'EASY_PAY' })
  await visitPg(system, { pg: 'kakaopay', amount: 7_000, method: 'EASY_PAY' }, await begin(prepared))
  await settled(system, prepared)
  const { pgTxId } = (await readPayment(system, prepared.paymentId)) as { pgTxId: string }
  const ask = (tid: string, channelKey: string) =>
    callApi(
      system,
      'GET',
      `/kakaopay/payment/order?${new URLSearchParams({ pgTxId: tid, channelKey }).toString()}`,
    )

  const answer = await ask(pgTxId, channelOf(system, 'kakaopay'))
  expect(answer).toMatchObject({ status: 200, body: { statusCode: 200 } })
  expect(JSON.parse(String(answer.body['body']))).toMatchObject({
    tid: pgTxId,
    status: 'SUCCESS_PAYMENT',
    amount: { total: 7_000 },
  })
  // Of another CID: KakaoPay's own refusal, handed through.
  expect(await ask(pgTxId, recurring)).toMatchObject({ status: 200, body: { statusCode: 400 } })
  for (const channelKey of [channelOf(system, 'tosspayments'), 'channel-key-of-nobody'])
    expect(await ask(pgTxId, channelKey)).toMatchObject({ status: 400, body: { type: 'INVALID_REQUEST' } })
})

test('a buyer who closes the page is back in the shop, and nothing is paid', async () => {
  const buyer = await demoBuyer(system, browser, 'PC')
  try {
    const window = await buyer.order('카카오페이 테스트')
    await (await buyer.pgFrame(window)).getByRole('button', { name: /창 닫기/ }).click()
    await buyer.page.getByText(/취소/).first().waitFor()
    const ledger = await (await fetch(`${system.origins.simulators}/control/kakaopay/ledger`)).json()
    expect(ledger).toContainEqual(expect.objectContaining({ status: 'QUIT_PAYMENT', approvedMinor: 0 }))
  } finally {
    await buyer.close()
  }
}, 60_000)

test('on a phone a V1 shop registers a buyer and charges him later, whatever its page says for pay_method', async () => {
  const context = await browser.newContext({ locale: 'ko-KR', ...phone })
  const customerUid = `member-${crypto.randomUUID().slice(0, 8)}`
  try {
    const page = await context.newPage()
    await requestPay(page, shop, system.demo.v1.userCode, {
      channelKey: recurring,
      pay_method: 'card',
      customer_uid: customerUid,
      merchant_uid: `register-${crypto.randomUUID().slice(0, 20)}`,
      amount: 0,
    })
    await page.waitForURL(/\/kakaopay\/window\/mobile\//)
    await page.getByRole('button', { name: '정기결제 등록' }).click()
    await page.waitForURL(`${shop.origin}/return**`)
  } finally {
    await context.close()
  }

  const charged = await openV1Client(system).call('POST', '/subscribe/payments/again', {
    customer_uid: customerUid,
    merchant_uid: `again-${crypto.randomUUID().slice(0, 20)}`,
    amount: 5_000,
    name: '정기 이용',
  })

  expect(charged).toMatchObject({
    code: 0,
    response: { status: 'paid', amount: 5_000, pay_method: 'card', pg_provider: 'kakaopay' },
  })
}, 60_000)

test('on a PC the buyer registers through the published SDK; he is charged, and the key ends at KakaoPay too', async () => {
  const context = await browser.newContext({ locale: 'ko-KR' })
  const page = await context.newPage()
  await page.goto(`${shop.origin}/preloaded`)
  const asked = page.evaluate(
    (request) =>
      (
        window as unknown as { loader: { requestIssueBillingKey(it: object): Promise<object> } }
      ).loader.requestIssueBillingKey(request),
    {
      storeId: system.demo.storeId,
      channelKey: recurring,
      billingKeyMethod: 'EASY_PAY',
      issueName: '나룻배 정기 이용',
    },
  )
  const pgPage = await until(20_000, 'the page of KakaoPay', async () =>
    page.frames().find((frame) => frame.url().includes('/kakaopay/window/pc/')),
  )
  await pgPage.getByRole('button', { name: '정기결제 등록' }).click()
  const { billingKey } = (await asked) as { billingKey: string }
  await context.close()

  const paymentId = newPaymentId()
  const charge = (id: string) =>
    callApi(system, 'POST', `/payments/${id}/billing-key`, chargeBody(billingKey, 5_500))
  expect((await charge(paymentId)).status).toBe(200)
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'PAID',
    amount: { total: 5_500 },
    method: { type: 'PaymentMethodEasyPay', provider: 'KAKAOPAY' },
  })

  // The answer of a charge is lost after its effect: nobody guesses, and nobody charges again.
  await orderFault(system, { operation: 'approve', fault: 'silent-after' }, 'kakaopay')
  const lost = newPaymentId()
  await charge(lost)
  expect(await readPayment(system, lost)).toMatchObject({ status: 'PAY_PENDING' })

  expect((await callApi(system, 'DELETE', `/billing-keys/${billingKey}`)).status).toBe(200)
  expect(await charge(newPaymentId())).toMatchObject({ body: { type: 'BILLING_KEY_ALREADY_DELETED' } })
}, 60_000)

test('V1: money that the wallet paid itself is a point payment without an approval number', async () => {
  const merchantUid = `order-${crypto.randomUUID().slice(0, 30)}`
  const response = await fetch(`${system.origins.checkout}/browser/v1/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      userCode: system.demo.v1.userCode,
      isLegacy: false,
      sdkVersion: 'headless',
      pageOrigin: 'https://shop.example',
      device: { platformType: 'MOBILE', isIpad: false, userAgent: 'headless' },
      request: {
        channelKey: channelOf(system, 'kakaopay'),
        pay_method: 'card',
        merchant_uid: merchantUid,
        name: '나룻배 모형',
        amount: 11_000,
        m_redirect_url: 'https://shop.example/return',
        kakaopayMobileAsPC: true,
        bypass: { kakaopay: { payment_method_type: 'MONEY' } },
      },
    }),
  })
  if (!response.ok) throw new Error(await response.text())
  const attempt = (await response.json()) as Awaited<ReturnType<typeof prepare>>['attempt']
  const prepared = { paymentId: merchantUid, transactionId: attempt.txId, attempt }
  const handOff = await begin(prepared)
  expect(handOff).toMatchObject({ kind: 'redirect', url: expect.stringContaining('/window/pc/') })
  await visitPg(system, { pg: 'kakaopay', amount: 11_000 }, handOff)
  await settled(system, prepared)

  expect((await openV1Client(system).call('GET', `/payments/${attempt.txId}`)).response).toMatchObject({
    status: 'paid',
    pay_method: 'point',
    apply_num: '',
    emb_pg_provider: 'kakaopay',
  })
})
