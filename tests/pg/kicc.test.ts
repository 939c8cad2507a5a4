import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findGateway, type Gateway } from '@naru/gateways'
import { pgBench, type PgBench } from '../setup/pg-bench.ts'

// Goal: the connector of KICC and a simulator that was written from KICC's side of the wire agree about every won.
const gateway = findGateway('kicc') as Gateway
const credentials = { mid: 'T0009999', encryptionKey: 'easypay!KICCTEST' }
let bench: PgBench
let former: PgBench

beforeAll(async () => {
  ;[bench, former] = await Promise.all([
    pgBench(gateway, 'kicc_v2', 'T0009999', credentials),
    pgBench(gateway, 'kicc', 'T5102001', { mid: 'T5102001' }),
  ])
})
afterAll(() => Promise.all([bench?.close(), former?.close()]))

let cancels = 0
const cancelNumber = () => {
  cancels += 1
  return `cancellation-${cancels}`
}

describe.each(['PC', 'MOBILE'] as const)('in the window of a %s', (device) => {
  test.each(['CARD', 'TRANSFER', 'MOBILE', 'EASY_PAY'] as const)(
    '%s is paid, found in the books, given back in parts and for good',
    async (payMethod) => {
      const order = bench.order({ device, payMethod })
      const paid = await bench.pay(order)
      expect(paid.answer).toMatchObject({
        kind: 'approved',
        state: 'PAID',
        pgOrderId: order.pgOrderId,
        pgMerchantId: 'T0009999',
        amount: order.amount,
        method: { type: payMethod },
      })
      const inquire = () => gateway.inquire?.(bench.context(), { order, memory: paid.memory })
      expect(await inquire()).toMatchObject({ kind: 'approved', cancelledMinor: 0 })

      const part = bench.cancelCall(order, paid, {
        cancellationId: cancelNumber(),
        amountMinor: 3_000,
        remainingMinor: 7_000,
        isWhole: false,
      })
      expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
      // The number of a call is used up for the day; its outcome can be asked for.
      expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ pgCode: 'SIM409' })
      expect(await gateway.inquireCancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
      expect(await inquire()).toMatchObject({ cancelledMinor: 3_000 })
      const tooMuch = { ...part, cancellationId: cancelNumber(), amountMinor: 8_000, remainingMinor: 0 }
      expect(await gateway.cancel?.(bench.context(), tooMuch)).toMatchObject({ kind: 'declined' })
      expect(await gateway.inquireCancel?.(bench.context(), tooMuch)).toMatchObject({ kind: 'declined' })
      const rest = { ...part, cancellationId: cancelNumber(), amountMinor: 7_000, remainingMinor: 0 }
      expect(await gateway.cancel?.(bench.context(), rest)).toMatchObject({ kind: 'approved' })
      expect(await inquire()).toMatchObject({ cancelledMinor: 10_000 })
      expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0, status: 'CANCELLED' })
    },
  )

  test('a virtual account is issued, closed unpaid, paid into by a message that names it, and refunded', async () => {
    const expiresAt = new Date(
      Math.floor(bench.simulators.clock.now().getTime() / 1_000) * 1_000 + 2 * 86_400_000,
    )
    const order = bench.order({ device, payMethod: 'VIRTUAL_ACCOUNT', virtualAccount: { expiresAt } })
    const issued = await bench.pay(order, { bankCode: '088' })
    expect(issued.answer).toMatchObject({
      state: 'VIRTUAL_ACCOUNT_ISSUED',
      method: { virtualAccount: { bank: 'SHINHAN', expiredAt: expiresAt } },
    })
    bench.simulators.mailbox.received.length = 0
    bench.simulators.mailbox.answer = { status: 200, body: '{"resCd":"0000","resMsg":"정상"}' }
    const sent = await bench.simulators.call('POST', `/control/kicc/orders/${order.pgOrderId}/deposit`, {})
    expect(sent.text).toContain('"acknowledged":true')
    const notice = gateway.readNotification?.(bench.context(), {
      method: 'POST',
      path: '/',
      query: {},
      headers: {},
      rawBody: bench.simulators.mailbox.received.at(-1)?.body ?? new Uint8Array(),
      remoteAddress: '127.0.0.1',
    })
    if (notice?.kind !== 'transaction' || issued.answer.kind !== 'approved') throw new Error('no message')
    const deposit = { order, pgTxId: issued.answer.pgTxId, memory: issued.memory, notice }
    const read = (more: Partial<typeof notice> = {}) =>
      gateway.readDeposit?.(bench.context(), { ...deposit, notice: { ...notice, ...more } })
    expect(read()).toMatchObject({ kind: 'approved', approval: { state: 'PAID', amount: order.amount } })
    expect(read({ accountNumber: '1' })).toMatchObject({ kind: 'not-approved' })
    expect(read({ pgTxId: '1' })).toMatchObject({ kind: 'not-approved' })
    expect(await gateway.inquire?.(bench.context(), { order, memory: issued.memory })).toMatchObject({
      approval: { state: 'PAID' },
    })

    const refund = bench.cancelCall(order, issued, {
      cancellationId: cancelNumber(),
      refundAccount: { bank: 'SHINHAN', number: '110-123-456789', holderName: '홍길동' },
    })
    expect(await gateway.cancel?.(bench.context(), refund)).toMatchObject({ kind: 'approved' })

    const other = bench.order({ device, payMethod: 'VIRTUAL_ACCOUNT' })
    const unpaid = bench.cancelCall(other, await bench.pay(other), {
      cancellationId: cancelNumber(),
      isUnpaidVirtualAccount: true,
    })
    expect(await gateway.cancel?.(bench.context(), unpaid)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(other.pgOrderId)).toMatchObject({ status: 'ISSUE_CANCELLED' })
  })

  test('a card is registered, charged, declined for a magic card, and forgotten', async () => {
    const issued = await bench.register(bench.billingOrder({ device }))
    if (issued.kind !== 'issued') throw new Error(JSON.stringify(issued))
    expect(issued).toMatchObject({ instrument: { type: 'CARD', card: { name: '신한카드' } } })
    expect(issued.raw).not.toContain(JSON.stringify(issued.right['batchKey']))

    const order = bench.order({ amount: { minor: 5_000, currency: 'KRW' } })
    const charge = { order, right: issued.right, idempotencyKey: order.transactionId }
    expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({ kind: 'approved' })
    expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({ kind: 'declined' })
    expect(await gateway.inquire?.(bench.context(), { order, memory: {} })).toMatchObject({
      kind: 'approved',
    })

    const poor = await bench.register(bench.billingOrder({ device }), {
      card: { number: '4000000000000010' },
    })
    if (poor.kind !== 'issued') throw new Error(poor.kind)
    const next = bench.order()
    const declined = { order: next, right: poor.right, idempotencyKey: '1' }
    expect(await gateway.chargeBillingKey?.(bench.context(), declined)).toMatchObject({ pgCode: 'SIM011' })

    expect(await gateway.deleteBillingKey?.(bench.context(), { right: issued.right })).toEqual({
      kind: 'deleted',
    })
    const late = { order: bench.order(), right: issued.right, idempotencyKey: '2' }
    expect(await gateway.chargeBillingKey?.(bench.context(), late)).toMatchObject({ pgCode: 'SIM413' })
  })

  test.each([
    ['decline', { kind: 'failed', pgCode: 'SIM010', closedByBuyer: false }],
    ['close', { kind: 'failed', closedByBuyer: true }],
  ])('a buyer who ends with %s leaves nothing in the books', async (decision, reading) => {
    const order = bench.order({ device })
    expect((await bench.visit(order, { decision })).reading).toMatchObject(reading)
    expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 0 })
  })
})

