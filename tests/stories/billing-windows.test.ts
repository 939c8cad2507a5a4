import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PrepareRefused, until } from '../setup/headless-buyer.ts'
import type { BeginView, CheckoutError, PreparedAttempt } from '@naru/server/wire/checkout'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, channelOf, chargeBody, newPaymentId } from './billing-world.ts'

// Goal: a buyer registers in the PG's window, nothing is charged, and the shop can charge from then on.
let system: RunningSystem

beforeAll(async () => {
  system = await startSystem()
}, 120_000)
afterAll(async () => {
  await system?.stop()
})

interface Wish {
  readonly pg?: string
  readonly request?: Readonly<Record<string, unknown>>
}

async function prepareIssue({
  pg: gateway = 'naru-test',
  request = {},
}: Wish = {}): Promise<PreparedAttempt> {
  const response = await fetch(`${system.origins.checkout}/browser/v2/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      type: 'ISSUE_BILLING_KEY',
      sdkVersion: 'headless',
      pageOrigin: 'https://shop.example',
      device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
      request: {
        storeId: system.demo.storeId,
        channelKey: channelOf(system, gateway),
        billingKeyMethod: 'CARD',
        issueId: 'membership-1',
        issueName: '나룻배 정기 이용',
        redirectUrl: 'https://shop.example/registered',
        customer: {
          customerId: 'buyer1',
          fullName: '홍길동',
          phoneNumber: '01012345678',
          email: 'buyer@shop.example',
        },
        ...request,
      },
    }),
  })
  if (!response.ok) throw new PrepareRefused(response.status, (await response.json()) as CheckoutError)
  return (await response.json()) as PreparedAttempt
}

async function begin(attempt: PreparedAttempt): Promise<unknown> {
  const view = (await (await fetch(`${attempt.window.url}/begin`, { method: 'POST' })).json()) as BeginView
  if (view.kind !== 'hand-off') throw new Error('no hand-off')
  return view.handOff
}

async function visit(handOff: unknown, decision: string, more: object = {}, gateway = 'naru-test') {
  const response = await fetch(`${system.origins.simulators}/control/${gateway}/buy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ handOff, decision, deliver: true, ...more }),
  })
  if (!response.ok) throw new Error(await response.text())
  return (await response.json()) as {
    next: { method: string; url: string } | null
    delivered?: { location?: string }
  }
}

async function state(attempt: PreparedAttempt) {
  const response = await fetch(`${system.origins.checkout}/browser/v2/attempts/${attempt.attemptId}`, {
    headers: { 'naru-attempt-secret': attempt.attemptSecret },
  })
  return (await response.json()) as { state: string; result?: Record<string, string> }
}

const charge = (billingKey: string) =>
  callApi(system, 'POST', `/payments/${newPaymentId()}/billing-key`, chargeBody(billingKey, 5_500))

test('the buyer registers a card in the window, and the shop charges it without him', async () => {
  const attempt = await prepareIssue()
  expect((await state(attempt)).state).toBe('PREPARED')
  const view = (await (await fetch(`${attempt.window.url}/view`)).json()) as object
  expect(view).toMatchObject({
    purpose: 'ISSUE_BILLING_KEY',
    orderName: '나룻배 정기 이용',
    amount: { totalMinor: 0 },
  })

  await visit(await begin(attempt), 'approve')

  const { state: end, result } = await state(attempt)
  expect(end).toBe('DONE')
  expect(result).toEqual({
    transactionType: 'ISSUE_BILLING_KEY',
    billingKey: expect.stringMatching(/^billing-key-/),
  })
  const billingKey = result?.['billingKey'] ?? ''
  expect(await callApi(system, 'GET', `/billing-keys/${billingKey}`)).toMatchObject({
    body: {
      status: 'ISSUED',
      issueId: 'membership-1',
      issueName: '나룻배 정기 이용',
      customer: { id: 'buyer1', name: '홍길동' },
    },
  })
  expect((await charge(billingKey)).status).toBe(200)
})

test.each([
  ['MOBILE', 'BillingKeyPaymentMethodMobile', 'PaymentMethodMobile'],
  ['EASY_PAY', 'BillingKeyPaymentMethodEasyPay', 'PaymentMethodEasyPay'],
  ['TRANSFER', 'BillingKeyPaymentMethodTransfer', 'PaymentMethodTransfer'],
] as const)('a %s registration is charged as what it is', async (method, shown, paid) => {
  const attempt = await prepareIssue({ request: { billingKeyMethod: method } })
  await visit(await begin(attempt), 'approve')
  const billingKey = (await state(attempt)).result?.['billingKey'] ?? ''

  expect((await callApi(system, 'GET', `/billing-keys/${billingKey}`)).body['methods']).toMatchObject([
    { type: shown },
  ])
  const paymentId = newPaymentId()
  await callApi(system, 'POST', `/payments/${paymentId}/billing-key`, chargeBody(billingKey, 5_500))
  expect((await callApi(system, 'GET', `/payments/${paymentId}`)).body).toMatchObject({
    status: 'PAID',
    method: { type: paid },
  })
})

