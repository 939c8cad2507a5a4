import { expect, test } from 'vitest'
import type { Environment, GatewayContext, JsonObject, Order } from '../port.ts'
import { incoming, testContext, testOrder, testUrls } from '../testing/order.ts'
import { ScriptedNetwork } from '../testing/scripted-network.ts'
import { tosspayments } from './connector.ts'

// Goal: BrandPay is asked for exactly what the shop ordered, and its answer is believed only for the order's own customer.
const credentials = { mid: 'bp_shop', clientKey: 'test_ck_bp', secretKey: 'test_sk_bp' }
const customerId = 'd005f081-830a-4b9c-b5e2-73e56fbe6ac3'
const urls = { ...testUrls, customerUrl: 'https://pay.example/pg/tosspayments/customer/store-1/channel-1' }
const order: Order = {
  ...testOrder,
  payMethod: 'EASY_PAY',
  customer: { customerId, email: 'buyer@example.com', fullName: '홍길동' },
  apiVersion: 'V1',
}

function contextOf(network: ScriptedNetwork, environment?: Environment): GatewayContext {
  return { ...testContext(credentials, network, environment), moduleCode: 'toss_brandpay' }
}

/** The answer that the PG's reference prints for its confirm (BrandPay API reference, 결제 승인), word for word. */
const printedAnswer = {
  mId: 'tosspayments',
  version: '2024-06-01',
  paymentKey: 'lOR1ZwdkQD5GePWvyJnrK1jPbp0qR3gLzN97EoqYA60XKx4a',
  status: 'DONE',
  transactionKey: 'AD441DDE040217780E2F7BFAAEF74566',
  lastTransactionKey: 'AD441DDE040217780E2F7BFAAEF74566',
  orderId: 'eQ2W9gCBN7Xu4l2vEUUC1',
  orderName: '토스 티셔츠 외 2건',
  requestedAt: '2022-06-07T17:20:48+09:00',
  approvedAt: '2022-06-07T17:21:21+09:00',
  useEscrow: false,
  cultureExpense: false,
  card: {
    issuerCode: '61',
    acquirerCode: '31',
    number: '43301234****123*',
    installmentPlanMonths: 0,
    isInterestFree: false,
    interestPayer: null,
    approveNo: '00000000',
    useCardPoint: false,
    cardType: '신용',
    ownerType: '개인',
    acquireStatus: 'READY',
    amount: 10000,
  },
  virtualAccount: null,
  transfer: null,
  cancels: null,
  secret: null,
  type: 'BRANDPAY',
  easyPay: null,
  country: 'KR',
  failure: null,
  isPartialCancelable: true,
  receipt: { url: 'https://dashboard.tosspayments.com/sales-slip?transactionId=OX1' },
  currency: 'KRW',
  totalAmount: 10000,
  balanceAmount: 10000,
  suppliedAmount: 9091,
  vat: 909,
  taxFreeAmount: 0,
  metadata: null,
  method: '카드',
}

function approve(network: ScriptedNetwork, pgOrderId = 'eQ2W9gCBN7Xu4l2vEUUC1') {
  const asked = { ...order, pgOrderId }
  return tosspayments.approve?.(contextOf(network), {
    order: asked,
    proof: { paymentKey: printedAnswer.paymentKey, orderId: pgOrderId, amount: 10_000 },
    memory: {},
    idempotencyKey: 'key-1',
  })
}

test('the printed answer is a payment by BrandPay with the card that it charged', async () => {
  const network = new ScriptedNetwork({ body: JSON.stringify(printedAnswer) })

  const answer = await approve(network)

  expect(answer).toMatchObject({
    kind: 'approved',
    state: 'PAID',
    pgTxId: printedAnswer.paymentKey,
    pgMerchantId: 'tosspayments',
    amount: { minor: 10_000, currency: 'KRW' },
    at: new Date('2022-06-07T08:21:21Z'),
    method: {
      type: 'EASY_PAY',
      provider: 'TOSS_BRANDPAY',
      card: { issuerCode: '61', acquirerCode: '31', name: '현대카드', approvalNumber: '00000000' },
    },
  })
  const [request] = network.requests
  expect(new URL(request?.url ?? '').pathname).toBe('/tosspayments/v1/brandpay/payments/confirm')
  expect(request?.headers).toMatchObject({ 'idempotency-key': 'key-1' })
  expect(JSON.parse(network.text(0))).toEqual({
    paymentKey: printedAnswer.paymentKey,
    orderId: 'eQ2W9gCBN7Xu4l2vEUUC1',
    amount: 10_000,
    customerKey: customerId,
  })
})

