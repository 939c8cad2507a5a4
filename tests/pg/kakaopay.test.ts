import { afterAll, beforeAll, expect, test } from 'vitest'
import { findGateway, type Gateway } from '@naru/gateways'
import { pgBench, pgUrls, type PgBench } from '../setup/pg-bench.ts'

// Goal: the connector of KakaoPay and a simulator that was written from KakaoPay's side of the wire agree about every won.
const gateway = findGateway('kakaopay') as Gateway
const oneTime = { cid: 'TC0ONETIME', secretKey: 'DEV-once' }
const recurring = { cid: 'TCSUBSCRIP', secretKey: 'DEV-again', cidSecret: 'abcdefghijklmnopqrstuvwx' }
let bench: PgBench
let billing: PgBench

beforeAll(async () => {
  ;[bench, billing] = await Promise.all([
    pgBench(gateway, 'kakaopay', oneTime.cid, oneTime),
    pgBench(gateway, 'kakaopay', recurring.cid, recurring),
  ])
})
afterAll(() => Promise.all([bench?.close(), billing?.close()]))

const wallet = { payMethod: 'EASY_PAY' } as const
let ids = 0
const id = () => {
  ids += 1
  return `cancellation-${ids}`
}

test.each([
  ['PC', 'CARD', { card: { name: '신한카드', approvalNumber: '30000001' } }],
  ['MOBILE', 'MONEY', {}],
] as const)(
  'on a %s by %s: paid, found in the books, given back in parts with their tax, and for good',
  async (device, payMethod, method) => {
    const order = bench.order({ ...wallet, device, taxFreeMinor: 2_000, vatMinor: 727 })
    const paid = await bench.pay(order, { payMethod })
    expect(paid.answer).toMatchObject({
      kind: 'approved',
      pgOrderId: order.pgOrderId,
      pgMerchantId: 'TC0ONETIME',
      amount: order.amount,
      method: { type: 'EASY_PAY', provider: 'KAKAOPAY', ...method },
    })
    if (paid.answer.kind !== 'approved') throw new Error(paid.answer.kind)
    const { pgTxId } = paid.answer
    const inquire = () => gateway.inquire?.(bench.context(), { order, pgTxId, memory: {} })
    expect(await inquire()).toMatchObject({ kind: 'approved', cancelledMinor: 0 })

    const first = id()
    const part = bench.cancelCall(order, paid, {
      cancellationId: first,
      amountMinor: 3_000,
      taxFreeMinor: 1_000,
      vatMinor: 182,
      remainingMinor: 7_000,
      isWhole: false,
    })
    expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
    expect(JSON.parse(bench.network.sentTo('/cancel'))).toMatchObject({
      cancel_amount: 3_000,
      cancel_tax_free_amount: 1_000,
      cancel_available_amount: 10_000,
      payload: first,
    })
    // The same again meets another balance, is refused, and is found in the books.
    expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })
    const tooMuch = { ...part, cancellationId: id(), amountMinor: 8_000, remainingMinor: 0 }
    expect(await gateway.cancel?.(bench.context(), tooMuch)).toMatchObject({
      kind: 'declined',
      pgCode: '-710',
    })
    const rest = { ...part, cancellationId: id(), amountMinor: 7_000, remainingMinor: 0 }
    expect(await gateway.cancel?.(bench.context(), rest)).toMatchObject({ kind: 'approved' })
    expect(await inquire()).toMatchObject({ cancelledMinor: 10_000, cancels: [{}, {}] })
    expect(await bench.book(order.pgOrderId)).toMatchObject({
      status: 'CANCEL_PAYMENT',
      balanceMinor: 0,
      cancelledMinor: 10_000,
    })
  },
)

test('a whole cancel gives back the tax as it was sent', async () => {
  const order = bench.order({ ...wallet, taxFreeMinor: 4_000, vatMinor: 545 })
  const paid = await bench.pay(order)
  expect(await gateway.cancel?.(bench.context(), bench.cancelCall(order, paid, {}))).toMatchObject({
    kind: 'approved',
  })
  expect(JSON.parse(bench.network.sentTo('/cancel'))).toMatchObject({ cancel_tax_free_amount: 4_000 })
})

test.each([
  ['decline', { kind: 'failed', closedByBuyer: false }],
  ['close', { kind: 'failed', closedByBuyer: true }],
  ['vanish', { kind: 'unreadable' }],
])('a buyer who ends with %s leaves nothing in the books', async (decision, reading) => {
  const order = bench.order(wallet)
  expect((await bench.visit(order, { decision })).reading).toMatchObject(reading)
  expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 0 })
})