test.each([
  ['decline', 'CARD_DECLINED'],
  ['close', 'CLOSED_BY_BUYER'],
])('a buyer who ends with %s leaves no key, and the shop hears it once', async (decision, pgCode) => {
  const attempt = await prepareIssue()
  await visit(await begin(attempt), decision)

  const { result } = await state(attempt)
  expect(result).toMatchObject({ billingKey: '', code: 'FAILURE_TYPE_PG', pgCode })
  const [row] = await rows(`select billing_key, status from billing_key order by requested_at desc limit 1`)
  expect(row).toMatchObject({ status: 'FAILED' })
  expect(await callApi(system, 'GET', `/billing-keys/${String(row?.['billing_key'])}`)).toMatchObject({
    status: 404,
  })
  expect(await callApi(system, 'DELETE', `/billing-keys/${String(row?.['billing_key'])}`)).toMatchObject({
    status: 404,
    body: { type: 'BILLING_KEY_NOT_ISSUED' },
  })
})

test('a redirect carries the key on success and none on failure', async () => {
  const request = { windowType: { pc: 'REDIRECTION' } }
  const good = await prepareIssue({ request })
  const { delivered } = await visit(await begin(good), 'approve')
  expect(delivered?.location).toMatch(
    /^https:\/\/shop\.example\/registered\?transactionType=ISSUE_BILLING_KEY&billingKey=billing-key-[0-9a-f-]+$/,
  )
  const bad = await prepareIssue({ request })
  const failed = await visit(await begin(bad), 'decline')
  expect(failed.delivered?.location).toContain('transactionType=ISSUE_BILLING_KEY&code=FAILURE_TYPE_PG')
  expect(failed.delivered?.location).not.toContain('billingKey=')
})

test('a return that comes twice, or of another window, issues no second key', async () => {
  const first = await prepareIssue()
  const other = await prepareIssue()
  const visited = await visit(await begin(first), 'approve')
  const handOff = await begin(other)

  await fetch(visited.next?.url ?? '', { redirect: 'manual' })
  const stolen = (visited.next?.url ?? '').replace(/\/return\/[^?]+/, `/return/${tokenOf(other)}`)
  await fetch(stolen, { redirect: 'manual' })

  expect((await state(other)).state).not.toBe('DONE')
  await visit(handOff, 'approve')
  const [one, two] = [(await state(first)).result, (await state(other)).result]
  expect(one?.['billingKey']).not.toBe(two?.['billingKey'])
  expect(
    await rows(`select count(*)::integer as keys from billing_key_channel where status = 'ISSUED'
    and billing_key in ('${one?.['billingKey']}', '${two?.['billingKey']}')`),
  ).toEqual([{ keys: 2 }])
})

const tokenOf = (attempt: PreparedAttempt): string => attempt.window.url.split('/').at(-1) ?? ''

async function rows(text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: system.databaseUrl })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

test('every registration is told by webhook: ready, then issued', async () => {
  const attempt = await prepareIssue()
  await visit(await begin(attempt), 'approve')
  const billingKey = (await state(attempt)).result?.['billingKey'] ?? ''

  const told = await until(20_000, 'two webhooks', async () => {
    const found = await rows(
      `select type from webhook where billing_key = '${billingKey}' order by triggered_at`,
    )
    return found.length >= 2 ? found.map(({ type }) => type) : undefined
  })
  expect(told).toEqual(['BillingKey.Ready', 'BillingKey.Issued'])
})

test('with manual confirmation nothing is issued before the merchant’s server says so', async () => {
  await rows(`update channel set manual_confirm = true where pg = 'naru-test'`)
  const attempt = await prepareIssue()
  await visit(await begin(attempt), 'approve')
  await rows(`update channel set manual_confirm = false where pg = 'naru-test'`)
  const { result } = await state(attempt)
  expect(result).toMatchObject({
    billingKey: 'NEEDS_CONFIRMATION',
    billingIssueToken: expect.any(String),
  })
  const confirm = (body: object) => callApi(system, 'POST', '/billing-keys/confirm', body)
  const billingIssueToken = result?.['billingIssueToken'] ?? ''

  expect(await confirm({ billingIssueToken: `${billingIssueToken}x` })).toMatchObject({
    status: 404,
    body: { type: 'BILLING_KEY_NOT_FOUND' },
  })
  expect(await confirm({ billingIssueToken, isTest: false })).toMatchObject({
    status: 409,
    body: { type: 'INFORMATION_MISMATCH' },
  })
  const confirmed = await confirm({ billingIssueToken, isTest: true })
  expect(confirmed).toMatchObject({ status: 200, body: { billingKey: expect.any(String) } })
  expect(await confirm({ billingIssueToken })).toMatchObject({
    status: 409,
    body: { type: 'BILLING_KEY_ALREADY_ISSUED' },
  })
  expect((await charge(String(confirmed.body['billingKey']))).status).toBe(200)
})

test('what cannot be registered is refused before a window opens', async () => {
  await expect(prepareIssue({ request: { billingKeyMethod: 'PAYPAL' } })).rejects.toMatchObject({
    status: 400,
    error: { code: 'RequestParseFailed' },
  })
  await expect(prepareIssue({ request: { channelKey: 'channel-key-unknown' } })).rejects.toMatchObject({
    status: 404,
    error: { code: 'ChannelNotFound' },
  })
  await expect(
    prepareIssue({ request: { storeId: 'store-00000000-0000-4000-8000-000000000000' } }),
  ).rejects.toMatchObject({ status: 404, error: { code: 'StoreNotFound' } })
})