test('an account that BrandPay charged is told with its bank', async () => {
  const byAccount = { ...printedAnswer, card: null, method: '계좌이체', transfer: { bankCode: '88' } }
  const network = new ScriptedNetwork({ body: JSON.stringify(byAccount) })

  expect(await approve(network)).toMatchObject({
    method: { type: 'EASY_PAY', provider: 'TOSS_BRANDPAY', bank: 'SHINHAN' },
  })
})

const begin = async (given: Partial<Order>, environment?: Environment) => {
  const answer = await tosspayments.begin?.(
    contextOf(new ScriptedNetwork(), environment),
    { ...order, ...given },
    urls,
  )
  if (answer?.kind !== 'begun' || answer.handOff.kind !== 'brandpay-sdk')
    throw new Error(JSON.stringify(answer))
  return answer.handOff
}

test('the window gets the amount as a number, the customer as the shop names him, and nothing it does not know', async () => {
  const handOff = await begin({}, { kind: 'live' })

  expect(handOff).toEqual({
    kind: 'brandpay-sdk',
    scriptUrl: 'https://js.tosspayments.com/v1/brandpay',
    clientKey: 'test_ck_bp',
    customerKey: customerId,
    options: { redirectUrl: urls.customerUrl },
    request: {
      amount: 10_000,
      orderId: order.pgOrderId,
      orderName: order.orderName,
      successUrl: urls.returnUrl,
      failUrl: urls.returnUrl,
      metadata: { paymentId: 'payment-1' },
      customerEmail: 'buyer@example.com',
    },
  })
})

test('the shop’s method, months, points, discount and look go through', async () => {
  const ui = {
    buttonStyle: 'full',
    highlightColor: '#26C2E3',
    navigationBar: { visible: false, paddingTop: 10 },
    labels: { oneTouchPay: '한 번에 결제' },
    invented: true,
  }
  const { options, request } = await begin({
    amount: { minor: 60_000, currency: 'KRW' },
    taxFreeMinor: 1_000,
    bypass: {
      cashReceiptType: 'personal',
      customerIdentifier: '010-1234-5678',
      toss_brandpay: {
        brandpayOptions: { ui },
        methodId: 'm_Zzorzo1AJbaD78l5',
        discountCode: '12860',
        useCardPoint: true,
        cardQuota: [6],
      },
    },
  })

  const { invented: _invented, ...known } = ui
  expect(options).toEqual({ redirectUrl: urls.customerUrl, ui: known })
  expect(request).toMatchObject({
    amount: 60_000,
    taxFreeAmount: 1_000,
    methodId: 'm_Zzorzo1AJbaD78l5',
    discountCode: '12860',
    useCardPoint: true,
    cardInstallmentPlan: 6,
    cashReceipt: {
      type: '소득공제',
      registrationNumber: '01012345678',
      registrationNumberType: 'MOBILE',
    },
  })
})

test.each([
  ['unable', undefined, { type: '미발행' }],
  [
    'anonymous',
    undefined,
    { type: '소득공제', registrationNumber: '0100001234', registrationNumberType: 'MOBILE' },
  ],
  [
    'corporate',
    '123-45-67890',
    { type: '지출증빙', registrationNumber: '1234567890', registrationNumberType: 'BUSINESS_REGISTRATION' },
  ],
  [
    'personal',
    '1234-5678-9012-345678',
    {
      type: '소득공제',
      registrationNumber: '123456789012345678',
      registrationNumberType: 'CASH_RECEIPT_CARD',
    },
  ],
])('a cash receipt that the shop calls %s', async (cashReceiptType, customerIdentifier, expected) => {
  const bypass: JsonObject = {
    cashReceiptType,
    ...(customerIdentifier === undefined ? {} : { customerIdentifier }),
  }
  const { request } = await begin({ bypass })

  expect(tosspayments.checkOrder?.('toss_brandpay', { ...order, bypass })).toBeUndefined()
  expect(request['cashReceipt']).toEqual(expected)
})

