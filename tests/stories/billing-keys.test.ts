import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, untilNothingInFlight } from '../chaos/judge.ts'
import { readBook, readPayment } from '../setup/headless-buyer.ts'
import { watchAnswers } from '../contract/recorder.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import {
  callApi,
  channelOf,
  chargeBody,
  goodCard,
  issueKey,
  ledger,
  newPaymentId,
  orderFault,
} from './billing-world.ts'

// Goal: a merchant registers a card once and charges it for ever after, once per order, whatever goes wrong.
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

/** The charge's book at the PG, found by the attempt that the payment shows. */
async function bookOf(paymentId: string) {
  const payment = await readPayment(system, paymentId)
  return readBook(system, 'naru-test', String(payment['transactionId']))
}

test('a card becomes a billing key, is shown without its number, is charged, and is forgotten', async () => {
  const billingKey = await issueKey(system, { customer: { id: 'buyer-1', name: { full: '홍길동' } } })

  const shown = await callApi(system, 'GET', `/billing-keys/${billingKey}`)
  expect(shown).toMatchObject({
    status: 200,
    body: {
      status: 'ISSUED',
      billingKey,
      customer: { id: 'buyer-1', name: '홍길동' },
      methods: [{ type: 'BillingKeyPaymentMethodCard', card: { number: '433012******1234', brand: 'VISA' } }],
      channels: [{ type: 'TEST', pgProvider: 'NARU_TEST' }],
    },
  })

  const paymentId = newPaymentId()
  const paid = await callApi(
    system,
    'POST',
    `/payments/${paymentId}/billing-key`,
    chargeBody(billingKey, 9_900),
  )
  expect(paid).toMatchObject({
    status: 200,
    body: { payment: { pgTxId: expect.stringMatching(/^npay_/), paidAt: expect.any(String) } },
  })
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'PAID',
    billingKey,
    origin: { platformType: 'API' },
    amount: { total: 9_900, paid: 9_900, vat: 900 },
  })
  expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 9_900, cancelledMinor: 0 })

  const deleted = await callApi(system, 'DELETE', `/billing-keys/${billingKey}`)
  expect(deleted).toMatchObject({ status: 200, body: { deletedAt: expect.any(String) } })
  expect(await callApi(system, 'DELETE', `/billing-keys/${billingKey}`)).toMatchObject({
    status: 409,
    body: { type: 'BILLING_KEY_ALREADY_DELETED' },
  })
  const late = await callApi(
    system,
    'POST',
    `/payments/${newPaymentId()}/billing-key`,
    chargeBody(billingKey, 1_000),
  )
  expect(late).toMatchObject({ status: 409, body: { type: 'BILLING_KEY_ALREADY_DELETED' } })
})

test('a charge can be cancelled in part and as a whole like any payment', async () => {
  const billingKey = await issueKey(system)
  const paymentId = newPaymentId()
  await callApi(system, 'POST', `/payments/${paymentId}/billing-key`, chargeBody(billingKey, 10_000))

  await callApi(system, 'POST', `/payments/${paymentId}/cancel`, { amount: 4_000, reason: '단순 변심' })
  await callApi(system, 'POST', `/payments/${paymentId}/cancel`, { reason: '단순 변심' })

  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'CANCELLED' })
  expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 10_000, cancelledMinor: 10_000 })
})

test('a declined charge is a 502 with the PG’s own words, and the order may be tried again', async () => {
  const declined = await issueKey(system, {}, { ...goodCard, number: '4000000000000010' })
  const good = await issueKey(system)
  const paymentId = newPaymentId()

  const first = await callApi(
    system,
    'POST',
    `/payments/${paymentId}/billing-key`,
    chargeBody(declined, 5_000),
  )
  expect(first).toMatchObject({
    status: 502,
    body: { type: 'PG_PROVIDER', pgCode: 'CARD_DECLINED', pgMessage: expect.stringContaining('거절') },
  })
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'FAILED',
    failure: { pgCode: 'CARD_DECLINED' },
  })

  const second = await callApi(system, 'POST', `/payments/${paymentId}/billing-key`, chargeBody(good, 5_000))
  expect(second.status).toBe(200)
  const third = await callApi(system, 'POST', `/payments/${paymentId}/billing-key`, chargeBody(good, 5_000))
  expect(third).toMatchObject({ status: 409, body: { type: 'ALREADY_PAID' } })
})

test('fifty charges of one order at once take the money once', async () => {
  const billingKey = await issueKey(system)
  const paymentId = newPaymentId()

  const answers = await Promise.all(
    Array.from({ length: 50 }, () =>
      callApi(system, 'POST', `/payments/${paymentId}/billing-key`, chargeBody(billingKey, 3_300)),
    ),
  )

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body['type']))).toEqual(
    new Set(['ALREADY_PAID']),
  )
  const attempts = await callApi(system, 'GET', `/payments/${paymentId}/transactions`)
  expect(attempts.body['items']).toHaveLength(1)
  expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 3_300 })
})

