import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findGateway, type Gateway, type Order } from '@naru/gateways'
import { pgBench, type Paid, type PgBench } from '../setup/pg-bench.ts'

// Goal: the connector of KG Inicis and a simulator that was written from Inicis' side of the wire agree about every won.
const gateway = findGateway('inicis') as Gateway
const shop = {
  mid: 'MOInaru001',
  signKey: 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS',
  iniApiKey: 'ItEQKi3rY7uvDS8l',
  iniApiIv: 'HYb3yQ4f65QL89==',
  iniLiteKey: 'SU5JTElURV9UUklQTEVERVNfS0VZU1RT',
  hashKey: '3CB8183A4BE283555ACC8363C0360223',
}
const card = {
  number: '4330123412341234',
  expiryYear: '39',
  expiryMonth: '12',
  birthOrBusinessRegistrationNumber: '900101',
  passwordTwoDigits: '12',
}
const account = { bank: 'SHINHAN', number: '110-123-456789', holderName: '홍길동' }
let bench: PgBench

beforeAll(async () => {
  bench = await pgBench(gateway, 'inicis_v2', shop.mid, shop)
})
afterAll(() => bench?.close())

const customer = { fullName: '홍길동', email: 'buyer@example.com', phoneNumber: '010-1234-5678' }
const registration = (device: 'PC' | 'MOBILE') => bench.billingOrder({ device, customer })
const inquire = (order: Order, paid?: Paid) =>
  gateway.inquire?.(bench.context(), {
    order,
    memory: paid?.memory ?? {},
    ...(paid?.answer.kind === 'approved' ? { pgTxId: paid.answer.pgTxId } : {}),
  })

