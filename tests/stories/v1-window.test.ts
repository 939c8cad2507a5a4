import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '@naru/server/foundation/clock'
import type { PreparedAttempt } from '@naru/server/wire/checkout'
import {
  begin,
  deposit,
  readBook,
  readPayment,
  settled,
  visitPg,
  type Purchase,
} from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'

// Goal: a page written for V1 pays through the same core, and both faces and the webhook tell of it in their own words.
let system: RunningSystem
let v1: ReturnType<typeof openV1Client>
let shop: Awaited<ReturnType<typeof openShop>>

beforeAll(async () => {
  system = await startSystem()
  v1 = openV1Client(system)
  shop = await openShop()
}, 120_000)
afterAll(async () => {
  await shop?.close()
  await system?.stop()
})

/** A merchant's server: takes webhooks, and answers confirm-process as it was told. */
async function openShop() {
  const received: { path: string; body: Record<string, unknown> }[] = []
  let confirm = { status: 200, body: '' }
  const server: Server = createServer((request, response) => {
    let text = ''
    request.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8')
    })
    request.on('end', () => {
      received.push({ path: request.url ?? '', body: JSON.parse(text) as Record<string, unknown> })
      const { status, body } = request.url === '/confirm' ? confirm : { status: 200, body: '' }
      response.writeHead(status).end(body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    received,
    confirmWith: (next: typeof confirm) => {
      confirm = next
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

interface V1Purchase {
  readonly param?: Readonly<Record<string, unknown>>
  readonly device?: 'PC' | 'MOBILE'
  readonly isLegacy?: boolean
  readonly decision?: NonNullable<Purchase['decision']>
  readonly method?: string
  readonly tierCode?: string
}

async function ask(purchase: V1Purchase) {
  const merchantUid = `order-${crypto.randomUUID().slice(0, 30)}`
  const response = await fetch(`${system.origins.checkout}/browser/v1/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      userCode: system.demo.v1.userCode,
      tierCode: purchase.tierCode,
      isLegacy: purchase.isLegacy ?? false,
      sdkVersion: 'headless',
      pageOrigin: 'https://shop.example',
      device: { platformType: purchase.device ?? 'PC', isIpad: false, userAgent: 'headless' },
      request: {
        pg: 'tosspayments',
        merchant_uid: merchantUid,
        name: '나룻배 모형',
        amount: 3_300,
        buyer_name: '홍길동',
        buyer_tel: '010-1234-5678',
        buyer_email: 'buyer@shop.example',
        m_redirect_url: 'https://shop.example/return?order=1',
        ...purchase.param,
      },
    }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown>, merchantUid }
}

/** `YYYYMMDD`, as pages write the day on which a virtual account ends. */
function tomorrow(): string {
  return new Date(Date.now() + 2 * day).toISOString().slice(0, 10).replaceAll('-', '')
}

async function buyV1(purchase: V1Purchase = {}) {
  const { status, body, merchantUid } = await ask(purchase)
  if (status !== 200) throw new Error(JSON.stringify(body))
  const attempt = body as unknown as PreparedAttempt
  const prepared = { paymentId: merchantUid, transactionId: attempt.txId, attempt }
  const visit = await visitPg(
    system,
    {
      pg: 'tosspayments',
      amount: 3_300,
      method: purchase.method ?? 'CARD',
      ...(purchase.decision === undefined ? {} : { decision: purchase.decision }),
    },
    await begin(prepared),
  )
  await settled(system, prepared)
  const answer = await fetch(`${system.origins.checkout}/browser/v1/attempts/${attempt.attemptId}/callback`, {
    headers: { 'naru-attempt-secret': attempt.attemptSecret },
  })
  return {
    ...prepared,
    location: visit.delivered?.location ?? '',
    callback: (await answer.json()) as Record<string, unknown>,
  }
}

test('a V1 payment has an imp_uid of V1, is PAID in V2 with version V1, and paid in V1', async () => {
  const bought = await buyV1({ param: { custom_data: { a: 1 } } })

  expect(bought.transactionId).toMatch(/^imp_\d{12}$/)
  expect(bought.callback).toEqual({
    success: true,
    imp_uid: bought.transactionId,
    merchant_uid: bought.paymentId,
  })
  expect((await v1.call('GET', `/payments/${bought.transactionId}`)).response).toMatchObject({
    status: 'paid',
    merchant_uid: bought.paymentId,
    amount: 3_300,
    channel: 'pc',
    custom_data: '{"a":1}',
    buyer_tel: '010-1234-5678',
  })
  expect(await readPayment(system, bought.paymentId)).toMatchObject({
    status: 'PAID',
    version: 'V1',
    transactionId: bought.transactionId,
    amount: { total: 3_300 },
  })
  expect(await readBook(system, 'tosspayments', bought.transactionId)).toMatchObject({ approvedMinor: 3_300 })
})

test('an old script hears the data of the payment beside success, a declined one the words of the PG', async () => {
  const paid = await buyV1({ isLegacy: true, param: { amount: '3300' } })
  const declined = await buyV1({ isLegacy: true, decision: 'decline' })
  const closed = await buyV1({ isLegacy: true, decision: 'close' })

  expect(paid.callback).toMatchObject({
    success: true,
    imp_uid: paid.transactionId,
    paid_amount: 3_300,
    status: 'paid',
    pay_method: 'card',
    pg_type: 'payment',
    pg_provider: 'tosspayments',
    paid_at: expect.any(Number),
  })
  expect(paid.callback).not.toHaveProperty('error_msg')
  expect(declined.callback).toMatchObject({
    success: false,
    imp_uid: declined.transactionId,
    error_code: expect.stringMatching(/.+/),
    error_msg: expect.stringMatching(/.+/),
  })
  expect(closed.callback).toMatchObject({
    success: false,
    error_msg: '[결제포기] 사용자가 결제를 취소하셨습니다',
  })
})

test('on a phone the result comes to m_redirect_url, whose own query stays', async () => {
  const paid = await buyV1({ device: 'MOBILE' })
  const old = await buyV1({ device: 'MOBILE', isLegacy: true, decision: 'decline' })

  expect(paid.location).toBe(
    `https://shop.example/return?order=1&imp_uid=${paid.transactionId}&merchant_uid=${paid.paymentId}`,
  )
  const query = new URL(old.location).searchParams
  expect(query.get('order')).toBe('1')
  expect(query.get('imp_success')).toBe('false')
  expect(query.get('error_msg')).toMatch(/.+/)
  expect((await v1.call('GET', `/payments/${paid.transactionId}`)).response).toMatchObject({
    channel: 'mobile',
  })
})

test('a virtual account is success and ready, then paid; both are told to notice_url in V1 words', async () => {
  shop.received.length = 0
  const issued = await buyV1({
    isLegacy: true,
    method: 'VIRTUAL_ACCOUNT',
    param: { pay_method: 'vbank', vbank_due: tomorrow(), notice_url: `${shop.origin}/notice` },
  })
  expect(issued.callback).toMatchObject({
    success: true,
    status: 'ready',
    vbank_num: expect.stringMatching(/\d/),
  })
  await deposit(system, 'tosspayments', issued.transactionId)

  const told = (status: string) => ({
    path: '/notice',
    body: { imp_uid: issued.transactionId, merchant_uid: issued.paymentId, status },
  })
  await expect.poll(() => shop.received).toEqual([told('ready'), told('paid')])
})

test('the merchant is asked before the money is taken: 200 goes on, everything else stops the payment', async () => {
  shop.received.length = 0
  const param = { confirm_url: `${shop.origin}/confirm` }
  shop.confirmWith({ status: 200, body: '' })
  const wanted = await buyV1({ param })
  shop.confirmWith({ status: 500, body: JSON.stringify({ reason: '재고 부족' }) })
  const refused = await buyV1({ param })

  expect(shop.received[0]).toEqual({
    path: '/confirm',
    body: { imp_uid: wanted.transactionId, merchant_uid: wanted.paymentId, amount: 3_300 },
  })
  expect(wanted.callback['success']).toBe(true)
  expect(refused.callback).toMatchObject({
    success: false,
    error_msg: '고객사 요청에 의해 결제를 중단합니다. (상세사유 : 재고 부족)',
  })
  expect(await readBook(system, 'tosspayments', refused.transactionId)).toMatchObject({ approvedMinor: 0 })
})

test('what can be refused is refused before a window, in words that name the fields of V1', async () => {
  const paid = await buyV1()
  const refusals = await Promise.all([
    ask({ param: { merchant_uid: paid.paymentId } }),
    ask({ param: { amount: '3300' } }),
    ask({ param: { merchant_uid: null } }),
    ask({ param: { channelKey: 'channel-key-00000000-0000-0000-0000-000000000000' } }),
    ask({ device: 'MOBILE', param: { m_redirect_url: '' } }),
    ask({ param: { buyer_email: 'nobody' } }),
    ask({ param: { pay_method: 'shells' } }),
    ask({ param: { customer_uid: 'x'.repeat(81) } }),
    ask({ tierCode: 'ZZZ' }),
  ])

  expect(refusals[0]).toMatchObject({
    status: 409,
    body: { code: 'F1002', message: '이미 결제가 이루어진 거래건입니다.' },
  })
  expect(refusals.map(({ body }) => String(body['message']))).toEqual([
    expect.stringContaining('이미 결제가'),
    expect.stringContaining('amount'),
    expect.stringContaining('merchant_uid'),
    expect.stringContaining('channelKey'),
    expect.stringContaining('m_redirect_url'),
    expect.stringContaining('buyer_email'),
    expect.stringContaining('pay_method'),
    expect.stringContaining('customer_uid'),
    expect.stringContaining('tierCode'),
  ])
  for (const { status, body } of refusals.slice(1)) {
    expect(status).toBeLessThan(500)
    expect(body['message']).toMatch(/^결제 창 호출에 실패하였습니다\./)
  }
})

test('the amount that the server prepared must be the one of the page', async () => {
  const merchant_uid = `prepared-${crypto.randomUUID().slice(0, 20)}`
  await v1.call('POST', '/payments/prepare', { merchant_uid, amount: 5_000 })

  expect((await ask({ param: { merchant_uid } })).body).toMatchObject({ code: 'AmountNotEqualToPredefined' })
  expect((await ask({ param: { merchant_uid, amount: 5_000 } })).status).toBe(200)
})

test('two attempts of one order: both are listed, and only one takes money', async () => {
  const first = await buyV1({ decision: 'decline' })
  const second = await buyV1({ param: { merchant_uid: first.paymentId } })

  const all = await v1.call('GET', `/payments/findAll/${first.paymentId}/?sorting=started`)
  expect(all.response.list.map(({ imp_uid, status }) => [imp_uid, status])).toEqual([
    [first.transactionId, 'failed'],
    [second.transactionId, 'paid'],
  ])
  expect((await v1.call('GET', `/payments/${first.transactionId}`)).response.status).toBe('failed')
  const cancel = await v1.call('POST', '/payments/cancel', { imp_uid: first.transactionId })
  expect(cancel).toMatchObject({ status: 200, code: 1, response: null })
})

test('a cancel tells the merchant only when it is asked to', async () => {
  const { transactionId, paymentId } = await buyV1({ param: { notice_url: `${shop.origin}/notice` } })
  await expect.poll(() => shop.received.at(-1)?.body['imp_uid']).toBe(transactionId)
  shop.received.length = 0
  await v1.call('POST', '/payments/cancel', { imp_uid: transactionId, amount: 300 })
  await v1.call('POST', '/payments/cancel', { imp_uid: transactionId, enable_webhook: true })

  await expect
    .poll(() => shop.received.map(({ body }) => body))
    .toEqual([
      {
        imp_uid: transactionId,
        merchant_uid: paymentId,
        status: 'cancelled',
        cancellation_id: expect.any(String),
      },
    ])
})

test('the scripts are served under all of their names, with our origin written in', async () => {
  for (const path of [
    '/v1/iamport.js',
    '/v1/iamport.esm.js',
    '/js/iamport.payment.js',
    '/js/iamport.payment-1.1.8.js',
    '/js/iamport.payment-1.1.7-rc20180615.js',
  ]) {
    const answer = await fetch(`${system.origins.checkout}${path}`)
    const text = await answer.text()

    expect([path, answer.status]).toEqual([path, 200])
    expect(answer.headers.get('content-type')).toContain('text/javascript')
    expect(text).toContain(system.origins.checkout)
  }
  for (const path of ['/js/other.js', '/js/iamport.payment-..%2fx.js', '/js/iamport.payment-1.1.8.map'])
    expect([path, (await fetch(`${system.origins.checkout}${path}`)).status]).toEqual([path, 404])
})
