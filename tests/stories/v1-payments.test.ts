import { afterAll, beforeAll, expect, test } from 'vitest'
import { buy, deposit, readBook, readPayment } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client } from '../setup/v1-client.ts'

// Goal: a server written for V1 sees and cancels the very payments that V2 made, in V1's words.
let system: RunningSystem
let v1: ReturnType<typeof openV1Client>

beforeAll(async () => {
  system = await startSystem()
  v1 = openV1Client(system)
}, 120_000)
afterAll(() => system?.stop())

test('a payment made by V2 has every key of V1, null or 0 where nothing is known, in alphabetical order', async () => {
  const bought = await buy(system, { pg: 'tosspayments', amount: 12_000, request: { customData: { a: 1 } } })

  const { status, code, message, response } = await v1.call('GET', `/payments/${bought.transactionId}`)

  expect({ status, code, message }).toEqual({ status: 200, code: 0, message: null })
  expect(Object.keys(response)).toEqual(Object.keys(response).toSorted())
  expect(response).toMatchObject({
    imp_uid: bought.transactionId,
    merchant_uid: bought.paymentId,
    status: 'paid',
    amount: 12_000,
    cancel_amount: 0,
    currency: 'KRW',
    pay_method: 'card',
    pg_provider: 'tosspayments',
    channel: 'pc',
    sandbox: true,
    buyer_name: '홍길동',
    custom_data: '{"a":1}',
    failed_at: 0,
    cancelled_at: 0,
    cancel_history: [],
    vbank_num: null,
    vbank_date: 0,
    customer_uid: null,
  })
  const v2 = await readPayment(system, bought.paymentId)
  expect(response.paid_at).toBe(Math.floor(Date.parse(String(v2['paidAt'])) / 1_000))
})

test('several, by order, by status, and what is missing', async () => {
  const [one, two] = await Promise.all([
    buy(system, { pg: 'tosspayments', amount: 1_000 }),
    buy(system, { pg: 'tosspayments', amount: 2_000, decision: 'decline' }),
  ])
  const many = (...ids: string[]) => v1.call('GET', `/payments?${ids.join('&')}`)

  expect(await many(`imp_uid[]=${one.transactionId}`, `merchant_uid%5B%5D=${two.paymentId}`)).toMatchObject({
    status: 200,
    code: 0,
    response: expect.arrayContaining([
      expect.objectContaining({ imp_uid: one.transactionId, status: 'paid' }),
      expect.objectContaining({ merchant_uid: two.paymentId, status: 'failed' }),
    ]),
  })
  const some = await many(`imp_uid[]=${one.transactionId}`, 'imp_uid[]=imp_000000000000')
  expect(some).toMatchObject({ status: 207, code: 0, response: [{ imp_uid: one.transactionId }] })
  expect(await many('imp_uid[]=imp_000000000000')).toMatchObject({ status: 404, code: -1 })
  expect((await many(...Array.from({ length: 101 }, (_, n) => `imp_uid[]=${n}`))).status).toBe(400)

  for (const tail of ['', '/', '/paid', '/all', '/undefined'])
    expect((await v1.call('GET', `/payments/find/${one.paymentId}${tail}`)).response.imp_uid).toBe(
      one.transactionId,
    )
  expect(await v1.call('GET', `/payments/find/${one.paymentId}/failed`)).toMatchObject({
    status: 404,
    code: -1,
    message: '존재하지 않는 결제정보입니다.',
    response: null,
  })
  expect((await v1.call('GET', `/payments/findAll/${two.paymentId}`)).response).toMatchObject({
    total: 1,
    previous: 0,
    next: 0,
    list: [{ imp_uid: two.transactionId, fail_reason: expect.stringMatching(/.+/) }],
  })
  const failed = await v1.call('GET', '/payments/status/failed?limit=1&sorting=-started')
  expect(failed.response.list).toMatchObject([{ imp_uid: two.transactionId, failed_at: expect.any(Number) }])
  const first = await v1.call('GET', '/payments/status/all?limit=1')
  expect(first.response).toMatchObject({ previous: 0, next: 2 })
  expect((await v1.call('GET', '/payments/status/all?limit=1&page=500')).status).toBe(400)
  expect((await v1.call('GET', '/payments/status/nonsense')).status).toBe(400)
  expect((await v1.call('GET', '/payments/status/paid?include_sandbox=false')).response.total).toBe(0)
})

test('a cancel with a checksum gives back in part and then the rest, and REST V2 shows the same', async () => {
  const { paymentId, transactionId } = await buy(system, { pg: 'tosspayments', amount: 10_000 })
  const cancel = (body: object) => v1.call('POST', '/payments/cancel/', { imp_uid: transactionId, ...body })

  expect(await cancel({ amount: '3000', checksum: '9999' })).toMatchObject({
    status: 200,
    code: 1,
    response: null,
  })
  expect((await cancel({ amount: '3000', checksum: 10_000, reason: '단순 변심' })).response).toMatchObject({
    status: 'cancelled',
    amount: 10_000,
    cancel_amount: 3_000,
    cancel_reason: '단순 변심',
    cancel_history: [{ amount: 3_000, reason: '단순 변심', cancellation_id: expect.any(String) }],
  })
  expect(await cancel({ amount: 7_001 })).toMatchObject({ status: 200, code: 1 })
  expect((await cancel({ amount: 0, checksum: 7_000 })).response.cancel_amount).toBe(10_000)
  expect(await cancel({})).toMatchObject({
    status: 200,
    code: 1,
    message: '이미 전액취소된 주문입니다.',
    response: null,
  })
  expect(await readPayment(system, paymentId)).toMatchObject({
    status: 'CANCELLED',
    amount: { cancelled: 10_000 },
  })
  expect(await readBook(system, 'tosspayments', transactionId)).toMatchObject({ balanceMinor: 0 })
})