describe.each(['PC', 'MOBILE'] as const)('in the window of a %s', (device) => {
  test.each(['CARD', 'TRANSFER', 'EASY_PAY'] as const)(
    '%s is paid, found in the books, and given back in parts to the last won',
    async (payMethod) => {
      const order = bench.order({ device, payMethod })
      const paid = await bench.pay(order)
      expect(paid.answer).toMatchObject({
        kind: 'approved',
        state: 'PAID',
        pgOrderId: order.pgOrderId,
        pgMerchantId: shop.mid,
        amount: order.amount,
        method: { type: payMethod },
      })
      expect(await inquire(order, paid)).toMatchObject({ kind: 'approved', cancelledMinor: 0 })

      const part = bench.cancelCall(order, paid, {
        amountMinor: 3_000,
        remainingMinor: 7_000,
        isWhole: false,
      })
      expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
      // The same once more names a balance that is no more.
      expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'declined' })
      expect(await gateway.inquireCancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
      expect(await inquire(order, paid)).toMatchObject({ cancelledMinor: 3_000 })
      const tooMuch = { ...part, amountMinor: 8_000, remainingMinor: 0 }
      expect(await gateway.cancel?.(bench.context(), tooMuch)).toMatchObject({
        kind: 'declined',
        pgCode: '500826',
      })
      const rest = { ...part, amountMinor: 7_000, remainingMinor: 0 }
      expect(await gateway.cancel?.(bench.context(), rest)).toMatchObject({ kind: 'approved' })
      expect(await inquire(order, paid)).toMatchObject({ cancelledMinor: 10_000 })
      expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0, status: 'CANCELLED' })
    },
  )

  test.each(['MOBILE', 'GIFT_CERTIFICATE'] as const)(
    '%s is given back as a whole only',
    async (payMethod) => {
      const order = bench.order({ device, payMethod })
      const paid = await bench.pay(order)
      const part = bench.cancelCall(order, paid, {
        amountMinor: 3_000,
        remainingMinor: 7_000,
        isWhole: false,
      })
      expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'declined' })
      expect(await gateway.cancel?.(bench.context(), bench.cancelCall(order, paid, {}))).toMatchObject({
        kind: 'approved',
      })
    },
  )

  test('a virtual account is paid into once, however often it is told, and refunded in parts', async () => {
    const expiresAt = new Date(bench.simulators.clock.now().getTime() + 2 * 86_400_000)
    const order = bench.order({ device, payMethod: 'VIRTUAL_ACCOUNT', virtualAccount: { expiresAt } })
    const issued = await bench.pay(order, { bankCode: '88' })
    expect(issued.answer).toMatchObject({
      state: 'VIRTUAL_ACCOUNT_ISSUED',
      method: { virtualAccount: { bank: 'SHINHAN' } },
    })
    expect(await inquire(order, issued)).toMatchObject({ approval: { state: 'VIRTUAL_ACCOUNT_ISSUED' } })
    bench.simulators.mailbox.received.length = 0
    const sent = await bench.simulators.call('POST', `/control/inicis/orders/${order.pgOrderId}/deposit`, {
      times: 3,
    })
    expect(sent.text).toContain('"acknowledged":true')
    const notes = bench.simulators.mailbox.received.map(({ body }) =>
      gateway.readNotification?.(bench.context(), {
        method: 'POST',
        path: '/',
        query: {},
        headers: {},
        rawBody: body,
        remoteAddress: '127.0.0.1',
      }),
    )
    expect(notes).toHaveLength(3)
    for (const note of notes)
      expect(note).toMatchObject({
        kind: 'transaction',
        claim: 'DEPOSITED',
        pgOrderId: order.pgOrderId,
        amountMinor: 10_000,
        accepted: { status: 200, body: 'OK' },
      })
    expect(await inquire(order, issued)).toMatchObject({ approval: { state: 'PAID' }, cancelledMinor: 0 })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 10_000 })

    const part = bench.cancelCall(order, issued, {
      refundAccount: account,
      amountMinor: 4_000,
      remainingMinor: 6_000,
      isWhole: false,
    })
    const { refundAccount: _account, ...nowhere } = part
    expect(await gateway.cancel?.(bench.context(), nowhere)).toMatchObject({ kind: 'declined', pgCode: '' })
    expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
    const rest = { ...part, amountMinor: 6_000, remainingMinor: 0 }
    expect(await gateway.cancel?.(bench.context(), rest)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0 })

    const other = bench.order({ device, payMethod: 'VIRTUAL_ACCOUNT' })
    const unpaid = bench.cancelCall(other, await bench.pay(other), { isUnpaidVirtualAccount: true })
    expect(await gateway.cancel?.(bench.context(), unpaid)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(other.pgOrderId)).toMatchObject({ status: 'ISSUE_CANCELLED' })
  })

  test('a buyer who is declined or closes the window leaves nothing in the books', async () => {
    const declined = bench.order({ device })
    expect((await bench.visit(declined, { decision: 'decline' })).reading).toMatchObject({
      kind: 'failed',
      pgCode: '120049',
      closedByBuyer: false,
    })
    const closed = bench.order({ device })
    const { request, reading } = await bench.visit(closed, { decision: 'close' })
    // The PC window leads to our own closing address; the phone's tells it in its return.
    expect({ path: request?.path, reading }).toMatchObject(
      device === 'PC'
        ? { path: '/pg/close/TOKEN' }
        : { path: '/pg/return/TOKEN', reading: { kind: 'failed', closedByBuyer: true } },
    )
    for (const order of [declined, closed])
      expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 0 })
  })

  test('a proof opens once and for its own order', async () => {
    const order = bench.order({ device })
    const { reading } = await bench.visit(order)
    if (reading.kind !== 'authenticated') throw new Error(reading.kind)
    const approve = (each: Order) =>
      gateway.approve?.(bench.context(), {
        order: each,
        proof: reading.proof,
        memory: {},
        idempotencyKey: '1',
      })
    expect(await approve(order)).toMatchObject({ kind: 'approved', pgOrderId: order.pgOrderId })
    // "That TID was approved before": somebody may have been paid, so it is no refusal.
    expect(await approve(order)).toMatchObject({ kind: 'silent' })
    const foreign = await approve(bench.order({ device }))
    expect(foreign?.kind === 'approved' ? foreign.pgOrderId : foreign?.kind).not.toBe('approved')
  })

  test.each(['silent-after', 'http-500-after', 'malformed-after'])(
    'an approval that is answered with %s is undone by net cancel',
    async (fault) => {
      const order = bench.order({ device })
      const visit = await bench.visit(order)
      if (visit.reading.kind !== 'authenticated') throw new Error(visit.reading.kind)
      const call = { order, proof: visit.reading.proof, memory: {}, idempotencyKey: '1' }
      await bench.fault('approve', fault)
      expect((await gateway.approve?.(bench.context(), call))?.kind).toBe('silent')
      expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 10_000 })

      expect(await gateway.netCancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
      expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0, status: 'NET_CANCELLED' })
      // Nothing was taken, so a second net cancel finds that too.
      expect(await gateway.netCancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
    },
  )

  test.each(['wrong-amount', 'wrong-order'])(
    'an approval that tells of %s does not pass for ours',
    async (fault) => {
      const order = bench.order({ device })
      await bench.fault('approve', fault)
      const { answer } = await bench.pay(order)
      const isOurs =
        answer.kind === 'approved' &&
        answer.amount.minor === order.amount.minor &&
        answer.pgOrderId === order.pgOrderId
      expect(isOurs).toBe(false)
    },
  )

  test('a card is registered without a charge, charged, declined for a magic card, and given back', async () => {
    const order = registration(device)
    const issued = await bench.register(order)
    if (issued.kind !== 'issued') throw new Error(JSON.stringify(issued))
    expect(issued).toMatchObject({
      pgMerchantId: shop.mid,
      instrument: { type: 'CARD', card: { name: '신한카드' } },
    })
    const { billKey } = issued.right
    if (typeof billKey !== 'string') throw new Error('no key')
    expect(issued.raw).not.toContain(billKey)
    expect((await bench.simulators.call('GET', '/control/inicis/ledger')).text).not.toContain(order.pgIssueId)

    const bill = bench.order({ amount: { minor: 5_000, currency: 'KRW' }, customer: {} })
    const charge = { order: bill, right: issued.right, idempotencyKey: bill.transactionId }
    const paid = await gateway.chargeBillingKey?.(bench.context(), charge)
    expect(paid).toMatchObject({ kind: 'approved', amount: bill.amount, pgMerchantId: shop.mid })
    // An order number is charged once; the second answer says that it was, and the books tell the rest.
    expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({ kind: 'silent' })
    expect(await inquire(bill)).toMatchObject({ kind: 'approved', approval: { amount: bill.amount } })
    if (paid?.kind !== 'approved') throw new Error(paid?.kind)
    const back = bench.cancelCall(
      bill,
      { answer: paid, memory: {}, reading: { kind: 'unreadable', reason: '' }, request: undefined },
      {},
    )
    expect(await gateway.cancel?.(bench.context(), back)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(bill.pgOrderId)).toMatchObject({ approvedMinor: 5_000, cancelledMinor: 5_000 })

    const poor = await bench.register(registration(device), { card: { number: '4000000000000010' } })
    if (poor.kind !== 'issued') throw new Error(poor.kind)
    const next = bench.order()
    const refused = { order: next, right: poor.right, idempotencyKey: '1' }
    expect(await gateway.chargeBillingKey?.(bench.context(), refused)).toMatchObject({ pgCode: '120049' })
  })

  test('a registration that was signed with another key is refused by the window', async () => {
    const stranger = bench.context({
      credentials: { ...shop, signKey: 'another', iniLiteKey: 'another' },
    })
    const begun = await gateway.beginIssue?.(stranger, registration(device), {
      returnUrl: 'http://127.0.0.1:9/return',
      closeUrl: 'http://127.0.0.1:9/close',
      notifyUrl: 'http://127.0.0.1:9/notify',
    })
    const bought = await bench.simulators.call('POST', '/control/inicis/buy', {
      handOff: begun?.kind === 'begun' ? begun.handOff : undefined,
      decision: 'approve',
    })
    expect(bought.json).toMatchObject({ refused: { code: 'SIM402' } })
  })
})

