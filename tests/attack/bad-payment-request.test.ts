import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buy, prepare, PrepareRefused } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { signUpStranger, type OtherMerchant } from './console-client.ts'
import { expectTypedRefusal, read, type Reply } from './reply.ts'

// Goal: a wrong request of the SDK is refused before a window opens, and the refusal names the field.
let system: RunningSystem
let stranger: OtherMerchant

beforeAll(async () => {
  system = await startSystem()
  stranger = await signUpStranger(system)
}, 120_000)

afterAll(() => system?.stop())

const shop = { pg: 'tosspayments', amount: 10_000 } as const

async function refusal(
  purchase: Parameters<typeof prepare>[1],
): Promise<{ status: number; code: string; message: string }> {
  try {
    await prepare(system, purchase)
  } catch (error) {
    if (error instanceof PrepareRefused) return { status: error.status, ...error.error }
    throw error
  }
  throw new Error('the request was accepted')
}

async function post(body: string): Promise<Reply> {
  return read(await fetch(`${system.origins.checkout}/browser/v2/attempts`, { method: 'POST', body }))
}

test.each<[string, Record<string, unknown>]>([
  ['storeId', { storeId: undefined }],
  ['storeId', { storeId: 5 }],
  ['storeId', { storeId: `store-${crypto.randomUUID()}` }],
  ['storeId', { storeId: "store-'; drop table store" }],
  ['paymentId', { paymentId: '' }],
  ['paymentId', { paymentId: '   ' }],
  ['paymentId', { paymentId: 'x'.repeat(201) }],
  ['paymentId', { paymentId: 'x'.repeat(10_000) }],
  ['paymentId', { paymentId: 'a\u0000b' }],
  ['paymentId', { paymentId: 'a\nb' }],
  ['paymentId', { paymentId: 'half \ud800' }],
  ['orderName', { orderName: undefined }],
  ['orderName', { orderName: ['x'] }],
  ['orderName', { orderName: 'nul \u0000' }],
  ['orderName', { orderName: 'half \ud800' }],
  ['totalAmount', { totalAmount: 0 }],
  ['totalAmount', { totalAmount: -10_000 }],
  ['totalAmount', { totalAmount: 99.5 }],
  ['totalAmount', { totalAmount: 1e300 }],
  ['totalAmount', { totalAmount: Number.MAX_SAFE_INTEGER + 1 }],
  ['totalAmount', { totalAmount: '10000' }],
  ['totalAmount', { totalAmount: null }],
  ['taxFreeAmount', { taxFreeAmount: 10_001 }],
  ['taxFreeAmount', { taxFreeAmount: -1 }],
  ['vatAmount', { vatAmount: 10_001 }],
  ['currency', { currency: 'WON' }],
  ['currency', { currency: 'USD' }],
  ['currency', { currency: 'KRW\u0000' }],
  ['payMethod', { payMethod: 'CASH' }],
  ['payMethod', { payMethod: 'PAYPAL' }],
  ['channelKey', { channelKey: undefined }],
  ['channelKey', { channelKey: `channel-key-${crypto.randomUUID()}` }],
  ['channelKey', { channelKey: '' }],
  ['redirectUrl', { redirectUrl: 'javascript:alert(1)' }],
  ['windowType', { windowType: { pc: 'HOLOGRAM' } }],
  ['customer', { customer: 'me' }],
  ['customer.email', { customer: { email: 'nobody' } }],
  ['customer.address', { customer: { address: { addressLine2: 'x' } } }],
  ['products', { products: [{ id: '1', name: 'x', amount: -1, quantity: 1 }] }],
  ['products', { products: ['x'] }],
  ['noticeUrls', { noticeUrls: ['ftp://shop.example'] }],
  ['noticeUrls', { noticeUrls: Array.from({ length: 11 }, (_, n) => `https://shop.example/${n}`) }],
  ['noticeUrls', { noticeUrls: ['https://shop.example/\u0000'] }],
  ['customData', { customData: 'nul \u0000' }],
  ['customData', { customData: { deep: 'nul \u0000' } }],
  ['bypass', { bypass: 'x' }],
  ['bypass', { bypass: { tosspayments: { note: 'nul \u0000' } } }],
  ['bypass', { bypass: { 'nul \u0000': 1 } }],
  ['bypass', { bypass: { tosspayments: { note: 'half \ud800' } } }],
])('%s is named for %j', async (field, request) => {
  const answer = await refusal({ ...shop, request })

  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.status).toBeLessThan(500)
  expect(answer.message).toContain(field)
})