test('what the widget’s buyer picked goes back to the PG as the PG gave it', async () => {
  const { request } = await begin({
    bypass: {
      toss_brandpay: {
        methodId: 'b_aPz8LBLadxD6WVy4',
        cardInstallmentPlan: 0,
        cashReceipt: { type: '미발행' },
      },
    },
  })

  expect(request).toMatchObject({
    methodId: 'b_aPz8LBLadxD6WVy4',
    cardInstallmentPlan: 0,
    cashReceipt: { type: '미발행' },
  })
})

const refusals: readonly (readonly [string, Partial<Order>, string])[] = [
  ['without a customer', { customer: {} }, 'customer_id'],
  ['with a customer id that the PG refuses', { customer: { customerId: '한글아이디' } }, 'customer_id'],
  ['in dollars', { amount: { minor: 1_000, currency: 'USD' } }, 'currency'],
  ['of less than any means can charge', { amount: { minor: 99, currency: 'KRW' } }, 'totalAmount'],
  ['in escrow', { isEscrow: true }, 'escrow'],
  ['for cultural expenses', { bypass: { isCulturalExpense: true } }, 'bypass.isCulturalExpense'],
  [
    'in one of several numbers of months',
    { bypass: { toss_brandpay: { cardQuota: [3, 6] } } },
    'display.card_quota',
  ],
  ['in a list of months for a card', { card: { availableInstallmentMonths: [2, 3] } }, 'display.card_quota'],
  ['in 24 months', { bypass: { toss_brandpay: { cardInstallmentPlan: 24 } } }, 'display.card_quota'],
  ['with a receipt of no known kind', { bypass: { cashReceiptType: 'gift' } }, 'bypass.cashReceiptType'],
  ['with a receipt for nobody', { bypass: { cashReceiptType: 'corporate' } }, 'bypass.customerIdentifier'],
]

test.each(refusals)('an order %s is refused before the window opens', (_how, given, field) => {
  expect(tosspayments.checkOrder?.('toss_brandpay', { ...order, ...given })).toMatchObject({ field })
})

test('an ordinary order, one that pays at once and one of a single number of months are taken', () => {
  for (const given of [
    {},
    { bypass: { toss_brandpay: { cardQuota: [] } } },
    { card: { installmentMonth: 3 } },
  ])
    expect(tosspayments.checkOrder?.('toss_brandpay', { ...order, ...given })).toBeUndefined()
})

test('a buyer’s code is traded for his own key once, and the tokens are kept by nobody', async () => {
  // The body is the reference's own example (BrandPay API reference, Access Token 발급).
  const network = new ScriptedNetwork({
    body: '{"accessToken":"Xy0E4Dv5","refreshToken":"vG45eDbZ","tokenType":"bearer","expiresIn":2592000}',
  })
  const query = { code: 'RnYX2w532omp6gDQgVNeyqAp', customerKey: 'c6thB674j9vCU4XsvcPk' }

  const answer = await tosspayments.admitCustomer?.(contextOf(network), incoming('', query))

  expect(answer).toEqual({ kind: 'admitted' })
  expect(JSON.parse(network.text(0))).toEqual({
    grantType: 'AuthorizationCode',
    customerKey: 'c6thB674j9vCU4XsvcPk',
    code: 'RnYX2w532omp6gDQgVNeyqAp',
  })
})

test.each([
  {},
  { code: 'x' },
  { code: 'x', customerKey: '한' },
  { code: 'x'.repeat(301), customerKey: 'abc' },
])('nonsense at the redirect address never reaches the PG: %j', async (query) => {
  const network = new ScriptedNetwork()

  const answer = await tosspayments.admitCustomer?.(
    contextOf(network),
    incoming('', query as Record<string, string>),
  )

  expect(answer).toMatchObject({ kind: 'declined', pgCode: 'INVALID_REQUEST' })
  expect(network.requests).toEqual([])
})

test('a page may run BrandPay’s script, and no script of the other module', () => {
  const context = contextOf(new ScriptedNetwork())

  expect(tosspayments.pageScript?.(context, urls)).toEqual({
    kind: 'toss-brandpay',
    scriptUrl: 'http://127.0.0.1:4004/tosspayments/v1/brandpay',
    clientKey: 'test_ck_bp',
    redirectUrl: urls.customerUrl,
  })
  expect(tosspayments.pageScript?.({ ...context, moduleCode: 'tosspayments' }, urls)).toBeUndefined()
})
