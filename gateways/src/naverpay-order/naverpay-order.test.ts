import { expect, test } from 'vitest'
import { ScriptedNetwork, resetByPeer } from '../testing/scripted-network.ts'
import { testContext, testOrder, testUrls } from '../testing/order.ts'
import { isRefused, readCart } from './cart.ts'
import { naverpayOrder } from './connector.ts'
import { fieldKeyOf, openField, signatureOf, timestampOf } from './signature.ts'
import { envelopeOf, readMallAnswer } from './soap.ts'

const timestamp = '2016-05-27T01:02:03.456Z1234'
const secret = 'naru-test-secret'

// No vector of SimpleCryptLib is public. The expected values were computed with Python's hmac and hashlib and with
// openssl's command line from the formulas of two public copies of the library, not with this code.
test('signature, field key and field encryption are those of SimpleCryptLib', () => {
  expect(
    signatureOf(secret, { timestamp, service: 'MallService41', operation: 'GetProductOrderInfoList' }),
  ).toBe('zPLwI19n8JORdV0RYqbtloRDJOa80NHtxk1/pQCTWXM=')
  const key = fieldKeyOf(secret, timestamp)
  expect(key.toString('hex')).toBe('a134a76a92932244950b779ee847ae07')
  expect(openField(key, 'm4s3xsMIne1DxF4Me8Du5w==')).toBe('홍길동')
})

test('a field that does not open is taken as it came, as the sandbox sends it', () => {
  const key = fieldKeyOf(secret, timestamp)
  for (const plain of ['홍길동', '010-1234-5678', 'abcd', 'm4s3xsMIne1DxF4Me8Du5A=='])
    expect(openField(key, plain)).toBe(plain)
})

test('two calls of one millisecond have different timestamps', () => {
  const now = new Date('2026-01-05T03:04:05.678Z')
  expect(timestampOf(now, 'a')).toMatch(/^2026-01-05T03:04:05\.678Z\d{4}$/)
  expect(timestampOf(now, 'a')).not.toBe(timestampOf(now, 'b'))
})

test('a request writes its members escaped, behind the credentials', () => {
  const text = envelopeOf('RejectReturn', {
    accessLicense: 'L',
    timestamp,
    signature: 'S',
    members: [['mall', 'RejectDetailContent', 'a < b & c\u0000']],
  })
  expect(text).toContain('<mall:RejectDetailContent>a &lt; b &amp; c</mall:RejectDetailContent>')
  expect(text).toContain('<base:Version>4.1</base:Version>')
})

const envelope = (inner: string, operation = 'CancelSale') =>
  `<s:Envelope xmlns:s="x"><s:Body><n:${operation}Response xmlns:n="y">${inner}</n:${operation}Response></s:Body></s:Envelope>`

test.each([
  ['success', 200, envelope('<n:ResponseType>SUCCESS</n:ResponseType>'), 'done'],
  ['success with a warning', 200, envelope('<n:ResponseType>SuccessWarning</n:ResponseType>'), 'done'],
  [
    'a refusal',
    200,
    envelope('<n:ResponseType>ERROR</n:ResponseType><n:Error><n:Code>C</n:Code></n:Error>'),
    'declined',
  ],
  ['a cut answer', 200, envelope('<n:ResponseType>SUCCESS</n:ResponseType>').slice(0, 90), 'silent'],
  [
    'an answer to something else',
    200,
    envelope('<n:ResponseType>SUCCESS</n:ResponseType>', 'Other'),
    'silent',
  ],
  ['a broken server', 502, '<html>', 'silent'],
  ['a fault', 500, '<s:Envelope xmlns:s="x"><s:Body><s:Fault/></s:Body></s:Envelope>', 'silent'],
  ['nothing', 200, '', 'silent'],
  ['entities of its own', 200, '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', 'silent'],
])('%s is read as what it says about the order', (_what, status, body, kind) => {
  expect(readMallAnswer(status, Buffer.from(body, 'utf8'), 'CancelSale', new Uint8Array()).kind).toBe(kind)
})

const mug = {
  id: 'mug',
  name: '머그컵',
  basePrice: 5_000,
  infoUrl: 'https://s/m',
  imageUrl: 'https://s/m.png',
}
const paidShipping = { method: 'DELIVERY', baseFee: 2_500, feePayType: 'PREPAYED' }
const cartOf = (...products: object[]) => ({ naverpay: { productItems: products } }) as never