test.each(['silent-before', 'silent-after', 'http-500-after', 'malformed-after', 'wrong-signature'])(
  'an approval that is answered with %s is known to the books alone',
  async (fault) => {
    const order = bench.order()
    await bench.fault('approve', fault)
    expect((await bench.pay(order)).answer.kind).toBe('silent')
    const books = await gateway.inquire?.(bench.context(), { order, memory: {} })
    expect(books).toMatchObject(
      fault === 'silent-before' ? { kind: 'not-approved', final: false } : { kind: 'approved' },
    )
  },
)

test('what was called before yesterday, or is refused for another reason, is not told by the books', async () => {
  const order = bench.order()
  const inquire = (context = bench.context(), daysAgo = 0) =>
    gateway.inquire?.(context, {
      order,
      memory: {},
      attemptedAt: new Date(bench.simulators.clock.now().getTime() - daysAgo * 86_400_000),
    })

  expect(await inquire()).toMatchObject({ kind: 'not-approved' })
  expect(await inquire(bench.context(), 1)).toMatchObject({ kind: 'not-approved' })
  expect(await inquire(bench.context(), 2)).toMatchObject({ kind: 'silent' })
  expect(await inquire(bench.context({ credentials: { ...credentials, mid: 'T0' } }))).toMatchObject({
    kind: 'silent',
  })
})

