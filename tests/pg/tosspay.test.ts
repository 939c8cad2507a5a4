import { afterAll, beforeAll, expect, test } from 'vitest'
import { findGateway, type Gateway, type InquireCall, type Order } from '@naru/gateways'
import { pgBench, type PgBench } from '../setup/pg-bench.ts'

// Goal: the connector of Toss Pay and a simulator that was written from Toss Pay's side of the wire agree about every won.
const gateway = findGateway('tosspay') as Gateway
const credentials = { mid: 'toss_shop', apiKey: 'sk_test_shop' }
let bench: PgBench

beforeAll(async () => {
  bench = await pgBench(gateway, 'tosspay_v2', 'toss_shop', credentials)
  await bench.simulators.call('POST', '/control/tosspay/merchants', {
    mid: 'other_shop',
    credentials: { apiKey: 'sk_test_other' },
  })
})
afterAll(() => bench?.close())

let cancels = 0
const key = () => {
  cancels += 1
  return { cancellationId: `cancellation-${cancels}`, idempotencyKey: `cancellation-${cancels}` }
}
const wallet = (more: Partial<Order> = {}) => bench.order({ payMethod: 'EASY_PAY', ...more })
const inquire = (order: Order, more: Partial<InquireCall> = {}) =>
  gateway.inquire?.(bench.context(), { order, memory: {}, ...more })
const stranger = () => bench.context({ credentials: { ...credentials, apiKey: 'sk_test_other' } })

test.each([
  ['PC', 'CARD', { card: { name: '신한카드', number: '433012******1234', type: 'CREDIT' } }],
  ['MOBILE', 'TRANSFER', { provider: 'TOSSPAY' }],
] as const)(
  'on a %s by %s: paid, found in the status, given back in parts with their tax, and for good',
  async (device, payMethod, method) => {
    const order = wallet({ device, taxFreeMinor: 2_000, vatMinor: 727 })
    const paid = await bench.pay(order, { payMethod })
    expect(paid.answer).toMatchObject({
      kind: 'approved',
      state: 'PAID',
      pgOrderId: order.pgOrderId,
      amount: order.amount,
      method: { type: 'EASY_PAY', provider: 'TOSSPAY', ...method },
    })
    const pgTxId = paid.answer.kind === 'approved' ? paid.answer.pgTxId : ''
    expect(await inquire(order, { pgTxId })).toMatchObject({
      kind: 'approved',
      approval: { amount: order.amount, method },
      cancelledMinor: 0,
    })

    const part = bench.cancelCall(order, paid, {
      ...key(),
      amountMinor: 3_000,
      taxFreeMinor: 1_000,
      vatMinor: 182,
      remainingMinor: 7_000,
      isWhole: false,
    })
    expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
    expect(JSON.parse(bench.network.sentTo('/v2/refunds'))).toMatchObject({
      amount: 3_000,
      amountTaxFree: 1_000,
      amountTaxable: 1_818,
      amountVat: 182,
    })
    // The same again is the same refund, and the status knows it too.
    expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
    expect(await gateway.inquireCancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
    const tooMuch = { ...part, ...key(), amountMinor: 8_000, taxFreeMinor: 0, vatMinor: 0, remainingMinor: 0 }
    expect(await gateway.cancel?.(bench.context(), tooMuch)).toMatchObject({
      kind: 'declined',
      pgCode: 'COMMON_REFUND_ERROR',
    })
    const rest = { ...part, ...key(), amountMinor: 7_000, remainingMinor: 0 }
    expect(await gateway.cancel?.(bench.context(), rest)).toMatchObject({ kind: 'approved' })
    expect(await gateway.cancel?.(bench.context(), { ...rest, ...key() })).toMatchObject({
      pgCode: 'REFUND_ALREADY_REFUNDED',
    })
    expect(await inquire(order)).toMatchObject({
      cancelledMinor: 10_000,
      cancels: [{ amountMinor: 3_000 }, { amountMinor: 7_000 }],
    })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0, cancelledMinor: 10_000 })
  },
)

test('a discount is Toss’ own: the shop is paid the whole, and what goes back says its share', async () => {
  const order = wallet({ orderName: '[할인] 머그컵' })
  const paid = await bench.pay(order)
  expect(paid.answer).toMatchObject({ amount: order.amount, method: { discountMinor: 1_000 } })
  const call = bench.cancelCall(order, paid, key())
  expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({
    kind: 'approved',
    easyPayDiscountMinor: 1_000,
  })
})

