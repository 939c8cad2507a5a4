import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { bench } from '../testing.ts'
import type { Answered, Bench } from '../testing.ts'

let desk: Bench | undefined
afterEach(async () => {
  await desk?.running.close()
  desk = undefined
})

const auth = { authorization: `Basic ${Buffer.from('test_sk_naru_iamporttest_3:').toString('base64')}` }

function handOff(request: Record<string, unknown> = {}) {
  return {
    kind: 'tosspayments-sdk',
    scriptUrl: 'http://127.0.0.1/tosspayments/v2/standard',
    clientKey: 'test_ck_naru_iamporttest_3',
    customerKey: '@@ANONYMOUS',
    request: {
      method: 'CARD',
      amount: { currency: 'KRW', value: 10_000 },
      orderId: 'order-0001',
      orderName: '나루 찻잔',
      successUrl: 'http://127.0.0.1:9/return?token=t1',
      failUrl: 'http://127.0.0.1:9/return?token=t1',
      customerName: '홍길동',
      ...request,
    },
  }
}

async function buy(at: Bench, request?: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const bought = await at.call('POST', '/control/tosspayments/buy', {
    handOff: handOff(request),
    decision: 'approve',
    ...more,
  })
  const next = bought.json['next'] as { url: string } | null
  return { bought, back: new URL(next?.url ?? 'http://none/') }
}

function confirm(
  at: Bench,
  back: URL,
  headers: Record<string, string> = {},
  amount?: number,
): Promise<Answered> {
  const body = {
    paymentKey: back.searchParams.get('paymentKey'),
    orderId: back.searchParams.get('orderId'),
    amount: amount ?? Number(back.searchParams.get('amount')),
  }
  return at.call('POST', '/tosspayments/v1/payments/confirm', body, { ...auth, ...headers })
}

const book = async (at: Bench) => (await at.call('GET', '/control/tosspayments/orders/order-0001')).json

test('a bought card payment is confirmed once and its book holds the money', async () => {
  desk = await bench()
  const { back } = await buy(desk)

  const confirmed = await confirm(desk, back)
  const again = await confirm(desk, back)

  expect(confirmed.json).toMatchObject({
    status: 'DONE',
    method: '카드',
    totalAmount: 10_000,
    vat: 909,
    suppliedAmount: 9_091,
  })
  expect(again).toMatchObject({ status: 400, json: { code: 'ALREADY_PROCESSED_PAYMENT' } })
  expect(await book(desk)).toMatchObject({ approvedMinor: 10_000, balanceMinor: 10_000, status: 'DONE' })
})

test('an unknown client key is refused in the window and sends the buyer to failUrl', async () => {
  desk = await bench()

  const bought = await desk.call('POST', '/control/tosspayments/buy', {
    handOff: { ...handOff(), clientKey: 'test_ck_somebody' },
    decision: 'approve',
  })

  expect(bought.json).toMatchObject({ refused: { code: 'UNAUTHORIZED_KEY' } })
  expect((bought.json['next'] as { url: string }).url).toContain('code=UNAUTHORIZED_KEY')
})

test.each([
  ['no key at all', undefined, 401, 'UNAUTHORIZED_KEY'],
  ['an unknown secret key', `Basic ${Buffer.from('test_sk_x:').toString('base64')}`, 401, 'UNAUTHORIZED_KEY'],
  [
    'a secret key without its colon',
    `Basic ${Buffer.from('test_sk_naru_iamporttest_3').toString('base64')}`,
    400,
    'INVALID_API_KEY',
  ],
  [
    'the client key',
    `Basic ${Buffer.from('test_ck_naru_iamporttest_3:').toString('base64')}`,
    400,
    'INVALID_API_KEY',
  ],
])('%s takes no money', async (_name, authorization, status, code) => {
  desk = await bench()
  const { back } = await buy(desk)

  const answer = await confirm(
    desk,
    back,
    authorization === undefined ? { authorization: '' } : { authorization },
  )

  expect(answer).toMatchObject({ status, json: { code } })
  expect(await book(desk)).toMatchObject({ approvedMinor: 0 })
})