describe('the channel', () => {
  test('of another store is not found', async () => {
    const answer = await refusal({ ...shop, request: { storeId: stranger.storeId } })

    expect(answer).toMatchObject({ status: 404, code: 'ChannelNotFound' })
  })

  test('that needs a return address on a phone says so', async () => {
    const answer = await refusal({
      pg: 'inicis',
      amount: 10_000,
      device: 'MOBILE',
      request: { redirectUrl: undefined },
    })

    expect(answer.status).toBe(400)
    expect(answer.message).toContain('redirectUrl')
  })
})

test('an order that is paid is refused by its own name', async () => {
  const { paymentId } = await buy(system, shop)

  expect(await refusal({ ...shop, paymentId })).toMatchObject({ status: 409, code: 'PaymentAlreadyPaid' })
})

test.each([
  '',
  '{',
  'null',
  '[]',
  '7',
  '"x"',
  '{}',
  '{"type":"PAYMENT"}',
  '{"type":"ALMS","request":{}}',
  '\u0000',
])('the body %j is refused with a code', async (body) => {
  const reply = await post(body)

  expectTypedRefusal(reply)
  expect(reply.status).toBe(400)
})

test('a body of more than 1 MB is refused with a code', async () => {
  const reply = await post(JSON.stringify({ type: 'PAYMENT', request: { orderName: 'x'.repeat(1_000_001) } }))

  expectTypedRefusal(reply)
  expect(reply.status).toBe(413)
})

test('an object nested a hundred thousand deep is refused or ignored, and the server lives', async () => {
  const reply = await post(
    `{"type":"PAYMENT","request":{"bypass":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}}`,
  )

  expectTypedRefusal(reply)
  await expect(prepare(system, shop)).resolves.toBeDefined()
})

test.each([
  ['attempts', 'GET', ''],
  ['attempts/x', 'GET', ''],
  ['attempts/%00', 'GET', ''],
  [`attempts/${'A'.repeat(44)}`, 'GET', ''],
  [`attempts/${'A'.repeat(5_000)}`, 'GET', ''],
  [`attempts/${'A'.repeat(44)}/abandon`, 'POST', ''],
  ['attempts/x/nothing', 'POST', '{}'],
])('%.40s %s answers with a code', async (path, method, body) => {
  for (const secret of ['', 'x', 'x'.repeat(5_000)]) {
    const reply = await read(
      await fetch(`${system.origins.checkout}/browser/v2/${path}`, {
        method,
        headers: { 'naru-attempt-secret': secret },
        ...(method === 'POST' ? { body } : {}),
      }),
    )
    expectTypedRefusal(reply)
  }
})

test.each(['x', '%00', 'A'.repeat(44), 'A'.repeat(120), 'A'.repeat(5_000), '..%2f..%2fetc'])(
  'a window that is not there answers with a code: %.40s',
  async (token) => {
    const addresses = [
      ['GET', `/pay/${token}`],
      ['GET', `/pay/${token}/view`],
      ['POST', `/pay/${token}/begin`],
      ['POST', `/pay/${token}/close`],
      ['POST', `/pg/inicis/return/${token}`],
      ['GET', `/pg/tosspayments/close/${token}`],
    ] as const
    for (const [method, path] of addresses) {
      expectTypedRefusal(await read(await fetch(system.origins.checkout + path, { method })))
    }
  },
)