test('the shop’s choice of means is the only one in the window', async () => {
  const order = wallet({ easyPay: { availablePayMethods: ['CHARGE'] } })
  const paid = await bench.pay(order, { payMethod: 'CARD' })
  expect(paid.answer).toMatchObject({ kind: 'approved' })
  expect(paid.answer.kind === 'approved' && paid.answer.method).not.toHaveProperty('card')
})

test.each(['decline', 'close'])('a buyer who ends with %s leaves nothing in the books', async (decision) => {
  const order = wallet()
  expect((await bench.visit(order, { decision })).reading).toMatchObject({
    kind: 'failed',
    closedByBuyer: true,
  })
  expect(await inquire(order)).toMatchObject({ kind: 'not-approved', final: true, pgCode: 'PAY_CANCEL' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 0, status: 'PAY_CANCEL' })
})

test('a payment that nobody finishes may still be paid for a quarter of an hour, and then no more', async () => {
  const order = wallet()
  const visit = await bench.visit(order)
  expect(await inquire(order)).toMatchObject({ kind: 'not-approved', final: false, pgCode: 'PAY_APPROVED' })
  bench.simulators.clock.move(15 * 60_000 + 1_000)

  const { reading } = visit
  if (reading.kind !== 'authenticated') throw new Error(reading.kind)
  const late = { order, proof: reading.proof, memory: {}, idempotencyKey: '1' }
  expect(await gateway.approve?.(bench.context(), late)).toMatchObject({ kind: 'silent' })
  expect(await inquire(order)).toMatchObject({ kind: 'not-approved', final: true })
})

test.each(['silent-before', 'silent-after', 'http-500-after', 'malformed-after'])(
  'an execution that is answered with %s is told by the status, and never done twice',
  async (fault) => {
    const order = wallet()
    await bench.fault('approve', fault)
    const { answer, reading } = await bench.pay(order)
    expect(answer.kind).toBe('silent')
    if (reading.kind !== 'authenticated') throw new Error(reading.kind)
    const happened = fault !== 'silent-before'
    expect(await inquire(order, { pgTxId: String(reading.pgTxId) })).toMatchObject(
      happened ? { kind: 'approved' } : { kind: 'not-approved', final: false },
    )
    const again = { order, proof: reading.proof, memory: {}, idempotencyKey: order.transactionId }
    expect(await gateway.approve?.(bench.context(), again)).toMatchObject({
      kind: happened ? 'silent' : 'approved',
    })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 10_000 })
  },
)

test.each([
  ['wrong-amount', { amount: { minor: 11_000, currency: 'KRW' } }],
  ['wrong-order', { pgOrderId: 'f'.repeat(36) }],
])('an execution with %s is handed on as it came, for the platform to compare', async (fault, told) => {
  await bench.fault('approve', fault)
  expect((await bench.pay(wallet())).answer).toMatchObject({ kind: 'approved', ...told })
})

test('a refusal of Toss Pay keeps its code, and nothing is paid', async () => {
  const order = wallet()
  await bench.fault('approve', 'decline')
  expect((await bench.pay(order)).answer).toMatchObject({ kind: 'declined', pgCode: 'COMMON_PAY_ERROR' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 0 })
})

