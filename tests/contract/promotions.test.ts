import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo, type ConsoleClient } from '../attack/console-client.ts'
import {
  begin,
  buy,
  prepare,
  readPayment,
  settled,
  until,
  visitPg,
  type Purchase,
} from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { watchAnswers } from './recorder.ts'

// Goal: a promotion discounts what the PG is asked for, and its budget is never overspent and never lost.
let system: RunningSystem
let owner: ConsoleClient
let watch: ReturnType<typeof watchAnswers>

beforeAll(async () => {
  system = await startSystem()
  owner = await signInAsDemo(system)
  watch = watchAnswers(system.demo.origins.v2)
}, 120_000)

afterAll(async () => {
  watch?.stop()
  await system?.stop()
})

type Members = Record<string, unknown>

async function call(method: string, path: string, body?: unknown) {
  const response = await fetch(`${system.demo.origins.v2}${path}`, {
    method,
    headers: { authorization: `PortOne ${system.demo.apiSecret}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Members }
}

const list = () => `/stores/${system.demo.storeId}/promotions`
let made = 0

async function promote(more: object = {}): Promise<string> {
  made += 1
  const answer = await owner.call('POST', list(), {
    name: `봄맞이 ${made}`,
    cardCompany: 'SHINHAN_CARD',
    startsAt: new Date(Date.now() - 60_000).toISOString(),
    endsAt: new Date(Date.now() + 86_400_000).toISOString(),
    totalBudget: 100_000,
    partitions: [{ amountFrom: 5_000, scheme: { type: 'PERCENT', percent: 10 } }],
    recoverOption: { type: 'RECOVER' },
    ...more,
  })
  if (answer.status !== 200) throw new Error(answer.text)
  return (answer.json as { promotionId: string }).promotionId
}

const sale = (promotionId: string, amount: number, more: Partial<Purchase> = {}): Purchase => ({
  pg: 'naru-test',
  amount,
  ...more,
  request: { promotionId, card: { cardCompany: 'SHINHAN_CARD' }, ...more.request },
})

async function budget(promotionId: string) {
  const { json } = await owner.call('GET', `${list()}/${promotionId}`)
  const { spent, reserved, status } = json as { spent: number; reserved: number; status: string }
  return { spent, reserved, status }
}

async function ledgerOf(transactionId: string): Promise<{ balanceMinor: number }> {
  const response = await fetch(`${system.origins.simulators}/control/naru-test/orders/${transactionId}`)
  return (await response.json()) as { balanceMinor: number }
}

const cancel = (paymentId: string, body: object) =>
  call('POST', `/payments/${paymentId}/cancel`, { reason: '단순 변심', ...body })

test('the PG takes the order less the discount, REST shows both, and the budget pays for it', async () => {
  const promotionId = await promote()
  const bought = await buy(system, sale(promotionId, 6_000))

  expect(bought.status).toBe('PAID')
  expect((await ledgerOf(bought.transactionId)).balanceMinor).toBe(5_400)
  expect(await readPayment(system, bought.paymentId)).toMatchObject({
    promotionId,
    amount: { total: 6_000, discount: 600, paid: 5_400, cancelled: 0 },
  })
  expect(await budget(promotionId)).toEqual({ spent: 600, reserved: 0, status: 'IN_PROGRESS' })
  expect((await call('GET', `/promotions/${promotionId}`)).body).toMatchObject({
    type: 'CARD',
    id: promotionId,
    status: 'IN_PROGRESS',
    spentAmount: 600,
    totalBudget: 100_000,
    cardCompany: 'SHINHAN_CARD',
    discountPolicy: { partitions: [{ amountFrom: 5_000, scheme: { type: 'PERCENT', percent: 10 } }] },
    recoverOption: { type: 'RECOVER' },
  })
})

test.each([
  ['RETAIN', 1_800, 3_600],
  ['RELEASE', 1_400, 4_000],
  [undefined, 1_400, 4_000],
] as const)(
  'a partial cancel with %s gives back what the published example says',
  async (option, back, rest) => {
    const promotionId = await promote()
    const { paymentId, transactionId } = await buy(system, sale(promotionId, 6_000))
    const retain = option === undefined ? {} : { promotionDiscountRetainOption: option }

    expect(
      await cancel(paymentId, { amount: 2_000, currentCancellableAmount: 6_000, ...retain }),
    ).toMatchObject({
      status: 200,
      body: { cancellation: { status: 'SUCCEEDED', totalAmount: 2_000 } },
    })

    expect((await ledgerOf(transactionId)).balanceMinor).toBe(rest)
    expect((await budget(promotionId)).spent).toBe(600 - (2_000 - back))
    expect(await cancel(paymentId, { currentCancellableAmount: 4_000 })).toMatchObject({ status: 200 })
    expect((await ledgerOf(transactionId)).balanceMinor).toBe(0)
    expect((await budget(promotionId)).spent).toBe(0)
    expect((await readPayment(system, paymentId))['status']).toBe('CANCELLED')
  },
)

test('the console tells the discount, and its partial cancel keeps the rate when asked', async () => {
  const promotionId = await promote()
  const { paymentId, transactionId } = await buy(system, sale(promotionId, 6_000))
  const path = `/stores/${system.demo.storeId}/payments/${paymentId}`
  expect((await owner.call('GET', path)).json).toMatchObject({ discount: { minor: 600 } })

  const body = { amountMinor: 2_000, currentCancellableMinor: 6_000, discountOption: 'RETAIN' }
  expect((await owner.call('POST', `${path}/cancel`, { ...body, discountOption: 'HALF' })).status).toBe(400)
  expect((await owner.call('POST', `${path}/cancel`, body)).json).toMatchObject({
    cancellableMinor: 4_000,
    discount: { minor: 600, option: 'RETAIN' },
  })
  expect((await ledgerOf(transactionId)).balanceMinor).toBe(3_600)
})

test('partial cancels of one payment keep the option of the first', async () => {
  const promotionId = await promote()
  const { paymentId } = await buy(system, sale(promotionId, 6_000))
  await cancel(paymentId, { amount: 2_000, promotionDiscountRetainOption: 'RETAIN' })
  expect((await cancel(paymentId, { amount: 1_000 })).body['type']).toBe(
    'PROMOTION_DISCOUNT_RETAIN_OPTION_SHOULD_NOT_BE_CHANGED',
  )
})

test('a cancel that would give nothing back is refused, and without recovery the budget stays spent', async () => {
  const promotionId = await promote({
    partitions: [{ amountFrom: 5_000, scheme: { type: 'AMOUNT', amount: 1_000 } }],
    recoverOption: { type: 'NO_RECOVER' },
  })
  const { paymentId } = await buy(system, sale(promotionId, 5_000))

  expect((await cancel(paymentId, { amount: 500 })).body['type']).toBe(
    'NEGATIVE_PROMOTION_ADJUSTED_CANCEL_AMOUNT',
  )
  expect((await cancel(paymentId, {})).status).toBe(200)
  expect((await budget(promotionId)).spent).toBe(1_000)
})

test('without a running promotion, below its conditions or beyond its budget the full price is paid', async () => {
  const paused = await promote()
  await owner.call('POST', `${list()}/${paused}/pause`, {})
  const poor = await promote({ totalBudget: 599 })
  const future = await promote({ startsAt: new Date(Date.now() + 3_600_000).toISOString() })
  for (const [promotionId, amount] of [
    [paused, 6_000],
    [poor, 6_000],
    [future, 6_000],
    [await promote(), 4_999],
  ] as const) {
    const { transactionId, paymentId } = await buy(system, sale(promotionId, amount))
    expect((await ledgerOf(transactionId)).balanceMinor).toBe(amount)
    expect(await readPayment(system, paymentId)).not.toHaveProperty('promotionId')
  }
  expect((await call('GET', `/promotions/${future}`)).body['status']).toBe('SCHEDULED')
})

test('a promotion of another card company, or none, is refused before a window opens', async () => {
  const promotionId = await promote()
  for (const request of [
    { card: { cardCompany: 'HYUNDAI_CARD' } },
    { card: {} },
    { promotionId: 'promotion-id-unknown' },
  ])
    await expect(prepare(system, sale(promotionId, 6_000, { request }))).rejects.toMatchObject({
      status: 400,
      error: { code: 'RequestParseFailed' },
    })
  expect((await budget(promotionId)).reserved).toBe(0)
})

test('a window that fails or is left alone gives its discount back', async () => {
  const promotionId = await promote()
  const declined = sale(promotionId, 6_000, { decision: 'decline' })
  const prepared = await prepare(system, declined)
  expect(await budget(promotionId)).toMatchObject({ reserved: 600, spent: 0 })
  await visitPg(system, declined, await begin(prepared))
  await settled(system, prepared)
  expect(await budget(promotionId)).toMatchObject({ reserved: 0, spent: 0 })

  const left = await prepare(system, sale(promotionId, 6_000))
  await rows(`update due_work set due_at = now() where work_id = 'promotion-release:${left.transactionId}'`)
  await until(20_000, 'the discount to be released', async () =>
    (await budget(promotionId)).reserved === 0 ? true : undefined,
  )
  expect((await readPayment(system, left.paymentId))['status']).toBe('FAILED')
})

// The race: many buyers at once for the last of the budget.
test('parallel payments never spend more than the budget, and spend all of it', async () => {
  const promotionId = await promote({ totalBudget: 3_000 })

  const bought = await Promise.all(Array.from({ length: 12 }, () => buy(system, sale(promotionId, 6_000))))

  const balances = await Promise.all(
    bought.map(async ({ transactionId }) => (await ledgerOf(transactionId)).balanceMinor),
  )
  expect(balances.filter((balance) => balance === 5_400)).toHaveLength(5)
  expect(balances.filter((balance) => balance === 6_000)).toHaveLength(7)
  expect(await budget(promotionId)).toEqual({ spent: 3_000, reserved: 0, status: 'BUDGET_EXHAUSTED' })
  const [sum] = await rows(
    `select sum(discount_minor)::integer as spent from promotion_use where promotion_id = '${promotionId}' and state = 'SPENT'`,
  )
  expect(sum).toEqual({ spent: 3_000 })
}, 60_000)

test('REST refuses what it cannot promise, and another merchant’s promotion is not there', async () => {
  const promotionId = await promote()
  const channelKey = system.demo.channels.find(({ pg: name }) => name === 'naru-test')?.channelKey
  const instant = await call('POST', `/payments/order-${crypto.randomUUID()}/instant`, {
    channelKey,
    orderName: '나룻배',
    amount: { total: 6_000 },
    currency: 'KRW',
    promotionId,
    method: {
      card: { credential: { number: '4330123412341234', expiryYear: '39', expiryMonth: '12' } },
    },
  })
  expect([instant.status, instant.body['type']]).toEqual([400, 'PROMOTION_PAY_METHOD_DOES_NOT_MATCH'])
  expect(await call('GET', '/promotions/promotion-id-unknown')).toMatchObject({
    status: 404,
    body: { type: 'PROMOTION_NOT_FOUND' },
  })
  await rows(`update promotion set store_id = 'store-of-somebody' where promotion_id = '${promotionId}'`)
  expect((await call('GET', `/promotions/${promotionId}`)).body['type']).toBe('PROMOTION_NOT_FOUND')
  expect((await fetch(`${system.origins.v2}/promotions/${promotionId}`)).status).toBe(401)
})

test('what has begun keeps its discount, what is over keeps everything, and names are unique', async () => {
  const promotionId = await promote()
  const path = `${list()}/${promotionId}`
  const { json } = await owner.call('GET', path)
  const now = json as Members
  const body = { ...now, startsAt: now['startsAt'], version: now['version'] }

  expect(await owner.call('PATCH', path, { ...body, totalBudget: 5 })).toMatchObject({
    status: 409,
    json: { type: 'PromotionNotEditableError' },
  })
  expect(await owner.call('PATCH', path, { ...body, name: '여름맞이' })).toMatchObject({
    status: 200,
    json: { name: '여름맞이' },
  })
  expect(await owner.call('PATCH', path, { ...body, name: '늦은 저장' })).toMatchObject({
    json: { type: 'PromotionStaleError' },
  })
  expect(await owner.call('POST', list(), { ...body, name: '여름맞이' })).toMatchObject({
    status: 422,
    json: { type: 'DuplicatePromotionNameError', fields: { name: expect.any(String) } },
  })
  expect(await owner.call('POST', `${path}/terminate`, {})).toMatchObject({ json: { status: 'TERMINATED' } })
  expect(await owner.call('POST', `${path}/resume`, {})).toMatchObject({
    status: 409,
    json: { type: 'PromotionTerminatedError' },
  })
  const { json: audit } = await owner.call('GET', '/audit')
  expect(JSON.stringify(audit)).toContain('promotion.terminate')
})

test('the PG’s own card promotions are listed for an amount, and its refusal is its own word', async () => {
  const channelKey = system.demo.channels.find(({ pg: name }) => name === 'naru-test')?.channelKey ?? ''
  const path = (query: string) => `/payment-gateways/card-promotion?channelKey=${channelKey}&${query}`
  expect(await call('GET', path('amount=20000'))).toEqual({
    status: 200,
    body: {
      promotions: [
        {
          promotionId: 'naru-shinhan',
          cardCompany: 'SHINHAN_CARD',
          discountAmount: 1_000,
          minimumPaymentAmount: 10_000,
        },
      ],
    },
  })
  expect((await call('GET', path('amount=60000&cardCompany=KOOKMIN_CARD'))).body['promotions']).toHaveLength(
    1,
  )
  expect(await call('GET', path('amount=999002'))).toMatchObject({
    status: 502,
    body: { type: 'PG_PROVIDER', pgCode: 'CARD_DECLINED' },
  })
  expect((await call('GET', path('amount=many'))).body['type']).toBe('INVALID_REQUEST')
  expect((await call('GET', path('amount=1&cardCompany=NARU_CARD'))).body['type']).toBe('INVALID_REQUEST')
  const unknown = '/payment-gateways/card-promotion?channelKey=channel-key-unknown&amount=1'
  expect((await call('GET', unknown)).body['type']).toBe('CHANNEL_NOT_FOUND')
  expect((await fetch(`${system.origins.v2}${unknown}`)).status).toBe(401)
})

test('every answer had its published form', () => {
  expect(watch.complaints()).toEqual([])
})

async function rows(text: string): Promise<Members[]> {
  const client = new pg.Client({ connectionString: system.databaseUrl })
  await client.connect()
  try {
    return (await client.query<Members>(text)).rows
  } finally {
    await client.end()
  }
}