test('twelve V1 cancels at once never give back more than was paid', async () => {
  const { transactionId } = await buy(system, { pg: 'tosspayments', amount: 10_000 })

  const answers = await Promise.all(
    Array.from({ length: 12 }, () =>
      v1.call('POST', '/payments/cancel', { imp_uid: transactionId, amount: 3_000 }),
    ),
  )

  expect(answers.filter(({ code }) => code === 0)).toHaveLength(3)
  expect(await readBook(system, 'tosspayments', transactionId)).toMatchObject({ cancelledMinor: 9_000 })
})

test('a paid virtual account goes back to the account that the form names, whichever way its bank is written', async () => {
  const bought = await buy(system, { pg: 'tosspayments', amount: 5_000, method: 'VIRTUAL_ACCOUNT' })
  const waiting = await v1.call('GET', `/payments/${bought.transactionId}`)
  expect(waiting.response).toMatchObject({
    status: 'ready',
    pay_method: 'vbank',
    vbank_num: expect.stringMatching(/\d/),
    vbank_code: expect.stringMatching(/^\d{3}$/),
    vbank_date: expect.any(Number),
    paid_at: 0,
  })
  await deposit(system, 'tosspayments', bought.transactionId)
  await expect
    .poll(async () => (await v1.call('GET', `/payments/${bought.transactionId}`)).response.status)
    .toBe('paid')

  const without = await v1.call('POST', '/payments/cancel', { merchant_uid: bought.paymentId })
  expect(without).toMatchObject({ status: 200, code: -1, response: null })
  const done = await v1.call('POST', '/payments/cancel', {
    merchant_uid: bought.paymentId,
    refund_holder: '홍길동',
    refund_bank: 'BK88',
    refund_account: '110123456789',
  })
  expect(done).toMatchObject({ code: 0, response: { status: 'cancelled', cancel_amount: 5_000 } })
})

test('an amount that was registered must be repeated; it is registered once and changed with PUT', async () => {
  const merchant_uid = `prepared-${crypto.randomUUID()}`
  const prepare = (method: string, body: object) => v1.call(method, '/payments/prepare', body)

  expect((await prepare('PUT', { merchant_uid, amount: 1 })).status).toBe(404)
  expect((await prepare('POST', { merchant_uid, amount: '1500' })).response).toEqual({
    merchant_uid,
    amount: 1_500,
    currency: null,
  })
  expect(await prepare('POST', { merchant_uid, amount: 1_500 })).toMatchObject({
    status: 200,
    code: 1,
    message: '결제정보 사전등록에 실패하였습니다(이미 등록된 merchant_uid입니다).',
    response: null,
  })
  expect((await prepare('PUT', { merchant_uid, amount: 1_700, currency: 'KRW' })).code).toBe(0)
  expect((await v1.call('GET', `/payments/prepare/${merchant_uid}`)).response.amount).toBe(1_700)
  expect((await v1.call('GET', '/payments/prepare/none')).status).toBe(404)

  const pay = (amount: number) => buy(system, { pg: 'tosspayments', amount, paymentId: merchant_uid })
  await expect(pay(1_500)).rejects.toThrow('AmountNotEqualToPredefined')
  expect((await pay(1_700)).status).toBe('PAID')
  expect((await prepare('PUT', { merchant_uid, amount: 1 })).code).toBe(1)
})

test('the tables, the channels, and what is missing in a request or on this face', async () => {
  expect((await v1.call('GET', '/banks')).response).toContainEqual({ code: '088', name: '신한은행' })
  expect((await v1.call('GET', '/cards/366')).response).toEqual({ code: '366', name: '신한카드' })
  expect(await v1.call('GET', '/cards/999')).toMatchObject({ status: 404, code: -1 })
  expect((await v1.call('GET', '/users/pg')).response).toContainEqual(
    expect.objectContaining({ pg_provider: 'tosspayments', sandbox: true, type: 'payment' }),
  )
  expect((await v1.call('GET', '/tiers/ABC')).status).toBe(404)
  expect(await v1.call('POST', '/paymentwall/delivery/', {})).toMatchObject({
    status: 400,
    code: -1,
    response: null,
    message: expect.stringContaining('imp_uid'),
  })
  expect((await v1.send('POST', '/paymentwall/delivery')).status).toBe(401)
  expect(await v1.call('GET', '/nowhere')).toMatchObject({ status: 404, code: -1, response: null })
})

test('what clients send by mistake is a refusal in the envelope, never a 5xx', async () => {
  for (const [method, path, body] of [
    ['POST', '/payments/cancel', []],
    ['POST', '/payments/cancel', {}],
    ['POST', '/payments/cancel', { imp_uid: { a: 1 } }],
    ['POST', '/payments/cancel', { imp_uid: 'x', amount: 'many' }],
    ['POST', '/payments/prepare', { merchant_uid: 'a', amount: 1.5 }],
    ['POST', '/payments/prepare', { merchant_uid: 'a', amount: 1, currency: '___' }],
    ['GET', '/payments/%00', undefined],
    ['GET', '/payments/status/paid?from=x', undefined],
    ['GET', '/payments?imp_uid[a][b]=1', undefined],
  ] as const) {
    const answer = await v1.call(method, path, body)

    expect(answer.status).toBeLessThan(500)
    expect(answer).toMatchObject({ response: null, message: expect.any(String) })
    expect(answer.code).not.toBe(0)
  }
})