test('a payment of another order, another shop or no window is not executed', async () => {
  const order = wallet()
  const { reading, memory } = await bench.visit(order)
  if (reading.kind !== 'authenticated') throw new Error(reading.kind)
  const call = { order, proof: reading.proof, memory, idempotencyKey: '1' }

  expect(await gateway.approve?.(bench.context(), { ...call, order: wallet() })).toMatchObject({
    kind: 'declined',
    pgCode: 'COMMON_INVALID_PARAMETER',
  })
  expect(await gateway.approve?.(stranger(), call)).toMatchObject({ pgCode: 'TRANSACTION_NOT_FOUND' })
  expect(await gateway.approve?.(bench.context(), { ...call, proof: {} })).toMatchObject({ kind: 'declined' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 0 })
  expect(await gateway.approve?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
})

test('a return of another order is claimed as such, and a payment of another order is not found under ours', async () => {
  const [mine, other] = [wallet(), wallet()]
  const { request, memory } = await bench.visit(mine)
  const paid = await bench.pay(other)
  if (request === undefined || paid.answer.kind !== 'approved') throw new Error('no return')
  const forged = { ...request, query: { ...request.query, orderNo: other.pgOrderId } }

  expect(gateway.readReturn?.(bench.context(), mine, memory, forged)).toMatchObject({
    claimedOrderId: other.pgOrderId,
  })
  expect(gateway.readReturn?.(bench.context(), mine, {}, request)).toMatchObject({ kind: 'unreadable' })
  expect(await inquire(mine, { pgTxId: paid.answer.pgTxId })).toMatchObject({ kind: 'not-approved' })
})

test('two windows of one order are told apart: the one in which the buyer agreed is executed', async () => {
  const order = wallet()
  const first = await bench.visit(order)
  const second = await bench.visit(order, { decision: 'vanish' })
  if (first.request === undefined) throw new Error('no return')
  const memory = { ...first.memory, ...second.memory }
  const reading = gateway.readReturn?.(bench.context(), order, memory, first.request)
  if (reading?.kind !== 'authenticated') throw new Error(reading?.kind)
  const call = { order, proof: reading.proof, memory, idempotencyKey: '1' }

  expect(await gateway.approve?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
  // A number that was paid opens no window any more.
  expect(
    await gateway.begin?.(bench.context(), order, {
      returnUrl: 'http://127.0.0.1:9/r',
      closeUrl: 'http://127.0.0.1:9/c',
      notifyUrl: 'http://127.0.0.1:9/n',
    }),
  ).toMatchObject({ kind: 'declined', pgCode: 'PAYMENT_DUPLICATION_ORDER_NO' })
})

test.each(['silent-before', 'silent-after'])(
  'a refund that is answered with %s is made good by the same number, once',
  async (fault) => {
    const order = wallet()
    const paid = await bench.pay(order)
    await bench.fault('cancel', fault)
    const call = bench.cancelCall(order, paid, key())
    expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'silent' })
    expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ cancelledMinor: 10_000 })
  },
)

test('a refund that Toss Pay works on is pending until its status says that it is done', async () => {
  const order = wallet()
  const paid = await bench.pay(order)
  const call = bench.cancelCall(order, paid, { ...key(), reason: '[환불진행중]' })
  expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'pending' })
  expect(await gateway.inquireCancel?.(bench.context(), call)).toMatchObject({ kind: 'pending' })
  bench.simulators.clock.move(61_000)
  expect(await gateway.inquireCancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ cancelledMinor: 10_000 })
})

test('a refund that Toss Pay refuses, or another shop asks for, gives nothing back', async () => {
  const order = wallet()
  const paid = await bench.pay(order)
  await bench.fault('cancel', 'decline')
  const call = bench.cancelCall(order, paid, key())
  expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ pgCode: 'REFUND_EXCEED_DAILY' })
  expect(await gateway.cancel?.(stranger(), call)).toMatchObject({ kind: 'declined' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ cancelledMinor: 0 })
})

test('a user agrees, is charged, declined for a magic card, and taken out of the books', async () => {
  const register = (customerId: string, choice: object = {}) =>
    bench.register(bench.billingOrder({ method: 'EASY_PAY', customer: { customerId } }), choice)
  const issued = await register('a')
  if (issued.kind !== 'issued') throw new Error(JSON.stringify(issued))
  expect(issued.instrument).toMatchObject({
    type: 'EASY_PAY',
    provider: 'TOSSPAY',
    card: { name: '신한카드' },
  })
  expect(issued.raw).not.toContain(JSON.stringify(issued.right['billingKey']))
  await expect(register('a')).rejects.toThrow('BILLING_KEY_ALREADY_ACTIVATED')

  const order = wallet()
  const charge = { order, right: issued.right, idempotencyKey: order.transactionId }
  const charged = await gateway.chargeBillingKey?.(bench.context(), charge)
  expect(charged).toMatchObject({ kind: 'approved', pgOrderId: order.pgOrderId, amount: order.amount })
  // The order number is used up: what became of it is the status' to say.
  expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({ kind: 'silent' })
  expect(await inquire(order)).toMatchObject({ kind: 'approved', approval: { amount: order.amount } })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 10_000 })
  if (charged?.kind !== 'approved') throw new Error(JSON.stringify(charged))
  const refund = bench.cancelCall(
    order,
    { reading: { kind: 'unreadable', reason: '' }, request: undefined, answer: charged, memory: {} },
    key(),
  )
  expect(await gateway.cancel?.(bench.context(), refund)).toMatchObject({ kind: 'approved' })

  const poor = await register('b', { card: { number: '4000000000000010' } })
  if (poor.kind !== 'issued') throw new Error(poor.kind)
  const declined = { order: wallet(), right: poor.right, idempotencyKey: 'd1' }
  expect(await gateway.chargeBillingKey?.(bench.context(), declined)).toMatchObject({ kind: 'declined' })
  expect(await gateway.chargeBillingKey?.(stranger(), { ...declined, right: issued.right })).toMatchObject({
    pgCode: 'COMMON_BILLING_KEY_NOT_FOUND',
  })

  const remove = () => gateway.deleteBillingKey?.(bench.context(), { right: issued.right })
  expect(await remove()).toEqual({ kind: 'deleted' })
  expect(await remove()).toEqual({ kind: 'deleted' })
  const late = { order: wallet(), right: issued.right, idempotencyKey: 'd2' }
  expect(await gateway.chargeBillingKey?.(bench.context(), late)).toMatchObject({
    pgCode: 'BILLING_KEY_AUTH_ERROR',
  })
})

