import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findGateway, type Gateway } from '@naru/gateways'
import { simulatorPair } from '@naru/gateways/kcp/simulator-pair'
import { pgBench, pgUrls, type PgBench } from '../setup/pg-bench.ts'

// Goal: the connector of NHN KCP and a simulator that was written from KCP's side of the wire agree about every won.
const gateway = findGateway('kcp') as Gateway
const credentials = { siteCode: 'T0000', ...simulatorPair, batchGroupId: 'group-1' }
let bench: PgBench

beforeAll(async () => {
  bench = await pgBench(gateway, 'kcp_v2', 'T0000', credentials)
})
afterAll(() => bench?.close())

describe.each(['PC', 'MOBILE'] as const)('in the window of a %s', (device) => {
  test.each(['CARD', 'TRANSFER', 'MOBILE', 'GIFT_CERTIFICATE', 'EASY_PAY'] as const)(
    '%s is paid, found in the books, given back in parts and for good',
    async (payMethod) => {
      const order = bench.order({ device, payMethod })
      const paid = await bench.pay(order)

      expect(paid.answer).toMatchObject({
        kind: 'approved',
        state: 'PAID',
        pgOrderId: order.pgOrderId,
        amount: order.amount,
        method: { type: payMethod },
      })
      const pgTxId = paid.answer.kind === 'approved' ? paid.answer.pgTxId : ''
      const inquire = () => gateway.inquire?.(bench.context(), { order, pgTxId, memory: paid.memory })
      expect(await inquire()).toMatchObject({ kind: 'approved', cancelledMinor: 0 })

      const part = { amountMinor: 3_000, remainingMinor: 7_000, isWhole: false }
      const call = bench.cancelCall(order, paid, part)
      expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
      // The same once more names a balance that is no more.
      expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'declined' })
      expect(await gateway.inquireCancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
      const whole = bench.cancelCall(order, paid, {})
      expect(await gateway.cancel?.(bench.context(), whole)).toMatchObject({ pgCode: '8038' })
      const rest = bench.cancelCall(order, paid, { amountMinor: 7_000, isWhole: false })
      expect(await gateway.cancel?.(bench.context(), rest)).toMatchObject({ kind: 'approved' })
      expect(await inquire()).toMatchObject({ cancelledMinor: 10_000 })
      expect(await bench.book(order.pgOrderId)).toMatchObject({ balanceMinor: 0, status: 'CANCELLED' })
    },
  )

  test('a virtual account is issued, closed unpaid, and paid into by a note that names it', async () => {
    const expiresAt = new Date(bench.simulators.clock.now().getTime() + 2 * 86_400_000)
    const order = bench.order({
      device,
      payMethod: 'VIRTUAL_ACCOUNT',
      virtualAccount: { expiresAt, bank: 'SHINHAN' },
    })
    const issued = await bench.pay(order, { bankCode: 'BK88' })
    expect(issued.answer).toMatchObject({
      state: 'VIRTUAL_ACCOUNT_ISSUED',
      method: { virtualAccount: { bank: 'SHINHAN', expiredAt: expiresAt } },
    })

    bench.simulators.mailbox.received.length = 0
    bench.simulators.mailbox.answer = {
      status: 200,
      body: '<input type="hidden" name="result" value="0000">',
    }
    const sent = await bench.simulators.call('POST', `/control/kcp/orders/${order.pgOrderId}/deposit`, {})
    expect(sent.text).toContain('"acknowledged":true')
    const note = bench.simulators.mailbox.received.at(-1)
    const notice = gateway.readNotification?.(bench.context(), {
      method: 'POST',
      path: '/',
      query: {},
      headers: {},
      rawBody: note?.body ?? new Uint8Array(),
      remoteAddress: '127.0.0.1',
    })
    if (notice?.kind !== 'transaction' || issued.answer.kind !== 'approved') throw new Error('no note')
    const deposit = { order, pgTxId: issued.answer.pgTxId, memory: issued.memory, notice }
    expect(gateway.readDeposit?.(bench.context(), deposit)).toMatchObject({
      kind: 'approved',
      approval: { state: 'PAID', amount: order.amount },
    })
    const refund = bench.cancelCall(order, issued, {
      refundAccount: { bank: 'SHINHAN', number: '110-123-456789', holderName: '홍길동' },
    })
    expect(await gateway.cancel?.(bench.context(), refund)).toMatchObject({ kind: 'approved' })

    const other = bench.order({ device, payMethod: 'VIRTUAL_ACCOUNT' })
    const unpaid = bench.cancelCall(other, await bench.pay(other), { isUnpaidVirtualAccount: true })
    expect(await gateway.cancel?.(bench.context(), unpaid)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(other.pgOrderId)).toMatchObject({ status: 'ISSUE_CANCELLED' })
  })

  test('a card is registered, charged twice, and gives money back', async () => {
    const issued = await bench.register(bench.billingOrder({ device }))
    if (issued.kind !== 'issued') throw new Error(JSON.stringify(issued))
    expect(issued).toMatchObject({ instrument: { type: 'CARD' } })
    expect(issued.raw).not.toContain(JSON.stringify(issued.right['batchKey']))

    for (const minor of [5_000, 6_000]) {
      const order = bench.order({ amount: { minor, currency: 'KRW' } })
      const charge = { order, right: issued.right, idempotencyKey: order.transactionId }
      expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({
        kind: 'approved',
        amount: { minor },
      })
      expect(await gateway.chargeBillingKey?.(bench.context(), charge)).toMatchObject({ kind: 'declined' })
      expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: minor })
    }
  })

  test.each([
    ['decline', { kind: 'failed', pgCode: 'CC08', closedByBuyer: false }],
    ['close', { kind: 'failed', pgCode: '3001', closedByBuyer: true }],
  ])('a buyer who ends with %s leaves nothing in the books', async (decision, reading) => {
    const order = bench.order({ device })
    expect((await bench.visit(order, { decision })).reading).toMatchObject(reading)
    expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 0 })
  })
})

