import { request as open } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buy } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { signUpStranger, type OtherMerchant } from './console-client.ts'
import { callV2, expectTypedRefusal, read, type Reply } from './reply.ts'

// Goal: whatever is sent, the answer is typed JSON that names what is wrong; nothing is a 5xx and nothing hangs up.
let system: RunningSystem
let stranger: OtherMerchant
let paidId: string

beforeAll(async () => {
  system = await startSystem()
  stranger = await signUpStranger(system)
  paidId = (await buy(system, { pg: 'tosspayments', amount: 10_000 })).paymentId
}, 120_000)

afterAll(() => system?.stop())

const call = (method: string, path: string, body?: unknown): Promise<Reply> =>
  callV2(system.origins.v2, `PortOne ${system.demo.apiSecret}`, method, path, body)

function message(reply: Reply): string {
  return String((reply.json as { message?: unknown } | undefined)?.message)
}

interface Mistake {
  readonly path: string
  readonly body: unknown
  /** What the sentence must name. */
  readonly names: string
}

const cancelMistakes = (
  [
    ['{', 'JSON'],
    ['', 'reason'],
    ['null', 'reason'],
    ['[]', 'body'],
    ['"text"', 'body'],
    ['1e999', 'body'],
    [{}, 'reason'],
    [{ reason: '' }, 'reason'],
    [{ reason: 7 }, 'reason'],
    [{ reason: null }, 'reason'],
    [{ reason: 'x', amount: 0 }, 'amount'],
    [{ reason: 'x', amount: -1 }, 'amount'],
    [{ reason: 'x', amount: 0.5 }, 'amount'],
    [{ reason: 'x', amount: '1000' }, 'amount'],
    [{ reason: 'x', amount: 1e30 }, 'amount'],
    [{ reason: 'x', amount: Number.MAX_SAFE_INTEGER + 1 }, 'amount'],
    [{ reason: 'x', taxFreeAmount: -1 }, 'taxFreeAmount'],
    [{ reason: 'x', vatAmount: 1.5 }, 'vatAmount'],
    [{ reason: 'x', currentCancellableAmount: '1' }, 'currentCancellableAmount'],
    [{ reason: 'x', requester: 'GOD' }, 'requester'],
    [{ reason: 'x', skipWebhook: 'no' }, 'skipWebhook'],
    [{ reason: 'x', refundAccount: 'mine' }, 'refundAccount'],
    [{ reason: 'x', refundAccount: { bank: 'SHINHAN' } }, 'refundAccount'],
    [{ reason: 'x', storeId: 5 }, 'storeId'],
    [{ reason: 'nul \u0000' }, 'reason'],
    [{ reason: 'half \ud800' }, 'reason'],
  ] as const
).map(([body, names]): Mistake => ({ path: '/cancel', body, names }))

const registerMistakes = (
  [
    [{ totalAmount: 0 }, 'totalAmount'],
    [{ totalAmount: -5 }, 'totalAmount'],
    [{ totalAmount: 1e21 }, 'totalAmount'],
    [{ totalAmount: 10.01 }, 'totalAmount'],
    [{ taxFreeAmount: -1 }, 'taxFreeAmount'],
    [{ totalAmount: 10, taxFreeAmount: 11 }, 'taxFreeAmount'],
    [{ currency: 'WON' }, 'currency'],
    [{ currency: 82 }, 'currency'],
    [{ currency: 'KRW\u0000' }, 'currency'],
  ] as const
).map(([body, names]): Mistake => ({ path: '/pre-register', body, names }))

const otherMistakes: readonly Mistake[] = [
  { path: '/confirm', body: {}, names: 'paymentToken' },
  { path: '/confirm', body: { paymentToken: '' }, names: 'paymentToken' },
  { path: '/confirm', body: { paymentToken: 'x', totalAmount: 0 }, names: 'totalAmount' },
  { path: '/confirm', body: { paymentToken: 'x', isTest: 'yes' }, names: 'isTest' },
  { path: '/resend-webhook', body: { webhookId: 1 }, names: 'webhookId' },
]