test('another amount than the window showed takes no money', async () => {
  desk = await bench()
  const { back } = await buy(desk)

  const answer = await confirm(desk, back, {}, 100)

  expect(answer).toMatchObject({ status: 400, json: { code: 'INVALID_REQUEST' } })
  expect(await book(desk)).toMatchObject({ approvedMinor: 0 })
})

test('ten minutes after the authentication the session is lost', async () => {
  desk = await bench()
  const { back } = await buy(desk)
  desk.clock.move(10 * 60_000 + 1)

  const answer = await confirm(desk, back)

  expect(answer).toMatchObject({ status: 404, json: { code: 'NOT_FOUND_PAYMENT_SESSION' } })
})

test('partial cancels add up, and what is left is all that can still go back', async () => {
  desk = await bench()
  const { back } = await buy(desk)
  await confirm(desk, back)
  const path = `/tosspayments/v1/payments/${back.searchParams.get('paymentKey') ?? ''}/cancel`
  const cancel = (cancelAmount?: number) =>
    desk!.call('POST', path, { cancelReason: '변심', cancelAmount }, auth)

  expect((await cancel(4_000)).json).toMatchObject({ status: 'PARTIAL_CANCELED', balanceAmount: 6_000 })
  expect(await cancel(6_001)).toMatchObject({ status: 403, json: { code: 'NOT_CANCELABLE_AMOUNT' } })
  expect((await cancel()).json).toMatchObject({ status: 'CANCELED', balanceAmount: 0 })
  expect(await cancel()).toMatchObject({ status: 400, json: { code: 'ALREADY_CANCELED_PAYMENT' } })
  expect(await book(desk)).toMatchObject({ cancelledMinor: 10_000, balanceMinor: 0 })
})

test('the same idempotency key gives back once and answers the same words for 15 days', async () => {
  desk = await bench()
  const { back } = await buy(desk)
  await confirm(desk, back)
  const path = `/tosspayments/v1/payments/${back.searchParams.get('paymentKey') ?? ''}/cancel`
  const cancel = () =>
    desk!.call(
      'POST',
      path,
      { cancelReason: '변심', cancelAmount: 1_000 },
      { ...auth, 'idempotency-key': 'cancel-1' },
    )

  const first = await cancel()
  const replay = await cancel()
  desk.clock.move(15 * 24 * 3_600_000)
  const fresh = await cancel()

  expect(replay.text).toBe(first.text)
  expect(fresh.json).toMatchObject({ balanceAmount: 8_000 })
})

test('a second call with the key while the first runs is told so, and a lost answer is replayed', async () => {
  desk = await bench()
  const { back } = await buy(desk)
  const key = { 'idempotency-key': 'approve-1' }
  const fault = { operation: 'approve', fault: 'slow', delayMs: 150 }
  await desk.call('POST', '/control/tosspayments/orders/order-0001/faults', fault)

  const [first, second] = await Promise.all([confirm(desk, back, key), confirm(desk, back, key)])
  const replay = await confirm(desk, back, key)

  const answers = [first, second].toSorted((a, b) => a.status - b.status)
  expect(answers[0]).toMatchObject({ status: 200 })
  expect(answers[1]).toMatchObject({ status: 409, json: { code: 'IDEMPOTENT_REQUEST_PROCESSING' } })
  expect(replay.text).toBe(answers[0]?.text)
  expect(await book(desk)).toMatchObject({ approvedMinor: 10_000 })
})

test.each([
  ['silent-before', 0],
  ['silent-after', 10_000],
])('%s drops the connection with %i taken', async (fault, taken) => {
  desk = await bench()
  const { back } = await buy(desk, {}, { faults: [{ operation: 'approve', fault }] })

  await expect(confirm(desk, back)).rejects.toThrow('fetch failed')

  expect(await book(desk)).toMatchObject({ approvedMinor: taken })
})

test.each([
  ['http-500-before', 500, 0],
  ['http-500-after', 500, 10_000],
  ['decline', 403, 0],
])('%s answers %i with %i taken, and only once', async (fault, status, taken) => {
  desk = await bench()
  const { back } = await buy(desk, {}, { faults: [{ operation: 'approve', fault }] })

  const answer = await confirm(desk, back)
  const inquiry = await desk.call('GET', '/tosspayments/v1/payments/orders/order-0001', undefined, auth)

  expect(answer.status).toBe(status)
  expect(inquiry.status).toBe(200)
  expect(await book(desk)).toMatchObject({ approvedMinor: taken })
})

