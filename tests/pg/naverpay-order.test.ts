import { afterAll, beforeAll, expect, test } from 'vitest'
import { findGateway, type Gateway, type ProductOrder, type ProductOrderAction } from '@naru/gateways'
import { pgBench, type PgBench } from '../setup/pg-bench.ts'

// Goal: the connector of Naver Pay's order type and a simulator of Naver's side agree about every product order.
const gateway = findGateway('naverpay-order') as Gateway
const desk = gateway.productOrders
if (desk === undefined) throw new Error('no desk')
const credentials = {
  partnerId: 'np_shop',
  certiKey: 'certi-1',
  accessLicense: 'license-1',
  secretKey: 'secret-1',
}
let bench: PgBench

beforeAll(async () => {
  bench = await pgBench(gateway, 'naverco', 'np_shop', credentials)
})
afterAll(() => bench?.close())

const shipping = { method: 'DELIVERY', baseFee: 2_500, feePayType: 'PREPAYED' }
const product = (id: string, basePrice: number) => ({
  id,
  name: `상품 ${id}`,
  basePrice,
  quantity: 1,
  infoUrl: 'https://shop/p',
  imageUrl: 'https://shop/p.png',
  shipping: { ...shipping, groupId: 'all' },
})
const two = [product('a', 3_000), product('b', 4_000)]
const total = 9_500

/** An order of two products, ordered and paid inside Naver Pay. */
async function ordered(choice: object = {}) {
  const order = bench.order({
    apiVersion: 'V1',
    payMethod: 'EASY_PAY',
    amount: { minor: total, currency: 'KRW' },
    bypass: { naverpay: { productItems: two } },
  })
  const begun = await gateway.begin?.(bench.context(), order, {
    returnUrl: 'http://127.0.0.1:9/back',
    closeUrl: 'http://127.0.0.1:9/close',
    notifyUrl: 'http://127.0.0.1:9/notify',
  })
  if (begun?.kind !== 'begun') throw new Error(JSON.stringify(begun))
  await bench.simulators.call('POST', '/control/naverpay-order/buy', {
    handOff: begun.handOff,
    decision: 'approve',
    payMethod: 'EASY_PAY',
    ...choice,
  })
  const orderId = String((await bench.book(order.pgOrderId))['pgTxId'])
  return { order, orderId }
}

async function read(orderId: string): Promise<readonly ProductOrder[]> {
  const answer = await desk?.readOrder(bench.context(), orderId)
  if (answer?.kind !== 'read') throw new Error(JSON.stringify(answer))
  return answer.productOrders
}

async function act(productOrderId: string, action: ProductOrderAction) {
  return desk?.act(bench.context(), { productOrderId, action })
}

const buyer = (order: { readonly pgOrderId: string }, action: string, more: object = {}) =>
  bench.simulators.call('POST', `/control/naverpay-order/orders/${order.pgOrderId}/buyer`, {
    action,
    ...more,
  })

test('an order is registered under our code, found in the list of changes, and read with its buyer', async () => {
  const from = bench.simulators.clock.now()
  const { order, orderId } = await ordered()
  const until = new Date(from.getTime() + 1_000)
  const changed = await desk.listChanged(bench.context(), { from, until })
  expect(changed).toMatchObject({ kind: 'listed', until })
  const ids = changed.kind === 'listed' ? changed.productOrderIds : []
  const listed = await desk.read(bench.context(), ids)
  const own =
    listed.kind === 'read' ? listed.productOrders.filter((one) => one.pgOrderId === order.pgOrderId) : []

  expect(own).toHaveLength(2)
  expect(own.find(({ productId }) => productId === 'a')).toMatchObject({
    orderId,
    status: 'PAYED',
    state: 'PAID',
    amountMinor: 3_000,
    orderer: { name: '홍길동', tel: '010-1234-5678' },
    shippingAddress: { base: '서울특별시 중구 세종대로 110', postcode: '04524' },
  })
  expect(
    await gateway.approve?.(bench.context(), {
      order,
      proof: { orderId },
      memory: {},
      idempotencyKey: order.transactionId,
    }),
  ).toMatchObject({
    kind: 'approved',
    pgTxId: orderId,
    pgOrderId: order.pgOrderId,
    pgMerchantId: 'np_shop',
    amount: { minor: total, currency: 'KRW' },
    method: { type: 'EASY_PAY', provider: 'NAVERPAY' },
  })
  // Without its number it is found by our code.
  expect(await gateway.inquire?.(bench.context(), { order, memory: {}, attemptedAt: from })).toMatchObject({
    kind: 'approved',
    cancelledMinor: 0,
  })
})