test.each([
  ['silent-before', { kind: 'not-approved', final: false }],
  ['silent-after', { kind: 'approved' }],
])('a charge that is answered with %s is told by the status of its order', async (fault, known) => {
  const issued = await bench.register(
    bench.billingOrder({ method: 'EASY_PAY', customer: { customerId: `c-${fault}` } }),
  )
  if (issued.kind !== 'issued') throw new Error(issued.kind)
  await bench.fault('approve', fault)
  const order = wallet()
  const charge = { order, right: issued.right, idempotencyKey: '1' }
  expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({ kind: 'silent' })
  expect(await inquire(order)).toMatchObject(known)
})

test('a registration that the buyer leaves, or whose return names another key, issues nothing', async () => {
  const order = bench.billingOrder({ method: 'EASY_PAY', customer: { customerId: 'leaver' } })
  await expect(bench.register(order, { decision: 'close' })).rejects.toThrow('closedByBuyer')

  const begun = await gateway.beginIssue?.(bench.context(), order, {
    returnUrl: 'http://127.0.0.1:9/r',
    closeUrl: 'http://127.0.0.1:9/c',
    notifyUrl: 'http://127.0.0.1:9/n',
  })
  if (begun?.kind !== 'begun') throw new Error(begun?.kind)
  // Nobody agreed: the key exists, and Toss Pay says that it is not active.
  const [billingKey] = Object.values(begun.memory)
  const call = { order, proof: { billingKey: billingKey ?? null }, memory: begun.memory, idempotencyKey: '1' }
  expect(await gateway.issueBillingKey?.(bench.context(), call)).toMatchObject({ kind: 'silent' })
})

test('a callback of a paid order comes once it is paid, is repeated until it is taken, and is only a hint', async () => {
  const { mailbox, clock } = bench.simulators
  mailbox.received.length = 0
  mailbox.answer = { status: 500, body: '' }
  const order = wallet()
  await bench.pay(order)
  await mailbox.count(1)
  mailbox.answer = { status: 200, body: 'OK' }
  clock.move(60_000)
  await mailbox.count(2)
  const read = (body: Uint8Array) =>
    gateway.readNotification?.(bench.context(), {
      method: 'POST',
      path: '/',
      query: {},
      headers: {},
      rawBody: body,
      remoteAddress: '127.0.0.1',
    })
  const [first, second] = mailbox.received
  expect(read(first?.body ?? new Uint8Array())).toMatchObject({
    kind: 'transaction',
    pgOrderId: order.pgOrderId,
    claim: 'APPROVED',
    amountMinor: 10_000,
  })
  expect(second?.body).toEqual(first?.body)
  // Forged for an order that nobody paid: the status knows better.
  const unpaid = wallet()
  const forged = { status: 'PAY_COMPLETE', orderNo: unpaid.pgOrderId, payToken: '1', amount: 10_000 }
  expect(read(Buffer.from(JSON.stringify(forged)))).toMatchObject({ kind: 'transaction' })
  expect(await inquire(unpaid, { pgTxId: '1' })).toMatchObject({ kind: 'not-approved' })
})

test('the probe proves the key, and tells a wrong one', async () => {
  expect(await gateway.probe?.(bench.context())).toMatchObject({ kind: 'accepted', checked: ['apiKey'] })
  const wrong = bench.context({ credentials: { ...credentials, apiKey: 'other' } })
  expect(await gateway.probe?.(wrong)).toMatchObject({ kind: 'refused' })
})