describe('REST V2', () => {
  test.each([...cancelMistakes, ...registerMistakes, ...otherMistakes])(
    'names $names for $path of $body',
    async ({ path, body, names }) => {
      const reply = await call('POST', `/payments/${paidId}${path}`, body)

      expectTypedRefusal(reply)
      expect(reply.status).toBe(400)
      expect(message(reply)).toContain(names)
      // The refused value is not repeated: it may be a secret that was put into the wrong field.
      expect((reply.json as { type: string }).type).toBe('INVALID_REQUEST')
    },
  )

  test.each([
    { filter: { status: ['LOST'] }, names: 'status' },
    { filter: { methods: 'CARD' }, names: 'methods' },
    { filter: { from: 'yesterday' }, names: 'from' },
    { filter: { until: '2026-13-45T00:00:00Z' }, names: 'until' },
    { filter: { from: '2026-01-01' }, names: 'from' },
    { filter: { currency: 'WON' }, names: 'currency' },
    { filter: { textSearch: [{ field: 'PASSWORD', value: 'x' }] }, names: 'textSearch' },
    { filter: { textSearch: [{ field: 'ALL', value: '' }] }, names: 'textSearch' },
    { filter: { textSearch: [{ field: 'ALL', value: 'nul \u0000' }] }, names: 'textSearch' },
    { filter: { pgProvider: ['\u0000'] }, names: 'pgProvider' },
    { filter: { cardBrand: '\u0000' }, names: 'cardBrand' },
    { page: { size: 0 }, names: 'page' },
    { page: { size: 1_001 }, names: 'page' },
    { page: { number: -1 }, names: 'page' },
    { page: { number: 1e15, size: 1000 }, names: 'page' },
    { page: { number: 0.5 }, names: 'page' },
  ])('names $names of a list, as a body of GET and as requestBody', async ({ names, ...input }) => {
    const asQuery = await call('GET', `/payments?requestBody=${encodeURIComponent(JSON.stringify(input))}`)
    const asBody = await getWithBody('/payments', JSON.stringify(input))

    for (const reply of [asQuery, asBody]) {
      expectTypedRefusal(reply)
      expect(reply.status).toBe(400)
      expect(message(reply)).toContain(names)
    }
  })

  test.each(['cash-receipts', 'payment-schedules', 'billing-keys', 'identity-verifications'])(
    'refuses a page of %s that no table could have',
    async (list) => {
      for (const number of [1e68, 2 ** 31, -1]) {
        const input = encodeURIComponent(JSON.stringify({ page: { number } }))
        const reply = await call('GET', `/${list}?requestBody=${input}`)

        expectTypedRefusal(reply)
        expect(reply.status).toBe(400)
        expect(message(reply)).toContain('page.number')
      }
    },
  )

  test('takes a list as a body of GET and as requestBody alike', async () => {
    const input = JSON.stringify({ filter: { isTest: true }, page: { size: 1 } })

    const asQuery = await call('GET', `/payments?requestBody=${encodeURIComponent(input)}`)
    const asBody = await getWithBody('/payments', input)

    expect(asQuery.status).toBe(200)
    expect((asQuery.json as { items: unknown[] }).items).toHaveLength(1)
    expect(asBody.text).toBe(asQuery.text)
  })

  test.each(['{', '%7B', '[]', '"x"', '1'])('refuses requestBody=%s', async (text) => {
    expectTypedRefusal(await call('GET', `/payments?requestBody=${text}`))
  })

  // Ids are the merchant's own text: everything that a URL can carry names a payment, or none.
  test.each([
    'a%2Fb',
    '%2F',
    '%20',
    'a%20b',
    encodeURIComponent('주문-1'),
    encodeURIComponent('👩‍👩‍👧'),
    '%00',
    'a%00b',
    'x'.repeat(201),
    'x'.repeat(1_900),
    'x'.repeat(10_000),
    '..%2f..%2fetc%2fpasswd',
    '%25',
    '%',
    '%zz',
    '%ed%a0%80',
    '__proto__',
    'constructor',
    "'%20or%20''='",
  ])('answers %.60s like any id that it does not know', async (id) => {
    for (const [method, path, body] of [
      ['GET', `/payments/${id}`],
      ['GET', `/payments/${id}/transactions`],
      ['POST', `/payments/${id}/cancel`, { reason: 'x' }],
      ['POST', `/payments/${id}/confirm`, { paymentToken: 'x' }],
      ['POST', `/payments/${id}/resend-webhook`, {}],
    ] as const) {
      const reply = await call(method, path, body)
      expectTypedRefusal(reply)
      expect([400, 404, 414]).toContain(reply.status)
    }
  })

  test.each(['a/b c', '주문 #1 & ?', '100%', '  '])('pays and shows a payment called %j', async (name) => {
    const paymentId = `${name}${crypto.randomUUID()}`
    await buy(system, { pg: 'tosspayments', amount: 10_000, paymentId })

    const reply = await call('GET', `/payments/${encodeURIComponent(paymentId)}`)

    expect(reply.json).toMatchObject({ id: paymentId, status: 'PAID' })
  })

  test('says that a body is too large, and does not read it', async () => {
    const reply = await call('POST', `/payments/${paidId}/cancel`, { reason: 'x'.repeat(1_000_001) })

    expectTypedRefusal(reply)
    expect(reply.status).toBe(413)
    expect(reply.json).toMatchObject({ type: 'PAYLOAD_TOO_LARGE' })
  })

  test.each(['GET', 'PUT', 'DELETE', 'PATCH'])('answers %s on a path that it has not', async (method) => {
    expectTypedRefusal(await call(method, '/payments/x/nothing-like-this'))
  })

  test('names a store that is not the caller’s as forbidden, and none of its facts', async () => {
    const reply = await call('POST', `/payments/${paidId}/cancel`, { reason: 'x', storeId: stranger.storeId })

    expectTypedRefusal(reply)
    expect(reply.status).toBe(403)
  })
})

describe.each(['v1', 'v2', 'checkout', 'console'] as const)('the %s listener', (face) => {
  test('answers 300 kB of headers with typed JSON instead of hanging up', async () => {
    const reply = await withHeaders(system.origins[face], { 'x-long': 'x'.repeat(300_000) })

    expect(reply.status).toBe(431)
    expect(reply.headers['content-type']).toContain('application/json')
    expect(JSON.parse(reply.text)).toMatchObject({ message: expect.any(String) })
  })

  test('answers what is no HTTP with typed JSON', async () => {
    const response = await fetch(`${system.origins[face]}/%%%`, { redirect: 'manual' })

    expect(response.status).toBeLessThan(500)
    expect((await read(response)).text).not.toContain('node_modules')
  })
})

/** `fetch` sends no body with GET, but PortOne's own clients do. */
function getWithBody(path: string, body: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const asked = open(
      `${system.origins.v2}${path}`,
      {
        method: 'GET',
        headers: {
          authorization: `PortOne ${system.demo.apiSecret}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        },
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () => {
          resolve(read(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 0 })))
        })
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}

function withHeaders(origin: string, headers: Record<string, string>) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      const asked = open(`${origin}/healthz`, { headers }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        )
      })
      asked.on('error', reject)
      asked.end()
    },
  )
}
