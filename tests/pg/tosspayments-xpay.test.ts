import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findModule, type Gateway, type Order } from '@naru/gateways'
import { pgBench, type PgBench } from '../setup/pg-bench.ts'

// Goal: the connector of XPay, the former module of TossPayments, and a simulator that was written from the PG's side of
// the wire agree about every won.
const gateway = findModule('uplus')?.gateway as Gateway
const mid = 'naruxpay'
const credentials = { mid, mertKey: 'simulator-mert-key' }
let bench: PgBench
let shared: PgBench

beforeAll(async () => {
  bench = await pgBench(gateway, 'uplus', mid, credentials)
  const known = { mid: 'tlgdacomxpay', mertKey: 'test_mert_naru_tlgdacomxpay' }
  shared = await pgBench(gateway, 'uplus', known.mid, known, bench.simulators)
})
afterAll(() => bench?.close())

const day = 86_400_000
const later = (ms: number) =>
  new Date(Math.floor(bench.simulators.clock.now().getTime() / 1_000) * 1_000 + ms)
const gift = { bypass: { uplus: { LGD_BUYERIP: '203.0.113.7' } } }

/** What each approval tells beyond the amount. */
const told = {
  CARD: { method: { type: 'CARD', card: { name: '신한카드', type: 'CREDIT' } } },
  TRANSFER: { method: { type: 'TRANSFER', bank: 'SHINHAN' }, cashReceipt: { type: 'PERSONAL' } },
  MOBILE: { method: { type: 'MOBILE', carrier: 'SKT' } },
  GIFT_CERTIFICATE: { method: { type: 'GIFT_CERTIFICATE', giftCertificateType: 'CULTURELAND' } },
}

describe.each(['PC', 'MOBILE'] as const)('in the window of a %s', (device) => {
  test.each(['CARD', 'TRANSFER', 'MOBILE', 'GIFT_CERTIFICATE'] as const)(
    '%s is paid, given back in parts and for good',
    async (payMethod) => {
      const order = bench.order({ device, payMethod, ...(payMethod === 'GIFT_CERTIFICATE' ? gift : {}) })
      expect(gateway.checkOrder?.('uplus', order)).toBeUndefined()
      const paid = await bench.pay(order)
      expect(paid.answer).toMatchObject({
        kind: 'approved',
        state: 'PAID',
        pgOrderId: order.pgOrderId,
        pgMerchantId: mid,
        amount: order.amount,
        ...told[payMethod],
      })

      const part = bench.cancelCall(order, paid, {
        amountMinor: 3_000,
        remainingMinor: 7_000,
        isWhole: false,
      })
      expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
      // The balance before the part is not what it says any more: the PG gives nothing back twice.
      expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ pgCode: 'SIM122' })
      const tooMuch = { ...part, amountMinor: 8_000, remainingMinor: 0 }
      expect(await gateway.cancel?.(bench.context(), tooMuch)).toMatchObject({ pgCode: 'SIM122' })
      const rest = { ...part, amountMinor: 7_000, remainingMinor: 0 }
      expect(await gateway.cancel?.(bench.context(), rest)).toMatchObject({ kind: 'approved' })
      expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0, status: 'CANCELLED' })
    },
  )

  test('a whole cancel whose answer is lost is asked for again, and takes nothing more', async () => {
    const order = bench.order({ device })
    const paid = await bench.pay(order)
    const call = bench.cancelCall(order, paid, {})
    await bench.fault('cancel', 'silent-before')
    expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'silent' })
    expect(await gateway.inquireCancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
    // It happened; a repeat is refused, which decides nothing.
    expect(await gateway.inquireCancel?.(bench.context(), call)).toMatchObject({ kind: 'silent' })
    expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ pgCode: 'SIM121' })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ cancelledMinor: 10_000 })
  })

  test('a virtual account is issued, paid into by a hashed note, refunded, and closed unpaid', async () => {
    const { mailbox } = bench.simulators
    mailbox.received.length = 0
    const expiresAt = later(2 * day)
    const order = bench.order({ device, payMethod: 'VIRTUAL_ACCOUNT', virtualAccount: { expiresAt } })
    const issued = await bench.pay(order, { bankCode: '088' })
    expect(issued.answer).toMatchObject({
      state: 'VIRTUAL_ACCOUNT_ISSUED',
      method: { virtualAccount: { bank: 'SHINHAN', expiredAt: expiresAt, remitteeName: '나루상점' } },
    })
    if (issued.answer.kind !== 'approved') throw new Error(issued.answer.kind)
    const { pgTxId } = issued.answer
    const incoming = () => ({
      method: 'POST',
      path: '/',
      query: {},
      headers: {},
      rawBody: mailbox.received.at(-1)?.body ?? new Uint8Array(),
      remoteAddress: '127.0.0.1',
    })
    // The PG tells of the account itself as well, and that is no deposit.
    expect(mailbox.received).toHaveLength(1)
    expect(mailbox.received[0]?.url).toContain('/pg/notify/')
    expect(gateway.readNotification?.(bench.context(), incoming())).toMatchObject({ kind: 'ignored' })

    const deposit = (body: object) =>
      bench.simulators.call('POST', `/control/tosspayments/orders/${order.pgOrderId}/deposit`, body)
    for (const tamper of ['secret', 'amount', 'order']) {
      await deposit({ tamper })
      expect(await gateway.authenticateNotification?.(bench.context(), incoming())).toEqual({
        kind: 'forged',
      })
    }
    expect((await deposit({})).text).toContain('"acknowledged":true')
    expect(await gateway.authenticateNotification?.(bench.context(), incoming())).toEqual({ kind: 'genuine' })
    const notice = gateway.readNotification?.(bench.context(), incoming())
    if (notice?.kind !== 'transaction') throw new Error('no note')
    const read = (more: Partial<typeof notice> = {}) =>
      gateway.readDeposit?.(bench.context(), {
        order,
        pgTxId,
        memory: issued.memory,
        notice: { ...notice, ...more },
      })
    expect(read()).toMatchObject({ kind: 'approved', approval: { state: 'PAID', amount: order.amount } })
    expect(read({ accountNumber: '1' })).toMatchObject({ kind: 'not-approved' })
    expect(read({ pgTxId: '1' })).toMatchObject({ kind: 'not-approved' })

    const refund = bench.cancelCall(order, issued, {
      refundAccount: { bank: 'SHINHAN', number: '110-123-456789', holderName: '홍길동' },
    })
    expect(await gateway.cancel?.(bench.context(), refund)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 10_000, balanceMinor: 0 })

    const other = bench.order({ device, payMethod: 'VIRTUAL_ACCOUNT', virtualAccount: { expiresAt } })
    const unpaid = bench.cancelCall(other, await bench.pay(other), { isUnpaidVirtualAccount: true })
    await bench.fault('cancel', 'silent-after')
    expect(await gateway.cancel?.(bench.context(), unpaid)).toMatchObject({ kind: 'silent' })
    expect(await gateway.inquireCancel?.(bench.context(), unpaid)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(other.pgOrderId)).toMatchObject({ status: 'CLOSED', balanceMinor: 0 })
    const late = await bench.simulators.call(
      'POST',
      `/control/tosspayments/orders/${other.pgOrderId}/deposit`,
      {},
    )
    expect(late.status).toBe(409)
  })

  test('a buyer who closes or is declined leaves nothing in the books', async () => {
    for (const [decision, expected] of [
      ['close', { kind: 'failed', closedByBuyer: true }],
      ['decline', { kind: 'failed', pgCode: 'SIM010', closedByBuyer: false }],
    ] as const) {
      const order = bench.order({ device })
      expect((await bench.visit(order, { decision })).reading).toMatchObject(expected)
      expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 0 })
    }
  })
})