test('lack of money is KakaoPay’s refusal in its own words, and final', async () => {
  const order = bench.order(wallet)
  await bench.fault('approve', 'decline')
  const { answer, reading } = await bench.pay(order)
  expect(answer).toMatchObject({
    kind: 'declined',
    pgCode: '-780',
    pgMessage: expect.stringContaining('LACK_BALANCE'),
  })
  const pgTxId = reading.kind === 'authenticated' ? (reading.pgTxId ?? '') : ''
  expect(await gateway.inquire?.(bench.context(), { order, pgTxId, memory: {} })).toMatchObject({
    kind: 'not-approved',
    final: true,
  })
})

test('a return with another token, of another order or shown twice takes no money', async () => {
  const order = bench.order(wallet)
  const { reading, memory, request } = await bench.visit(order)
  if (reading.kind !== 'authenticated' || request === undefined) throw new Error(reading.kind)
  const approve = (proof: typeof reading.proof, of = order) =>
    gateway.approve?.(bench.context(), { order: of, proof, memory, idempotencyKey: of.transactionId })

  expect(await approve({ ...reading.proof, pgToken: 'forged' })).toMatchObject({
    kind: 'declined',
    pgCode: '-708',
  })
  expect(await approve(reading.proof, bench.order(wallet))).toMatchObject({
    kind: 'declined',
    pgCode: '-706',
  })
  const cheaper = { ...order, amount: { minor: 100, currency: 'KRW' } }
  expect(await approve(reading.proof, cheaper)).toMatchObject({ kind: 'declined', pgCode: '-704' })
  expect(await approve(reading.proof)).toMatchObject({ kind: 'approved' })
  // The second one is refused by KakaoPay, and the books tell that it is the same payment.
  expect(await approve(reading.proof)).toMatchObject({ kind: 'approved' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 10_000 })
  // A return that belongs to a window of another attempt.
  const foreign = gateway.readReturn?.(bench.context(), order, { 'tid-other': 'T1' }, request)
  expect(foreign).toMatchObject({ kind: 'unreadable' })
})

test('a second window does not lose a payment that was made in the first', async () => {
  const order = bench.order(wallet)
  const begin = async () => {
    const begun = await gateway.begin?.(bench.context(), order, pgUrls)
    if (begun?.kind !== 'begun') throw new Error(begun?.kind)
    return begun
  }
  const [first, second] = [await begin(), await begin()]
  const bought = await bench.simulators.call('POST', '/control/kakaopay/buy', {
    handOff: first.handOff,
    decision: 'approve',
  })
  const { next } = bought.json as { next: { url: string } }
  const memory = { ...first.memory, ...second.memory }
  const reading = gateway.readReturn?.(bench.context(), order, memory, {
    method: 'GET',
    path: '/',
    query: Object.fromEntries(new URL(next.url).searchParams),
    headers: {},
    rawBody: new Uint8Array(),
    remoteAddress: '127.0.0.1',
  })
  if (reading?.kind !== 'authenticated') throw new Error(reading?.kind)
  expect(reading.pgTxId).toBe(first.pgTxId)
  const call = { order, proof: reading.proof, memory, idempotencyKey: order.transactionId }
  expect(await gateway.approve?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
})

test.each(['silent-before', 'silent-after', 'http-500-after', 'malformed-after', 'wrong-order'])(
  'an approval that is answered with %s is made good by the same call, once',
  async (fault) => {
    const order = bench.order(wallet)
    await bench.fault('approve', fault)
    const { answer, reading } = await bench.pay(order)
    expect(answer.kind).toBe('silent')
    if (reading.kind !== 'authenticated') throw new Error(reading.kind)
    const again = { order, proof: reading.proof, memory: {}, idempotencyKey: order.transactionId }
    expect(await gateway.approve?.(bench.context(), again)).toMatchObject({ kind: 'approved' })
    expect(await bench.book(order.pgOrderId)).toMatchObject({ approvedMinor: 10_000 })
  },
)

test('another amount in the answer is told as it is, for the platform to give it back', async () => {
  await bench.fault('approve', 'wrong-amount')
  const { answer } = await bench.pay(bench.order(wallet))
  expect(answer).toMatchObject({ kind: 'approved', amount: { minor: 11_000 } })
})

test.each([
  ['silent-after', 'approved'],
  ['http-500-after', 'approved'],
  ['silent-before', 'declined'],
])('a cancel that is answered with %s is known by its id to be %s', async (fault, kind) => {
  const order = bench.order(wallet)
  const paid = await bench.pay(order)
  await bench.fault('cancel', fault)
  const call = bench.cancelCall(order, paid, { cancellationId: id() })
  expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'silent' })
  expect(await gateway.inquireCancel?.(bench.context(), call)).toMatchObject({ kind })
})

