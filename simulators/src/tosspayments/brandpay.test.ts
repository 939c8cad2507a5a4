import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { bench } from '../testing.ts'
import type { Bench } from '../testing.ts'

// Goal: BrandPay's own side refuses what the real one would: a foreign customer, a wrong password, a code used twice.
let at: Bench
let shop: Server | undefined
afterEach(async () => {
  await at?.running.close()
  shop?.close()
  shop = undefined
})

const keys = { clientKey: 'test_ck_bp', secretKey: 'test_sk_bp' }
const auth = { authorization: `Basic ${Buffer.from('test_sk_bp:').toString('base64')}` }
const customerKey = 'd005f081-830a-4b9c-b5e2-73e56fbe6ac3'

async function open(): Promise<void> {
  at = await bench()
  await at.call('POST', '/control/tosspayments/merchants', { mid: 'bp_shop', credentials: keys })
}

function handOff(request: Record<string, unknown> = {}) {
  return {
    kind: 'brandpay-sdk',
    scriptUrl: 'http://127.0.0.1/tosspayments/v1/brandpay',
    clientKey: keys.clientKey,
    customerKey,
    options: {},
    request: {
      amount: 10_000,
      orderId: 'order-0001',
      orderName: '나루 찻잔',
      successUrl: 'http://127.0.0.1:9/return',
      failUrl: 'http://127.0.0.1:9/return',
      ...request,
    },
  }
}

async function buy(request?: Record<string, unknown>, choice: Record<string, unknown> = {}) {
  const bought = await at.call('POST', '/control/tosspayments/buy', {
    handOff: handOff(request),
    decision: 'approve',
    ...choice,
  })
  const next = bought.json['next'] as { url: string } | null
  return { refused: bought.json['refused'], back: new URL(next?.url ?? 'http://none/').searchParams }
}

const confirm = (back: URLSearchParams, more: Record<string, unknown> = {}) =>
  at.call(
    'POST',
    '/tosspayments/v1/brandpay/payments/confirm',
    {
      paymentKey: back.get('paymentKey'),
      orderId: back.get('orderId'),
      amount: Number(back.get('amount')),
      customerKey,
      ...more,
    },
    auth,
  )

test('a member pays by card, and the shop confirms it once for its own customer', async () => {
  await open()
  const { back } = await buy()
  expect(back.get('paymentType')).toBe('BRANDPAY')
  expect(back.get('methodId')).toMatch(/^m_/)

  expect((await confirm(back, { customerKey: 'somebody-else' })).json).toMatchObject({
    code: 'NOT_MATCHES_CUSTOMER_KEY',
  })
  expect((await confirm(back, { amount: 9_000 })).json).toMatchObject({ code: 'INVALID_REQUEST' })
  expect((await confirm(back, { orderId: 'order-0002' })).json).toMatchObject({ code: 'FORBIDDEN_REQUEST' })
  expect((await confirm(back, { customerKey: undefined })).json).toMatchObject({ code: 'INVALID_REQUEST' })
  const paid = await confirm(back)
  expect(paid.json).toMatchObject({ status: 'DONE', type: 'BRANDPAY', method: '카드', totalAmount: 10_000 })
  expect((await confirm(back)).json).toMatchObject({ code: 'ALREADY_PROCESSED_PAYMENT' })
})

test('the plain confirm takes no payment of BrandPay’s, nor BrandPay’s a plain one', async () => {
  await open()
  const { back } = await buy()
  const body = { paymentKey: back.get('paymentKey'), orderId: 'order-0001', amount: 10_000 }

  expect((await at.call('POST', '/tosspayments/v1/payments/confirm', body, auth)).json).toMatchObject({
    code: 'INVALID_REQUEST',
  })
})

test('an account pays as a transfer from its bank', async () => {
  await open()
  const { back } = await buy({}, { bankCode: '88' })

  expect(back.get('methodId')).toMatch(/^b_/)
  expect((await confirm(back)).json).toMatchObject({
    method: '계좌이체',
    card: null,
    transfer: { bankCode: '88' },
  })
})

test.each([
  ['an unknown member of the request', { invented: true }, 'INVALID_PARAMETERS'],
  ['an amount as an object', { amount: { value: 10_000 } }, 'INVALID_AMOUNT_VALUE'],
  ['less than a card may be charged', { amount: 99 }, 'INVALID_AMOUNT_VALUE'],
  ['a failure address alone', { successUrl: undefined }, 'INCORRECT_FAIL_URL_FORMAT'],
  ['an order number that is too short', { orderId: 'o-1' }, 'INVALID_PARAMETERS'],
  ['a method that nobody registered', { methodId: 'm_nobody' }, 'NOT_FOUND_METHOD'],
])('the window refuses %s', async (_what, request, code) => {
  await open()

  expect((await buy(request)).refused).toMatchObject({ code })
})

test('an order that is paid cannot be paid again, and another member’s card pays nothing', async () => {
  await open()
  const { back } = await buy()
  await confirm(back)

  expect((await buy()).refused).toMatchObject({ code: 'DUPLICATED_ORDER_ID' })
  const other = {
    ...handOff({ orderId: 'order-0003', methodId: back.get('methodId') }),
    customerKey: 'other',
  }
  const bought = await at.call('POST', '/control/tosspayments/buy', { handOff: other, decision: 'approve' })
  expect(bought.json['refused']).toMatchObject({ code: 'NOT_FOUND_METHOD_OWNERSHIP' })
})

