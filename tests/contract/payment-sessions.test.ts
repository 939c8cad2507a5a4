import { afterAll, beforeAll, expect, test } from 'vitest'
import type { HostedView } from '@naru/server/wire/console-checkout-profile'
import type { BeginView } from '@naru/server/wire/checkout'
import { signInAsDemo, type ConsoleClient } from '../attack/console-client.ts'
import { readPayment } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { watchAnswers } from './recorder.ts'

// Goal: a merchant without a page of his own sends his buyer to ours, and the payment is like any other.
let system: RunningSystem
let owner: ConsoleClient
let watch: ReturnType<typeof watchAnswers>
let profileKey: string
let channelKey: string

beforeAll(async () => {
  system = await startSystem()
  owner = await signInAsDemo(system)
  watch = watchAnswers(system.demo.origins.v2)
  channelKey = system.demo.channels.find(({ pg }) => pg === 'naru-test')?.channelKey ?? ''
  profileKey = await makeProfile('기본', [
    { paymentMethod: 'CARD_KR', channelKey },
    { paymentMethod: 'KAKAO_PAY', channelKey },
    { paymentMethod: 'CARD_INTERNATIONAL', channelKey },
    { paymentMethod: 'PAY_PAY', channelKey },
  ])
}, 120_000)

afterAll(async () => {
  watch?.stop()
  await system?.stop()
})

type Members = Record<string, unknown>

async function makeProfile(name: string, methods: readonly object[]): Promise<string> {
  const answer = await owner.call('POST', '/checkout-profiles', { name, mode: 'TEST', methods })
  if (answer.status !== 200) throw new Error(answer.text)
  return (answer.json as { profileKey: string }).profileKey
}

async function call(method: string, path: string, body?: unknown, headers = {}) {
  const response = await fetch(`${system.demo.origins.v2}${path}`, {
    method,
    headers: { authorization: `PortOne ${system.demo.apiSecret}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Members,
  }
}

const typeOf = async (answer: ReturnType<typeof call>) => (await answer).body['type']

function order(more: Members = {}): Members {
  return {
    storeId: system.demo.storeId,
    paymentId: `order-${crypto.randomUUID()}`,
    profileKey,
    country: 'KR',
    currency: 'KRW',
    totalAmount: 12_000,
    orderName: '나룻배 모형',
    customerName: '홍길동',
    customerEmail: 'buyer@shop.example',
    ...more,
  }
}

async function open(more: Members = {}) {
  const body = order(more)
  const answer = await call('POST', '/payment-sessions', body)
  expect(answer.status).toBe(200)
  const { sessionId, url } = answer.body as { sessionId: string; url: string }
  return { sessionId, url, paymentId: String(body['paymentId']) }
}

async function view(url: string): Promise<HostedView> {
  return (await (await fetch(`${url}/view`)).json()) as HostedView
}

async function pay(url: string, body: object = {}) {
  const response = await fetch(`${url}/pay`, {
    method: 'POST',
    body: JSON.stringify({ paymentMethod: 'CARD_KR', agreed: true, ...body }),
  })
  return { status: response.status, body: (await response.json()) as { url: string; code?: string } }
}

/** The buyer in the window that the page went to; answers where his browser ends. */
async function buyerPays(windowUrl: string, decision: string): Promise<string> {
  const begun = (await (await fetch(`${windowUrl}/begin`, { method: 'POST' })).json()) as BeginView
  if (begun.kind !== 'hand-off') throw new Error('no hand-off')
  const response = await fetch(`${system.origins.simulators}/control/naru-test/buy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handOff: begun.handOff, decision, deliver: true }),
  })
  const { delivered } = (await response.json()) as { delivered: { location: string } }
  const ended = await fetch(delivered.location, { redirect: 'manual' })
  return ended.headers.get('location') ?? ''
}

