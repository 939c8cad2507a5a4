import { createHmac } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { ShopConfig } from './config.ts'
import { OrderBook } from './order-book.ts'
import type { PaymentFacts } from './order.ts'
import type { CancelWish, Payments } from './payments.ts'
import { createShop } from './shop.ts'

const secret = Buffer.from('a secret of the shop, 32 bytes..').toString('base64')
const form = {
  productId: 'cups',
  quantity: '2',
  channelKey: 'channel-1',
  payMethod: 'CARD',
  windowType: 'AUTO',
  fullName: '홍길동',
  phoneNumber: '010-1234-5678',
  email: 'buyer@example.com',
}

let folder: string
let facts: PaymentFacts | undefined
let cancelled: CancelWish[]
let shop: ReturnType<typeof createShop>

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shop-'))
  facts = undefined
  cancelled = []
  const payments: Payments = {
    facts: async () => facts,
    cancel: async (_paymentId, wish) => {
      cancelled.push(wish)
      return { kind: 'done' }
    },
  }
  const config: ShopConfig = {
    origins: { v2: 'http://v2', checkout: 'http://checkout', simulators: 'http://pg', shop: 'http://shop' },
    storeId: 'store-1',
    apiSecret: 'canary-secret',
    webhookSecret: `whsec_${secret}`,
    channels: [
      { pg: 'tosspayments', mode: 'TEST', channelKey: 'channel-1', name: '토스페이먼츠' },
      { pg: 'paypal', mode: 'TEST', channelKey: 'channel-2', name: '페이팔' },
    ],
    dataDir: folder,
  }
  shop = createShop({ config, payments, orders: await OrderBook.open(folder), now: () => new Date() })
})

afterEach(async () => {
  await shop.close()
  await rm(folder, { recursive: true })
})

async function post(path: string, payload: object) {
  return shop.inject({ method: 'POST', url: path, headers: { 'content-type': 'application/json' }, payload })
}

async function place(): Promise<string> {
  return (await post('/orders', form)).json().id
}

function paid(total: number): PaymentFacts {
  return { status: 'PAID', storeId: 'store-1', total, currency: 'KRW', cancelled: 0 }
}

async function webhook(paymentId: string, key = secret) {
  const payload = JSON.stringify({
    type: 'Transaction.Paid',
    timestamp: new Date().toISOString(),
    data: { paymentId },
  })
  const timestamp = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', Buffer.from(key, 'base64'))
    .update(`m1.${timestamp}.${payload}`)
    .digest('base64')
  return shop.inject({
    method: 'POST',
    url: '/webhook',
    headers: {
      'content-type': 'application/json',
      'webhook-id': 'm1',
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    payload,
  })
}

async function pageOf(id: string): Promise<string> {
  return (await shop.inject(`/orders/${id}`)).body
}

test('the price is the catalogue’s, whatever the browser sends', async () => {
  const { id } = (await post('/orders', { ...form, totalAmount: 1, price: 1 })).json()

  const request = (await shop.inject(`/orders/${id}/request`)).json()

  expect(request).toMatchObject({ paymentId: id, totalAmount: 78_000, currency: 'KRW' })
})

test('PayPal is paid in dollars by a button on the order’s page, not in a window', async () => {
  const paypal = { ...form, channelKey: 'channel-2', payMethod: 'PAYPAL' }
  const { id } = (await post('/orders', paypal)).json()

  const request = (await shop.inject(`/orders/${id}/request`)).json()

  expect(request).toMatchObject({ uiType: 'PAYPAL_SPB', totalAmount: 5_900, currency: 'USD' })
  expect(await pageOf(id)).toContain('portone-ui-container')
  expect((await post('/orders', { ...paypal, payMethod: 'CARD' })).statusCode).toBe(400)
})

test('a payment id is at most 40 characters, as Inicis and KCP demand', async () => {
  expect(await place()).toMatch(/^order-[0-9a-f]{32}$/)
})

test('the browser saying "complete" does not pay an order; the server’s own question does', async () => {
  const id = await place()
  expect((await post(`/orders/${id}/complete`, {})).json()).toEqual({ status: 'WAITING' })

  facts = paid(78_000)

  expect((await post(`/orders/${id}/complete`, {})).json()).toEqual({ status: 'PAID' })
})

test('a payment of a smaller amount is held, not accepted', async () => {
  const id = await place()
  facts = paid(100)

  expect((await post(`/orders/${id}/complete`, {})).json()).toEqual({ status: 'MISMATCH' })
})

test('a signed webhook makes the shop ask and the order page change', async () => {
  const id = await place()
  facts = paid(78_000)

  expect((await webhook(id)).statusCode).toBe(200)
  expect(await pageOf(id)).toContain('data-status="PAID"')
})

test('a webhook signed with another secret changes nothing', async () => {
  const id = await place()
  facts = paid(78_000)

  expect((await webhook(id, Buffer.from('somebody else').toString('base64'))).statusCode).toBe(401)
  expect(await pageOf(id)).toContain('data-status="WAITING"')
})

test('a return address with a forged success does not pay the order, and its text cannot become HTML', async () => {
  const id = await place()

  const back = await shop.inject(`/orders/${id}/return?code=X&message=${encodeURIComponent('<img src=x>')}`)
  const page = await shop.inject(String(back.headers.location))

  expect(page.body).toContain('data-status="WAITING"')
  expect(page.body).not.toContain('<img src=x>')
})

test('a part cancel tells the platform what the shop believes is left', async () => {
  const id = await place()
  facts = paid(78_000)
  await post(`/orders/${id}/complete`, {})

  await post(`/orders/${id}/cancel`, { amount: '8000', reason: '단순 변심' })
  await post(`/orders/${id}/cancel`, { amount: '99999999', reason: '단순 변심' })

  expect(cancelled).toEqual([{ amount: 8_000, cancellable: 78_000, reason: '단순 변심' }])
})

test('a form from a foreign site is refused, because it cannot send JSON', async () => {
  const answer = await shop.inject({
    method: 'POST',
    url: '/orders',
    headers: { 'content-type': 'text/plain' },
    payload: JSON.stringify(form),
  })

  expect(answer.statusCode).toBe(415)
})

test('the language switch leads back into this shop only', async () => {
  for (const to of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
    const answer = await shop.inject(`/language/en?to=${encodeURIComponent(to)}`)
    expect(answer.headers.location).toBe('/')
  }
})

test('no page shows a secret', async () => {
  const id = await place()

  for (const path of ['/', '/order?product=cups', `/orders/${id}`, `/orders/${id}/request`, '/nothing']) {
    const { body } = await shop.inject(path)
    expect(body.includes('canary-secret') || body.includes(secret)).toBe(false)
  }
})

test('orders outlive a restart of the shop', async () => {
  const id = await place()

  const again = await OrderBook.open(folder)

  expect(again.find(id)?.totalAmount).toBe(78_000)
})