test('the shared test id carries its t already', async () => {
  const order = shared.order()
  expect((await shared.pay(order)).answer).toMatchObject({ kind: 'approved', pgMerchantId: 'tlgdacomxpay' })
  expect(await shared.book(order.pgOrderId)).toMatchObject({ mid: 'tlgdacomxpay' })
})

test.each(['silent-before', 'silent-after', 'http-500-after', 'malformed-after'])(
  'an approval that is answered with %s is rolled back, and stays so',
  async (fault) => {
    const order = bench.order()
    const { reading, memory } = await bench.visit(order)
    if (reading.kind !== 'authenticated') throw new Error(reading.kind)
    const call = { order, proof: reading.proof, memory, idempotencyKey: order.transactionId }
    await bench.fault('approve', fault)
    expect(await gateway.approve?.(bench.context(), call)).toMatchObject({ kind: 'silent' })
    await bench.fault('netCancel', 'silent-after')
    expect(await gateway.netCancel?.(bench.context(), call)).toMatchObject({ kind: 'silent' })
    expect(await gateway.netCancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0 })
    // A late repeat of the approval takes no money.
    expect((await gateway.approve?.(bench.context(), call))?.kind).not.toBe('approved')
    expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0 })
  },
)

test('an approval that tells another amount or order is passed on as it is, for the platform to undo', async () => {
  for (const [fault, expected] of [
    ['wrong-amount', { amount: { minor: 11_000 } }],
    ['wrong-order', { pgOrderId: 'f'.repeat(36) }],
  ] as const) {
    await bench.fault('approve', fault)
    expect((await bench.pay(bench.order())).answer).toMatchObject({ kind: 'approved', ...expected })
  }
})