test('a proof opens once and for its own order', async () => {
  const order = bench.order()
  const { reading } = await bench.visit(order)
  if (reading.kind !== 'authenticated') throw new Error(reading.kind)
  const approve = (each: typeof order) =>
    gateway.approve?.(bench.context(), { order: each, proof: reading.proof, memory: {}, idempotencyKey: '1' })
  expect(await approve(bench.order())).toMatchObject({ kind: 'declined', pgCode: 'SIM410' })
  expect(await approve(order)).toMatchObject({ kind: 'approved' })
  expect(await approve(order)).toMatchObject({ kind: 'declined' })
})

test('a cancel that is signed with another key is refused, and the probe tells so', async () => {
  const order = bench.order()
  const paid = await bench.pay(order)
  const stranger = bench.context({ credentials: { ...credentials, encryptionKey: 'wrong' } })
  const call = bench.cancelCall(order, paid, { cancellationId: cancelNumber() })
  expect(await gateway.cancel?.(stranger, call)).toMatchObject({ kind: 'declined', pgCode: 'SIM402' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ cancelledMinor: 0 })
  expect(await gateway.probe?.(stranger)).toMatchObject({ kind: 'refused' })
  expect(await gateway.probe?.(bench.context())).toMatchObject({
    kind: 'accepted',
    checked: ['mid', 'encryptionKey'],
  })
})

test('escrow: the parcel is registered, and the order goes back by its own way', async () => {
  const order = bench.order({ isEscrow: true })
  const paid = await bench.pay(order)
  if (paid.answer.kind !== 'approved') throw new Error(paid.answer.kind)
  const delivery = await gateway.registerEscrowDelivery?.(bench.context(), {
    order,
    pgTxId: paid.answer.pgTxId,
    memory: {},
    balanceMinor: 10_000,
    isFirst: true,
    company: 'CJ',
    companyNameKo: 'CJ대한통운',
    invoiceNumber: '123456789',
    sentAt: bench.simulators.clock.now(),
    registrarName: '나루',
    sender: {},
    receiver: {},
  })
  expect(delivery).toMatchObject({ kind: 'done' })
  const call = bench.cancelCall(order, paid, { cancellationId: cancelNumber() })
  expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
})

test('a cash receipt is issued by itself and taken back once', async () => {
  const receipt = await gateway.issueCashReceipt?.(bench.context(), {
    receiptId: crypto.randomUUID(),
    orderName: '머그컵',
    type: 'PERSONAL',
    identityNumber: '01012345678',
    amount: { minor: 11_000, currency: 'KRW' },
    supplyMinor: 10_000,
    taxFreeMinor: 0,
    vatMinor: 1_000,
    customer: {},
    idempotencyKey: '1',
  })
  if (receipt?.kind !== 'issued') throw new Error(JSON.stringify(receipt))
  const call = {
    pgReceiptId: receipt.pgReceiptId,
    amount: { minor: 11_000, currency: 'KRW' },
    reason: '오발급',
    idempotencyKey: '2',
  }
  expect(await gateway.cancelCashReceipt?.(bench.context(), call)).toMatchObject({ kind: 'done' })
  expect(await gateway.cancelCashReceipt?.(bench.context(), call)).toMatchObject({ kind: 'declined' })
})

test('the former module pays without a key, at the simulator', async () => {
  const order = former.order()
  const paid = await former.pay(order)
  expect(paid.answer).toMatchObject({ kind: 'approved', pgMerchantId: 'T5102001' })
  const call = former.cancelCall(order, paid, { cancellationId: cancelNumber() })
  expect(await gateway.cancel?.(former.context(), call)).toMatchObject({ kind: 'approved' })
  expect(former.network.sentTo('/api/trades/revise')).not.toContain('msgAuthValue')
})