test('hang-after takes the money and says nothing until the caller gives up', async () => {
  desk = await bench()
  const { back } = await buy(desk, {}, { faults: [{ operation: 'approve', fault: 'hang-after' }] })
  const body = { paymentKey: back.searchParams.get('paymentKey'), orderId: 'order-0001', amount: 10_000 }
  const caller = new AbortController()
  const call = fetch(`${desk.running.origin}/tosspayments/v1/payments/confirm`, {
    method: 'POST',
    headers: auth,
    body: JSON.stringify(body),
    signal: caller.signal,
  })

  await expect.poll(() => book(desk!)).toMatchObject({ approvedMinor: 10_000 })
  caller.abort()

  await expect(call).rejects.toThrow('aborted')
})

test('a malformed answer is no JSON, a wrong amount is JSON that lies, and both took the true amount', async () => {
  desk = await bench()
  const first = await buy(desk, {}, { faults: [{ operation: 'approve', fault: 'malformed-after' }] })
  const second = await buy(
    desk,
    { orderId: 'order-0002' },
    { faults: [{ operation: 'approve', fault: 'wrong-amount' }] },
  )

  const malformed = await confirm(desk, first.back)
  const lying = await confirm(desk, second.back)

  expect(() => JSON.parse(malformed.text)).toThrow('JSON')
  expect(lying.json).toMatchObject({ totalAmount: 11_000 })
  const ledger = await desk.call('GET', '/control/tosspayments/ledger')
  expect(Object.values(ledger.json)).toMatchObject([{ approvedMinor: 10_000 }, { approvedMinor: 10_000 }])
})

test('a fault that an unsigned wire cannot show is refused', async () => {
  desk = await bench()

  const answer = await desk.call('POST', '/control/tosspayments/faults', {
    operation: 'approve',
    fault: 'wrong-signature',
  })

  expect(answer.status).toBe(400)
})

async function account(at: Bench) {
  const registration = { mid: 'iamporttest_3', notifyUrl: 'http://shop.test/a' }
  await at.call('POST', '/control/tosspayments/merchants', registration)
  const { back } = await buy(at, { method: 'VIRTUAL_ACCOUNT', virtualAccount: { validHours: 24 } })
  const issued = await confirm(at, back)
  await at.mailbox.count(1)
  at.mailbox.received.length = 0
  return {
    issued,
    cancelPath: `/tosspayments/v1/payments/${back.searchParams.get('paymentKey') ?? ''}/cancel`,
  }
}

const noteBodies = (at: Bench) =>
  at.mailbox.received.map((note): unknown => JSON.parse(Buffer.from(note.body).toString('utf8')))

test('a deposit pays the account and both event types tell of it, the secret in one of them', async () => {
  desk = await bench()
  const { issued } = await account(desk)

  await desk.call('POST', '/control/tosspayments/orders/order-0001/deposit', {})

  expect(issued.json).toMatchObject({
    status: 'WAITING_FOR_DEPOSIT',
    virtualAccount: { dueDate: '2026-01-06T09:00:00+09:00' },
  })
  expect(noteBodies(desk)).toMatchObject([
    { secret: issued.json['secret'], status: 'DONE', orderId: 'order-0001' },
    { eventType: 'PAYMENT_STATUS_CHANGED', data: { status: 'DONE', totalAmount: 10_000 } },
  ])
  expect(await book(desk)).toMatchObject({
    approvedMinor: 10_000,
    entries: [{ kind: 'account-issued' }, { kind: 'deposit' }],
  })
})

test('a forged notice carries another secret and no money', async () => {
  desk = await bench()
  const { issued } = await account(desk)

  await desk.call('POST', '/control/tosspayments/orders/order-0001/deposit', { tamper: 'secret' })

  const [forged] = noteBodies(desk)
  expect(forged).toMatchObject({ status: 'DONE', orderId: 'order-0001' })
  expect(forged).not.toMatchObject({ secret: issued.json['secret'] })
  expect(await book(desk)).toMatchObject({ approvedMinor: 0 })
})

