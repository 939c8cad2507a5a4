import { afterAll, beforeAll, expect, test } from 'vitest'
import { findGateway, type Gateway } from '@naru/gateways'
import { pgBench, type PgBench } from '../setup/pg-bench.ts'

// Goal: the connector of Naver Pay and a simulator that was written from Naver Pay's side of the wire agree about every won.
const gateway = findGateway('naverpay') as Gateway
const credentials = {
  partnerId: 'np_shop',
  clientId: 'client-1',
  clientSecret: 'secret-1',
  chainId: 'chain-1',
}
let bench: PgBench

beforeAll(async () => {
  bench = await pgBench(gateway, 'naverpay', 'np_shop', credentials)
})
afterAll(() => bench?.close())

let keys = 0
const key = () => {
  keys += 1
  return `cancellation-${keys}`
}

test.each(['PC', 'MOBILE'] as const)(
  'on a %s: paid, found in the history, given back in parts with their tax, and for good',
  async (device) => {
    const order = bench.order({ device, payMethod: 'EASY_PAY', taxFreeMinor: 2_000 })
    const paid = await bench.pay(order)
    expect(paid.answer).toMatchObject({
      kind: 'approved',
      pgOrderId: order.pgOrderId,
      amount: order.amount,
      method: { type: 'EASY_PAY', provider: 'NAVERPAY', card: { name: '신한카드' } },
    })
    const pgTxId = paid.answer.kind === 'approved' ? paid.answer.pgTxId : ''
    const inquire = () => gateway.inquire?.(bench.context(), { order, pgTxId, memory: {} })
    expect(await inquire()).toMatchObject({ kind: 'approved', cancelledMinor: 0 })

    const part = bench.cancelCall(order, paid, {
      idempotencyKey: key(),
      amountMinor: 3_000,
      taxFreeMinor: 1_000,
      remainingMinor: 7_000,
      isWhole: false,
    })
    expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
    expect(bench.network.sentTo('/v1/cancel')).toContain('taxScopeAmount=2000&taxExScopeAmount=1000')
    // The same again is answered again; under another key Naver Pay refuses it, and the history tells that it was done.
    expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
    expect(await gateway.cancel?.(bench.context(), { ...part, idempotencyKey: key() })).toMatchObject({
      kind: 'approved',
    })
    const tooMuch = { ...part, idempotencyKey: key(), amountMinor: 8_000, remainingMinor: 0 }
    expect(await gateway.cancel?.(bench.context(), tooMuch)).toMatchObject({ kind: 'declined' })
    const rest = { ...part, idempotencyKey: key(), amountMinor: 7_000, remainingMinor: 0 }
    expect(await gateway.cancel?.(bench.context(), rest)).toMatchObject({ kind: 'approved' })
    expect(await inquire()).toMatchObject({ cancelledMinor: 10_000, cancels: [{}, {}] })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0, cancelledMinor: 10_000 })
  },
)

test('a registration is charged, declined for a magic card, and ended', async () => {
  const more = { method: 'EASY_PAY' } as const
  const issued = await bench.register(bench.billingOrder({ ...more, issueId: 'a' }))
  if (issued.kind !== 'issued') throw new Error(JSON.stringify(issued))
  expect(issued.raw).not.toContain(JSON.stringify(issued.right['recurrentId']))
  const order = bench.order({ payMethod: 'EASY_PAY' })
  const charge = { order, right: issued.right, idempotencyKey: order.transactionId }
  expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({ kind: 'approved' })
  // The same charge again is the same charge.
  expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({ kind: 'approved' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 10_000 })

  const card = { number: '4000000000000010' }
  const poor = await bench.register(bench.billingOrder({ ...more, issueId: 'b' }), { card })
  if (poor.kind !== 'issued') throw new Error(poor.kind)
  const declined = { order: bench.order(), right: poor.right, idempotencyKey: 'd1' }
  expect(await gateway.chargeBillingKey?.(bench.context(), declined)).toMatchObject({ kind: 'declined' })

  expect(await gateway.deleteBillingKey?.(bench.context(), { right: issued.right })).toEqual({
    kind: 'deleted',
  })
  // Once more: the PG refuses, and its list says that the registration is over. One that it never knew proves nothing.
  expect(await gateway.deleteBillingKey?.(bench.context(), { right: issued.right })).toEqual({
    kind: 'deleted',
  })
  expect(
    await gateway.deleteBillingKey?.(bench.context(), { right: { recurrentId: 'somebody-else' } }),
  ).toMatchObject({ kind: 'declined', pgCode: 'Fail' })
  const late = { order: bench.order(), right: issued.right, idempotencyKey: 'd2' }
  expect(await gateway.chargeBillingKey?.(bench.context(), late)).toMatchObject({
    kind: 'declined',
    pgCode: 'Fail',
  })
})

test('a charge whose answer was lost is pending under the number by which the history knows it', async () => {
  const issued = await bench.register(bench.billingOrder({ method: 'EASY_PAY', issueId: 'c' }))
  if (issued.kind !== 'issued') throw new Error(issued.kind)
  await bench.fault('approve', 'silent-after')
  const order = bench.order({ payMethod: 'EASY_PAY' })
  const lost = await gateway.chargeBillingKey?.(bench.context(), {
    order,
    right: issued.right,
    idempotencyKey: 'l1',
  })
  if (lost?.kind !== 'pending' || lost.pgTxId === undefined) throw new Error(JSON.stringify(lost))

  expect(await gateway.inquire?.(bench.context(), { order, pgTxId: lost.pgTxId, memory: {} })).toMatchObject({
    kind: 'approved',
    approval: { amount: order.amount },
  })
})

