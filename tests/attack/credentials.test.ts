import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ask } from '../chaos/judge.ts'
import { buy, readPayment, type Bought } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import {
  issueSecret,
  signInAsDemo,
  signUpStranger,
  type ConsoleClient,
  type OtherMerchant,
} from './console-client.ts'
import { callV2, expectTypedRefusal, type Reply } from './reply.ts'

// Goal: a secret opens its own merchant's payments while it lives, and nothing else.
let system: RunningSystem
let owner: ConsoleClient
let stranger: OtherMerchant
let payment: Bought

beforeAll(async () => {
  system = await startSystem()
  owner = await signInAsDemo(system)
  stranger = await signUpStranger(system)
  payment = await buy(system, {
    pg: 'tosspayments',
    amount: 10_000,
    request: { customData: 'nobody-else-may-read-this' },
  })
}, 120_000)

afterAll(() => system?.stop())

interface Route {
  readonly method: string
  readonly path: (paymentId: string) => string
  readonly body?: Record<string, unknown>
}

const routes: readonly Route[] = [
  { method: 'GET', path: (id) => `/payments/${id}` },
  { method: 'GET', path: (id) => `/payments/${id}/transactions` },
  { method: 'POST', path: (id) => `/payments/${id}/pre-register`, body: { totalAmount: 1 } },
  { method: 'POST', path: (id) => `/payments/${id}/cancel`, body: { reason: '빼앗기' } },
  { method: 'POST', path: (id) => `/payments/${id}/confirm`, body: { paymentToken: 'pt_guess' } },
  { method: 'POST', path: (id) => `/payments/${id}/resend-webhook`, body: {} },
]

const v2 = () => system.origins.v2

/** The route as the credential's own store sees it, and as if it were the victim's store. */
function callBoth(route: Route, credential: string | undefined): Promise<Reply[]> {
  const path = route.path(payment.paymentId)
  const { storeId } = system.demo
  return Promise.all([
    callV2(v2(), credential, route.method, path, route.body),
    callV2(
      v2(),
      credential,
      route.method,
      `${path}?storeId=${storeId}`,
      route.body && { ...route.body, storeId },
    ),
  ])
}

async function stillPaid(): Promise<void> {
  expect(await readPayment(system, payment.paymentId)).toMatchObject({
    status: 'PAID',
    amount: { paid: 10_000, cancelled: 0 },
  })
}

describe('another merchant’s secret', () => {
  test.each(routes)('sees and changes nothing through $method $path', async (route) => {
    const [own, named] = await callBoth(route, `PortOne ${stranger.apiSecret}`)

    // Pre-registering an id in the attacker's own store is his right: ids are per store.
    const isOwnBusiness = route.path('x').endsWith('/pre-register')
    expect(own?.status).toBe(isOwnBusiness ? 200 : 404)
    expect(named?.status).toBe(403)
    for (const reply of [own, named]) {
      expect(reply?.text).not.toContain('nobody-else-may-read-this')
      expect(reply?.text).not.toContain(payment.transactionId)
    }
    await stillPaid()
  })

  test('lists its own payments only, whatever the filter names', async () => {
    const credential = `PortOne ${stranger.apiSecret}`
    const merchantId = String((await readPayment(system, payment.paymentId))['merchantId'])
    const filters = [{}, { storeId: system.demo.storeId }, { merchantId }]

    const replies = await Promise.all(
      filters.map((filter) =>
        callV2(
          v2(),
          credential,
          'GET',
          `/payments?requestBody=${encodeURIComponent(JSON.stringify({ filter }))}`,
        ),
      ),
    )

    expect(replies.map(({ status }) => status)).toEqual([200, 403, 403])
    expect(replies[0]?.json).toMatchObject({ items: [], page: { totalCount: 0 } })
    for (const { text } of replies) expect(text).not.toContain(payment.paymentId)
  })

  test('does not learn whether a store exists', async () => {
    const credential = `PortOne ${stranger.apiSecret}`
    const ofVictim = await callV2(v2(), credential, 'GET', `/payments/x?storeId=${system.demo.storeId}`)
    const ofNobody = await callV2(v2(), credential, 'GET', `/payments/x?storeId=store-${crypto.randomUUID()}`)

    expect(ofVictim.text).toBe(ofNobody.text)
    expect(ofVictim.status).toBe(ofNobody.status)
  })

  test('opens no door of the victim’s console', async () => {
    const store = `/stores/${system.demo.storeId}`
    const doors = ['/api-secrets', '/v1-credential', '/channels', '/payments', '/webhooks']

    for (const door of doors) {
      const reply = await stranger.console.call('GET', store + door)
      expect([403, 404]).toContain(reply.status)
      expect(reply.text).not.toContain(payment.paymentId)
    }
    const issued = await stranger.console.call('POST', `${store}/api-secrets`, { name: '도둑' })
    expect([403, 404]).toContain(issued.status)
  })
})