test('card numbers: a key and a payment without a window, each refused for a magic card', async () => {
  const card = { number: '4330123412341234', expiryYear: '39', expiryMonth: '12' }
  const issued = await gateway.issueBillingKeyByCard?.(bench.context(), {
    order: bench.billingOrder(),
    card,
    idempotencyKey: '1',
  })
  expect(issued).toMatchObject({ kind: 'issued' })

  const order = bench.order()
  const pay = (number: string, each = order) =>
    gateway.payByCard?.(bench.context(), { order: each, card: { ...card, number }, idempotencyKey: '1' })
  expect(await pay(card.number)).toMatchObject({ kind: 'approved', pgOrderId: order.pgOrderId })
  expect(await pay('4000000000000010', bench.order())).toMatchObject({ kind: 'declined', pgCode: 'CC10' })
  expect(bench.network.sentTo('/gw/hub/v1/payment')).toContain('"card_tx_type":"11121000"')
})

test('a sealed result opens once, for its own amount, and with the merchant’s own certificate', async () => {
  const order = bench.order()
  const { reading } = await bench.visit(order)
  if (reading.kind !== 'authenticated') throw new Error(reading.kind)
  const approve = (more: Partial<typeof order>, context = bench.context()) =>
    gateway.approve?.(context, {
      order: { ...order, ...more },
      proof: reading.proof,
      memory: {},
      idempotencyKey: '1',
    })

  expect(await approve({ amount: { minor: 1, currency: 'KRW' } })).toMatchObject({ pgCode: '8059' })
  const { certificate: _certificate, ...rest } = credentials
  const foreign = { ...rest, certificate: '-----BEGIN CERTIFICATE-----AAAA-----END CERTIFICATE-----' }
  expect(await approve({}, bench.context({ credentials: foreign }))).toMatchObject({ pgCode: 'SIM402' })
  expect(await approve({})).toMatchObject({ kind: 'approved' })
  expect(await approve({})).toMatchObject({ kind: 'declined', pgCode: 'SIM410' })
})

test.each(['silent-before', 'silent-after', 'http-500-after', 'malformed-after'])(
  'an approval that KCP answers with %s is known to nobody',
  async (fault) => {
    await bench.fault('approve', fault)
    expect((await bench.pay(bench.order())).answer.kind).toBe('silent')
  },
)

test('the probe proves certificate and key, and tells a wrong one', async () => {
  expect(await gateway.probe?.(bench.context())).toMatchObject({
    kind: 'accepted',
    checked: ['siteCode', 'certificate', 'privateKey', 'privateKeyPassword'],
  })
  const wrong = bench.context({ credentials: { ...credentials, siteCode: 'X9999' } })
  expect(await gateway.probe?.(wrong)).toMatchObject({ kind: 'refused' })
})

test('escrow: the basket travels with the order, and the parcel is registered', async () => {
  const order = bench.order({
    isEscrow: true,
    products: [{ id: 'p1', name: '머그컵', unitMinor: 5_000, quantity: 2 }],
  })
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
})