test.each(['silent-before', 'silent-after', 'http-500-after', 'malformed-after'])(
  'an approval that is answered with %s is made good by the same call, once',
  async (fault) => {
    const order = bench.order({ payMethod: 'EASY_PAY' })
    await bench.fault('approve', fault)
    const { answer, reading } = await bench.pay(order)
    expect(answer.kind).toBe('silent')
    if (reading.kind !== 'authenticated') throw new Error(reading.kind)
    const again = { order, proof: reading.proof, memory: {}, idempotencyKey: order.transactionId }
    expect(await gateway.approve?.(bench.context(), again)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 10_000 })
  },
)

test.each([
  ['decline', { kind: 'failed', pgCode: 'OwnerAuthFail', closedByBuyer: false }],
  ['close', { kind: 'failed', pgCode: 'UserCancel', closedByBuyer: true }],
])('a buyer who ends with %s leaves nothing in the books', async (decision, reading) => {
  const order = bench.order({ payMethod: 'EASY_PAY' })
  expect((await bench.visit(order, { decision })).reading).toMatchObject(reading)
  expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 0 })
})

test('a cancel that Naver Pay accepted and has not finished is asked for again until the history has it, once', async () => {
  const order = bench.order({ payMethod: 'EASY_PAY' })
  const paid = await bench.pay(order)
  await bench.fault('cancel', 'decline')
  const call = bench.cancelCall(order, paid, { idempotencyKey: key() })
  expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'pending' })
  await bench.fault('cancel', 'decline')
  expect(await gateway.inquireCancel?.(bench.context(), call)).toMatchObject({ kind: 'pending' })
  expect(await gateway.inquireCancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
  expect(await gateway.inquireCancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ cancelledMinor: 10_000 })
})

test('a charge whose number died with its process is found by the hours in which it was made, or nobody concludes', async () => {
  const issued = await bench.register(bench.billingOrder({ method: 'EASY_PAY', issueId: 'd' }))
  if (issued.kind !== 'issued') throw new Error(issued.kind)
  const order = bench.order({ payMethod: 'EASY_PAY' })
  const attemptedAt = bench.simulators.clock.now()
  await gateway.chargeBillingKey?.(bench.context(), { order, right: issued.right, idempotencyKey: 'k1' })
  const inquire = (more: object) => gateway.inquire?.(bench.context(), { order, memory: {}, ...more })

  expect(await inquire({ attemptedAt })).toMatchObject({
    kind: 'approved',
    approval: { amount: order.amount },
  })
  expect(await inquire({})).toMatchObject({ kind: 'silent' })
  const never = { order: bench.order(), memory: {}, attemptedAt }
  expect(await gateway.inquire?.(bench.context(), never)).toMatchObject({ kind: 'silent' })
})

test('the probe proves the keys, and tells wrong ones', async () => {
  expect(await gateway.probe?.(bench.context())).toMatchObject({ kind: 'accepted' })
  const wrong = bench.context({ credentials: { ...credentials, clientSecret: 'other' } })
  expect(await gateway.probe?.(wrong)).toMatchObject({ kind: 'refused' })
})

test('points are given once, the purchase is confirmed, and only what came from an account is receiptable', async () => {
  const order = bench.order({ payMethod: 'EASY_PAY', taxFreeMinor: 1_200 })
  const paid = await bench.pay(order, { bankCode: '088' })
  const pgTxId = paid.answer.kind === 'approved' ? paid.answer.pgTxId : ''
  const call = { order, pgTxId, memory: {}, balanceMinor: 10_000 }
  const context = bench.context()

  expect(await gateway.readReceiptable?.(context, call)).toMatchObject({
    kind: 'told',
    totalMinor: 10_000,
    byPointMinor: 0,
    byPrimaryMinor: 10_000,
    supplyMinor: 9_200,
    vatMinor: 800,
  })
  expect(await gateway.depositPoints?.(context, call)).toMatchObject({ kind: 'done' })
  expect(bench.network.sentTo('/v1/naverpoint-save')).toBe(`paymentId=${pgTxId}`)
  expect(await gateway.depositPoints?.(context, call)).toMatchObject({ kind: 'declined', pgCode: 'Fail' })
  expect(await gateway.completeEscrow?.(context, { ...call, fromStore: true })).toMatchObject({
    kind: 'done',
  })
  expect(bench.network.sentTo('/v1/purchase-confirm')).toContain('requester=2')

  const byCard = bench.order({ payMethod: 'EASY_PAY' })
  const other = await bench.pay(byCard)
  const cardTxId = other.answer.kind === 'approved' ? other.answer.pgTxId : ''
  expect(
    await gateway.readReceiptable?.(context, { ...call, order: byCard, pgTxId: cardTxId }),
  ).toMatchObject({ totalMinor: 0, vatMinor: 0 })
  // A number that Naver Pay does not know is refused in its own words.
  expect(await gateway.readReceiptable?.(context, { ...call, pgTxId: 'NP0' })).toMatchObject({
    kind: 'declined',
  })
  expect(await gateway.depositPoints?.(context, { ...call, pgTxId: 'NP0' })).toMatchObject({
    kind: 'declined',
  })
})
