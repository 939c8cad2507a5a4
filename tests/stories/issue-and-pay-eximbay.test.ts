import { afterAll, beforeAll, expect, test } from 'vitest'
import { referenceOf } from '@naru/gateways/eximbay/window-words'
import { signInAsDemo } from '../attack/console-client.ts'
import { untilNothingInFlight } from '../chaos/judge.ts'
import { watchAnswers } from '../contract/recorder.ts'
import { readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, channelOf, chargeBody, newPaymentId, orderFault } from './billing-world.ts'
import { issueAndPayShop } from './issue-and-pay-shop.ts'

// Goal: a PG that gives the key with the money it takes in its window. No key without its payment, no payment without its key.
let system: RunningSystem
let watch: ReturnType<typeof watchAnswers>

beforeAll(async () => {
  system = await startSystem()
  watch = watchAnswers(system.origins.v2)
}, 120_000)
afterAll(async () => {
  watch?.stop()
  await system?.stop()
})

const { prepare, begin, goThrough, visit, settled, rows, keyOf, told } = issueAndPayShop(() => system, {
  pg: 'eximbay',
  request: {
    billingKeyAndPayMethod: undefined,
    totalAmount: 1_050,
    currency: 'USD',
    windowType: { pc: 'POPUP' },
  },
})
const bookOf = (transactionId: string) => readBook(system, 'eximbay', referenceOf(transactionId))
const becomes = (paymentId: string, status: string) =>
  until(20_000, `${paymentId} to be ${status}`, async () =>
    (await readPayment(system, paymentId))['status'] === status ? true : undefined,
  )

test('the buyer pays once, and the shop goes on charging the key that came with it', async () => {
  const attempt = await prepare()
  expect(await (await fetch(`${attempt.window.url}/view`)).json()).toMatchObject({
    purpose: 'ISSUE_BILLING_KEY_AND_PAY',
    amount: { totalMinor: 1_050, currency: 'USD' },
  })
  expect(await readPayment(system, attempt.paymentId)).toMatchObject({ status: 'READY' })
  await visit(attempt)

  const result = await settled(attempt)
  expect(result).toEqual({
    transactionType: 'ISSUE_BILLING_KEY_AND_PAY',
    txId: attempt.txId,
    paymentId: attempt.paymentId,
    billingKey: expect.stringMatching(/^billing-key-/),
  })
  const billingKey = result['billingKey'] ?? ''
  expect(await readPayment(system, attempt.paymentId)).toMatchObject({
    status: 'PAID',
    transactionId: attempt.txId,
    billingKey,
    amount: { total: 1_050, paid: 1_050 },
  })
  expect(await callApi(system, 'GET', `/billing-keys/${billingKey}`)).toMatchObject({
    body: { status: 'ISSUED', methods: [{ type: 'BillingKeyPaymentMethodCard' }] },
  })
  expect(await told(attempt, 4)).toEqual(
    new Set(['BillingKey.Ready', 'BillingKey.Issued', 'Transaction.Ready', 'Transaction.Paid']),
  )

  const later = newPaymentId()
  const customer = { name: { full: '홍길동' }, email: 'buyer@shop.example' }
  const more = { currency: 'USD', customer }
  const path = `/payments/${later}/billing-key`
  expect((await callApi(system, 'POST', path, chargeBody(billingKey, 2_000, more))).status).toBe(200)
  expect(await readPayment(system, later)).toMatchObject({ status: 'PAID', amount: { paid: 2_000 } })
  expect(await bookOf(attempt.txId)).toMatchObject({ approvedMinor: 1_050, cancelledMinor: 0 })
})

test('a redirect carries key and payment', async () => {
  const attempt = await prepare({ windowType: { pc: 'REDIRECTION' } })
  const { delivered } = await visit(attempt)

  expect(delivered?.location).toMatch(
    new RegExp(
      `^https://shop\\.example/registered\\?transactionType=ISSUE_BILLING_KEY_AND_PAY&txId=${attempt.txId}` +
        `&paymentId=${attempt.paymentId}&billingKey=billing-key-[0-9a-f-]+$`,
    ),
  )
})