test('fifty repeats under one idempotency key are one charge with one answer', async () => {
  const billingKey = await issueKey(system)
  const paymentId = newPaymentId()
  const headers = { 'idempotency-key': `"${crypto.randomUUID()}"` }
  const call = () =>
    callApi(system, 'POST', `/payments/${paymentId}/billing-key`, chargeBody(billingKey, 7_700), headers)

  const answers = await Promise.all(Array.from({ length: 50 }, call))
  const after = await call()

  const told = answers.filter(({ status }) => status === 200)
  expect(told.length).toBeGreaterThanOrEqual(1)
  expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([])
  for (const answer of told) expect(answer.body).toEqual(after.body)
  expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 7_700 })
})

test.each([
  ['silent-before', 'nothing happened at the PG, and the charge is repeated'],
  ['silent-after', 'the PG took the money, and its books tell'],
  ['malformed-after', 'the PG took the money and mumbled'],
])('a PG that is %s is never told as a refusal: %s', async (fault) => {
  const billingKey = await issueKey(system)
  const paymentId = newPaymentId()
  await orderFault(system, { operation: 'approve', fault })

  const answer = await callApi(
    system,
    'POST',
    `/payments/${paymentId}/billing-key`,
    chargeBody(billingKey, 4_400),
  )

  expect(answer).toMatchObject({ status: 200, body: { payment: { pgTxId: expect.any(String) } } })
  await untilNothingInFlight(system.databaseUrl)
  expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 4_400, cancelledMinor: 0 })
})

test('an answer with another amount is given back and never shown as paid', async () => {
  const billingKey = await issueKey(system)
  const paymentId = newPaymentId()
  await orderFault(system, { operation: 'approve', fault: 'wrong-amount' })

  await callApi(system, 'POST', `/payments/${paymentId}/billing-key`, chargeBody(billingKey, 4_400))

  await untilNothingInFlight(system.databaseUrl)
  expect(await readPayment(system, paymentId)).toMatchObject({ status: 'FAILED' })
  expect(await bookOf(paymentId)).toMatchObject({ balanceMinor: 0 })
})

test('a key-in payment takes the card through to the PG, and a silent PG is asked and not called twice', async () => {
  const instant = (paymentId: string, number = goodCard.number) =>
    callApi(system, 'POST', `/payments/${paymentId}/instant`, {
      channelKey: channelOf(system, 'naru-test'),
      orderName: '전화 주문',
      amount: { total: 12_000 },
      currency: 'KRW',
      method: { card: { credential: { ...goodCard, number } } },
    })
  const paymentId = newPaymentId()
  expect(await instant(paymentId)).toMatchObject({ status: 200 })
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'PAID',
    method: { type: 'PaymentMethodCard', card: { number: '433012******1234' } },
  })

  const silent = newPaymentId()
  await orderFault(system, { operation: 'approve', fault: 'silent-after' })
  expect(await instant(silent)).toMatchObject({ status: 200 })
  expect(await bookOf(silent)).toMatchObject({ approvedMinor: 12_000 })

  const declined = await instant(newPaymentId(), '4000000000000010')
  expect(declined).toMatchObject({ status: 502, body: { type: 'PG_PROVIDER', pgCode: 'CARD_DECLINED' } })
})

test('an account issued over the API waits for its deposit', async () => {
  const paymentId = newPaymentId()
  const answer = await callApi(system, 'POST', `/payments/${paymentId}/instant`, {
    channelKey: channelOf(system, 'naru-test'),
    orderName: '무통장 주문',
    amount: { total: 20_000 },
    currency: 'KRW',
    method: { virtualAccount: { bank: 'WOORI', expiry: { validHours: 24 }, option: { type: 'NORMAL' } } },
  })
  expect(answer.status).toBe(200)
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'VIRTUAL_ACCOUNT_ISSUED',
    method: { bank: 'WOORI', accountNumber: expect.any(String) },
  })
})

test('card numbers are in no table and in no answer', async () => {
  const number = '4330999988887777'
  const billingKey = await issueKey(system, { customData: 'canary' }, { ...goodCard, number })
  await callApi(system, 'POST', `/payments/${newPaymentId()}/instant`, {
    channelKey: channelOf(system, 'naru-test'),
    orderName: '전화 주문',
    amount: { total: 1_000 },
    currency: 'KRW',
    method: { card: { credential: { ...goodCard, number } } },
  })

  const tables = await ask<{ name: string }>(
    system.databaseUrl,
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  )
  for (const { name } of tables) {
    const rows = await ask(
      system.databaseUrl,
      `select 1 from "${name}" t where row_to_json(t)::text like $1 limit 1`,
      [`%${number}%`],
    )
    expect({ name, rows }).toEqual({ name, rows: [] })
  }
  const shown = await callApi(system, 'GET', `/billing-keys/${billingKey}`)
  expect(JSON.stringify(shown.body)).not.toContain(number)
  expect(JSON.stringify(shown.body)).not.toContain('nbill_')
})