test('an order that waits for its deposit is pending, and one that missed it is gone', async () => {
  const { order, orderId } = await ordered({ payMethod: 'VIRTUAL_ACCOUNT' })
  const call = { order, proof: { orderId }, memory: {}, idempotencyKey: 'k' }
  expect(await gateway.approve?.(bench.context(), call)).toEqual({ kind: 'pending' })
  await bench.simulators.call('POST', `/control/naverpay-order/orders/${order.pgOrderId}/deposit`, {})
  expect(await gateway.approve?.(bench.context(), call)).toMatchObject({
    kind: 'approved',
    method: { type: 'TRANSFER' },
  })

  const missed = await ordered({ payMethod: 'VIRTUAL_ACCOUNT' })
  await buyer(missed.order, 'miss-deposit')
  expect(
    await gateway.approve?.(bench.context(), {
      ...call,
      order: missed.order,
      proof: { orderId: missed.orderId },
    }),
  ).toMatchObject({ kind: 'declined', pgCode: 'CANCELED_BY_NOPAYMENT' })
})

test('another shop’s order, and another order of this one, are never taken for ours', async () => {
  const mine = await ordered()
  const other = await ordered()
  const call = { order: mine.order, proof: { orderId: other.orderId }, memory: {}, idempotencyKey: 'k' }
  expect(await gateway.approve?.(bench.context(), call)).toMatchObject({ kind: 'silent' })
  const wrong = { credentials: { ...credentials, secretKey: 'guessed' } }
  expect(await gateway.approve?.(bench.context(wrong), call)).toMatchObject({
    kind: 'declined',
    pgCode: 'ERR-AUTH-SIGNATURE',
  })
  expect(await gateway.probe?.(bench.context(wrong))).toMatchObject({ kind: 'refused' })
  expect(await gateway.probe?.(bench.context())).toMatchObject({ kind: 'accepted' })
})

test('a product order is placed and sent once, cancelled once, and its price goes back with it', async () => {
  const { order, orderId } = await ordered()
  const [first, second] = (await read(orderId)).map(({ productOrderId }) => productOrderId)
  if (first === undefined || second === undefined) throw new Error('two were ordered')
  const ship = {
    kind: 'ship',
    method: 'DELIVERY',
    company: 'CJGLS',
    trackingNumber: '123',
    dispatchedAt: new Date('2026-01-05T00:00:00Z'),
  } as const

  expect(await act(first, { kind: 'place' })).toMatchObject({ kind: 'done' })
  expect(await act(first, ship)).toMatchObject({ kind: 'done' })
  expect(await act(first, ship)).toMatchObject({ kind: 'declined', pgCode: 'ERR-STATE' })
  expect(await act(first, { kind: 'cancel', reason: 'SOLD_OUT' })).toMatchObject({ kind: 'declined' })
  expect(await act(second, { kind: 'cancel', reason: 'SOLD_OUT' })).toMatchObject({ kind: 'done' })
  expect(await act(second, { kind: 'cancel', reason: 'SOLD_OUT' })).toMatchObject({ kind: 'declined' })
  expect(await read(orderId)).toMatchObject([
    { status: 'DELIVERING', isPlaced: true, trackingNumber: '123' },
    { status: 'CANCELED', state: 'CANCELLED', claimStatus: 'CANCEL_DONE' },
  ])
  expect(await gateway.inquire?.(bench.context(), { order, pgTxId: orderId, memory: {} })).toMatchObject({
    cancelledMinor: 4_000,
    cancels: [{ pgCancellationId: second }],
  })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ cancelledMinor: 4_000, balanceMinor: 5_500 })
})

test('a return is asked for, held, released, refused, asked for again and approved', async () => {
  const { order, orderId } = await ordered()
  const ids = (await read(orderId)).map(({ productOrderId }) => productOrderId)
  const [id = ''] = ids
  for (const each of ids)
    await act(each, { kind: 'ship', method: 'VISIT_RECEIPT', dispatchedAt: new Date('2026-01-05T00:00:00Z') })
  const request = { kind: 'request-return', reason: 'BROKEN', method: 'RETURN_INDIVIDUAL' } as const

  expect(await act(id, request)).toMatchObject({ kind: 'done' })
  expect(
    await act(id, { kind: 'withhold-return', reason: 'ETC', memo: '확인 중', extraChargeMinor: 500 }),
  ).toMatchObject({ kind: 'done' })
  expect(await act(id, { kind: 'approve-return' })).toMatchObject({ kind: 'declined' })
  expect(await act(id, { kind: 'resolve-return' })).toMatchObject({ kind: 'done' })
  expect(await act(id, { kind: 'reject-return', memo: '사용한 흔적' })).toMatchObject({ kind: 'done' })
  expect((await read(orderId))[0]).toMatchObject({ claimStatus: 'RETURN_REJECT', isHeldBack: false })
  expect((await buyer(order, 'request-return', { productOrderId: id })).status).toBe(200)
  expect(await act(id, { kind: 'approve-return', memo: '고맙습니다' })).toMatchObject({ kind: 'done' })
  expect((await read(orderId))[0]).toMatchObject({ state: 'RETURNED' })
  // The delivery was made, so its fee stays.
  expect(await gateway.inquire?.(bench.context(), { order, pgTxId: orderId, memory: {} })).toMatchObject({
    cancelledMinor: 3_000,
  })
})

