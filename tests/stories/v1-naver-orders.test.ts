import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signUpStranger } from '../attack/console-client.ts'
import { readV1Reference } from '../contract/v1-reference.ts'
import { startClockedServer, type ClockedSystem } from '../setup/clocked-server.ts'
import { begin, buy, until } from '../setup/headless-buyer.ts'
import { naverProduct, openNaverOrderShop, type NaverOrderShop } from '../setup/naver-order-shop.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { openV1Client, type V1Reply } from '../setup/v1-client.ts'

// Goal: an order that Naver Pay sells by itself becomes a payment of V1, and every operation on its product orders works.
let system: RunningSystem
let shop: NaverOrderShop
const reference = readV1Reference()
const total = 9_500

beforeAll(async () => {
  system = await startSystem()
  shop = await openNaverOrderShop(system)
}, 120_000)
afterAll(() => system?.stop())

interface View {
  readonly product_order_id: string
  readonly product_order_status: string
  readonly claim_status: string | null
}

const views = (reply: V1Reply): readonly View[] => reply.response as unknown as readonly View[]
const path = (impUid: string, what: string): string => `/payments/${impUid}/naver/${what}`
const act = (impUid: string, what: string, body: object = {}) =>
  shop.v1.call('POST', path(impUid, what), body)

/** A paid order and the ids of its product orders. */
async function paidOrder(more: object = {}) {
  const { impUid, merchantUid } = await shop.order(more)
  const payment = await shop.becomes(impUid, 'paid')
  const listed = await shop.v1.call('GET', path(impUid, 'product-orders'))
  return { impUid, merchantUid, payment, ids: views(listed).map((one) => one.product_order_id) }
}

const parcel = { delivery_method: 'DELIVERY', delivery_company: 'CJGLS', tracking_number: '6012345' }
const dispatched_at = 1_767_500_000

describe('an order', () => {
  test('that is paid inside Naver Pay becomes a paid payment with its product orders', async () => {
    const { impUid, merchantUid, payment, ids } = await paidOrder()

    expect(payment).toMatchObject({
      merchant_uid: merchantUid,
      amount: total,
      pg_provider: 'naverco',
      pg_id: 'np_order',
      emb_pg_provider: 'naverpay',
      paid_at: expect.any(Number),
    })
    expect(ids).toHaveLength(2)
    const listed = await shop.v1.call('GET', path(impUid, 'product-orders'))
    expect(listed.response).toMatchObject([
      {
        product_order_status: 'PAYED',
        claim_type: null,
        product_id: 'a',
        product_amount: 3_000,
        quantity: 1,
        orderer: { name: '홍길동' },
        shipping_address: { name: '홍길동', postcode: '04524' },
      },
      { product_id: 'b' },
    ])
    for (const view of views(listed))
      expect(reference?.differences('NaverProductOrderAnnotation', view) ?? []).toEqual([])
    const single = await shop.v1.call('GET', `/naver/product-orders/${ids[0] ?? ''}`)
    expect(single).toMatchObject({ status: 200, code: 0, response: { product_order_id: ids[0] } })
    expect(await shop.v1.call('GET', '/naver/product-orders/none')).toMatchObject({ status: 404, code: -1 })
  }, 120_000)

  test('that is not ordered yet is ready and has no product orders; coming back opens the same sheet', async () => {
    const attempt = await shop.prepare({ amount: 7_000 })
    if ('code' in attempt) throw new Error(attempt.message)
    const prepared = { paymentId: '', transactionId: attempt.txId, attempt }
    const first = await begin(prepared)
    expect(await begin(prepared)).toEqual(first)
    expect(attempt.window.type).toBe('REDIRECTION')
    expect(await shop.v1.call('GET', `/payments/${attempt.txId}`)).toMatchObject({
      // What the page named was the goods alone; Naver's sheet adds the delivery.
      response: { status: 'ready', amount: total },
    })
    expect(await shop.v1.call('GET', path(attempt.txId, 'product-orders'))).toMatchObject({
      status: 200,
      response: [],
    })
  }, 120_000)

  test('that waits for its deposit is paid when it comes', async () => {
    const { impUid } = await shop.order({}, { payMethod: 'VIRTUAL_ACCOUNT' })
    const url = `${system.origins.simulators ?? ''}/control/naverpay-order/orders/${impUid}/deposit`
    const headers = { 'content-type': 'application/json' }
    await fetch(url, { method: 'POST', headers, body: '{}' })
    expect(await shop.becomes(impUid, 'paid')).toMatchObject({ pay_method: 'trans' })
  }, 120_000)

  test('to an island costs what Naver’s sheet says, and is not given back for it', async () => {
    const { impUid } = await shop.order({}, { person: { islandFee: '3000' } })
    expect(await shop.becomes(impUid, 'paid')).toMatchObject({ amount: total + 3_000 })
    expect(await shop.book(impUid)).toMatchObject({ balanceMinor: total + 3_000 })
  }, 120_000)

  test('of a cart that was ordered twice is paid once; the other one is cancelled at Naver, whole', async () => {
    const merchant_uid = `twice-${crypto.randomUUID().slice(0, 20)}`
    const sheets = await Promise.all([shop.prepare({ merchant_uid }), shop.prepare({ merchant_uid })])
    const orders: { impUid: string; handOff: unknown }[] = []
    for (const attempt of sheets) {
      if ('code' in attempt) throw new Error(attempt.message)
      const handOff = await begin({ paymentId: merchant_uid, transactionId: attempt.txId, attempt })
      orders.push({ impUid: attempt.txId, handOff })
    }
    await Promise.all(orders.map(({ handOff }) => shop.buy(handOff)))

    const books = await until(20_000, 'one order of two to stay', async () => {
      const both = await Promise.all(orders.map(({ impUid }) => shop.book(impUid)))
      return both.some((book) => book['balanceMinor'] === 0) ? both : undefined
    })
    expect(books.map((book) => Number(book['balanceMinor'])).reduce((a, b) => a + b)).toBe(total)
    const paid = await shop.v1.call('GET', `/payments/find/${merchant_uid}/paid`)
    expect(paid).toMatchObject({ response: { status: 'paid', amount: total, cancel_amount: 0 } })
  }, 120_000)

  test.each([
    ['another amount', { amount: 100 }, 'amount'],
    ['no phone', { buyer_tel: '' }, 'buyer_tel'],
    ['no products', { naverProducts: [] }, 'naverProducts'],
    ['half a won', { naverProducts: [{ ...naverProduct('a', 1), basePrice: 0.5 }] }, 'basePrice'],
  ])('with %s is refused before anything is registered', async (_what, more, named) => {
    expect(await shop.prepare(more)).toMatchObject({ message: expect.stringContaining(named) })
  })
})