describe('by card number', () => {
  test('a card becomes a key, and the key pays', async () => {
    const order = registration('PC')
    const issued = await gateway.issueBillingKeyByCard?.(bench.context(), {
      order,
      card,
      idempotencyKey: '1',
    })
    if (issued?.kind !== 'issued') throw new Error(JSON.stringify(issued))
    const bill = bench.order()
    const charge = { order: bill, right: issued.right, idempotencyKey: bill.transactionId }
    expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({ kind: 'approved' })
  })

  test('a card is charged once, and given back in parts', async () => {
    const order = bench.order({ card: { installmentMonth: 3 }, amount: { minor: 60_000, currency: 'KRW' } })
    const call = { order, card, idempotencyKey: order.transactionId }
    const answer = await gateway.payByCard?.(bench.context(), call)
    expect(answer).toMatchObject({
      kind: 'approved',
      method: { type: 'CARD', card: { installmentMonth: 3, number: '433012******123*' } },
    })
    expect(bench.network.sentTo('/api/v1/formpay')).not.toContain(card.number)
    expect((await gateway.payByCard?.(bench.context(), call))?.kind).toBe('silent')
    if (answer?.kind !== 'approved') throw new Error(answer?.kind)
    const paid: Paid = {
      answer,
      memory: {},
      reading: { kind: 'unreadable', reason: '' },
      request: undefined,
    }
    const part = bench.cancelCall(order, paid, {
      amountMinor: 20_000,
      remainingMinor: 40_000,
      isWhole: false,
    })
    expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
    const rest = { ...part, amountMinor: 40_000, remainingMinor: 0 }
    expect(await gateway.cancel?.(bench.context(), rest)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0 })
  })

  test.each([
    ['a dead card', { ...card, expiryYear: '20' }, '1165'],
    ['a card without money', { ...card, number: '4000000000000010' }, '120049'],
    ['half a number', { ...card, number: '4330' }, 'ER0102'],
  ])('%s is refused in the PG’s own words', async (_name, wrong, pgCode) => {
    const order = bench.order()
    expect(
      await gateway.payByCard?.(bench.context(), { order, card: wrong, idempotencyKey: '1' }),
    ).toMatchObject({ kind: 'declined', pgCode })
  })

  test.each(['silent-before', 'silent-after', 'http-500-after', 'malformed-after'])(
    'a charge that is answered with %s is known to the books alone',
    async (fault) => {
      const order = bench.order()
      await bench.fault('approve', fault)
      const call = { order, card, idempotencyKey: order.transactionId }
      expect((await gateway.payByCard?.(bench.context(), call))?.kind).toBe('silent')
      expect(await inquire(order)).toMatchObject(
        fault === 'silent-before' ? { kind: 'not-approved' } : { kind: 'approved', cancelledMinor: 0 },
      )
    },
  )

  test('whoever lacks the INIAPI key charges nothing', async () => {
    const stranger = bench.context({ credentials: { ...shop, iniApiKey: 'another-key-1234' } })
    const order = bench.order()
    const call = { order, card, idempotencyKey: '1' }
    expect(await gateway.payByCard?.(stranger, call)).toMatchObject({ kind: 'declined', pgCode: 'SIM402' })
    const foreign = { order, right: { billKey: 'a'.repeat(40) }, idempotencyKey: '1' }
    expect(await gateway.chargeBillingKey?.(bench.context(), foreign)).toMatchObject({ pgCode: 'SIM411' })
    expect(await gateway.probe?.(stranger)).toMatchObject({ kind: 'refused' })
    expect(await gateway.probe?.(bench.context())).toMatchObject({ kind: 'accepted' })
  })
})