test('the buyer pays on our page, and the shop gets him back with the result', async () => {
  const { sessionId, url, paymentId } = await open({
    redirectUrl: 'https://shop.example/done?cart=7',
    customData: '{"cart":7}',
    products: [{ name: '나룻배', unitPrice: 6_000, quantity: 2 }],
  })
  expect(sessionId).toMatch(/^[\w-]{65}$/)
  expect((await fetch(url)).status).toBe(200)
  expect(await view(url)).toMatchObject({
    state: 'OPEN',
    mode: 'TEST',
    orderName: '나룻배 모형',
    amount: { totalMinor: 12_000, currency: 'KRW' },
    methods: ['CARD_KR', 'KAKAO_PAY', 'CARD_INTERNATIONAL'],
  })

  const opened = await pay(url)
  const back = await buyerPays(opened.body.url, 'approve')

  expect(back).toMatch(
    new RegExp(
      `^https://shop\\.example/done\\?cart=7&transactionType=PAYMENT&txId=[\\w-]+&paymentId=${paymentId}$`,
    ),
  )
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'PAID',
    amount: { total: 12_000 },
    customData: '{"cart":7}',
    customer: { name: '홍길동', email: 'buyer@shop.example' },
    products: [{ name: '나룻배', amount: 6_000, quantity: 2 }],
  })
  expect(await view(url)).toMatchObject({ state: 'PAID', returnUrl: back })
  expect(await pay(url)).toMatchObject({ status: 409, body: { code: 'PaymentAlreadyPaid' } })
})

test('a failed attempt comes back to the page, says why, and may be tried again', async () => {
  const { url, paymentId } = await open()
  expect(await buyerPays((await pay(url)).body.url, 'decline')).toBe(url)
  expect(await view(url)).toMatchObject({ state: 'OPEN', failure: expect.stringContaining('CARD_DECLINED') })
  expect(await buyerPays((await pay(url, { paymentMethod: 'KAKAO_PAY' })).body.url, 'approve')).toBe(url)
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'PAID',
    method: { type: 'PaymentMethodEasyPay' },
  })
})

test('agreements are not only the page’s: without them, or with another method, the server refuses', async () => {
  const { url } = await open({ agreements: [{ name: '이용약관', url: 'https://shop.example/terms' }] })
  expect(await pay(url, { agreed: false })).toMatchObject({
    status: 400,
    body: { code: 'RequestParseFailed' },
  })
  expect(await pay(url, { paymentMethod: 'PAY_PAY' })).toMatchObject({ status: 400 })
  expect((await pay(url)).status).toBe(200)
})

test('a profile offers what fits country and currency, to any page and without a key', async () => {
  const evaluate = (query: string) =>
    call('GET', `/checkout-profiles/evaluate?${query}`, undefined, { authorization: 'PortOne wrong' })
  const korea = await evaluate(`profileKey=${profileKey}&country=KR&currency=KRW&amount=1000`)
  expect(korea.headers.get('access-control-allow-origin')).toBe('*')
  expect(korea.body).toEqual({
    methods: [
      { paymentMethod: 'CARD_KR', channelKey },
      { paymentMethod: 'KAKAO_PAY', channelKey },
      { paymentMethod: 'CARD_INTERNATIONAL', channelKey },
    ],
  })
  expect((await evaluate(`profileKey=${profileKey}&country=JP&currency=JPY&amount=1000`)).body).toEqual({
    methods: [
      { paymentMethod: 'CARD_INTERNATIONAL', channelKey },
      { paymentMethod: 'PAY_PAY', channelKey },
    ],
  })
  expect((await evaluate(`profileKey=${profileKey}&country=KR&currency=BTN&amount=1`)).body).toEqual({
    methods: [],
  })
  expect(await typeOf(evaluate('profileKey=unknown&country=KR&currency=KRW&amount=1'))).toBe(
    'PROFILE_SETTINGS_NOT_FOUND',
  )
  expect(await typeOf(evaluate(`profileKey=${profileKey}&country=Korea&currency=KRW&amount=1`))).toBe(
    'INVALID_REQUEST',
  )
})

