import { createServer, type Server } from 'node:http'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BeginView, PreparedAttempt } from '@naru/server/wire/checkout'
import { signInAsDemo } from '../attack/console-client.ts'
import { untilNothingInFlight } from '../chaos/judge.ts'
import { readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'
import { channelOf, orderFault } from './billing-world.ts'
import { interruptFirstPayment } from './interrupted-first-payment.ts'

// Goal: a V1 page registers a buyer and takes his first payment in one window; customer_uid and payment come together or not at all.
let system: RunningSystem
let v1: ReturnType<typeof openV1Client>
let shop: Awaited<ReturnType<typeof openShop>>
/** KakaoPay gives recurring payments a CID of their own. */
let kakaopay: string

const declinedCard = { card: { number: '4000000000000010' } }

beforeAll(async () => {
  ;[system, shop] = await Promise.all([startSystem(), openShop()])
  v1 = openV1Client(system)
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
  kakaopay = (made.json as { channelKey: string }).channelKey
}, 120_000)
afterAll(async () => {
  await Promise.all([system?.stop(), shop?.close()])
})

/** A merchant's server that takes webhooks. */
async function openShop() {
  const received: Record<string, unknown>[] = []
  const server: Server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
    })
    request.on('end', () => {
      received.push(JSON.parse(text) as Record<string, unknown>)
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`,
    told: (merchantUid: string) => received.filter((body) => body['merchant_uid'] === merchantUid),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

interface Asked {
  readonly attempt: PreparedAttempt
  readonly merchantUid: string
  readonly customerUid: string
}

interface Wish {
  readonly device?: 'PC' | 'MOBILE'
  readonly param?: Readonly<Record<string, unknown>>
}

async function request({ device = 'PC', param = {} }: Wish) {
  const given = {
    channelKey: channelOf(system, 'naru-test'),
    customer_uid: `customer-${crypto.randomUUID().slice(0, 8)}`,
    merchant_uid: `first-${crypto.randomUUID().slice(0, 20)}`,
    name: '나룻배 정기 이용 첫 달',
    amount: 9_900,
    buyer_name: '홍길동',
    buyer_tel: '010-1234-5678',
    buyer_email: 'buyer@shop.example',
    custom_data: { seat: 7 },
    m_redirect_url: 'https://shop.example/registered',
    notice_url: shop.url,
    ...param,
  }
  const response = await fetch(`${system.origins.checkout}/browser/v1/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      userCode: system.demo.v1.userCode,
      isLegacy: false,
      sdkVersion: 'headless',
      pageOrigin: 'https://shop.example',
      device: { platformType: device, isIpad: false, userAgent: 'headless' },
      request: given,
    }),
  })
  const body = (await response.json()) as Record<string, unknown>
  return { status: response.status, body, merchantUid: given.merchant_uid, customerUid: given.customer_uid }
}

async function ask(wish: Wish = {}): Promise<Asked> {
  const { status, body, ...names } = await request(wish)
  if (status !== 200) throw new Error(JSON.stringify(body))
  return { ...names, attempt: body as unknown as PreparedAttempt }
}

