import { afterAll, beforeAll, expect, test } from 'vitest'
import { untilNothingInFlight } from '../chaos/judge.ts'
import { watchAnswers } from '../contract/recorder.ts'
import { readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, channelOf, chargeBody, issueKey, newPaymentId, orderFault } from './billing-world.ts'
import { interruptFirstPayment } from './interrupted-first-payment.ts'
import { issueAndPayShop } from './issue-and-pay-shop.ts'

// Goal: a buyer registers and pays the first time in one window, and the shop never has one without the other.
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

const { prepare, visit, state, settled, rows, keyOf, told } = issueAndPayShop(() => system, {
  pg: 'naru-test',
})

test('the buyer registers and pays in one window, and the shop goes on charging the key', async () => {
  const attempt = await prepare()
  const view = (await (await fetch(`${attempt.window.url}/view`)).json()) as object
  expect(view).toMatchObject({
    purpose: 'ISSUE_BILLING_KEY_AND_PAY',
    orderName: '나룻배 정기 이용 첫 달',
    amount: { totalMinor: 9_900, currency: 'KRW' },
  })

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
    amount: { total: 9_900, paid: 9_900 },
  })
  expect(await callApi(system, 'GET', `/billing-keys/${billingKey}`)).toMatchObject({
    body: { status: 'ISSUED', issueName: '나룻배 정기 이용 첫 달' },
  })
  expect(await readBook(system, 'naru-test', attempt.txId)).toMatchObject({ approvedMinor: 9_900 })
  const later = await callApi(
    system,
    'POST',
    `/payments/${newPaymentId()}/billing-key`,
    chargeBody(billingKey, 9_900),
  )
  expect(later.status).toBe(200)
  expect(await told(attempt, 3)).toEqual(
    new Set(['BillingKey.Issued', 'BillingKey.Ready', 'Transaction.Paid']),
  )
})

test.each(['decline', 'close'])(
  'a buyer who ends the window with %s has neither key nor payment',
  async (how) => {
    const attempt = await prepare()
    await visit(attempt, how)

    expect(await settled(attempt)).toMatchObject({
      transactionType: 'ISSUE_BILLING_KEY_AND_PAY',
      billingKey: '',
      paymentId: attempt.paymentId,
      txId: attempt.txId,
      code: 'FAILURE_TYPE_PG',
    })
    expect(await readPayment(system, attempt.paymentId)).toMatchObject({ type: 'PAYMENT_NOT_FOUND' })
    expect(await keyOf(attempt)).toMatchObject({ status: 'FAILED', holds_right: false })
  },
)

// The PG has given the key by then; a key that the shop did not get paid with is given back, and said to have failed.
test('a charge that is declined after the issue leaves no key: the shop hears of a failure, the PG forgets the right', async () => {
  const attempt = await prepare()
  await visit(attempt, 'approve', { card: { number: '4000000000000010' } })

  expect(await settled(attempt)).toMatchObject({
    billingKey: '',
    code: 'FAILURE_TYPE_PG',
    pgCode: 'CARD_DECLINED',
  })
  expect(await readPayment(system, attempt.paymentId)).toMatchObject({
    status: 'FAILED',
    failure: { pgCode: 'CARD_DECLINED' },
  })
  const key = await until(20_000, 'the right to be given back', async () => {
    const row = await keyOf(attempt)
    return row?.['phase'] === 'DONE' ? row : undefined
  })
  expect(key).toMatchObject({ status: 'FAILED', holds_right: false })
  const billingKey = String(key['billing_key'])
  expect(await callApi(system, 'GET', `/billing-keys/${billingKey}`)).toMatchObject({ status: 404 })
  expect(
    await callApi(system, 'POST', `/payments/${newPaymentId()}/billing-key`, chargeBody(billingKey, 100)),
  ).toMatchObject({ status: 404, body: { type: 'BILLING_KEY_NOT_FOUND' } })
  expect(await told(attempt, 3)).toEqual(
    new Set(['BillingKey.Failed', 'BillingKey.Ready', 'Transaction.Failed']),
  )

  const again = await prepare({ paymentId: attempt.paymentId })
  await visit(again)
  expect((await settled(again))['code']).toBeUndefined()
})