describe('who it is', () => {
  const keys = { siteCode: 'AO6R1', merchantAuthKey: 'key-of-the-test' }
  const person = {
    name: '김나루',
    birthDate: '1990-07-08',
    gender: 'FEMALE',
    phoneNumber: '010-2345-6789',
    operator: 'KT_MVNO',
    isForeigner: 'true',
  }
  let identity: PgBench
  beforeAll(async () => {
    identity = await pgBench(gateway, 'kcp_v2', 'AO6R1', keys)
  })
  afterAll(() => identity?.close())

  async function verify(choice: object) {
    const order = {
      storeId: 'store-1',
      identityVerificationId: 'identity-1',
      pgVerificationId: crypto.randomUUID(),
      person: {},
      device: 'PC' as const,
      storeName: '나루',
    }
    const begun = await gateway.beginIdentity?.(identity.context(), order, pgUrls)
    if (begun?.kind !== 'begun') throw new Error(JSON.stringify(begun))
    const bought = await identity.simulators.call('POST', '/control/kcp/buy', {
      handOff: begun.handOff,
      decision: 'approve',
      ...choice,
    })
    const next = bought.json['next'] as { body: string }
    const reading = gateway.readIdentityReturn?.(identity.context(), order, begun.memory, {
      method: 'POST',
      path: '/',
      query: {},
      headers: {},
      rawBody: Buffer.from(next.body, 'utf8'),
      remoteAddress: '127.0.0.1',
    })
    return { order, begun, reading }
  }

  test('only KCP tells, under the merchant’s key and to nobody else', async () => {
    const { order, begun, reading } = await verify({ person })
    expect(reading).toMatchObject({ kind: 'authenticated' })
    const call = { order, proof: {}, memory: begun.memory }

    const answer = await gateway.fetchIdentity?.(identity.context(), call)
    expect(answer).toMatchObject({
      kind: 'verified',
      person: {
        name: '김나루',
        birthDate: '1990-07-08',
        gender: 'FEMALE',
        phoneNumber: '01023456789',
        operator: 'KT_MVNO',
        isForeigner: true,
      },
    })
    expect(answer?.kind === 'verified' && answer.person.ci?.length).toBe(88)
    const wrongKey = identity.context({ credentials: { ...keys, merchantAuthKey: 'wrong' } })
    expect(await gateway.fetchIdentity?.(wrongKey, call)).toMatchObject({ kind: 'declined' })
    const foreign = { ...call, order: { ...order, pgVerificationId: crypto.randomUUID() } }
    expect(await gateway.fetchIdentity?.(identity.context(), foreign)).toMatchObject({ pgCode: 'SIM404' })
    await identity.fault('inquire', 'malformed-after')
    expect(await gateway.fetchIdentity?.(identity.context(), call)).toMatchObject({ kind: 'silent' })
  })

  test('somebody who closes the page has proved nothing, and a wrong key registers nothing', async () => {
    const { order, begun, reading } = await verify({ decision: 'close' })
    expect(reading).toMatchObject({ kind: 'failed', closedByBuyer: true })
    const call = { order, proof: {}, memory: begun.memory }
    expect(await gateway.fetchIdentity?.(identity.context(), call)).toMatchObject({ pgCode: 'SIM421' })
    const wrongKey = identity.context({ credentials: { ...keys, merchantAuthKey: 'wrong' } })
    expect(await gateway.beginIdentity?.(wrongKey, order, pgUrls)).toMatchObject({ pgCode: 'SIM403' })
  })
})

test('a site code of the V1 modules speaks the same wire, with its site key, to the simulator', async () => {
  const keys = { siteCode: 'A52LD', siteKey: 'simulator-A52LD', batchGroupId: 'simulator-A52LD' }
  const former = await pgBench(gateway, 'kcp_billing', 'A52LD', keys)
  try {
    const order = former.order({ transactionId: 'imp_448280090638', pgOrderId: 'imp_448280090638' })
    const paid = await former.pay(order)
    expect(paid.answer).toMatchObject({ kind: 'approved', pgOrderId: 'imp_448280090638' })
    const issued = await former.register(former.billingOrder())
    if (issued.kind !== 'issued') throw new Error(JSON.stringify(issued))
    const charge = { order: former.order(), right: issued.right, idempotencyKey: '1' }
    expect(await gateway.chargeBillingKey?.(former.context(), charge)).toMatchObject({ kind: 'approved' })
  } finally {
    await former.close()
  }
})