test('a session is read by its id alone, is over when it is closed, and closes for good', async () => {
  const { sessionId, url } = await open({ colors: { primary: '#0e5266' } })
  const read = await fetch(`${system.origins.v2}/payment-sessions/${sessionId}`)
  expect([read.status, read.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
  expect(await read.json()).toMatchObject({
    id: sessionId,
    colors: { primary: '#0e5266' },
    totalAmount: 12_000,
  })

  const closed = await call('POST', `/payment-sessions/${sessionId}/close`)
  expect(closed).toMatchObject({ status: 200, body: { closedAt: expect.any(String) } })
  expect((await call('POST', `/payment-sessions/${sessionId}/close`)).body).toEqual(closed.body)
  expect(await call('GET', `/payment-sessions/${sessionId}`)).toMatchObject({
    status: 410,
    body: { type: 'SESSION_EXPIRED' },
  })
  expect((await view(url)).state).toBe('OVER')
  expect(await pay(url)).toMatchObject({ status: 410 })
})

// The attacker changes one letter, or is another merchant.
test('an id that is not exactly right opens nothing, and only its merchant closes it', async () => {
  const { sessionId } = await open()
  const wrong = `${sessionId.slice(0, -1)}${sessionId.endsWith('A') ? 'B' : 'A'}`
  for (const id of [wrong, sessionId.slice(0, 44), 'x', '%00'])
    expect(await typeOf(call('GET', `/payment-sessions/${id}`))).toBe('SESSION_NOT_FOUND')
  expect(await typeOf(call('POST', `/payment-sessions/${wrong}/close`))).toBe('SESSION_NOT_FOUND')
  expect((await fetch(`${system.origins.checkout}/sessions/${wrong}`)).status).toBe(404)
  const foreign = `${Buffer.alloc(16, 7).toString('base64url')}${sessionId.slice(22)}`
  expect(await typeOf(call('POST', `/payment-sessions/${foreign}/close`))).toBe('FORBIDDEN')
  expect(
    (await fetch(`${system.origins.v2}/payment-sessions/${sessionId}/close`, { method: 'POST' })).status,
  ).toBe(401)
  expect(
    await typeOf(
      call('POST', '/payment-sessions', order({ storeId: 'store-00000000-0000-4000-8000-000000000000' })),
    ),
  ).toBe('FORBIDDEN')
  expect((await fetch(`${system.origins.v2}/payment-sessions`, { method: 'POST', body: '{}' })).status).toBe(
    401,
  )
})

test('nothing that could run in the buyer’s browser becomes a session', async () => {
  expect(await typeOf(call('POST', '/payment-sessions', order({ ttlSeconds: 86_401 })))).toBe(
    'MAX_TTL_EXCEEDED',
  )
  for (const wrong of [
    { redirectUrl: 'javascript:alert(1)' },
    { orderImageUrl: 'data:image/svg+xml,x' },
    { agreements: [{ name: 'x', url: 'javascript:alert(1)' }] },
    { products: [{ name: 'x', unitPrice: 1, quantity: 1, url: 'javascript:1' }] },
    { colors: { primary: 'red;} body{background:url(https://evil)' } },
    { customerEmail: 'nobody' },
    { profileKey: 'checkout-profile-test-00000000-0000-4000-8000-000000000000' },
    { paymentMethod: 'N_PAY' },
    { currency: 'WON' },
    { totalAmount: 0 },
  ])
    expect([wrong, await typeOf(call('POST', '/payment-sessions', order(wrong)))]).toEqual([
      wrong,
      'INVALID_REQUEST',
    ])
})

test('a profile keeps to its mode and to what its channels take, and says which method does not fit', async () => {
  const toss = system.demo.channels.find(({ pg }) => pg === 'tosspayments')?.channelKey
  const post = (body: object) =>
    owner.call('POST', '/checkout-profiles', { name: '둘째', mode: 'TEST', methods: [], ...body })
  expect(await post({})).toMatchObject({ status: 422, json: { fields: { methods: expect.any(String) } } })
  expect(await post({ mode: 'LIVE', methods: [{ paymentMethod: 'CARD_KR', channelKey }] })).toMatchObject({
    status: 422,
    json: { fields: { 'methods.CARD_KR': expect.any(String) } },
  })
  expect(
    await post({ name: '기본', methods: [{ paymentMethod: 'CARD_KR', channelKey: toss }] }),
  ).toMatchObject({
    status: 422,
    json: { fields: { name: expect.any(String) } },
  })
  const { json } = await owner.call('GET', '/checkout-profiles')
  const [profile] = (json as { items: { profileKey: string; version: number }[] }).items
  const change = { name: '기본', mode: 'TEST', methods: [{ paymentMethod: 'CARD_KR', channelKey: toss }] }
  const path = `/checkout-profiles/${profile?.profileKey ?? ''}`
  expect((await owner.call('PUT', path, { ...change, version: profile?.version })).status).toBe(200)
  expect(await owner.call('PUT', path, { ...change, version: profile?.version })).toMatchObject({
    status: 409,
    json: { type: 'CheckoutProfileStaleError' },
  })
  expect((await owner.call('DELETE', path)).status).toBe(200)
  expect((await owner.call('DELETE', path)).status).toBe(404)
  expect(await typeOf(call('POST', '/payment-sessions', order()))).toBe('INVALID_REQUEST')
})

test('every answer had its published form', () => {
  expect(watch.complaints()).toEqual([])
})