test('what cannot be charged is refused by its own type, in the order of the manual', async () => {
  const billingKey = await issueKey(system)
  const charge = (body: object) => callApi(system, 'POST', `/payments/${newPaymentId()}/billing-key`, body)

  expect(await charge(chargeBody('billing-key-unknown', 1_000))).toMatchObject({
    status: 404,
    body: { type: 'BILLING_KEY_NOT_FOUND' },
  })
  expect(
    await charge(chargeBody(billingKey, 1_000, { channelKey: channelOf(system, 'tosspayments') })),
  ).toMatchObject({ status: 404, body: { type: 'CHANNEL_NOT_FOUND' } })
  expect(
    await charge(chargeBody(billingKey, 1_000, { amount: { total: 1_000, taxFree: 900, vat: 200 } })),
  ).toMatchObject({ status: 409, body: { type: 'SUM_OF_PARTS_EXCEEDS_TOTAL_AMOUNT' } })
  expect(await charge(chargeBody(billingKey, 0))).toMatchObject({
    status: 400,
    body: { type: 'INVALID_REQUEST' },
  })
  expect(await charge(chargeBody(billingKey, 1_000, { currency: 'XXL' }))).toMatchObject({ status: 400 })
  const issue = await callApi(system, 'POST', '/billing-keys', {
    channelKey: channelOf(system, 'naru-test'),
    method: { card: { credential: { ...goodCard, number: 'not a card' } } },
  })
  expect(issue).toMatchObject({ status: 400, body: { type: 'INVALID_REQUEST' } })
  expect(JSON.stringify(issue.body)).toContain('method.card.credential.number')
  const refused = await callApi(system, 'POST', '/billing-keys', {
    channelKey: channelOf(system, 'naru-test'),
    method: { card: { credential: { ...goodCard, number: '4000000000000077' } } },
  })
  expect(refused).toMatchObject({ status: 502, body: { type: 'PG_PROVIDER', pgCode: 'ISSUE_DECLINED' } })
})

test('another merchant can neither see, charge nor delete a billing key', async () => {
  const billingKey = await issueKey(system)
  const before = (await ledger(system)).length
  const [row] = await ask<{ store_id: string }>(
    system.databaseUrl,
    'select store_id from billing_key where billing_key = $1',
    [billingKey],
  )

  // A key of the same name in a store that the credential does not own is out of reach by every road.
  await ask(
    system.databaseUrl,
    `insert into billing_key select (json_populate_record(k, '{"store_id":"store-00000000-0000-4000-8000-000000000000"}')).* from billing_key k where billing_key = $1`,
    [billingKey],
  )
  await ask(system.databaseUrl, `delete from billing_key where billing_key = $1 and store_id = $2`, [
    billingKey,
    row?.store_id,
  ])

  expect(await callApi(system, 'GET', `/billing-keys/${billingKey}`)).toMatchObject({ status: 404 })
  expect(
    await callApi(
      system,
      'GET',
      `/billing-keys/${billingKey}?storeId=store-00000000-0000-4000-8000-000000000000`,
    ),
  ).toMatchObject({ status: 403 })
  expect(await callApi(system, 'DELETE', `/billing-keys/${billingKey}`)).toMatchObject({
    status: 404,
    body: { type: 'BILLING_KEY_NOT_FOUND' },
  })
  expect(
    await callApi(system, 'POST', `/payments/${newPaymentId()}/billing-key`, chargeBody(billingKey, 1_000)),
  ).toMatchObject({ status: 404, body: { type: 'BILLING_KEY_NOT_FOUND' } })
  expect((await ledger(system)).length).toBe(before)
})

test('the list finds keys by customer and state, every page once', async () => {
  const customerId = `buyer-${crypto.randomUUID()}`
  const keys = []
  for (let count = 0; count < 3; count += 1)
    keys.push(await issueKey(system, { customer: { id: customerId } }))
  await callApi(system, 'DELETE', `/billing-keys/${keys[0]}`)
  const page = async (number: number, status?: readonly string[]) => {
    const requestBody = encodeURIComponent(
      JSON.stringify({ page: { number, size: 2 }, filter: { customerId, ...(status ? { status } : {}) } }),
    )
    return (await callApi(system, 'GET', `/billing-keys?requestBody=${requestBody}`)).body as {
      items: { billingKey: string; status: string }[]
      page: { totalCount: number }
    }
  }

  const [first, second] = [await page(0), await page(1)]

  expect(first.page.totalCount).toBe(3)
  expect(new Set([...first.items, ...second.items].map(({ billingKey }) => billingKey))).toEqual(
    new Set(keys),
  )
  expect((await page(0, ['DELETED'])).items).toMatchObject([{ billingKey: keys[0], status: 'DELETED' }])
})

test('and every answer had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})