describe('a secret that ended', () => {
  test('is refused on the very next call after it was deleted, and so are its tokens', async () => {
    const { apiSecret, apiSecretId } = await issueSecret(owner, system.demo.storeId)
    const login = await callV2(v2(), undefined, 'POST', '/login/api-secret', { apiSecret })
    const { accessToken, refreshToken } = login.json as { accessToken: string; refreshToken: string }
    const read = (credential: string) => callV2(v2(), credential, 'GET', `/payments/${payment.paymentId}`)
    expect((await read(`PortOne ${apiSecret}`)).status).toBe(200)
    expect((await read(`Bearer ${accessToken}`)).status).toBe(200)

    const deleted = await owner.call('DELETE', `/stores/${system.demo.storeId}/api-secrets/${apiSecretId}`)

    expect(deleted.status).toBe(200)
    expect((await read(`PortOne ${apiSecret}`)).status).toBe(401)
    expect((await read(`Bearer ${accessToken}`)).status).toBe(401)
    expect((await callV2(v2(), undefined, 'POST', '/token/refresh', { refreshToken })).status).toBe(401)
    expect((await callV2(v2(), undefined, 'POST', '/login/api-secret', { apiSecret })).status).toBe(401)
  })

  test('is refused from the moment it expires, and so are its tokens', async () => {
    const { apiSecret, apiSecretId } = await issueSecret(owner, system.demo.storeId)
    const login = await callV2(v2(), undefined, 'POST', '/login/api-secret', { apiSecret })
    const { accessToken, refreshToken } = login.json as { accessToken: string; refreshToken: string }

    await ask(
      system.databaseUrl,
      `update api_secret set expires_at = now() - interval '1 second' where api_secret_id = $1`,
      [apiSecretId],
    )

    for (const route of routes) {
      for (const credential of [`PortOne ${apiSecret}`, `Bearer ${accessToken}`]) {
        const replies = await callBoth(route, credential)
        expect(replies.map(({ status }) => status)).toEqual([401, 401])
      }
    }
    expect((await callV2(v2(), undefined, 'POST', '/token/refresh', { refreshToken })).status).toBe(401)
    await stillPaid()
  })
})

describe('a credential that was never ours', () => {
  const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const claims = () => ({
    iss: 'naru',
    aud: 'naru/rest-v2',
    sub: system.demo.storeId,
    secret: 'A'.repeat(43),
    exp: 4_000_000_000,
  })

  function signed(header: object, key: string): string {
    const text = `${base64url(header)}.${base64url(claims())}`
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
  }

  test('opens nothing, and every refusal is the same', async () => {
    const { apiSecret } = system.demo
    const credentials = [
      undefined,
      '',
      'PortOne',
      'PortOne ',
      `PortOne ${apiSecret.slice(0, -1)}`,
      `PortOne ${apiSecret}x`,
      `PortOne ${apiSecret.toLowerCase()}`,
      `Basic ${apiSecret}`,
      apiSecret,
      `PortOne ${stranger.apiSecret.slice(0, 20)}${apiSecret.slice(20)}`,
      `PortOne ${apiSecret.slice(0, 40)}${'0'.repeat(Math.max(apiSecret.length - 40, 1))}`,
      `Bearer ${base64url({ alg: 'none' })}.${base64url(claims())}.`,
      `Bearer ${signed({ alg: 'HS256' }, '')}`,
      `Bearer ${signed({ alg: 'HS256' }, apiSecret)}`,
      `Bearer ${signed({ alg: 'none' }, '')}`,
      `Bearer ${apiSecret}`,
      `PortOne ' or '1'='1`,
      `PortOne ${'A'.repeat(20_000)}`,
    ]

    const seen = new Set<string>()
    for (const credential of credentials) {
      for (const route of routes) {
        const reply = await callV2(v2(), credential, route.method, route.path(payment.paymentId), route.body)
        expectTypedRefusal(reply)
        expect(reply.status).toBe(401)
        seen.add(reply.text)
      }
    }

    expect(seen.size).toBe(1)
    await stillPaid()
  })
})
