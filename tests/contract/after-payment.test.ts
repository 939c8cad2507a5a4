import { afterAll, beforeAll, expect, test } from 'vitest'
import { buy, deposit, readBook, readPayment, until } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { watchAnswers } from './recorder.ts'

// Goal: everything that REST V2 does to a payment after it was paid, with every refusal that it declares.
let system: RunningSystem
let watch: ReturnType<typeof watchAnswers>

beforeAll(async () => {
  system = await startSystem()
  watch = watchAnswers(system.demo.origins.v2)
}, 120_000)

afterAll(async () => {
  watch?.stop()
  await system?.stop()
})

interface Answer {
  readonly status: number
  readonly body: Record<string, unknown>
}

async function call(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${system.demo.origins.v2}${path}`, {
    method,
    headers: { authorization: `PortOne ${system.demo.apiSecret}` },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const typeOf = async (answer: Promise<Answer>) => (await answer).body['type']
const logistics = { company: 'CJ', invoiceNumber: '123456789', sentAt: '2026-01-05T09:00:00+09:00' }
const receiptLine = {
  storeBusinessRegistrationNumber: '1234567890',
  storeName: '하위 상점',
  totalAmount: 1_000,
  currency: 'KRW',
}

/** The operations on a paid payment, with a body that is right. */
const services = [
  ['POST', 'capture', {}],
  ['POST', 'register-store-receipt', { items: [receiptLine] }],
  ['POST', 'escrow/logistics', { logistics }],
  ['PATCH', 'escrow/logistics', { logistics }],
  ['POST', 'escrow/complete', {}],
  ['POST', 'cancel', { reason: 'r' }],
] as const

test.each(services)('%s …/%s knows only paid payments of its own stores', async (method, rest, body) => {
  const failed = await buy(system, { pg: 'inicis', amount: 1_000, decision: 'decline' })

  expect(await typeOf(call(method, `/payments/no-such/${rest}`, body))).toBe('PAYMENT_NOT_FOUND')
  expect(await typeOf(call(method, `/payments/${failed.paymentId}/${rest}`, body))).toBe('PAYMENT_NOT_PAID')
  expect(await typeOf(call(method, `/payments/x/${rest}`, { ...body, storeId: 'store-x' }))).toBe('FORBIDDEN')
  expect(await typeOf(call(method, `/payments/x/${rest}`, '{'))).toBe('INVALID_REQUEST')
})

test.each(services.filter(([, rest]) => rest !== 'cancel' && rest !== 'capture'))(
  '%s …/%s says in the PG’s place what the PG does not offer',
  async (method, rest, body) => {
    const paid = await buy(system, { pg: 'tosspayments', amount: 1_000 })

    const answer = await call(method, `/payments/${paid.paymentId}/${rest}`, body)

    expect(answer).toMatchObject({ status: 502, body: { type: 'PG_PROVIDER', pgCode: expect.any(String) } })
  },
)

test.each(['tosspayments', 'inicis'] as const)(
  'an account that is closed at %s takes no more money',
  async (pg) => {
    const issued = await buy(system, { pg, amount: 5_000, method: 'VIRTUAL_ACCOUNT' })
    const path = `/payments/${issued.paymentId}/virtual-account/close`

    const closed = await call('POST', path)

    expect(closed).toMatchObject({ status: 200, body: { closedAt: expect.any(String) } })
    expect(await readPayment(system, issued.paymentId)).toMatchObject({
      status: 'FAILED',
      failure: { reason: expect.stringContaining('말소') },
    })
    expect(await readBook(system, pg, issued.transactionId)).toMatchObject({ balanceMinor: 0 })
    await expect(deposit(system, pg, issued.transactionId)).rejects.toThrow('no deposit')
    expect(await typeOf(call('POST', path))).toBe('PAYMENT_NOT_WAITING_FOR_DEPOSIT')
    expect(await typeOf(call('POST', '/payments/no-such/virtual-account/close'))).toBe('PAYMENT_NOT_FOUND')
  },
)

test('a refused close leaves the account open, and two at once close it once', async () => {
  const faults = [{ operation: 'cancel', fault: 'decline', times: 1 }]
  const issued = await buy(system, { pg: 'tosspayments', amount: 5_000, method: 'VIRTUAL_ACCOUNT', faults })
  const path = `/payments/${issued.paymentId}/virtual-account/close`

  expect(await typeOf(call('POST', path))).toBe('PG_PROVIDER')
  expect(await readPayment(system, issued.paymentId)).toMatchObject({ status: 'VIRTUAL_ACCOUNT_ISSUED' })

  const both = await Promise.all([call('POST', path), call('POST', path)])
  expect(both.map(({ status }) => status)).toContain(200)
  const { entries } = await readBook(system, 'tosspayments', issued.transactionId)
  expect(entries.filter(({ kind }) => kind === 'account-closed')).toHaveLength(1)
})

test('a paid account cannot be closed, and only a cancel under way can be stopped', async () => {
  const issued = await buy(system, { pg: 'tosspayments', amount: 5_000, method: 'VIRTUAL_ACCOUNT' })
  await deposit(system, 'tosspayments', issued.transactionId)
  await until(20_000, 'the deposit', async () =>
    (await readPayment(system, issued.paymentId))['status'] === 'PAID' ? true : undefined,
  )
  expect(await typeOf(call('POST', `/payments/${issued.paymentId}/virtual-account/close`))).toBe(
    'PAYMENT_NOT_WAITING_FOR_DEPOSIT',
  )

  const paid = await buy(system, { pg: 'inicis', amount: 2_000 })
  const { body } = await call('POST', `/payments/${paid.paymentId}/cancel`, { reason: 'r', amount: 500 })
  const { id } = body['cancellation'] as { id: string }
  const stop = (paymentId: string, cancellationId: string) =>
    typeOf(call('POST', `/payments/${paymentId}/cancellations/${cancellationId}/stop`))
  expect(await stop(paid.paymentId, id)).toBe('PAYMENT_CANCELLATION_NOT_PENDING')
  expect(await stop(paid.paymentId, 'no-such')).toBe('PAYMENT_CANCELLATION_NOT_FOUND')
  expect(await stop('no-such', id)).toBe('PAYMENT_NOT_FOUND')
})

test('a cancel takes every option that the description has', async () => {
  const paid = await buy(system, { pg: 'tosspayments', amount: 2_000 })
  const answer = await call('POST', `/payments/${paid.paymentId}/cancel`, {
    reason: '단순 변심',
    amount: 500,
    taxFreeAmount: 0,
    vatAmount: 45,
    requester: 'CUSTOMER',
    currentCancellableAmount: 2_000,
    promotionDiscountRetainOption: 'RETAIN',
    refundEmail: 'buyer@shop.example',
    skipWebhook: true,
  })

  expect(answer).toMatchObject({ status: 200, body: { cancellation: { totalAmount: 500, vatAmount: 45 } } })
  expect(
    await typeOf(
      call('POST', `/payments/${paid.paymentId}/cancel`, {
        reason: 'r',
        promotionDiscountRetainOption: 'KEEP',
      }),
    ),
  ).toBe('INVALID_REQUEST')
})

test('the banks are public, each with a Korean name', async () => {
  const response = await fetch(`${system.demo.origins.v2}/banks`, {
    headers: { authorization: 'PortOne wrong' },
  })
  const { items } = (await response.json()) as { items: { bank: string; name: { ko: string } }[] }

  expect(items.length).toBe(79)
  expect(items).toContainEqual({ bank: 'SHINHAN', name: { ko: '신한은행' } })
})

test('and every answer had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})
