import { afterAll, beforeAll, expect, test } from 'vitest'
import { findGateway, type Gateway } from '@naru/gateways'
import { pgBench, type PgBench } from '../setup/pg-bench.ts'

// Goal: PAYCO's one-off payments against a simulator written from its sample code.
const gateway = findGateway('payco') as Gateway
const credentials = { cpid: 'PARTNERTEST', productId: 'PROD_EASY', sellerKey: 'seller-key-of-the-test' }
let bench: PgBench
beforeAll(async () => {
  bench = await pgBench(gateway, 'payco', 'PARTNERTEST', credentials)
})
afterAll(() => bench?.close())
const payco = (more: object = {}) => bench.order({ payMethod: 'EASY_PAY', ...more })
const card = { payMethod: 'CARD' }

test.each(['PC', 'MOBILE'] as const)(
  'is paid on a %s, given back in parts, and never twice',
  async (device) => {
    const order = payco({ device, taxFreeMinor: 1_000, vatMinor: 818 })
    const paid = await bench.pay(order, card)
    expect(paid.answer).toMatchObject({
      kind: 'approved',
      state: 'PAID',
      pgOrderId: order.pgOrderId,
      amount: order.amount,
      method: { type: 'EASY_PAY', provider: 'PAYCO', card: { issuerCode: 'CCLG', installmentMonth: 0 } },
    })
    expect(JSON.parse(bench.network.sentTo('/order/reserve'))).toMatchObject({
      sellerKey: credentials.sellerKey,
      payMode: 'PAY2',
      totalPaymentAmt: 10_000,
      totalTaxfreeAmt: 1_000,
      totalTaxableAmt: 8_182,
      totalVatAmt: 818,
      orderChannel: device,
      orderProducts: [{ cpId: 'PARTNERTEST', productId: 'PROD_EASY', taxationType: 'COMBINE' }],
    })

    const part = bench.cancelCall(order, paid, { amountMinor: 3_000, remainingMinor: 7_000, isWhole: false })
    expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
    expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'declined', pgCode: '8005' })
    const rest = bench.cancelCall(order, paid, { amountMinor: 7_000, remainingMinor: 0, isWhole: false })
    expect(await gateway.cancel?.(bench.context(), rest)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 10_000, cancelledMinor: 10_000 })
  },
)

test('a lost approval is found by verification; one that never arrived is not', async () => {
  const order = payco()
  const { reading, memory } = await bench.visit(order, card)
  const proof = reading.kind === 'authenticated' ? reading.proof : {}
  const approve = () =>
    gateway.approve?.(bench.context(), { order, proof, memory, idempotencyKey: order.transactionId })
  const inquire = () => gateway.inquire?.(bench.context(), { order, memory })
  expect(await inquire()).toMatchObject({ kind: 'not-approved', final: false })

  await bench.fault('approve', 'silent-after')
  expect((await approve())?.kind).toBe('silent')
  expect(await inquire()).toMatchObject({
    kind: 'approved',
    approval: { amount: { minor: 10_000 }, memory: { orderCertifyKey: expect.any(String) } },
  })
  // PAYCO's "already completed" does not say that this very call took the money, nor that it did not.
  expect((await approve())?.kind).toBe('silent')
  expect((await bench.book(order.pgOrderId))['approvedMinor']).toBe(10_000)
  // Of an order known to be paid its books say nothing, because they tell of no cancels.
  expect((await gateway.inquire?.(bench.context(), { order, memory, pgTxId: 'x' }))?.kind).toBe('silent')
})

