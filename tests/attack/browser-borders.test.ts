import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buy, prepare, readPayment, type Prepared } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callV2, read } from './reply.ts'

// Goal: a foreign page can neither frame a window nor read an answer that is not meant for it, and text stays text.
let system: RunningSystem

beforeAll(async () => {
  system = await startSystem()
}, 120_000)

afterAll(() => system?.stop())

function policyOf(headers: Headers): Record<string, string> {
  const directives = (headers.get('content-security-policy') ?? '')
    .split(';')
    .map((part) => part.trim().split(' '))
  return Object.fromEntries(directives.map(([name, ...sources]) => [name, sources.join(' ')]))
}

const framed = { pg: 'inicis', device: 'PC', amount: 10_000 } as const
const redirected = { pg: 'inicis', device: 'MOBILE', amount: 10_000 } as const

describe('the buyer’s window', () => {
  test('may be framed by the shop’s own page only, and only where it was prepared for a frame', async () => {
    const inFrame = await prepare(system, framed)
    const topLevel = await prepare(system, redirected)
    expect([inFrame.attempt.window.type, topLevel.attempt.window.type]).toEqual(['IFRAME', 'REDIRECTION'])

    for (const path of ['', '/done']) {
      const frame = await fetch(inFrame.attempt.window.url + path)
      const top = await fetch(topLevel.attempt.window.url + path)
      expect(policyOf(frame.headers)['frame-ancestors']).toBe('https://shop.example')
      expect(policyOf(top.headers)['frame-ancestors']).toBe("'none'")
    }
  })

  test('runs no script of a stranger, is kept by no cache and leaks its address to nobody', async () => {
    const { attempt } = await prepare(system, framed)

    for (const path of ['', '/done', '/view', '/outcome']) {
      const { headers } = await fetch(attempt.window.url + path)
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
    const policy = policyOf((await fetch(attempt.window.url)).headers)
    expect(policy['default-src']).toBe("'none'")
    expect(policy['script-src']).not.toMatch(/unsafe-|\*|https?:\/\/shop\.example/)
    expect(policy['object-src'] ?? policy['default-src']).toBe("'none'")
  })

  test('an origin that would break out of the policy header is not written into it', async () => {
    const page = await fetch(`${system.origins.checkout}/browser/v2/attempts`, {
      method: 'POST',
      body: JSON.stringify({
        type: 'PAYMENT',
        sdkVersion: 'headless',
        pageOrigin: 'https://shop.example; script-src *\r\nset-cookie: a=b',
        device: { platformType: 'PC', isIpad: false, userAgent: 'x' },
        request: {
          storeId: system.demo.storeId,
          paymentId: `order-${crypto.randomUUID()}`,
          orderName: '나룻배',
          totalAmount: 10_000,
          currency: 'KRW',
          channelKey: system.demo.channels.find(({ pg }) => pg === 'inicis')?.channelKey,
          payMethod: 'CARD',
          redirectUrl: 'https://shop.example/return',
          customer: { fullName: '홍길동', phoneNumber: '01012345678', email: 'a@shop.example' },
        },
      }),
    }).then(read)

    const { window } = page.json as { window: { url: string } }
    const { headers } = await fetch(window.url)
    expect(headers.get('set-cookie')).toBeNull()
    expect(policyOf(headers)['frame-ancestors']).toBe("'none'")
    expect(policyOf(headers)['script-src']).not.toMatch(/\*|evil/)
  })
})

describe('other origins', () => {
  const foreign = { origin: 'https://evil.example' }

  test('may prepare and follow their own attempts: that is what the SDK does', async () => {
    const { attempt } = await prepare(system, framed)
    const reply = await fetch(`${system.origins.checkout}/browser/v2/attempts/${attempt.attemptId}`, {
      headers: { ...foreign, 'naru-attempt-secret': attempt.attemptSecret },
    })

    expect(reply.headers.get('access-control-allow-origin')).toBe('*')
    expect(reply.headers.get('access-control-allow-credentials')).toBeNull()
  })

  test('cannot read anything else with a browser: window, returns, REST, console', async () => {
    const { attempt } = await prepare(system, framed)
    const { checkout, v1, v2, console } = system.origins
    const addresses = [
      attempt.window.url,
      `${attempt.window.url}/view`,
      `${attempt.window.url}/outcome`,
      `${checkout}/pg/inicis/return/x`,
      `${v1}/payments/imp_1`,
      `${v2}/payments/x`,
      `${console}/console/api/me`,
      `${console}/console/api/installation`,
      `${console}/`,
    ]

    for (const address of addresses) {
      for (const method of ['GET', 'OPTIONS']) {
        const { headers } = await fetch(address, {
          method,
          headers: {
            ...foreign,
            'access-control-request-method': 'POST',
            authorization: `PortOne ${system.demo.apiSecret}`,
          },
          redirect: 'manual',
        })
        expect(`${method} ${address} ${headers.get('access-control-allow-origin')}`).toBe(
          `${method} ${address} null`,
        )
      }
    }
  })

  test('cannot make the console act for a signed-in person', async () => {
    const attempts = [
      { ...foreign, 'x-naru-console': '1' },
      { origin: 'null', 'x-naru-console': '1' },
      { origin: system.origins.checkout, 'x-naru-console': '1' },
      { origin: system.origins.console },
      { 'x-naru-console': '1', origin: `${system.origins.console}.evil.example` },
    ]
    for (const headers of attempts) {
      const reply = await fetch(`${system.origins.console}/console/api/sign-in`, {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json' },
        body: JSON.stringify(system.demo.console),
      }).then(read)
      expect(reply.status).toBe(403)
      expect(reply.cookies).toEqual([])
    }
  })
})

describe('the shop’s return address', () => {
  test.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    ' javascript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'file:///etc/passwd',
    'blob:https://shop.example/x',
    '//evil.example/x',
    '/relative',
    'https://shop.example/\r\nset-cookie: a=b',
  ])('%j is refused by name', async (redirectUrl) => {
    await expect(prepare(system, { ...redirected, request: { redirectUrl } })).rejects.toMatchObject({
      status: 400,
      error: { code: 'RequestParseFailed', message: expect.stringContaining('redirectUrl') },
    })
  })
})