test('an exchange is collected and sent again', async () => {
  const { order, orderId } = await ordered()
  const [id = ''] = (await read(orderId)).map(({ productOrderId }) => productOrderId)
  await act(id, { kind: 'ship', method: 'NOTHING', dispatchedAt: new Date('2026-01-05T00:00:00Z') })
  await buyer(order, 'request-exchange', { productOrderId: id })

  expect(await act(id, { kind: 'ship-exchanged', method: 'NOTHING' })).toMatchObject({ kind: 'declined' })
  expect(await act(id, { kind: 'collect-exchanged' })).toMatchObject({ kind: 'done' })
  expect(
    await act(id, { kind: 'ship-exchanged', method: 'DELIVERY', company: 'HANJIN', trackingNumber: '9' }),
  ).toMatchObject({ kind: 'done' })
  expect((await read(orderId))[0]).toMatchObject({ claimStatus: 'EXCHANGE_REDELIVERING', state: 'PAID' })
})

test('the rest of an order is cancelled as a whole with its delivery fee; parts are refused', async () => {
  const { order, orderId } = await ordered()
  const [id = ''] = (await read(orderId)).map(({ productOrderId }) => productOrderId)
  await buyer(order, 'request-cancel', { productOrderId: id })
  expect(await act(id, { kind: 'approve-cancel' })).toMatchObject({ kind: 'done' })
  const call = {
    order,
    pgTxId: orderId,
    memory: {},
    methodType: 'EASY_PAY',
    cancellationId: 'c',
    idempotencyKey: 'c',
    amountMinor: 6_500,
    taxFreeMinor: 0,
    vatMinor: 0,
    remainingMinor: 0,
    isWhole: false,
    reason: '품절',
    isUnpaidVirtualAccount: false,
  } as const

  expect(await gateway.cancel?.(bench.context(), { ...call, remainingMinor: 1 })).toMatchObject({
    kind: 'declined',
  })
  expect(await gateway.inquireCancel?.(bench.context(), call)).toMatchObject({ kind: 'declined' })
  await bench.fault('cancel', 'silent-after')
  expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
  expect(await gateway.cancel?.(bench.context(), call)).toMatchObject({ kind: 'approved' })
  expect(await bench.book(order.pgOrderId)).toMatchObject({ cancelledMinor: total, balanceMinor: 0 })
})

test.each(['silent-before', 'http-500-before', 'malformed-after'])(
  'books that answer with %s say nothing',
  async (fault) => {
    const { orderId } = await ordered()
    await bench.fault('inquire', fault)
    expect(await desk.readOrder(bench.context(), orderId)).toMatchObject({ kind: 'silent' })
  },
)

test('more changes than a page are read to their end', async () => {
  const from = bench.simulators.clock.now()
  for (let count = 0; count < 55; count += 1) await ordered()
  const until = new Date(from.getTime() + 1_000)
  const changed = await desk.listChanged(bench.context(), { from, until })
  expect(changed.kind === 'listed' ? changed.productOrderIds.length : 0).toBeGreaterThanOrEqual(110)
}, 30_000)

test('reviews of a kind are read with their scores', async () => {
  const { order } = await ordered()
  await buyer(order, 'review', { title: '예뻐요' })
  await buyer(order, 'review', { kind: 'PREMIUM', title: '추천', content: '길게 씁니다', score: '13' })
  const from = new Date(bench.simulators.clock.now().getTime() - 60_000)
  const until = new Date(from.getTime() + 120_000)

  const premium = await desk.listReviews(bench.context(), { from, until, kind: 'PREMIUM' })
  expect(premium).toMatchObject({ kind: 'read', reviews: [{ score: '13', content: '길게 씁니다' }, {}] })
  expect(await desk.listReviews(bench.context(), { from, until, kind: 'GENERAL' })).toMatchObject({
    reviews: [{ title: '예뻐요' }, {}],
  })
})

test('wishes are registered on PC and phone, and refused without what the list shows', async () => {
  const bypass = { naverpay: { productItems: two } }
  expect(await desk.registerWishes(bench.context(), { bypass, device: 'PC' })).toMatchObject({
    kind: 'registered',
    url: expect.stringMatching(/wishlistPopup\.nhn\?SHOP_ID=np_shop&ITEM_ID=.+&ITEM_ID=.+/),
  })
  expect(await desk.registerWishes(bench.context(), { bypass, device: 'MOBILE' })).toMatchObject({
    url: expect.stringContaining('/mobile/customer/wishList.nhn'),
  })
  const bare = { naverpay: { productItems: [{ ...two[0], imageUrl: '' }] } } as never
  expect(await desk.registerWishes(bench.context(), { bypass: bare, device: 'PC' })).toMatchObject({
    kind: 'declined',
    pgMessage: expect.stringContaining('naverProducts[0].imageUrl'),
  })
})