test.each(['silent-before', 'silent-after', 'malformed-after'])(
  'a PG that is %s about the first payment charges once, and the key comes with the payment',
  async (fault) => {
    const attempt = await prepare()
    await orderFault(system, { operation: 'approve', fault })
    await visit(attempt)

    const result = await settled(attempt)
    expect(result['billingKey']).toMatch(/^billing-key-/)
    await untilNothingInFlight(system.databaseUrl)
    expect(await readPayment(system, attempt.paymentId)).toMatchObject({ status: 'PAID' })
    expect(await readBook(system, 'naru-test', attempt.txId)).toMatchObject({
      approvedMinor: 9_900,
      cancelledMinor: 0,
    })
  },
)

// A PG that decides later holds the payment, and so the key; what comes of the payment comes of the key.
test.each([
  ['4000000000000051', 'PAID', 'ISSUED', 'Transaction.Paid'],
  ['4000000000000069', 'FAILED', 'DELETED', 'BillingKey.Deleted'],
] as const)(
  'a first payment by %s that is pending at first and then %s leaves its key %s',
  async (number, paid, key, message) => {
    const attempt = await prepare()
    await visit(attempt, 'approve', { card: { number } })
    expect((await settled(attempt))['billingKey']).toMatch(/^billing-key-/)
    expect(await readPayment(system, attempt.paymentId)).toMatchObject({ status: 'PAY_PENDING' })
    expect(await keyOf(attempt)).toMatchObject({ status: 'ISSUED', holds_right: true })

    await fetch(`${system.origins.simulators}/control/clock`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advanceMs: 120_000 }),
    })
    await rows(`update due_work set due_at = now() where work_id = $1`, [`settle-approval:${attempt.txId}`])

    await until(20_000, `the payment to be ${paid}`, async () =>
      (await readPayment(system, attempt.paymentId))['status'] === paid ? true : undefined,
    )
    await until(20_000, `the key to be ${key}`, async () =>
      (await keyOf(attempt))?.['status'] === key ? true : undefined,
    )
    expect(await keyOf(attempt)).toMatchObject({ phase: 'DONE', holds_right: key === 'ISSUED' })
    await until(20_000, message, async () => ((await told(attempt, 1)).has(message) ? true : undefined))
    expect((await readBook(system, 'naru-test', attempt.txId)).approvedMinor).toBe(
      paid === 'PAID' ? 9_900 : 0,
    )
  },
)

test('a return that comes ten times registers once and charges once', async () => {
  const attempt = await prepare()
  const visited = await visit(attempt, 'approve', { deliver: false })
  await Promise.all(Array.from({ length: 10 }, () => fetch(visited.next?.url ?? '', { redirect: 'manual' })))

  await settled(attempt)
  const attempts = await callApi(system, 'GET', `/payments/${attempt.paymentId}/transactions`)
  expect(attempts.body['items']).toHaveLength(1)
  expect(await readBook(system, 'naru-test', attempt.txId)).toMatchObject({ approvedMinor: 9_900 })
})

test('an order that is paid is refused before the window; one that is paid meanwhile leaves no key', async () => {
  const [first, second] = [await prepare(), await prepare()]
  const twin = await prepare({ paymentId: first.paymentId })
  await visit(first)
  await settled(first)

  await expect(prepare({ paymentId: first.paymentId })).rejects.toMatchObject({
    status: 409,
    error: { code: 'PaymentAlreadyPaid' },
  })
  await visit(twin)
  expect(await settled(twin)).toMatchObject({ billingKey: '', code: 'PaymentAlreadyPaid' })
  expect(await readPayment(system, first.paymentId)).toMatchObject({
    status: 'PAID',
    transactionId: first.txId,
  })
  expect((await state(second)).state).toBe('PREPARED')
})