describe('text that looks like code', () => {
  const hostile = [
    `'; drop table payment; --`,
    `" onmouseover="alert(1)`,
    '<script>alert(1)</script>',
    '</title><img src=x onerror=alert(1)>',
    '${7*7} {{7*7}} <%= 7*7 %>',
    '%s %n %00 \\u0000 \\',
    '‮txt.exe \u{1F6B6} ﷽',
    '__proto__',
  ]

  test.each(hostile)('%j comes back as it was given', async (text) => {
    const paymentId = `${text} ${crypto.randomUUID()}`.slice(0, 200)
    const { transactionId } = await buy(system, {
      pg: 'tosspayments',
      amount: 10_000,
      paymentId,
      request: {
        orderName: text,
        customer: { fullName: text, phoneNumber: '01012345678', email: 'a@shop.example' },
        customData: text,
        products: [{ id: text, name: text, amount: 10_000, quantity: 1, tag: text }],
      },
    })

    const payment = await readPayment(system, paymentId)
    expect(payment).toMatchObject({
      status: 'PAID',
      id: paymentId,
      orderName: text,
      customData: text,
      customer: { name: text },
      products: [{ id: text, name: text, tag: text }],
      transactionId,
    })
    const cancelled = await callV2(
      system.origins.v2,
      `PortOne ${system.demo.apiSecret}`,
      'POST',
      `/payments/${encodeURIComponent(paymentId)}/cancel`,
      { reason: text },
    )
    expect(cancelled.json).toMatchObject({ cancellation: { status: 'SUCCEEDED', reason: text } })
    const found = await callV2(
      system.origins.v2,
      `PortOne ${system.demo.apiSecret}`,
      'GET',
      `/payments?requestBody=${encodeURIComponent(
        JSON.stringify({ filter: { textSearch: [{ field: 'ALL', value: text }] } }),
      )}`,
    )
    expect(found.status).toBe(200)
    expect(found.text).toContain(JSON.stringify(text).slice(1, -1))
  })

  test('stands in no page as markup', async () => {
    const prepared: Prepared = await prepare(system, {
      ...framed,
      request: { orderName: '<script>alert(1)</script>' },
    })
    const pages = await Promise.all(
      ['', '/done'].map((path) => fetch(prepared.attempt.window.url + path).then(read)),
    )

    for (const { text } of pages) expect(text).not.toContain('alert(1)')
    const view = await fetch(`${prepared.attempt.window.url}/view`)
    expect(view.headers.get('content-type')).toContain('application/json')
  })
})