test('a tid that is older than fifteen minutes is over', async () => {
  const order = bench.order(wallet)
  const begun = await gateway.begin?.(bench.context(), order, pgUrls)
  if (begun?.kind !== 'begun') throw new Error(begun?.kind)
  await bench.simulators.call('POST', '/control/clock', { advanceMs: 16 * 60_000 })
  const { json } = await bench.simulators.call('POST', '/control/kakaopay/buy', {
    handOff: begun.handOff,
    decision: 'approve',
  })
  expect((json as { next: { url: string } }).next.url).toContain('end=fail')
})

test('a registration is charged, cancelled, declined for a magic card, and ended', async () => {
  const more = { method: 'EASY_PAY' } as const
  const issued = await billing.register(billing.billingOrder(more))
  if (issued.kind !== 'issued') throw new Error(JSON.stringify(issued))
  expect(issued).toMatchObject({
    instrument: { type: 'EASY_PAY', provider: 'KAKAOPAY', card: { name: '신한카드' } },
    pgMerchantId: 'TCSUBSCRIP',
  })
  expect(issued.raw).not.toContain(JSON.stringify(issued.right['sid']))
  const charge = (order = billing.order(wallet), right = issued.right) =>
    gateway.chargeBillingKey?.(billing.context(), { order, right, idempotencyKey: order.transactionId })
  const order = billing.order(wallet)
  const paid = await charge(order)
  expect(paid).toMatchObject({ kind: 'approved', pgOrderId: order.pgOrderId, amount: order.amount })
  if (paid?.kind !== 'approved') throw new Error(paid?.kind)
  expect(paid.raw).not.toContain(JSON.stringify(issued.right['sid']))
  const visit = {
    answer: paid,
    memory: {},
    reading: { kind: 'unreadable', reason: '' },
    request: undefined,
  } as const
  const call = billing.cancelCall(order, visit, { cancellationId: id() })
  expect(await gateway.cancel?.(billing.context(), call)).toMatchObject({ kind: 'approved' })

  const poor = await billing.register(billing.billingOrder(more), { card: { number: '4000000000000010' } })
  if (poor.kind !== 'issued') throw new Error(poor.kind)
  expect(await charge(undefined, poor.right)).toMatchObject({ kind: 'declined', pgCode: '-782' })
  const foreign = { ...issued.right, partnerUserId: 'somebody else' }
  expect(await charge(undefined, foreign)).toMatchObject({ kind: 'declined', pgCode: '-753' })

  const end = () => gateway.deleteBillingKey?.(billing.context(), { right: issued.right })
  expect([await end(), await end()]).toEqual([{ kind: 'deleted' }, { kind: 'deleted' }])
  expect(await charge()).toMatchObject({ kind: 'declined', pgCode: '-751' })
})

test.each(['silent-before', 'silent-after', 'http-500-after', 'malformed-after'])(
  'a charge that is answered with %s stays pending: its tid came with the answer, so nobody may guess',
  async (fault) => {
    const issued = await billing.register(billing.billingOrder({ method: 'EASY_PAY' }))
    if (issued.kind !== 'issued') throw new Error(issued.kind)
    await billing.fault('approve', fault)
    const order = billing.order(wallet)
    const lost = await gateway.chargeBillingKey?.(billing.context(), {
      order,
      right: issued.right,
      idempotencyKey: order.transactionId,
    })
    expect(lost).toMatchObject({ kind: 'pending' })
    expect(await gateway.inquire?.(billing.context(), { order, memory: {} })).toMatchObject({
      kind: 'silent',
    })
  },
)

test('a one-time CID registers nothing, and says so', async () => {
  const begun = await gateway.beginIssue?.(
    bench.context(),
    bench.billingOrder({ method: 'EASY_PAY' }),
    pgUrls,
  )
  expect(begun).toMatchObject({ kind: 'declined', pgCode: '-725' })
})

test('the probe proves key, CID and its secret, and tells which of them is wrong', async () => {
  const probe = (more: object) => gateway.probe?.(billing.context({ credentials: { ...recurring, ...more } }))

  expect(await probe({})).toMatchObject({ kind: 'accepted', checked: ['cid', 'secretKey', 'cidSecret'] })
  expect(await probe({ secretKey: 'DEV-other' })).toMatchObject({ kind: 'refused', checked: ['secretKey'] })
  expect(await probe({ secretKey: 'PRD-other' })).toMatchObject({ kind: 'refused', checked: ['secretKey'] })
  expect(await probe({ cid: 'CA00000001' })).toMatchObject({ kind: 'refused', checked: ['cid'] })
  expect(await probe({ cidSecret: 'x'.repeat(24) })).toMatchObject({
    kind: 'refused',
    checked: ['cidSecret'],
  })
})