test('two windows of one order that end together charge once', async () => {
  const first = await prepare()
  const twin = await prepare({ paymentId: first.paymentId })

  await Promise.all([visit(first), visit(twin)])

  const results = [await settled(first), await settled(twin)]
  expect(results.filter(({ code }) => code === undefined)).toHaveLength(1)
  expect(results.filter(({ code }) => code === 'PaymentAlreadyPaid')).toHaveLength(1)
  const books = await Promise.all(
    [first, twin].map(async ({ txId }) => (await readBook(system, 'naru-test', txId)).approvedMinor ?? 0),
  )
  expect(books.reduce((sum, minor) => sum + minor, 0)).toBe(9_900)
})

test('a redirect carries key and payment on success, and no key on failure', async () => {
  const request = { windowType: { pc: 'REDIRECTION' } }
  const good = await prepare(request)
  const { delivered } = await visit(good)
  expect(delivered?.location).toMatch(
    new RegExp(
      `^https://shop\\.example/registered\\?transactionType=ISSUE_BILLING_KEY_AND_PAY&txId=${good.txId}` +
        `&paymentId=${good.paymentId}&billingKey=billing-key-[0-9a-f-]+$`,
    ),
  )
  const bad = await prepare(request)
  const failed = await visit(bad, 'approve', { card: { number: '4000000000000010' } })
  expect(failed.delivered?.location).toContain(`paymentId=${bad.paymentId}&code=FAILURE_TYPE_PG`)
  expect(failed.delivered?.location).not.toContain('billingKey=')
})

test('numbers that the server registered beforehand must be repeated', async () => {
  const paymentId = newPaymentId()
  await callApi(system, 'POST', `/payments/${paymentId}/pre-register`, { totalAmount: 5_000 })

  await expect(prepare({ paymentId })).rejects.toMatchObject({
    error: { code: 'AmountNotEqualToPredefined' },
  })
})

test.each([
  [{ billingKeyAndPayMethod: 'PAYPAL' }, 'RequestParseFailed'],
  [{ currency: 'KWD' }, 'RequestParseFailed'],
  [{ channelKey: 'channel-key-unknown' }, 'ChannelNotFound'],
  [{ channelKey: undefined, channelGroupId: 'channel-group-test-1' }, 'BadRequest'],
  [{ totalAmount: 0 }, 'RequestParseFailed'],
] as const)('what cannot be had is refused before a window opens: %j', async (request, code) => {
  await expect(prepare(request)).rejects.toMatchObject({ error: { code } })
})

test('a PG that cannot do both at once says so', async () => {
  await expect(prepare({ channelKey: channelOf(system, 'tosspayments') })).rejects.toMatchObject({
    status: 404,
    error: { code: 'ChannelNotFound', message: expect.stringContaining('한 번에') },
  })
})

test('MOBILE by its other name PHONE is charged as what it is', async () => {
  const attempt = await prepare({ billingKeyAndPayMethod: 'PHONE' })
  await visit(attempt)

  await settled(attempt)
  expect(await readPayment(system, attempt.paymentId)).toMatchObject({
    status: 'PAID',
    method: { type: 'PaymentMethodMobile' },
  })
})