test.each([
  ['one product and its delivery', [{ ...mug, shipping: paidShipping }], 5_000, 2_500, 'PAYED'],
  [
    'options and supplements are lines of their own',
    [
      {
        ...mug,
        shipping: paidShipping,
        options: [
          { optionQuantity: 2, optionPrice: -500, selections: [{ label: '색', value: '빨강' }] },
          { optionQuantity: 1, optionPrice: '1000' },
        ],
        supplements: [{ id: 'bag', name: '쇼핑백', price: 100, quantity: 3 }],
      },
    ],
    15_300,
    2_500,
    'PAYED',
  ],
  [
    'a bundle has one fee, and none above its threshold',
    [
      { ...mug, shipping: { ...paidShipping, groupId: 'g', feeRule: { freeByThreshold: 10_000 } } },
      { ...mug, id: 'm2', shipping: { ...paidShipping, groupId: 'g' } },
    ],
    10_000,
    0,
    'FREE',
  ],
  [
    'the fee repeats by quantity',
    [{ ...mug, quantity: 5, shipping: { ...paidShipping, feeRule: { repeatByQty: 2 } } }],
    25_000,
    7_500,
    'PAYED',
  ],
  [
    'of the ranges the last that was reached counts',
    [
      {
        ...mug,
        quantity: 4,
        shipping: {
          ...paidShipping,
          feeRule: {
            rangesByQty: [
              { from: 3, surcharge: 500 },
              { from: 9, surcharge: 900 },
            ],
          },
        },
      },
    ],
    20_000,
    3_000,
    'PAYED',
  ],
  [
    'delivery that is paid on arrival is not in the total',
    [{ ...mug, shipping: { ...paidShipping, feePayType: 'CASH_ON_DELIVERY' } }],
    5_000,
    0,
    'ONDELIVERY',
  ],
])('%s', (_what, products, goodsMinor, shippingMinor, shippingType) => {
  expect(readCart(cartOf(...products))).toMatchObject({ goodsMinor, shippingMinor, shippingType })
})

test.each([
  ['no products', [], 'naverProducts'],
  ['no id', [{ ...mug, id: '', shipping: paidShipping }], 'naverProducts[0].id'],
  ['half a won', [{ ...mug, basePrice: 1.5, shipping: paidShipping }], 'naverProducts[0].basePrice'],
  ['no delivery', [mug], 'naverProducts[0].shipping'],
  ['no pieces', [{ ...mug, quantity: 0, shipping: paidShipping }], 'naverProducts[0].quantity'],
  [
    'a price below nothing',
    [{ ...mug, shipping: paidShipping, options: [{ optionQuantity: 1, optionPrice: -5_001 }] }],
    'naverProducts[0].options[0].optionPrice',
  ],
  [
    'prepaid with paid on arrival',
    [
      { ...mug, shipping: paidShipping },
      { ...mug, id: 'm2', shipping: { ...paidShipping, feePayType: 'CASH_ON_DELIVERY' } },
    ],
    'naverProducts',
  ],
])('a cart with %s is refused before anything is registered', (_what, products, field) => {
  const cart = readCart(cartOf(...products))
  expect(isRefused(cart) ? cart.refused.field : 'taken').toBe(field)
})

const order = {
  ...testOrder,
  amount: { minor: 7_500, currency: 'KRW' },
  bypass: cartOf({ ...mug, shipping: paidShipping }),
}

test.each([
  ['amount', { amount: { minor: 5_000, currency: 'KRW' } }],
  ['buyer_tel', { customer: {} }],
  ['currency', { amount: { minor: 7_500, currency: 'USD' } }],
  ['naverProducts', { bypass: {} }],
] as const)('an order with a wrong %s is refused before the buyer is sent away', (field, more) => {
  expect(naverpayOrder.checkOrder?.('naverco', { ...order, ...more })).toMatchObject({ field })
})

test.each([
  ['a reset', resetByPeer(), 'silent'],
  ['a broken server', { status: 503, body: 'x' }, 'silent'],
  ['a refusal with its message', { status: 400, body: '가맹점 정보' }, 'declined'],
  ['a page instead of a key', { status: 200, body: '<html>' }, 'silent'],
])('a registration that is answered with %s sends nobody anywhere', async (_what, scripted, kind) => {
  const context = testContext({ partnerId: 'np_s', certiKey: 'c' }, new ScriptedNetwork(scripted))
  expect((await naverpayOrder.begin?.(context, order, testUrls))?.kind).toBe(kind)
})

test('a channel without the keys of the order API asks Naver nothing', async () => {
  const context = testContext({ partnerId: 'np_s', certiKey: 'c' }, new ScriptedNetwork())
  expect(await naverpayOrder.productOrders?.readOrder(context, '1')).toMatchObject({ kind: 'declined' })
  expect(await naverpayOrder.probe?.(context)).toMatchObject({ kind: 'unclear', checked: [] })
})

test('the browser and the callback prove nothing', () => {
  const request = {
    method: 'POST',
    path: '/',
    query: { TYPE: 'PAYED' },
    headers: {},
    rawBody: new Uint8Array(),
    remoteAddress: '127.0.0.1',
  }
  const context = testContext({}, new ScriptedNetwork())
  expect(naverpayOrder.readReturn?.(context, order, {}, request)).toMatchObject({ kind: 'unreadable' })
  expect(naverpayOrder.readNotification?.(context, request)).toMatchObject({
    kind: 'changes',
    accepted: { body: 'RESULT=TRUE' },
  })
})