test.each([
  ['decline', 'S023'],
  ['close', 'SIM408'],
])('a buyer who ends the window with %s has neither key nor payment', async (how, pgCode) => {
  const attempt = await prepare()
  await visit(attempt, how)

  expect(await settled(attempt)).toMatchObject({
    transactionType: 'ISSUE_BILLING_KEY_AND_PAY',
    billingKey: '',
    paymentId: attempt.paymentId,
    txId: attempt.txId,
    code: 'FAILURE_TYPE_PG',
    pgCode,
  })
  expect(await readPayment(system, attempt.paymentId)).toMatchObject({ status: 'FAILED' })
  expect(await keyOf(attempt)).toMatchObject({ status: 'FAILED', holds_right: false })
  expect((await bookOf(attempt.txId)).balanceMinor).toBe(0)
})

test('a buyer who pays and never comes back has paid, and his key is there', async () => {
  const attempt = await prepare()
  await visit(attempt, 'vanish')

  expect((await settled(attempt))['billingKey']).toMatch(/^billing-key-/)
  await becomes(attempt.paymentId, 'PAID')
  expect(await keyOf(attempt)).toMatchObject({ status: 'ISSUED', holds_right: true })
})

// The shop has heard that there is neither; money that comes all the same goes back.
test('money that comes after the buyer closed our window goes back, and no key is left', async () => {
  const attempt = await prepare()
  const handOff = await begin(attempt)
  await fetch(`${attempt.window.url}/close`, { method: 'POST' })
  expect(await settled(attempt)).toMatchObject({ billingKey: '', code: 'FAILURE_TYPE_PG' })

  await goThrough(handOff, 'vanish')

  await until(20_000, 'the money to be back', async () =>
    (await bookOf(attempt.txId)).cancelledMinor === 1_050 ? true : undefined,
  )
  await untilNothingInFlight(system.databaseUrl)
  expect(await readPayment(system, attempt.paymentId)).toMatchObject({ status: 'FAILED' })
  expect(await keyOf(attempt)).toMatchObject({ status: 'FAILED', holds_right: false })
})

test.each(['silent-before', 'silent-after', 'malformed-after'])(
  'a PG that is %s about its own message is asked again, and key and payment come together',
  async (fault) => {
    const attempt = await prepare()
    await orderFault(system, { operation: 'approve', fault }, 'eximbay')
    await visit(attempt)

    expect((await settled(attempt))['billingKey']).toMatch(/^billing-key-/)
    await untilNothingInFlight(system.databaseUrl)
    expect(await readPayment(system, attempt.paymentId)).toMatchObject({ status: 'PAID' })
    expect(await bookOf(attempt.txId)).toMatchObject({ approvedMinor: 1_050, cancelledMinor: 0 })
  },
)

test('a return that comes ten times pays once and issues one key', async () => {
  const attempt = await prepare()
  const { next } = (await visit(attempt, 'approve', { deliver: false })) as {
    next: { url: string; method: string; body?: string } | null
  }
  await Promise.all(
    Array.from({ length: 10 }, () =>
      fetch(next?.url ?? '', {
        method: next?.method ?? 'POST',
        redirect: 'manual',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        ...(next?.body === undefined ? {} : { body: next.body }),
      }),
    ),
  )

  expect((await settled(attempt))['code']).toBeUndefined()
  await untilNothingInFlight(system.databaseUrl)
  const messages = await rows(`select type from webhook where payment_id = $1 or billing_key = $2`, [
    attempt.paymentId,
    (await keyOf(attempt))?.['billing_key'],
  ])
  expect(messages).toHaveLength(4)
  expect(new Set(messages.map(({ type }) => type)).size).toBe(4)
})