test('a return is believed for its own reservation only, and the token for its own amount', async () => {
  const [order, other] = [payco(), payco()]
  const [visit, foreign] = [await bench.visit(order, card), await bench.visit(other, card)]
  const read = (query: Record<string, string>) =>
    gateway.readReturn?.(bench.context(), order, visit.memory, {
      method: 'GET',
      path: '/',
      query,
      headers: {},
      rawBody: new Uint8Array(),
      remoteAddress: '127.0.0.1',
    })
  const reserved = JSON.stringify(visit.memory['reserveOrderNo']).slice(1, -1)
  expect(read({ ...foreign.request?.query })).toMatchObject({ kind: 'unreadable' })
  expect(read({ code: '0', reserveOrderNo: reserved })).toMatchObject({
    kind: 'unreadable',
  })
  expect(read({})).toMatchObject({ kind: 'unreadable' })
  expect(read({ code: '4005', message: '이미' })).toMatchObject({ kind: 'failed', closedByBuyer: false })

  const proof = visit.reading.kind === 'authenticated' ? visit.reading.proof : {}
  const approve = (more: object) =>
    gateway.approve?.(bench.context(), { order, proof, memory: visit.memory, idempotencyKey: 'a', ...more })
  expect(await approve({ order: { ...order, amount: { minor: 9_000, currency: 'KRW' } } })).toMatchObject({
    kind: 'declined',
    pgCode: '8004',
  })
  expect(await approve({ proof: { token: 'forged' } })).toMatchObject({ kind: 'declined', pgCode: '8003' })
  expect((await bench.book(order.pgOrderId))['approvedMinor']).toBe(0)
})

test('a buyer who leaves, a refused card and a wrong key take no money', async () => {
  expect((await bench.visit(payco(), { ...card, decision: 'close' })).reading).toMatchObject({
    kind: 'failed',
    closedByBuyer: true,
  })
  expect((await bench.visit(payco(), { ...card, decision: 'decline' })).reading).toMatchObject({
    kind: 'failed',
    pgCode: '1402',
    closedByBuyer: false,
  })
  const wrong = bench.context({ credentials: { ...credentials, sellerKey: 'wrong' } })
  const urls = { returnUrl: 'http://127.0.0.1:9/r', closeUrl: '', notifyUrl: '' }
  expect(await gateway.begin?.(wrong, payco(), urls)).toMatchObject({ kind: 'declined', pgCode: '8001' })
})

test.each(['malformed-after', 'http-500-before', 'silent-before'])(
  '%s is silence, never a failure',
  async (fault) => {
    const order = payco()
    const { reading, memory } = await bench.visit(order, card)
    await bench.fault('approve', fault)
    const proof = reading.kind === 'authenticated' ? reading.proof : {}
    const call = { order, proof, memory, idempotencyKey: order.transactionId }
    expect((await gateway.approve?.(bench.context(), call))?.kind).toBe('silent')
  },
)

test('the state of an order goes forward at PAYCO', async () => {
  const order = payco()
  const paid = await bench.pay(order, card)
  const pgTxId = paid.answer.kind === 'approved' ? paid.answer.pgTxId : ''
  const tell = (state: 'DELIVERY_STARTED' | 'PURCHASE_DECIDED' | 'CANCELLED', id = pgTxId) =>
    gateway.changeOrderState?.(bench.context(), {
      order,
      pgTxId: id,
      memory: paid.memory,
      balanceMinor: 10_000,
      state,
    })
  expect((await tell('PURCHASE_DECIDED'))?.kind).toBe('done')
  expect(await tell('DELIVERY_STARTED')).toMatchObject({ kind: 'declined', pgCode: '8006' })
  expect(await tell('CANCELLED', 'foreign')).toMatchObject({ kind: 'declined', pgCode: '8002' })
  expect((await bench.book(order.pgOrderId))['status']).toBe('PURCHASE_DECISION')
})

test('what PAYCO cannot take is said before its window', () => {
  const check = (more: object) => gateway.checkOrder?.('payco', payco(more))?.field
  expect(check({})).toBeUndefined()
  expect(check({ amount: { minor: 1, currency: 'USD' } })).toBe('currency')
  expect(check({ easyPay: { easyPayProvider: 'KAKAOPAY' } })).toBe('easyPay.easyPayProvider')
  expect(check({ isEscrow: true })).toBe('isEscrow')
})
