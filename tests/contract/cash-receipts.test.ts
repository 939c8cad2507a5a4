import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buy, readPayment } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { watchAnswers } from './recorder.ts'

// Goal: cash receipts and what else a PG does for a paid order, at every PG that offers it.
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
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const typeOf = async (answer: Promise<Answer>) => (await answer).body['type']
const canary = '01088887777'

function receipt(gateway: string, more: object = {}) {
  return {
    paymentId: `order-${crypto.randomUUID()}`,
    channelKey: system.demo.channels.find((channel) => channel.pg === gateway)?.channelKey ?? '',
    type: 'PERSONAL',
    orderName: '나룻배 모형',
    currency: 'KRW',
    amount: { total: 11_000 },
    customer: { identityNumber: canary, name: '홍길동' },
    ...more,
  }
}

test.each(['tosspayments', 'inicis', 'naru-test'])(
  'a receipt is issued at %s, read, listed, cancelled once, and issued anew',
  async (gateway) => {
    const request = receipt(gateway)
    const path = `/payments/${request.paymentId}/cash-receipt`

    expect(await call('POST', '/cash-receipts', request)).toMatchObject({
      status: 200,
      body: {
        cashReceipt: { issueNumber: expect.stringMatching(/./), pgReceiptId: expect.stringMatching(/./) },
      },
    })
    expect(await call('GET', path)).toMatchObject({
      body: { status: 'ISSUED', amount: 11_000, vatAmount: 1_000, isManual: true, type: 'PERSONAL' },
    })
    expect(await typeOf(call('POST', '/cash-receipts', request))).toBe('CASH_RECEIPT_ALREADY_ISSUED')
    const filter = { filter: { paymentId: request.paymentId, statuses: ['ISSUED'] } }
    const listed = await call(
      'GET',
      `/cash-receipts?requestBody=${encodeURIComponent(JSON.stringify(filter))}`,
    )
    expect(listed.body).toMatchObject({ items: [{ paymentId: request.paymentId }], page: { totalCount: 1 } })

    expect(await call('POST', `${path}/cancel`)).toMatchObject({
      status: 200,
      body: { cancelledAmount: 11_000, cancelledAt: expect.any(String) },
    })
    expect(await call('GET', path)).toMatchObject({ body: { status: 'CANCELLED' } })
    expect(await typeOf(call('POST', `${path}/cancel`))).toBe('CASH_RECEIPT_NOT_ISSUED')
    expect(await call('POST', '/cash-receipts', request)).toMatchObject({ status: 200 })
  },
)

test('of many calls at once one issues', async () => {
  const request = receipt('naru-test')

  const answers = await Promise.all(Array.from({ length: 6 }, () => call('POST', '/cash-receipts', request)))

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.filter(({ body }) => body['type'] === 'CASH_RECEIPT_ALREADY_ISSUED')).toHaveLength(5)
})

test('a refused receipt shows as failed and may be issued again; wrong input names its field', async () => {
  const request = receipt('naru-test', { customer: { identityNumber: '010-9999-0000' } })
  expect(await call('POST', '/cash-receipts', request)).toMatchObject({
    status: 502,
    body: { type: 'PG_PROVIDER', pgCode: 'RECEIPT_REFUSED' },
  })
  const path = `/payments/${request.paymentId}/cash-receipt`
  expect(await call('GET', path)).toMatchObject({ body: { status: 'ISSUE_FAILED' } })
  expect(await typeOf(call('POST', `${path}/cancel`))).toBe('CASH_RECEIPT_NOT_ISSUED')
  expect(
    await call('POST', '/cash-receipts', { ...request, customer: { identityNumber: canary } }),
  ).toMatchObject({ status: 200 })

  for (const [field, wrong] of [
    ['customer.identityNumber', { customer: { identityNumber: 'abc' } }],
    ['amount.total', { amount: { total: 0 } }],
    ['amount.taxFree', { amount: { total: 10, taxFree: 11 } }],
    ['currency', { currency: 'WON' }],
  ] as const) {
    const { body } = await call('POST', '/cash-receipts', receipt('naru-test', wrong))
    expect([body['type'], String(body['message'])]).toEqual([
      'INVALID_REQUEST',
      expect.stringContaining(field),
    ])
  }
})