describe('product orders', () => {
  test('are placed, sent in part and sent wholly; a repeat changes nothing', async () => {
    const { impUid, ids } = await paidOrder()

    expect(await act(impUid, 'place')).toMatchObject({ status: 200, code: 0 })
    expect(await act(impUid, 'place')).toMatchObject({ status: 200, code: 0 })
    const sent = await act(impUid, 'ship', { ...parcel, dispatched_at, product_order_id: [ids[0]] })
    expect(sent).toMatchObject({ status: 200, response: [{ product_order_status: 'DELIVERING' }] })
    // The first one is on its way with this very parcel already, the other one goes now.
    expect(await act(impUid, 'ship', { ...parcel, dispatched_at })).toMatchObject({ status: 200 })
    expect(await act(impUid, 'ship', { ...parcel, tracking_number: '999', dispatched_at })).toMatchObject({
      status: 500,
      code: -1,
      response: null,
      message: expect.stringContaining('[ERR-STATE]'),
    })
  }, 120_000)

  test('are cancelled in part and then wholly, each price once, with the delivery fee at the end', async () => {
    const { impUid, ids } = await paidOrder()

    const part = await act(impUid, 'cancel', { product_order_id: [ids[1]], reason: 'SOLD_OUT' })
    expect(part).toMatchObject({ status: 200, response: [{ product_order_status: 'CANCELED' }] })
    expect(await shop.v1.call('GET', `/payments/${impUid}`)).toMatchObject({
      response: { status: 'cancelled', cancel_amount: 4_000 },
    })
    // Two servers of the shop cancel everything at once, one of them twice over.
    const all = await Promise.all([act(impUid, 'cancel'), act(impUid, 'cancel', { reason: 'NO_SUCH_CODE' })])
    for (const reply of all) expect(reply).toMatchObject({ status: 200, response: [{}, {}] })
    const payment = await until(20_000, 'the whole cancel', async () => {
      const { response } = await shop.v1.call('GET', `/payments/${impUid}`)
      return response.cancel_amount === total ? response : undefined
    })
    expect(payment).toMatchObject({ status: 'cancelled', cancel_amount: total })
    expect(await shop.book(impUid)).toMatchObject({ balanceMinor: 0, cancelledMinor: total })
  }, 120_000)

  test('cancelled by order and by product order at once give every won back once', async () => {
    const { impUid } = await paidOrder()
    const both = await Promise.all([
      shop.v1.call('POST', '/payments/cancel', { imp_uid: impUid }),
      act(impUid, 'cancel'),
    ])
    for (const { status } of both) expect(status).toBe(200)
    const payment = await until(20_000, 'the whole cancel', async () => {
      const { response } = await shop.v1.call('GET', `/payments/${impUid}`)
      return response.cancel_amount === total ? response : undefined
    })
    expect(payment).toMatchObject({ status: 'cancelled' })
    expect(await shop.book(impUid)).toMatchObject({ balanceMinor: 0, cancelledMinor: total })
  }, 120_000)

  test('some of which cannot be done are 207 with the others, none is 500', async () => {
    const { impUid, ids } = await paidOrder()
    await act(impUid, 'ship', { delivery_method: 'VISIT_RECEIPT', dispatched_at, product_order_id: [ids[0]] })

    const some = await act(impUid, 'cancel')
    expect(some).toMatchObject({ status: 207, code: 0, response: [{ product_order_id: ids[1] }] })
    expect(views(some)).toHaveLength(1)
    expect(await act(impUid, 'cancel', { product_order_id: [ids[0]] })).toMatchObject({
      status: 500,
      code: -1,
      response: null,
    })
    expect(await act(impUid, 'cancel', { product_order_id: ['other'] })).toMatchObject({ status: 404 })
    expect(await act(impUid, 'cancel', { product_order_id: [ids[1], 'other'] })).toMatchObject({
      status: 207,
    })
  }, 120_000)

  test('that a buyer wants cancelled are cancelled when the shop approves', async () => {
    const { impUid } = await paidOrder()
    await shop.buyer(impUid, 'request-cancel')
    expect(await act(impUid, 'approve-cancel')).toMatchObject({
      status: 200,
      response: [{ claim_status: 'CANCEL_DONE' }, { claim_status: 'CANCEL_DONE' }],
    })
    expect(await shop.becomes(impUid, 'cancelled')).toMatchObject({ cancel_amount: total })
  }, 120_000)

  test('come back: held, released, refused, and approved with their price', async () => {
    const { impUid, ids } = await paidOrder()
    await act(impUid, 'ship', { delivery_method: 'DIRECT_DELIVERY', dispatched_at })
    const one = { product_order_id: [ids[0]] }

    expect(
      await act(impUid, 'request-return', { ...one, delivery_method: 'RETURN_INDIVIDUAL' }),
    ).toMatchObject({
      status: 200,
      response: [{ claim_type: 'RETURN' }],
    })
    expect(
      await act(impUid, 'withhold-return', { ...one, memo: '확인 중', extra_charge: 500 }),
    ).toMatchObject({
      status: 200,
    })
    expect(await act(impUid, 'approve-return', one)).toMatchObject({ status: 500 })
    expect(await act(impUid, 'resolve-return', one)).toMatchObject({ status: 200 })
    expect(await act(impUid, 'reject-return', { ...one, memo: '사용한 흔적' })).toMatchObject({
      status: 200,
      response: [{ claim_status: 'RETURN_REJECT' }],
    })
    await shop.buyer(impUid, 'request-return', { productOrderId: ids[0] })
    expect(await act(impUid, 'approve-return', { ...one, memo: '고맙습니다' })).toMatchObject({
      status: 200,
      response: [{ product_order_status: 'RETURNED' }],
    })
    expect(await shop.v1.call('GET', `/payments/${impUid}`)).toMatchObject({
      response: { status: 'cancelled', cancel_amount: 3_000 },
    })
    expect(await shop.book(impUid)).toMatchObject({ cancelledMinor: 3_000 })
  }, 120_000)

  test('are exchanged: collected and sent again', async () => {
    const { impUid } = await paidOrder()
    await act(impUid, 'ship', { delivery_method: 'QUICK_SVC', dispatched_at })
    await shop.buyer(impUid, 'request-exchange')
    expect(await act(impUid, 'collect-exchanged')).toMatchObject({ status: 200 })
    expect(await act(impUid, 'ship-exchanged', parcel)).toMatchObject({
      status: 200,
      response: [{ claim_status: 'EXCHANGE_REDELIVERING' }, {}],
    })
    expect(await shop.v1.call('GET', `/payments/${impUid}`)).toMatchObject({ response: { status: 'paid' } })
  }, 120_000)

  test('are reviewed by those who bought them', async () => {
    const { impUid } = await paidOrder()
    await shop.buyer(impUid, 'review', { kind: 'PREMIUM', title: '추천', content: '길게', score: '13' })
    const now = Math.floor(Date.now() / 1_000)
    const query = `from=${now - 3_600}&to=${now + 60}&channel_key=${shop.channelKey}`

    const reply = await shop.v1.call('GET', `/naver/reviews?${query}&review_type=premium`)
    expect(reply).toMatchObject({ status: 200, response: [{ score: '13', content: '길게' }, {}] })
    for (const view of views(reply))
      expect(reference?.differences('NaverReviewAnnotation', view) ?? []).toEqual([])
    expect(await shop.v1.call('GET', `/naver/reviews?${query}&review_type=general`)).toMatchObject({
      status: 200,
      response: [],
    })
    expect(await shop.v1.call('GET', `/naver/reviews?${query}&review_type=bad`)).toMatchObject({
      status: 400,
    })
    expect(await shop.v1.call('GET', `/naver/reviews?${query}x&review_type=general`)).toMatchObject({
      status: 400,
    })
  }, 120_000)

  test.each([
    ['ship', { dispatched_at }, 'delivery_method'],
    ['ship', { delivery_method: 'DELIVERY', dispatched_at }, 'tracking_number'],
    ['ship', parcel, 'dispatched_at'],
    ['ship', { ...parcel, delivery_company: 'NOBODY', dispatched_at }, 'delivery_company'],
    ['ship-exchanged', {}, 'delivery_method'],
    ['request-return', { delivery_method: 'DELIVERY' }, 'delivery_method'],
    ['reject-return', {}, 'memo'],
    ['withhold-return', { memo: ' ' }, 'memo'],
    ['withhold-return', { memo: 'x', extra_charge: -1 }, 'extra_charge'],
  ])('%s with %j is refused and names %s', async (what, body, named) => {
    expect(await act('imp_000000000000', what, body)).toMatchObject({
      status: 400,
      code: -1,
      message: expect.stringContaining(named),
      response: null,
    })
  })

  test('are nobody else’s: another merchant finds none of them, and changes nothing', async () => {
    const { impUid, ids } = await paidOrder()
    const stranger = await signUpStranger(system)
    const shown = await stranger.console.call('GET', `/stores/${stranger.storeId}/v1-credential`)
    const keys = shown.json as { restKey: string; restSecret: string }
    const theirs = openV1Client({ demo: { origins: system.demo.origins, v1: keys } })
    const now = Math.floor(Date.now() / 1_000)
    const reviews = `/naver/reviews?from=${now - 60}&to=${now}&review_type=general&channel_key=${shop.channelKey}`

    expect(await theirs.call('POST', path(impUid, 'cancel'))).toMatchObject({ status: 404, response: null })
    expect(await theirs.call('GET', path(impUid, 'product-orders'))).toMatchObject({ status: 404 })
    expect(await theirs.call('GET', `/naver/product-orders/${ids[0] ?? ''}`)).toMatchObject({ status: 404 })
    expect(await theirs.call('GET', reviews)).toMatchObject({ status: 400, response: null })
    expect(await shop.book(impUid)).toMatchObject({ cancelledMinor: 0 })
  }, 120_000)

  test('of nobody, and of other PGs, are refused', async () => {
    const other = await buy(system, { pg: 'inicis', amount: 1_000 })
    expect(await act(other.transactionId, 'place')).toMatchObject({ status: 400, code: -1 })
    expect(await act('imp_000000000000', 'place')).toMatchObject({ status: 404, code: -1 })
    expect(await shop.v1.call('GET', path('imp_000000000000', 'product-orders'))).toMatchObject({
      status: 404,
    })
  })
})

test('what Naver did by itself, and what no callback told, is known within a minute', async () => {
  const clocked: ClockedSystem = await startClockedServer(system, new Date())
  try {
    const { impUid } = await paidOrder()
    // The callback finds nobody from here on.
    const headers = { 'content-type': 'application/json' }
    await fetch(`${system.origins.simulators ?? ''}/control/naverpay-order/merchants`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        mid: 'np_order',
        notifyUrl: 'http://127.0.0.1:9/nobody',
        replaceNotifyUrls: true,
      }),
    })
    const silent = await shop.order()
    expect(await shop.v1.call('GET', `/payments/${silent.impUid}`)).toMatchObject({
      response: { status: 'ready' },
    })
    clocked.clock.advance(150_000)
    await clocked.drain()
    expect(await shop.becomes(silent.impUid, 'paid')).toMatchObject({ amount: total })
    expect(await shop.v1.call('GET', `/payments/${impUid}`)).toMatchObject({ response: { status: 'paid' } })
  } finally {
    await clocked.stop()
  }
}, 90_000)