/** A browser without scripts: follows redirects, posts forms, and reads pages as text. */
async function browse(path: string, form?: Record<string, string>): Promise<string> {
  const answer = await fetch(`${at.running.origin}${path}`, {
    method: form === undefined ? 'GET' : 'POST',
    headers: {
      'accept-language': 'ko',
      ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    },
    ...(form === undefined ? {} : { body: new URLSearchParams(form).toString() }),
  })
  visited = new URL(answer.url).pathname
  return answer.text()
}
let visited = ''

const packed = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const openAddress = (
  options: object,
  call = 'REQUEST_PAYMENT',
  request: object = handOff().request,
): string =>
  `/tosspayments/brandpay/open?${new URLSearchParams({
    clientKey: keys.clientKey,
    customerKey,
    call,
    origin: 'https://shop.example',
    options: packed(options),
    request: packed(request),
  }).toString()}`

/** What the page that called would be told. */
function told(page: string): { result?: Record<string, unknown>; error?: Record<string, unknown> } {
  const message = /data-message="([^"]*)"/.exec(page)?.[1] ?? '{}'
  return JSON.parse(message.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as ReturnType<typeof told>
}

/** The shop's server, which trades the code at once as ours does. */
async function openShop(): Promise<{ redirectUrl: string; traded: unknown[] }> {
  const traded: unknown[] = []
  shop = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://shop').searchParams
    const body = {
      grantType: 'AuthorizationCode',
      customerKey: query.get('customerKey'),
      code: query.get('code'),
    }
    void at
      .call('POST', '/tosspayments/v1/brandpay/authorizations/access-token', body, auth)
      .then((answer) => {
        traded.push(answer.json)
        response.end('{}')
      })
  })
  await new Promise<void>((resolve) => shop?.listen(0, '127.0.0.1', resolve))
  const { port } = shop.address() as AddressInfo
  return { redirectUrl: `http://127.0.0.1:${port}/auth`, traded }
}

test('a new buyer agrees, registers a card with a password, and pays with it; a wrong password pays nothing', async () => {
  await open()
  const { redirectUrl, traded } = await openShop()
  expect(await browse(openAddress({ redirectUrl }))).toContain('약관')
  const visit = visited

  const joining = await browse(visit, { do: 'agree' })
  const address = /data-redirect="([^"]*)"/.exec(joining)?.[1]?.replaceAll('&amp;', '&') ?? ''
  await fetch(address)
  expect(traded).toEqual([
    {
      accessToken: expect.stringMatching(/.+/),
      refreshToken: expect.stringMatching(/.+/),
      tokenType: 'bearer',
      expiresIn: 2_592_000,
    },
  ])
  // The same code again is worth nothing.
  await fetch(address)
  expect(traded[1]).toMatchObject({ code: 'INVALID_REQUEST' })

  expect(await browse(visit)).toContain('결제수단 등록')
  expect(await browse(visit, { do: 'register', kind: 'CARD', issuer: '61', password: '12' })).toContain(
    'role="alert"',
  )
  const payPage = await browse(visit, { do: 'register', kind: 'CARD', issuer: '61', password: '112233' })
  const methodId = /value="(m_[^"]*)"/.exec(payPage)?.[1] ?? ''
  expect(payPage).toContain('현대카드')
  expect(await browse(visit, { do: 'pay', methodId, password: '000000' })).toContain('일치하지 않습니다')

  expect(told(await browse(visit, { do: 'pay', methodId, password: '112233' })).result).toMatchObject({
    paymentType: 'BRANDPAY',
    orderId: 'order-0001',
    amount: 10_000,
    methodId,
  })
  // The window is over: nobody pays twice in it.
  expect(await browse(visit, { do: 'pay', methodId, password: '112233' })).toContain('이미 끝났거나')
})

test('a shop without a redirect address makes no members, and who closes is told so', async () => {
  await open()
  await browse(openAddress({}))
  expect(told(await browse(visited, { do: 'agree' })).error).toMatchObject({
    code: 'NOT_REGISTERED_REDIRECT_URL',
  })

  await browse(openAddress({}, 'OPEN_SETTINGS', {}))
  expect(told(await browse(visited, { do: 'close' })).error).toMatchObject({ code: 'USER_CANCEL' })
})

test('a member adds and removes a method in his settings, and changes his password', async () => {
  await open()
  await buy()
  const list = async () =>
    (
      await at.call(
        'GET',
        `/tosspayments/brandpay/methods?clientKey=${keys.clientKey}&customerKey=${customerKey}`,
      )
    ).json as { cards: { id: string }[]; accounts: { id: string }[] }
  const [card] = (await list()).cards

  await browse(openAddress({}, 'OPEN_SETTINGS', {}))
  const visit = visited
  await browse(visit, { do: 'add' })
  await browse(visit, { do: 'register', kind: 'ACCOUNT', bank: '88' })
  await browse(visit, { remove: card?.id ?? '' })
  expect(told(await browse(visit, { do: 'done' }))).toEqual({ result: null })
  expect(await list()).toMatchObject({ cards: [], accounts: [{ bankCode: '88' }] })

  await browse(openAddress({}, 'SETUP_PASSWORD', {}))
  const before = visited
  expect(await browse(before, { do: 'save', password: 'abc' })).toContain('role="alert"')
  expect(told(await browse(before, { do: 'save', password: '445566' }))).toEqual({ result: null })
})

test('nobody reads the methods of a customer who never agreed', async () => {
  await open()

  const answer = await at.call(
    'GET',
    `/tosspayments/brandpay/methods?clientKey=${keys.clientKey}&customerKey=stranger`,
  )
  expect(answer).toMatchObject({ status: 403, json: { code: 'NEED_AGREEMENT_WITH_TERMS' } })
})