test('an unacknowledged notice is repeated three times and then given up', async () => {
  desk = await bench()
  await account(desk)
  desk.mailbox.answer = { status: 500, body: '' }
  await desk.call('POST', '/control/tosspayments/orders/order-0001/deposit', {})

  for (const repeats of [4, 6, 8]) {
    desk.clock.move(60_000)
    await desk.mailbox.count(repeats)
    await new Promise((resolve) => setImmediate(resolve))
  }
  desk.clock.move(600_000)
  await new Promise((resolve) => setImmediate(resolve))

  expect(desk.mailbox.received).toHaveLength(8)
})

test('a deposited account is paid back only to an account of the buyer, an unpaid one is simply closed', async () => {
  desk = await bench()
  const { cancelPath } = await account(desk)
  await desk.call('POST', '/control/tosspayments/orders/order-0001/deposit', {})
  const refundReceiveAccount = { bank: '88', accountNumber: '110123456789', holderName: '홍길동' }

  const without = await desk.call('POST', cancelPath, { cancelReason: '변심' }, auth)
  const wrongBank = await desk.call(
    'POST',
    cancelPath,
    { cancelReason: '변심', refundReceiveAccount: { ...refundReceiveAccount, bank: '??' } },
    auth,
  )
  const paidBack = await desk.call('POST', cancelPath, { cancelReason: '변심', refundReceiveAccount }, auth)

  expect(without.json).toMatchObject({ code: 'INVALID_REFUND_ACCOUNT_INFO' })
  expect(wrongBank.json).toMatchObject({ code: 'INVALID_BANK' })
  expect(paidBack.json).toMatchObject({ status: 'CANCELED', virtualAccount: { refundStatus: 'COMPLETED' } })
})

test('an unpaid account closes without money, and takes none afterwards', async () => {
  desk = await bench()
  const { cancelPath } = await account(desk)

  const closed = await desk.call('POST', cancelPath, { cancelReason: '변심' }, auth)
  const deposit = await desk.call('POST', '/control/tosspayments/orders/order-0001/deposit', {})

  expect(closed.json).toMatchObject({ status: 'CANCELED' })
  expect(deposit.status).toBe(409)
  expect(await book(desk)).toMatchObject({ approvedMinor: 0, cancelledMinor: 0 })
})

test('declining, closing and vanishing end as the PG says, and a magic card is declined', async () => {
  desk = await bench()
  const declined = await buy(desk, {}, { decision: 'decline', declineCode: 'REJECT_CARD_COMPANY' })
  const closed = await buy(desk, {}, { decision: 'close' })
  const vanished = await buy(desk, {}, { decision: 'vanish' })
  const magic = await buy(desk, {}, { card: { number: '4000 0000 0000 0002' } })

  expect(declined.back.searchParams.get('code')).toBe('REJECT_CARD_COMPANY')
  expect(closed.back.searchParams.get('code')).toBe('PAY_PROCESS_CANCELED')
  expect(closed.back.searchParams.get('token')).toBe('t1')
  expect(vanished.bought.json['next']).toBeNull()
  expect(magic.back.searchParams.get('code')).toBe('REJECT_CARD_COMPANY')
})

test('a restart keeps accounts, books and kept answers, even behind a half-written line', async () => {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'naru-simulators-'))
  const before = await bench({ stateDirectory })
  const { back } = await buy(before)
  const first = await confirm(before, back, { 'idempotency-key': 'k' })
  await before.running.close()
  const { appendFileSync } = await import('node:fs')
  appendFileSync(join(stateDirectory, 'tosspayments.jsonl'), '{"type":"payment","val')

  desk = await bench({ stateDirectory })
  const replay = await confirm(desk, back, { 'idempotency-key': 'k' })

  expect(replay.text).toBe(first.text)
  expect(await book(desk)).toMatchObject({ approvedMinor: 10_000, status: 'DONE' })
})

test('a foreign page cannot give orders to the desk with a form or plain text', async () => {
  desk = await bench()

  const answer = await desk.call(
    'POST',
    '/control/tosspayments/faults',
    { operation: 'approve', fault: 'decline' },
    { 'content-type': 'text/plain' },
  )

  expect(answer.status).toBe(415)
})
