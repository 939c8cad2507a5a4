import { PortOneClient, Webhook } from '@portone/server-sdk'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buy, deposit, readPayment, until } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { watchAnswers } from './recorder.ts'
import { readReference } from './reference-schema.ts'

// Goal: the published, unmodified server SDK works against us with nothing but another base URL.
let system: RunningSystem
let client: ReturnType<typeof PortOneClient>
let receiver: Server
const received: { headers: Record<string, string>; body: string }[] = []
let receiverUrl = ''
const reference = readReference('v2.openapi.json')
let watch: ReturnType<typeof watchAnswers>

beforeAll(async () => {
  system = await startSystem()
  watch = watchAnswers(system.demo.origins.v2)
  client = PortOneClient({
    secret: system.demo.apiSecret,
    baseUrl: system.demo.origins.v2,
    storeId: system.demo.storeId,
  })
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      received.push({
        headers: Object.fromEntries(
          Object.entries(request.headers).map(([key, value]) => [key, String(value)]),
        ),
        body: Buffer.concat(chunks).toString('utf8'),
      })
      response.end('ok')
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const address = receiver.address()
  receiverUrl = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`
}, 120_000)

afterAll(async () => {
  watch?.stop()
  receiver?.close()
  await system?.stop()
})

/** Against the published schema where it is at hand; without it the expectations beside the call stand alone. */
function conforms(schema: string, value: unknown): void {
  expect(reference?.violations(schema, value) ?? []).toEqual([])
}

async function raw(
  path: string,
  init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${system.demo.origins.v2}${path}`, {
    ...init,
    headers: { authorization: `PortOne ${system.demo.apiSecret}`, ...init.headers },
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

describe.each(['tosspayments', 'inicis'] as const)('on %s', (pg) => {
  test('a paid payment is read, listed, cancelled in part and as a whole', async () => {
    const bought = await buy(system, { pg, amount: 11_000 })

    const payment = await client.payment.getPayment({ paymentId: bought.paymentId })
    expect(payment).toMatchObject({
      status: 'PAID',
      id: bought.paymentId,
      amount: { total: 11_000, paid: 11_000, cancelled: 0, vat: 1_000 },
      currency: 'KRW',
      channel: { type: 'TEST' },
    })

    const listed = await client.payment.getPayments({
      filter: { textSearch: [{ field: 'PAYMENT_ID', value: bought.paymentId }], isTest: true },
    })
    expect(listed.page.totalCount).toBe(1)
    expect(listed.items[0]).toMatchObject({ id: bought.paymentId, status: 'PAID' })

    const part = await client.payment.cancelPayment({
      paymentId: bought.paymentId,
      reason: '단순 변심',
      amount: 1_000,
      currentCancellableAmount: 11_000,
    })
    expect(part.cancellation).toMatchObject({
      status: 'SUCCEEDED',
      totalAmount: 1_000,
      vatAmount: 91,
      trigger: 'API',
    })
    const rest = await client.payment.cancelPayment({ paymentId: bought.paymentId, reason: '전액' })
    expect(rest.cancellation).toMatchObject({ status: 'SUCCEEDED', totalAmount: 10_000, vatAmount: 909 })
    expect(await client.payment.getPayment({ paymentId: bought.paymentId })).toMatchObject({
      status: 'CANCELLED',
      amount: { total: 11_000, cancelled: 11_000 },
    })

    conforms('Payment', (await raw(`/payments/${bought.paymentId}`)).body)
    conforms('GetPaymentTransactionsResponse', (await raw(`/payments/${bought.paymentId}/transactions`)).body)
  })

  test('an issued virtual account, its deposit and a failed payment have the shapes of the reference', async () => {
    const issued = await buy(system, { pg, amount: 5_000, method: 'VIRTUAL_ACCOUNT' })
    conforms('Payment', (await raw(`/payments/${issued.paymentId}`)).body)
    await deposit(system, pg, issued.transactionId)
    const paid = await until(20_000, 'the deposit', async () => {
      const payment = await readPayment(system, issued.paymentId)
      return payment['status'] === 'PAID' ? payment : undefined
    })
    conforms('Payment', paid)

    const failed = await buy(system, { pg, amount: 5_000, decision: 'decline' })
    const { body } = await raw(`/payments/${failed.paymentId}`)
    expect(body).toMatchObject({
      status: 'FAILED',
      failure: { pgCode: expect.any(String), pgMessage: expect.any(String) },
    })
    conforms('Payment', body)
  })
})

test('a webhook of the notice address verifies with the SDK, and a changed byte does not', async () => {
  const bought = await buy(system, { pg: 'tosspayments', amount: 1_000, noticeUrls: [receiverUrl] })
  await expect
    .poll(() => received.filter(({ body }) => body.includes(bought.paymentId)).length)
    .toBeGreaterThanOrEqual(2)
  const message = received.find(
    ({ body }) => body.includes(bought.paymentId) && body.includes('Transaction.Paid'),
  )!

  const verified = await Webhook.verify(system.demo.webhookSecret, message.body, message.headers)
  expect(verified).toMatchObject({
    type: 'Transaction.Paid',
    data: { paymentId: bought.paymentId, transactionId: bought.transactionId, storeId: system.demo.storeId },
  })
  await expect(
    Webhook.verify(system.demo.webhookSecret, message.body.replace('Paid', 'Free'), message.headers),
  ).rejects.toThrow(/시그니처/)

  const resent = await client.payment.resendWebhook({ paymentId: bought.paymentId })
  expect(resent.webhook).toMatchObject({ status: 'SUCCEEDED', url: receiverUrl })
  conforms('ResendWebhookResponse', resent)
})

test('ids with slashes, blanks and Korean are one id', async () => {
  const paymentId = '주문 1/2 #3?&=%'
  const bought = await buy(system, { pg: 'inicis', amount: 2_000, paymentId })
  expect(await client.payment.getPayment({ paymentId })).toMatchObject({
    id: paymentId,
    status: 'PAID',
    transactionId: bought.transactionId,
  })
  await client.payment.cancelPayment({ paymentId, reason: '취소' })
  expect(await client.payment.getPayment({ paymentId })).toMatchObject({ status: 'CANCELLED' })
})

test('a token from the API secret works, and refreshing kills the former refresh token', async () => {
  const post = (path: string, body: object) =>
    fetch(`${system.demo.origins.v2}${path}`, { method: 'POST', body: JSON.stringify(body) })
  const first = (await (await post('/login/api-secret', { apiSecret: system.demo.apiSecret })).json()) as {
    accessToken: string
    refreshToken: string
  }
  const listed = await fetch(`${system.demo.origins.v2}/payments?requestBody=${encodeURIComponent('{}')}`, {
    headers: { authorization: `Bearer ${first.accessToken}` },
  })
  expect(listed.status).toBe(200)
  conforms('GetPaymentsResponse', await listed.json())

  expect((await post('/token/refresh', { refreshToken: first.refreshToken })).status).toBe(200)
  const again = await post('/token/refresh', { refreshToken: first.refreshToken })
  expect(again.status).toBe(401)
  expect(await again.json()).toMatchObject({ type: 'UNAUTHORIZED' })
})

test('the list reads its input from the query and from the body of a GET alike', async () => {
  const { request } = await import('undici')
  const input = JSON.stringify({ page: { number: 0, size: 2 }, filter: { isTest: true } })
  const byQuery = await raw(`/payments?requestBody=${encodeURIComponent(input)}`)
  const byBody = await request(`${system.demo.origins.v2}/payments`, {
    method: 'GET',
    body: input,
    headers: { authorization: `PortOne ${system.demo.apiSecret}` },
  })

  expect(byQuery.status).toBe(200)
  expect((await byBody.body.json()) as object).toEqual(byQuery.body)
})

test('a pre-registered amount refuses another one before the PG is asked', async () => {
  const paymentId = `pre-${crypto.randomUUID()}`
  expect(await client.payment.preRegisterPayment({ paymentId, totalAmount: 7_000, currency: 'KRW' })).toEqual(
    {},
  )
  await expect(client.payment.getPayment({ paymentId })).rejects.toMatchObject({
    data: { type: 'PAYMENT_NOT_FOUND' },
  })

  await expect(buy(system, { pg: 'tosspayments', paymentId, amount: 100 })).rejects.toThrow(
    /AmountNotEqualToPredefined/,
  )
  expect(await buy(system, { pg: 'tosspayments', paymentId, amount: 7_000 })).toMatchObject({
    status: 'PAID',
  })
})

test('the same idempotency key gives the same answer once, and refuses another request', async () => {
  const bought = await buy(system, { pg: 'tosspayments', amount: 3_000 })
  const cancel = (key: string, amount: number) =>
    raw(`/payments/${bought.paymentId}/cancel`, {
      method: 'POST',
      headers: { 'idempotency-key': key },
      body: JSON.stringify({ reason: 'r', amount }),
    })
  const key = `"${crypto.randomUUID()}"`

  const first = await cancel(key, 1_000)
  const second = await cancel(key.slice(1, -1), 1_000)
  const other = await cancel(key, 500)

  expect(second).toEqual(first)
  expect(other).toMatchObject({ status: 400, body: { type: 'INVALID_REQUEST' } })
  expect(await client.payment.getPayment({ paymentId: bought.paymentId })).toMatchObject({
    amount: { cancelled: 1_000 },
  })
})

test.each([
  ['unknown payment', 'no-such-payment', { reason: 'r' }, 404, 'PAYMENT_NOT_FOUND'],
  ['no reason', undefined, {}, 400, 'INVALID_REQUEST'],
  [
    'more than paid',
    undefined,
    { reason: 'r', amount: 3_001 },
    409,
    'CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT',
  ],
  [
    'another balance than assumed',
    undefined,
    { reason: 'r', amount: 1, currentCancellableAmount: 2_999 },
    409,
    'CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN',
  ],
  [
    'more tax-free than paid tax-free',
    undefined,
    { reason: 'r', amount: 100, taxFreeAmount: 50 },
    409,
    'CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT',
  ],
  [
    'parts above the amount',
    undefined,
    { reason: 'r', amount: 100, taxFreeAmount: 0, vatAmount: 101 },
    409,
    'SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT',
  ],
])('a cancel with %s is refused with its own type', async (_what, paymentId, body, status, type) => {
  const id = paymentId ?? (await buy(system, { pg: 'tosspayments', amount: 3_000 })).paymentId
  const answer = await raw(`/payments/${id}/cancel`, { method: 'POST', body: JSON.stringify(body) })
  expect(answer).toMatchObject({ status, body: { type } })
})

test('a payment that is not paid cannot be cancelled, and a cancelled one not again', async () => {
  const failed = await buy(system, { pg: 'tosspayments', amount: 1_000, decision: 'decline' })
  expect(
    await raw(`/payments/${failed.paymentId}/cancel`, { method: 'POST', body: '{"reason":"r"}' }),
  ).toMatchObject({ status: 409, body: { type: 'PAYMENT_NOT_PAID' } })

  const paid = await buy(system, { pg: 'inicis', amount: 1_000 })
  await client.payment.cancelPayment({ paymentId: paid.paymentId, reason: 'r' })
  expect(
    await raw(`/payments/${paid.paymentId}/cancel`, { method: 'POST', body: '{"reason":"r"}' }),
  ).toMatchObject({ status: 409, body: { type: 'PAYMENT_ALREADY_CANCELLED' } })
})

test('and every answer had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})