test('two windows of one order that both take the money: one is kept with its key, the other goes back with its own', async () => {
  const first = await prepare()
  const twin = await prepare({ paymentId: first.paymentId })
  const [one, two] = [await begin(first), await begin(twin)]
  await Promise.all([goThrough(one, 'vanish'), goThrough(two, 'vanish')])

  const results = [await settled(first), await settled(twin)]
  expect(results.filter(({ code }) => code === undefined)).toHaveLength(1)
  await untilNothingInFlight(system.databaseUrl)
  const books = await Promise.all([bookOf(first.txId), bookOf(twin.txId)])
  expect(books.map(({ approvedMinor }) => approvedMinor)).toEqual([1_050, 1_050])
  expect(books.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0)).toBe(1_050)
  const keys = [await keyOf(first), await keyOf(twin)].map((key) => key?.['status'])
  expect(new Set(keys)).toEqual(new Set(['FAILED', 'ISSUED']))
  await expect(prepare({ paymentId: first.paymentId })).rejects.toMatchObject({
    error: { code: 'PaymentAlreadyPaid' },
  })
})

// Goal: a process that dies after the payment was recorded has recorded the right with it; the settle job does the rest.
test('a process that dies between payment and key leaves the key to the settle job', async () => {
  const attempt = await prepare()
  await visit(attempt)
  const billingKey = (await settled(attempt))['billingKey'] ?? ''
  await rows(
    `update billing_key set status = 'READY', phase = 'PAYING', issued_at = null, row_version = row_version + 1
     where billing_key = $1`,
    [billingKey],
  )
  await rows(
    `insert into due_work (store_id, work_id, kind, reference, due_at, created_at)
     values ($1, $2, 'billing-key.settle', jsonb_build_object('billingKey', $3::text), now(), now())`,
    [system.demo.storeId, `billing-key-settle:${billingKey}`, billingKey],
  )

  await until(20_000, 'the key to be issued', async () =>
    (await keyOf(attempt))?.['status'] === 'ISSUED' ? true : undefined,
  )
  expect(await bookOf(attempt.txId)).toMatchObject({ approvedMinor: 1_050 })
})

test.each([
  [{ currency: 'KWD' }, 'RequestParseFailed'],
  [{ customer: { fullName: '홍길동' } }, 'RequestParseFailed'],
  [{ bypass: { eximbay_v2: { payment: { payment_method: 'P003' } } } }, 'RequestParseFailed'],
] as const)(
  'what cannot be had is refused before a window opens, and leaves nothing: %j',
  async (request, code) => {
    const paymentId = newPaymentId()
    await expect(prepare({ ...request, paymentId })).rejects.toMatchObject({ error: { code } })

    expect(await readPayment(system, paymentId)).toMatchObject({ type: 'PAYMENT_NOT_FOUND' })
    expect(await rows(`select 1 from billing_key_first_payment where payment_id = $1`, [paymentId])).toEqual(
      [],
    )
  },
)

// Under which name the token comes back is in no public document, so nobody is sent to the live PG with this.
test('a live channel says before the window that this is for the simulator only', async () => {
  const owner = await signInAsDemo(system)
  const made = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'LIVE',
    pg: 'eximbay',
    module: 'eximbay_v2',
    name: '엑심베이 실연동',
    attribute: 'PAYMENT',
    credentials: { mid: 'LIVE000001', apiKey: 'live-key' },
  })
  const { channelKey } = made.json as { channelKey: string }

  await expect(prepare({ channelKey })).rejects.toMatchObject({
    status: 404,
    error: { code: 'ChannelNotFound', message: expect.stringContaining('시뮬레이터') },
  })
})

test('a window that only registers is not to be had', async () => {
  const response = await fetch(`${system.origins.checkout}/browser/v2/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      type: 'ISSUE_BILLING_KEY',
      request: {
        storeId: system.demo.storeId,
        channelKey: channelOf(system, 'eximbay'),
        billingKeyMethod: 'CARD',
      },
      sdkVersion: 'headless',
      device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
      pageOrigin: 'https://shop.example',
    }),
  })
  expect(response.status).toBe(404)
  expect(await response.json()).toMatchObject({ code: 'ChannelNotFound' })
})

test('and every answer of REST V2 had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})