/** Plays the buyer in the PG's window. */
async function visit({ attempt }: Asked, how: { decision?: string; card?: object; pg?: string } = {}) {
  const view = (await (await fetch(`${attempt.window.url}/begin`, { method: 'POST' })).json()) as BeginView
  if (view.kind !== 'hand-off') throw new Error('no hand-off')
  const { pg: at = 'naru-test', decision = 'approve', ...more } = how
  const response = await fetch(`${system.origins.simulators}/control/${at}/buy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handOff: view.handOff, decision, deliver: true, ...more }),
  })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as { delivered?: { location?: string } }
}

/** What the page's callback is given, once the window is decided. */
function callback({ attempt }: Asked): Promise<Record<string, unknown>> {
  return until(30_000, 'the callback', async () => {
    const answer = await fetch(
      `${system.origins.checkout}/browser/v1/attempts/${attempt.attemptId}/callback`,
      { headers: { 'naru-attempt-secret': attempt.attemptSecret } },
    )
    const body = (await answer.json()) as Record<string, unknown>
    return 'imp_uid' in body ? body : undefined
  })
}

async function rows(text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: system.databaseUrl })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text, [...values])).rows
  } finally {
    await client.end()
  }
}

async function keyOf({ merchantUid }: Asked) {
  const [row] = await rows(
    `select k.billing_key, k.status, k.phase, c.right_sealed is not null as holds_right
     from billing_key_first_payment f join billing_key k using (store_id, billing_key)
     join billing_key_channel c using (store_id, billing_key) where f.payment_id = $1`,
    [merchantUid],
  )
  return row
}

const customer = (uid: string) => v1.call('GET', `/subscribe/customers/${uid}`)
const again = (customerUid: string, amount = 1_000) =>
  v1.call('POST', '/subscribe/payments/again', {
    customer_uid: customerUid,
    merchant_uid: `again-${crypto.randomUUID().slice(0, 20)}`,
    amount,
    name: '다음 달',
  })

async function undone(asked: Asked): Promise<void> {
  const key = await until(20_000, 'the right to be given back', async () => {
    const row = await keyOf(asked)
    return row?.['phase'] === 'DONE' ? row : undefined
  })
  expect(key).toMatchObject({ status: 'FAILED', holds_right: false })
}

test.each([
  ['the test PG', 'naru-test', 'naru_test', 'card'],
  ['KakaoPay', 'kakaopay', 'kakaopay', 'card'],
])(
  'at %s the buyer registers and pays in one window; the shop hears of one payment and charges the name again',
  async (_who, simulator, provider, payMethod) => {
    const asked = await ask(simulator === 'kakaopay' ? { param: { channelKey: kakaopay } } : {})
    expect((await v1.call('GET', `/payments/${asked.attempt.txId}`)).response).toMatchObject({
      status: 'ready',
      amount: 9_900,
      customer_uid_usage: 'issue',
    })
    expect((await customer(asked.customerUid)).status).toBe(404)

    await visit(asked, { pg: simulator })

    const { attempt, merchantUid, customerUid } = asked
    expect(await callback(asked)).toMatchObject({
      success: true,
      imp_uid: attempt.txId,
      merchant_uid: merchantUid,
      customer_uid: customerUid,
      pay_method: payMethod,
      pg_provider: provider,
      pg_type: 'payment',
      paid_amount: 9_900,
      status: 'paid',
      buyer_name: '홍길동',
      custom_data: '{"seat":7}',
    })
    expect((await v1.call('GET', `/payments/${attempt.txId}`)).response).toMatchObject({
      imp_uid: attempt.txId,
      merchant_uid: merchantUid,
      status: 'paid',
      amount: 9_900,
      channel: 'pc',
      customer_uid: customerUid,
      customer_uid_usage: 'issue',
    })
    expect(await readPayment(system, merchantUid)).toMatchObject({ status: 'PAID', version: 'V1' })
    expect(await readBook(system, simulator, attempt.txId)).toMatchObject({ approvedMinor: 9_900 })
    expect((await customer(customerUid)).response).toMatchObject({
      customer_uid: customerUid,
      pg_provider: provider,
    })
    expect((await again(customerUid)).response).toMatchObject({
      status: 'paid',
      customer_uid: customerUid,
      customer_uid_usage: 'payment',
    })
    const list = await v1.call('GET', `/subscribe/customers/${customerUid}/payments`)
    expect(list.response).toMatchObject({ total: 2 })

    await until(20_000, 'the webhook', async () => shop.told(merchantUid)[0])
    await untilNothingInFlight(system.databaseUrl)
    expect(shop.told(merchantUid)).toEqual([
      expect.objectContaining({ imp_uid: attempt.txId, merchant_uid: merchantUid, status: 'paid' }),
    ])
  },
  60_000,
)

test.each([
  ['the test PG', 'naru-test', 'CARD_DECLINED'],
  ['KakaoPay', 'kakaopay', '-782'],
])(
  'at %s a declined first payment leaves no customer and no right at the PG',
  async (_who, simulator, pgCode) => {
    const asked = await ask(simulator === 'kakaopay' ? { param: { channelKey: kakaopay } } : {})
    await visit(asked, { pg: simulator, ...declinedCard })

    const { attempt, merchantUid, customerUid } = asked
    expect(await callback(asked)).toMatchObject({
      success: false,
      imp_uid: attempt.txId,
      merchant_uid: merchantUid,
      customer_uid: customerUid,
      error_code: pgCode,
      error_msg: expect.stringContaining(pgCode),
    })
    await undone(asked)
    expect((await customer(customerUid)).status).toBe(404)
    expect(await again(customerUid)).toMatchObject({ status: 200, code: -1, response: null })
    expect((await v1.call('GET', `/payments/${attempt.txId}`)).response).toMatchObject({
      status: 'failed',
      amount: 9_900,
      customer_uid_usage: 'issue',
    })
    await untilNothingInFlight(system.databaseUrl)
    expect(shop.told(merchantUid)).toEqual([])
  },
  60_000,
)

test('a name that means a card goes on meaning it when the new card’s payment fails, and means the new card when it is taken', async () => {
  const first = await ask()
  await visit(first)
  await callback(first)
  const [before] = await rows(`select billing_key from v1_customer where customer_uid = $1`, [
    first.customerUid,
  ])
  const param = { customer_uid: first.customerUid }

  const declined = await ask({ param })
  await visit(declined, declinedCard)
  await callback(declined)
  await undone(declined)
  expect(
    await rows(`select billing_key from v1_customer where customer_uid = $1`, [first.customerUid]),
  ).toEqual([before])
  expect((await again(first.customerUid)).response).toMatchObject({ status: 'paid' })

  const taken = await ask({ param })
  await visit(taken)
  await callback(taken)
  expect(
    await rows(`select billing_key from v1_customer where customer_uid = $1`, [first.customerUid]),
  ).toEqual([{ billing_key: (await keyOf(taken))?.['billing_key'] }])
})

test('a buyer who closes the window has neither', async () => {
  const asked = await ask()
  await visit(asked, { decision: 'close' })

  expect(await callback(asked)).toMatchObject({
    success: false,
    imp_uid: asked.attempt.txId,
    customer_uid: asked.customerUid,
    error_msg: '[결제포기] 사용자가 결제를 취소하셨습니다',
  })
  expect((await customer(asked.customerUid)).status).toBe(404)
  expect((await v1.call('GET', `/payments/${asked.attempt.txId}`)).response).toMatchObject({
    status: 'failed',
    merchant_uid: asked.merchantUid,
  })
})

test('on a phone the result comes to m_redirect_url in the words of a payment, with the name', async () => {
  const good = await ask({ device: 'MOBILE' })
  const { delivered } = await visit(good)
  const told = new URL(delivered?.location ?? '').searchParams
  expect(Object.fromEntries(told)).toEqual({
    success: 'true',
    imp_success: 'true',
    imp_uid: good.attempt.txId,
    merchant_uid: good.merchantUid,
    customer_uid: good.customerUid,
  })

  const bad = await ask({ device: 'MOBILE' })
  const failed = await visit(bad, declinedCard)
  expect(Object.fromEntries(new URL(failed.delivered?.location ?? '').searchParams)).toMatchObject({
    imp_success: 'false',
    imp_uid: bad.attempt.txId,
    merchant_uid: bad.merchantUid,
    error_code: 'CARD_DECLINED',
    error_msg: expect.any(String),
  })
})

test.each(['silent-before', 'silent-after'])(
  'a PG that is %s about the first payment charges once, and the name comes with the payment',
  async (fault) => {
    const asked = await ask()
    await orderFault(system, { operation: 'approve', fault })
    await visit(asked)

    expect(await callback(asked)).toMatchObject({ success: true, status: 'paid' })
    await untilNothingInFlight(system.databaseUrl)
    expect((await customer(asked.customerUid)).status).toBe(200)
    expect(await readBook(system, 'naru-test', asked.attempt.txId)).toMatchObject({
      approvedMinor: 9_900,
      cancelledMinor: 0,
    })
    expect(shop.told(asked.merchantUid)).toHaveLength(1)
  },
)

test.each(['before the charge', 'after the charge'] as const)(
  'a process that dies %s leaves the name to the settle job',
  async (when) => {
    const asked = await ask()
    await visit(asked)
    await callback(asked)
    const billingKey = String((await keyOf(asked))?.['billing_key'])
    await interruptFirstPayment(rows, {
      when,
      storeId: system.demo.storeId,
      paymentId: asked.merchantUid,
      billingKey,
    })
    await rows(`delete from v1_customer where customer_uid = $1`, [asked.customerUid])

    await until(20_000, 'the customer', async () =>
      (await customer(asked.customerUid)).status === 200 ? true : undefined,
    )
    expect((await v1.call('GET', `/payments/${asked.attempt.txId}`)).response).toMatchObject({
      status: 'paid',
      customer_uid: asked.customerUid,
    })
    expect(await readBook(system, 'naru-test', asked.attempt.txId)).toMatchObject({ approvedMinor: 9_900 })
  },
)

// The imp_uid is decided when the window opens and has twelve digits only.
test('an attempt of another order that got the same imp_uid meanwhile is not taken for the first payment', async () => {
  const other = await ask()
  await visit(other)
  await callback(other)
  const asked = await ask()
  await rows(`update billing_key_first_payment set transaction_id = $2 where payment_id = $1`, [
    asked.merchantUid,
    other.attempt.txId,
  ])
  await visit(asked)

  expect(await callback(asked)).toMatchObject({ success: false, customer_uid: asked.customerUid })
  await undone(asked)
  expect((await customer(asked.customerUid)).status).toBe(404)
  expect(await readPayment(system, asked.merchantUid)).toMatchObject({ type: 'PAYMENT_NOT_FOUND' })
})

test('what cannot be had is refused before a window opens, in words of V1', async () => {
  const paid = await ask()
  await visit(paid)
  await callback(paid)
  const prepared = `prepared-${crypto.randomUUID().slice(0, 20)}`
  await v1.call('POST', '/payments/prepare', { merchant_uid: prepared, amount: 5_000 })

  expect((await request({ param: { merchant_uid: paid.merchantUid } })).body).toMatchObject({ code: 'F1002' })
  for (const [param, words] of [
    [{ merchant_uid: prepared }, /5,?000|사전|금액/],
    [{ pay_method: 'vbank' }, /pay_method/],
    [{ channelKey: kakaopay, currency: 'USD', amount: 9.9 }, /currency/],
    [{ confirm_url: 'https://shop.example/confirm' }, /confirm_url/],
  ] as const) {
    const refused = await request({ param })
    expect(refused.status).toBeGreaterThanOrEqual(400)
    expect(String(refused.body['message'])).toMatch(words)
  }
})

test('an amount that the PG only shows is not charged', async () => {
  const asked = await ask({ param: { channelKey: channelOf(system, 'tosspayments') } })
  await visit(asked, { pg: 'tosspayments' })

  expect(await callback(asked)).toMatchObject({ success: true, customer_uid: asked.customerUid })
  expect(await readPayment(system, asked.merchantUid)).toMatchObject({ type: 'PAYMENT_NOT_FOUND' })
})

test('REST V2’s first payment stays what PortOne offers: KakaoPay registers alone there', async () => {
  const response = await fetch(`${system.origins.checkout}/browser/v2/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      type: 'ISSUE_BILLING_KEY_AND_PAY',
      sdkVersion: 'headless',
      pageOrigin: 'https://shop.example',
      device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
      request: {
        storeId: system.demo.storeId,
        channelKey: kakaopay,
        billingKeyAndPayMethod: 'EASY_PAY',
        paymentId: `order-${crypto.randomUUID()}`,
        orderName: '첫 달',
        totalAmount: 9_900,
        currency: 'KRW',
      },
    }),
  })
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ message: expect.stringContaining('한 번에') })
})