test('a key opens its own payment, once, for its own amount', async () => {
  const [order, other] = [bench.order(), bench.order()]
  const [mine, theirs] = [(await bench.visit(order)).reading, (await bench.visit(other)).reading]
  if (mine.kind !== 'authenticated' || theirs.kind !== 'authenticated') throw new Error('no proof')
  const approve = (each: Order, proof: typeof mine.proof) =>
    gateway.approve?.(bench.context(), { order: each, proof, memory: {}, idempotencyKey: '1' })
  const cheap = { ...order, amount: { minor: 100, currency: 'KRW' } }
  expect(await approve(cheap, mine.proof)).toMatchObject({ kind: 'declined', pgCode: 'SIM112' })
  // The answer of the other payment names the other order: the platform sees the mismatch.
  expect(await approve(order, theirs.proof)).toMatchObject({ pgOrderId: other.pgOrderId })
  expect(await approve(order, mine.proof)).toMatchObject({ kind: 'approved', pgOrderId: order.pgOrderId })
  expect(await approve(order, mine.proof)).toMatchObject({ kind: 'declined', pgCode: 'SIM110' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 10_000 })
})

test('a key is worth ten minutes', async () => {
  const order = bench.order()
  const { reading, memory } = await bench.visit(order)
  if (reading.kind !== 'authenticated') throw new Error(reading.kind)
  bench.simulators.clock.move(10 * 60_000 + 1)
  const call = { order, proof: reading.proof, memory, idempotencyKey: '1' }
  expect(await gateway.approve?.(bench.context(), call)).toMatchObject({ pgCode: 'SIM111' })
})

test.each<[string, Record<string, string>, string]>([
  ['another amount', { LGD_AMOUNT: '100' }, 'SIM101'],
  ['another order', { LGD_OID: 'order-2' }, 'SIM101'],
  ['another merchant', { LGD_MID: 'tstranger' }, 'SIM100'],
  ['the platform of real money', { CST_PLATFORM: 'service' }, 'SIM100'],
  ['signs in the name of the goods', { LGD_PRODUCTINFO: '<b>' }, 'SIM104'],
  ['an unknown pay type', { LGD_CUSTOM_FIRSTPAY: 'SC9999', LGD_CUSTOM_USABLEPAY: 'SC9999' }, 'SIM105'],
])('a window whose form was changed to %s does not open', async (_what, changed, code) => {
  const { handOff } = await bench.begin(bench.order())
  if (handOff.kind !== 'xpay-crossplatform') throw new Error(handOff.kind)
  const answer = await bench.simulators.call('POST', '/control/tosspayments/buy', {
    handOff: { ...handOff, fields: { ...handOff.fields, ...changed } },
    decision: 'approve',
  })
  expect(answer.json).toMatchObject({ refused: { code } })
})

test('the gateway takes no call that is not signed with the shop key', async () => {
  const call = (fields: Record<string, string>) =>
    bench.simulators.form('/tosspayments/xpay/Gateway.do', fields)
  expect((await call({})).json).toMatchObject({ LGD_RESPCODE: 'XC01' })
  const order = bench.order()
  const paid = await bench.pay(order)
  if (paid.answer.kind !== 'approved') throw new Error(paid.answer.kind)
  const cancel = { LGD_TXNAME: 'Cancel', LGD_MID: `t${mid}`, LGD_TID: paid.answer.pgTxId }
  expect((await call(cancel)).json).toMatchObject({ LGD_RESPCODE: 'SIM103' })
  const LGD_TXID = `t${mid}-0120260105090000${'a'.repeat(40)}`
  expect((await call({ ...cancel, LGD_TXID, LGD_AUTHCODE: 'b'.repeat(40) })).json).toMatchObject({
    LGD_RESPCODE: 'SIM102',
  })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 10_000 })
})

test('the slip of a payment opens with its hash alone', async () => {
  const paid = await bench.pay(bench.order())
  if (paid.answer.kind !== 'approved') throw new Error(paid.answer.kind)
  const slip = new URL(paid.answer.receiptUrl ?? '')
  expect(await (await fetch(slip)).text()).toContain('나루 머그컵')
  slip.searchParams.set('authdata', '0'.repeat(32))
  expect((await fetch(slip)).status).toBe(404)
})

test('a delivery is registered for an order of escrow alone', async () => {
  const deliver = async (isEscrow: boolean) => {
    const order = bench.order({ isEscrow })
    const paid = await bench.pay(order)
    if (paid.answer.kind !== 'approved') throw new Error(paid.answer.kind)
    return gateway.registerEscrowDelivery?.(bench.context(), {
      order,
      pgTxId: paid.answer.pgTxId,
      memory: {},
      balanceMinor: 10_000,
      isFirst: true,
      company: 'CJ',
      companyNameKo: 'CJ대한통운',
      invoiceNumber: '1234 5678',
      sentAt: bench.simulators.clock.now(),
      registrarName: '나루',
      sender: {},
      receiver: {},
    })
  }
  expect(await deliver(true)).toMatchObject({ kind: 'done' })
  expect(await deliver(false)).toMatchObject({ kind: 'declined', pgMessage: '에스크로 거래가 아닙니다.' })
})