test('unknown channels, payments and stores are told apart', async () => {
  expect(await typeOf(call('POST', '/cash-receipts', receipt('no-such-pg')))).toBe('CHANNEL_NOT_FOUND')
  expect(await typeOf(call('POST', '/cash-receipts', receipt('inicis', { storeId: 'store-x' })))).toBe(
    'FORBIDDEN',
  )
  expect(await typeOf(call('GET', '/payments/no-such/cash-receipt'))).toBe('CASH_RECEIPT_NOT_FOUND')
  expect(await typeOf(call('POST', '/payments/no-such/cash-receipt/cancel'))).toBe('CASH_RECEIPT_NOT_FOUND')
  expect(await typeOf(call('GET', '/payments/x/cash-receipt?storeId=store-x'))).toBe('FORBIDDEN')
  expect(await typeOf(call('POST', '/payments/x/cash-receipt/cancel?storeId=store-x'))).toBe('FORBIDDEN')
})

test('whom a receipt was issued to is nowhere kept', async () => {
  const database = new pg.Client({ connectionString: system.databaseUrl })
  await database.connect()
  const { rows } = await database.query(
    `select 1 from cash_receipt r where row_to_json(r)::text like '%${canary}%'`,
  )
  await database.end()

  expect(rows).toEqual([])
})

const logistics = { company: 'CJ', invoiceNumber: '123456789', sentAt: '2026-01-05T09:00:00+09:00' }

test.each(['inicis', 'naru-test'] as const)(
  'an escrow delivery is registered and corrected at %s',
  async (gateway) => {
    const { paymentId } = await buy(system, { pg: gateway, amount: 7_000, request: { isEscrow: true } })
    expect(await readPayment(system, paymentId)).toMatchObject({ escrow: { status: 'BEFORE_REGISTERED' } })
    const path = `/payments/${paymentId}/escrow/logistics`

    expect(await typeOf(call('PATCH', path, { logistics }))).toBe('PG_PROVIDER')
    expect(await call('POST', path, { logistics })).toMatchObject({
      status: 200,
      body: { invoiceNumber: '123456789', sentAt: '2026-01-05T00:00:00.000Z' },
    })
    expect(await typeOf(call('POST', path, { logistics }))).toBe('PG_PROVIDER')
    expect(await call('PATCH', path, { logistics: { ...logistics, invoiceNumber: '77' } })).toMatchObject({
      status: 200,
    })
    expect(await readPayment(system, paymentId)).toMatchObject({
      status: 'PAID',
      escrow: { status: 'REGISTERED', company: 'CJ', invoiceNumber: '77' },
    })
  },
)

// TossPayments has flags for escrow and no public call about parcels; merchants enter those in its admin.
test('an escrow order of TossPayments is paid, and what its PG has no call for is said by name', async () => {
  const request = { isEscrow: true }
  const { paymentId } = await buy(system, { pg: 'tosspayments', amount: 7_000, request })
  const path = `/payments/${paymentId}/escrow`
  for (const [method, rest, body, nameKo] of [
    ['POST', 'logistics', { logistics }, '에스크로 배송 등록'],
    ['PATCH', 'logistics', { logistics }, '에스크로 배송 등록'],
    ['POST', 'complete', {}, '에스크로 구매 확정'],
  ] as const)
    expect(await call(method, `${path}/${rest}`, body)).toMatchObject({
      body: {
        type: 'PG_PROVIDER',
        pgMessage: expect.stringContaining(
          `이 채널이 지원하지 않는 기능입니다: 토스페이먼츠(tosspayments)의 ${nameKo}`,
        ),
      },
    })
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'PAID',
    escrow: { status: 'BEFORE_REGISTERED' },
  })
})

test('a purchase is confirmed once, after its delivery', async () => {
  const { paymentId } = await buy(system, { pg: 'naru-test', amount: 7_000, request: { isEscrow: true } })
  const complete = () => call('POST', `/payments/${paymentId}/escrow/complete`, { fromStore: true })
  expect(await typeOf(complete())).toBe('PG_PROVIDER')
  await call('POST', `/payments/${paymentId}/escrow/logistics`, { logistics })

  expect(await complete()).toMatchObject({ status: 200, body: { completedAt: expect.any(String) } })
  expect(await typeOf(complete())).toBe('PG_PROVIDER')
  expect(await readPayment(system, paymentId)).toMatchObject({ escrow: { status: 'CONFIRMED' } })
})

test.each(['tosspayments', 'naru-test'] as const)('a collection is asked for once at %s', async (gateway) => {
  const { paymentId } = await buy(system, { pg: gateway, amount: 7_000 })

  expect(await call('POST', `/payments/${paymentId}/capture`)).toEqual({ status: 200, body: {} })
  expect(await typeOf(call('POST', `/payments/${paymentId}/capture`))).toBe('PG_PROVIDER')
})

test('and every answer had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})