test('with manual confirmation nothing is issued or charged before the merchant’s server says so', async () => {
  await rows(`update channel set manual_confirm = true where pg = 'naru-test'`)
  const attempt = await prepare()
  await visit(attempt)
  const declined = await prepare()
  await visit(declined, 'approve', { card: { number: '4000000000000010' } })
  await rows(`update channel set manual_confirm = false where pg = 'naru-test'`)

  const result = await settled(attempt)
  expect(result).toEqual({
    transactionType: 'ISSUE_BILLING_KEY_AND_PAY',
    txId: 'NEEDS_CONFIRMATION',
    paymentId: attempt.paymentId,
    billingKey: 'NEEDS_CONFIRMATION',
    billingIssueToken: expect.any(String),
  })
  expect(await readPayment(system, attempt.paymentId)).toMatchObject({ type: 'PAYMENT_NOT_FOUND' })
  const confirm = (body: object) => callApi(system, 'POST', '/billing-keys/confirm-issue-and-pay', body)
  const billingIssueToken = result['billingIssueToken']

  expect(await confirm({})).toMatchObject({ status: 400, body: { type: 'INVALID_REQUEST' } })
  expect(await confirm({ billingIssueToken: `${billingIssueToken}x` })).toMatchObject({
    status: 404,
    body: { type: 'BILLING_KEY_NOT_FOUND' },
  })
  for (const wrong of [
    { totalAmount: 99 },
    { currency: 'USD' },
    { paymentId: 'other' },
    { taxFreeAmount: 1 },
  ])
    expect(await confirm({ billingIssueToken, ...wrong })).toMatchObject({
      status: 409,
      body: { type: 'INFORMATION_MISMATCH' },
    })
  expect(await callApi(system, 'POST', '/billing-keys/confirm', { billingIssueToken })).toMatchObject({
    status: 409,
    body: { type: 'INFORMATION_MISMATCH' },
  })

  const confirmed = await confirm({
    billingIssueToken,
    paymentId: attempt.paymentId,
    totalAmount: 9_900,
    currency: 'KRW',
    isTest: true,
  })
  expect(confirmed).toMatchObject({
    status: 200,
    body: { billingKey: expect.stringMatching(/^billing-key-/), paymentId: attempt.paymentId },
  })
  expect(await readPayment(system, attempt.paymentId)).toMatchObject({ status: 'PAID' })
  expect(await confirm({ billingIssueToken })).toMatchObject({
    status: 409,
    body: { type: 'BILLING_KEY_ALREADY_ISSUED' },
  })

  const bad = await settled(declined)
  expect(await confirm({ billingIssueToken: bad['billingIssueToken'] })).toMatchObject({
    status: 502,
    body: { type: 'PG_PROVIDER', pgCode: 'CARD_DECLINED' },
  })
})

test('a token of a plain registration pays nothing', async () => {
  await rows(`update channel set manual_confirm = true where pg = 'naru-test'`)
  const attempt = await prepare()
  await visit(attempt)
  await rows(`update channel set manual_confirm = false where pg = 'naru-test'`)
  const { billingIssueToken } = await settled(attempt)
  await rows(`update billing_key set data = data - 'firstPayment' where billing_key = $1`, [
    `billing-key-${billingIssueToken?.split('.')[0] ?? ''}`,
  ])

  expect(
    await callApi(system, 'POST', '/billing-keys/confirm-issue-and-pay', { billingIssueToken }),
  ).toMatchObject({ status: 409, body: { type: 'INFORMATION_MISMATCH' } })
})

// Goal: a process that dies between issue and charge, or between charge and record, leaves nothing half-told.
test.each(['before the charge', 'after the charge'] as const)(
  'a key left %s is finished by the settle job',
  async (when) => {
    const attempt = await prepare()
    await visit(attempt)
    const billingKey = (await settled(attempt))['billingKey'] ?? ''
    await interruptFirstPayment(rows, {
      when,
      storeId: system.demo.storeId,
      paymentId: attempt.paymentId,
      billingKey,
    })

    await until(20_000, 'the key to be issued', async () =>
      (await keyOf(attempt))?.['status'] === 'ISSUED' ? true : undefined,
    )
    expect(await readPayment(system, attempt.paymentId)).toMatchObject({
      status: 'PAID',
      transactionId: attempt.txId,
    })
    // The PG's idempotency by transaction id makes a repeated charge the same charge.
    expect(await readBook(system, 'naru-test', attempt.txId)).toMatchObject({ approvedMinor: 9_900 })
  },
)

test('another key of the buyer is left alone', async () => {
  const other = await issueKey(system)
  const attempt = await prepare()
  await visit(attempt, 'approve', { card: { number: '4000000000000010' } })
  await settled(attempt)

  expect(await callApi(system, 'GET', `/billing-keys/${other}`)).toMatchObject({ body: { status: 'ISSUED' } })
})

test('and every answer of REST V2 had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})
