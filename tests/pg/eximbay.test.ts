import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findGateway, type Gateway } from '@naru/gateways'
import { referenceOf } from '@naru/gateways/eximbay/window-words'
import { pgBench, type PgBench } from '../setup/pg-bench.ts'

// Goal: both generations of Eximbay, against a simulator written from its side: what its window takes is what we record.
const gateway = findGateway('eximbay') as Gateway
const generations = [
  ['eximbay', { mid: 'EXIMTEST01', secretKey: 'secret-of-the-test' }],
  ['eximbay_v2', { mid: 'EXIMTEST02', apiKey: 'api-key-of-the-test' }],
] as const

describe.each(generations)('%s', (moduleCode, credentials) => {
  let bench: PgBench
  beforeAll(async () => {
    bench = await pgBench(gateway, moduleCode, credentials.mid, credentials)
    bench.simulators.mailbox.answer = { status: 200, body: 'rescode=0000&resmsg=Success' }
  })
  afterAll(() => bench?.close())
  const dollars = { amount: { minor: 1_050, currency: 'USD' } }
  const bookOf = (orderId: string) => bench.book(referenceOf(orderId))

  test.each([
    ['PC', { minor: 1_050, currency: 'USD' }],
    ['MOBILE', { minor: 980, currency: 'JPY' }],
    ['PC', { minor: 10_000, currency: 'KRW' }],
  ] as const)(
    'is paid on a %s in %j, found, given back in parts, and never twice',
    async (device, amount) => {
      const order = bench.order({ device, amount })
      const paid = await bench.pay(order)
      expect(paid.answer).toMatchObject({
        kind: 'approved',
        state: 'PAID',
        pgOrderId: order.pgOrderId,
        amount,
        method: { type: 'CARD', card: { brand: 'VISA' } },
      })
      const pgTxId = paid.answer.kind === 'approved' ? paid.answer.pgTxId : ''
      expect(await gateway.inquire?.(bench.context(), { order, pgTxId, memory: {} })).toMatchObject({
        kind: 'approved',
        cancelledMinor: 0,
      })

      const part = bench.cancelCall(order, paid, {
        amountMinor: 300,
        remainingMinor: amount.minor - 300,
        isWhole: false,
      })
      expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
      expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({
        kind: 'declined',
        pgCode: 'SIM409',
      })
      expect(await gateway.inquireCancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
      const rest = bench.cancelCall(order, paid, {
        amountMinor: amount.minor - 300,
        isWhole: false,
        idempotencyKey: 'second',
      })
      expect(await gateway.cancel?.(bench.context(), rest)).toMatchObject({ kind: 'approved' })
      expect(await bookOf(order.pgOrderId)).toMatchObject({ balanceMinor: 0, status: 'REFUNDED' })
    },
  )

  test('a buyer who pays and never comes back is known by the status message alone', async () => {
    const order = bench.order(dollars)
    bench.simulators.mailbox.received.length = 0
    expect((await bench.visit(order, { decision: 'vanish' })).request).toBeUndefined()
    await bench.simulators.mailbox.count(1)

    const notice = gateway.readNotification?.(bench.context(), {
      method: 'POST',
      path: '/',
      query: {},
      headers: {},
      rawBody: bench.simulators.mailbox.received[0]?.body ?? new Uint8Array(),
      remoteAddress: '127.0.0.1',
    })
    if (notice?.kind !== 'transaction') throw new Error(notice?.kind)
    expect(notice).toMatchObject({ claim: 'APPROVED', pgOrderId: order.pgOrderId, amountMinor: 1_050 })
    const call = { order, proof: notice.proof ?? {}, memory: {}, idempotencyKey: '1' }
    expect(await gateway.approve?.(bench.context(), call)).toMatchObject({ kind: 'approved', ...dollars })
    // Nothing is taken by asking, so it may be asked again.
    expect(await gateway.approve?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
  })

  test('cash that is paid later is pending until it comes', async () => {
    const order = bench.order(dollars)
    const paid = await bench.pay(order, { payMethod: 'EASY_PAY', easyPayProvider: 'P006' })
    expect(paid.answer).toMatchObject({ kind: 'pending' })
    const pgTxId = paid.answer.kind === 'pending' ? (paid.answer.pgTxId ?? '') : ''
    const inquire = () => gateway.inquire?.(bench.context(), { order, pgTxId, memory: {} })
    expect(await inquire()).toMatchObject({ kind: 'not-approved', final: false, pgCode: 'REGISTERED' })

    const path = `/control/eximbay/orders/${referenceOf(order.pgOrderId)}/deposit`
    expect((await bench.simulators.call('POST', path, {})).text).toContain('"acknowledged":true')
    expect(await inquire()).toMatchObject({ kind: 'approved', approval: { state: 'PAID', ...dollars } })
  })

  test.each([
    ['decline', { kind: 'failed', pgCode: 'S023', closedByBuyer: false }],
    ['close', { kind: 'failed', closedByBuyer: true }],
  ])('a buyer who ends with %s has paid nothing', async (decision, reading) => {
    const order = bench.order(dollars)
    expect((await bench.visit(order, { decision })).reading).toMatchObject(reading)
    expect(await bookOf(order.pgOrderId)).toMatchObject({ approvedMinor: 0 })
  })

  test('a wallet is told as what it is', async () => {
    const order = bench.order({ ...dollars, payMethod: 'EASY_PAY' })
    const { answer } = await bench.pay(order, { easyPayProvider: 'P003' })
    expect(answer).toMatchObject({ method: { type: 'EASY_PAY', provider: 'ALIPAY' } })
  })

  test.each(['silent-before', 'silent-after', 'http-500-after', 'malformed-after'])(
    'a refund that is answered with %s is known by its balance',
    async (fault) => {
      const order = bench.order(dollars)
      const paid = await bench.pay(order)
      const call = bench.cancelCall(order, paid, { idempotencyKey: fault })
      await bench.fault('cancel', fault)
      expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'silent' })
      expect(await gateway.inquireCancel?.(bench.context(), call)).toMatchObject({
        kind: fault === 'silent-before' ? 'declined' : 'approved',
      })
    },
  )

  test('the probe knows a right key from a wrong one', async () => {
    expect(await gateway.probe?.(bench.context())).toMatchObject({ kind: 'accepted' })
    const wrong = { ...credentials, mid: 'NOSUCHMID1', apiKey: 'wrong', secretKey: 'wrong' }
    const answer = await gateway.probe?.(bench.context({ credentials: wrong }))
    expect(['refused', 'silent']).toContain(answer?.kind)
  })
})

test('a hand-off that was changed on its way through the browser opens no window', async () => {
  const [moduleCode, credentials] = generations[0]
  const bench = await pgBench(gateway, moduleCode, credentials.mid, credentials)
  try {
    const begun = await gateway.begin?.(bench.context(), bench.order(), {
      returnUrl: 'http://127.0.0.1:9/r',
      closeUrl: 'http://127.0.0.1:9/c',
      notifyUrl: 'http://127.0.0.1:9/n',
    })
    if (begun?.kind !== 'begun' || begun.handOff.kind !== 'form') throw new Error('no form')
    const cheaper = { ...begun.handOff, fields: { ...begun.handOff.fields, amt: '1', item_0_unitPrice: '1' } }
    const answer = await bench.simulators.call('POST', '/control/eximbay/buy', {
      handOff: cheaper,
      decision: 'approve',
    })
    expect(answer.json).toMatchObject({ refused: { code: 'SIM403' } })
  } finally {
    await bench.close()
  }
})
