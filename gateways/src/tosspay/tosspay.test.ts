import { describe, expect, test } from 'vitest'
import { incoming, testContext, testNow, testOrder, testUrls } from '../testing/order.ts'
import { ScriptedNetwork, resetByPeer } from '../testing/scripted-network.ts'
import { certain, readAnswer } from './api.ts'
import { readCard } from './approval.ts'
import { refundReason } from './cancel.ts'
import { tosspay } from './connector.ts'
import { trustedPage } from './environment.ts'
import { readNotification } from './notification.ts'
import { readIssueReturn, readReturn, returnAddress } from './read-return.ts'

const opened = { 'visit-a': 'T1' }

test('the return is believed for a window that we opened, in Toss Pay’s words, or not at all', () => {
  const read = (query: Readonly<Record<string, string>>) => readReturn(opened, { query })

  expect(read({ visit: 'a', status: 'PAY_APPROVED', orderNo: 'o1', payMethod: 'CARD' })).toEqual({
    kind: 'authenticated',
    proof: { payToken: 'T1' },
    pgTxId: 'T1',
    claimedOrderId: 'o1',
  })
  expect(read({ visit: 'a', end: 'left' })).toMatchObject({ kind: 'failed', closedByBuyer: true })
  for (const query of [
    {},
    { visit: 'a' },
    { visit: 'a', status: 'PAY_APPROVED' },
    { visit: 'a', status: 'PAY_STANDBY', orderNo: 'o1' },
    { visit: 'b', status: 'PAY_APPROVED', orderNo: 'o1' },
    { visit: 'b', end: 'left' },
  ])
    expect(read(query as Record<string, string>)).toMatchObject({ kind: 'unreadable' })
})

test('the return of a registration names the key that we were given, or is of another', () => {
  const read = (query: Readonly<Record<string, string>>) => readIssueReturn(opened, { query })

  expect(read({ visit: 'a', status: 'SUCCESS', billingKey: 'T1' })).toMatchObject({
    proof: { billingKey: 'T1' },
  })
  expect(read({ visit: 'a', status: 'SUCCESS', billingKey: 'T2' })).toMatchObject({ kind: 'unreadable' })
  expect(read({ visit: 'a', status: 'FAIL', errorCode: 'BILLING_KEY_AUTH_ERROR' })).toMatchObject({
    kind: 'failed',
    pgCode: 'BILLING_KEY_AUTH_ERROR',
    closedByBuyer: false,
  })
  expect(read({ visit: 'a', end: 'left' })).toMatchObject({ closedByBuyer: true })
})

test('our address keeps what it carries and says which window it was', () => {
  expect(returnAddress('https://pay.example/r/T?x=1', 'v', 'left')).toBe(
    'https://pay.example/r/T?x=1&visit=v&end=left',
  )
})

test.each([
  ['503 in HTML', 503, '<html>', 'silent'],
  ['500 with a code', 500, '{"code":-1,"errorCode":"COMMON_PAY_ERROR"}', 'silent'],
  ['a cut answer', 200, '{"code":0,"payTok', 'silent'],
  ['no code', 200, '{"payToken":"1"}', 'silent'],
  ['a success that the status contradicts', 400, '{"code":0}', 'silent'],
  ['a call under way', 200, '{"code":-1,"errorCode":"TRANSACTION_PENDING_ERROR"}', 'silent'],
  ['a payment done before', 200, '{"code":-1,"errorCode":"PAYMENT_EXISTING_PAYMENT"}', 'silent'],
  ['a time-out behind Toss Pay', 200, '{"code":-1,"errorCode":"COMMON_TIMEOUT"}', 'silent'],
  ['a refusal', 200, '{"code":-1,"errorCode":"COMMON_NOT_ENOUGH_CASH","msg":"잔액"}', 'declined'],
  ['a code that is new', 200, '{"code":-1,"errorCode":"SOMETHING_NEW","msg":"x"}', 'declined'],
  ['a wrong key', 401, '{"code":-1,"errorCode":"COMMON_INVALID_API_KEY","msg":"x"}', 'declined'],
  ['a success in text', 200, '{"code":"0"}', 'done'],
])('%s is read as what it says about the money', (_what, status, body, kind) => {
  expect(certain(readAnswer(status, Buffer.from(body, 'utf8'))).kind).toBe(kind)
})

const executed = {
  code: 0,
  mode: 'LIVE',
  orderNo: testOrder.pgOrderId,
  amount: '10000',
  approvalTime: '2026-01-05 12:04:05',
  discountedAmount: 1_000,
  paidAmount: 9_000,
  payMethod: 'TOSS_MONEY',
  payToken: 'T1',
  transactionId: 'x',
}

async function execute(answer: object | Error, more: object = {}) {
  const body = answer instanceof Error ? answer : { body: JSON.stringify(answer) }
  const network = new ScriptedNetwork(body)
  const context = {
    ...testContext({ apiKey: 'sk_live_1' }, network, { kind: 'live' }),
    mode: 'LIVE',
    ...more,
  } as const
  const call = { order: testOrder, proof: { payToken: 'T1' }, memory: {}, idempotencyKey: 'k' }
  return { answer: await tosspay.approve?.(context, call), network }
}

describe('an execution', () => {
  test('tells the whole amount, also in text, the discount that Toss pays, and the time of Seoul', async () => {
    const { answer, network } = await execute(executed)

    expect(answer).toMatchObject({
      kind: 'approved',
      pgTxId: 'T1',
      pgOrderId: testOrder.pgOrderId,
      amount: { minor: 10_000, currency: 'KRW' },
      method: { type: 'EASY_PAY', provider: 'TOSSPAY', discountMinor: 1_000 },
      at: testNow,
    })
    expect(network.requests[0]).toMatchObject({
      url: 'https://pay.toss.im/api/v2/execute',
      timeoutMs: 15_000,
    })
    expect(JSON.parse(network.text(0))).toEqual({
      apiKey: 'sk_live_1',
      payToken: 'T1',
      orderNo: testOrder.pgOrderId,
    })
  })

  test.each([
    ['a reset', resetByPeer()],
    ['another payment', { ...executed, payToken: 'T2' }],
    ['no amount', { ...executed, amount: undefined }],
    ['half a won', { ...executed, amount: 100.5 }],
  ])('with %s is silence', async (_what, told) => {
    expect((await execute(told)).answer).toMatchObject({ kind: 'silent' })
  })

  test('by a test key is no payment of a live channel, and real money is no test', async () => {
    expect((await execute({ ...executed, mode: 'TEST' })).answer).toMatchObject({ kind: 'declined' })
    const test = { mode: 'TEST', credentials: { apiKey: 'sk_test_1' } }
    expect((await execute(executed, test)).answer).toMatchObject({ kind: 'silent' })
  })

  test('is not even asked for with a key of the other world', async () => {
    for (const more of [
      { credentials: { apiKey: 'sk_test_1' } },
      { mode: 'TEST', credentials: { apiKey: 'sk_live_1' } },
    ]) {
      const { answer, network } = await execute(executed, more)
      expect(answer).toMatchObject({ kind: 'declined' })
      expect(network.requests).toEqual([])
    }
  })
})

test.each([
  ['LIVE', 'sk_test_1', 1],
  ['LIVE', 'sk_live_1', 0],
  ['TEST', 'sk_live_1', 1],
  ['TEST', 'sk_test_1', 0],
] as const)('a %s channel with %s is told of %i wrong keys before it is saved', (mode, apiKey, count) => {
  const entry = { moduleCode: 'tosspay_v2', mode, credentials: { apiKey }, fileNames: {}, now: testNow }
  expect(tosspay.inspectCredentials?.(entry).problems).toHaveLength(count)
})

test('a card is read from beside the payment and from the status’ own object', () => {
  const card = {
    cardCompanyCode: 4,
    cardNumber: '4330123412341234',
    cardMethodType: 'CHECK',
    cardUserType: 'CORP_COMPANY',
    cardAuthorizationNo: '30000001',
    spreadOut: '3',
    noInterest: true,
  }
  const facts = {
    number: '433012******1234',
    acquirerCode: '4',
    name: 'KB국민카드',
    type: 'DEBIT',
    ownerType: 'CORPORATE',
    approvalNumber: '30000001',
    installmentMonth: 3,
    isInterestFree: true,
  }

  expect(readCard(card)).toEqual(facts)
  expect(readCard({ card })).toEqual(facts)
})

test('the payment is created so that only we take the money, with its tax parts and the shop’s wishes', async () => {
  const network = new ScriptedNetwork({
    body: JSON.stringify({
      code: 0,
      payToken: 'T1',
      checkoutPage: 'https://pay.toss.im/payfront/auth?payToken=T1',
    }),
  })
  const order = {
    ...testOrder,
    payMethod: 'EASY_PAY',
    taxFreeMinor: 2_000,
    vatMinor: 727,
    isCulturalExpense: true,
    easyPay: { availablePayMethods: ['CHARGE'], useInstallment: false },
    bypass: { tosspay_v2: { expiredTime: '2026-01-05 12:30:00' } },
  } as const
  const begun = await tosspay.begin?.(
    testContext({ apiKey: 'k' }, network, { kind: 'sandbox' }),
    order,
    testUrls,
  )

  expect(begun).toMatchObject({
    kind: 'begun',
    handOff: { kind: 'redirect', url: 'https://pay.toss.im/payfront/auth?payToken=T1' },
    pgTxId: 'T1',
  })
  expect(JSON.parse(network.text(0))).toMatchObject({
    autoExecute: false,
    amount: 10_000,
    amountTaxFree: 2_000,
    amountTaxable: 7_273,
    amountVat: 727,
    amountServiceFee: 0,
    enablePayMethods: 'TOSS_MONEY',
    installment: 'NOT_USE',
    cashReceiptTradeOption: 'CULTURE',
    expiredTime: '2026-01-05 12:30:00',
    callbackVersion: 'V2',
  })
})

test('the buyer is sent to a page of Toss Pay’s only', () => {
  expect(trustedPage({ kind: 'live' }, 'https://pay.toss.im/a')).toBe('https://pay.toss.im/a')
  expect(trustedPage({ kind: 'live' }, 'http://pay.toss.im/a')).toBeUndefined()
  expect(trustedPage({ kind: 'live' }, 'https://pay.toss.im.evil.example/a')).toBeUndefined()
  expect(
    trustedPage({ kind: 'simulator', origin: 'http://127.0.0.1:1' }, 'http://127.0.0.1:2/a'),
  ).toBeUndefined()
})

test('the reason of a refund has no character that Toss Pay refuses, and is never empty', () => {
  expect(refundReason('단순 변심 "환불" <b>')).toBe('단순_변심_환불_b')
  expect(refundReason(' 🙂 ')).toBe('취소')
  expect(refundReason('가'.repeat(300))).toHaveLength(255)
})

test('a callback is a hint of a paid order; one of a billing key is taken and passed over', () => {
  const read = (body: string) => readNotification(incoming(body))

  expect(read('{"status":"PAY_COMPLETE","orderNo":"o1","payToken":"T1","amount":1000}')).toMatchObject({
    kind: 'transaction',
    claim: 'APPROVED',
    pgOrderId: 'o1',
    pgTxId: 'T1',
    amountMinor: 1_000,
    accepted: { status: 200 },
  })
  expect(read('{"action":"REMOVED","userId":"u"}')).toMatchObject({ kind: 'ignored' })
  expect(read('{"status":"PAY_COMPLETE"}')).toMatchObject({ kind: 'unreadable', refused: { status: 400 } })
  expect(read('status=PAY_COMPLETE&orderNo=o1')).toMatchObject({ kind: 'unreadable' })
})

test.each([
  ['currency', { amount: { minor: 1_000, currency: 'USD' } }],
  ['totalAmount', { amount: { minor: 10_000_000, currency: 'KRW' } }],
  ['totalAmount', { amount: { minor: 0, currency: 'KRW' } }],
  ['totalAmount', { amount: { minor: 99, currency: 'KRW' }, easyPay: { availablePayMethods: ['CARD'] } }],
  ['orderName', { orderName: '가'.repeat(256) }],
  ['orderName', { orderName: ' ' }],
  ['orderName', { orderName: 'Farmer\'s "best"' }],
  ['isEscrow', { isEscrow: true }],
  ['bypass.tosspay_v2.cashReceiptTradeOption', { bypass: { tosspay_v2: { cashReceiptTradeOption: 'X' } } }],
  ['bypass.tosspay_v2.expiredTime', { bypass: { tosspay_v2: { expiredTime: '2026-13-40 00:00:00' } } }],
] as const)('what Toss Pay would refuse in %s is said before the window opens', (field, more) => {
  expect(tosspay.checkOrder?.('tosspay_v2', { ...testOrder, ...more })).toMatchObject({ field })
})

test('99 won are good where the buyer may choose his account', () => {
  const amount = { minor: 99, currency: 'KRW' }
  expect(tosspay.checkOrder?.('tosspay_v2', { ...testOrder, amount })).toBeUndefined()
})

test('a registration needs the shop’s id of its buyer', () => {
  const order = { storeId: 's', pgIssueId: 'i', method: 'EASY_PAY', device: 'PC' } as const
  const check = (customerId: string) =>
    tosspay.checkBillingOrder?.('tosspay_v2', { ...order, customer: { customerId } })

  expect(check('member-1')).toBeUndefined()
  expect(check('')).toMatchObject({ field: 'customer.customerId' })
  expect(check('x'.repeat(51))).toMatchObject({ field: 'customer.customerId' })
})

test.each([
  [401, 'COMMON_INVALID_API_KEY', 'refused'],
  [200, 'TRANSACTION_NOT_FOUND', 'accepted'],
  [200, 'COMMON_INVALID_PARAMETER', 'unclear'],
])('a probe that is answered %i %s is %s', async (status, errorCode, kind) => {
  const network = new ScriptedNetwork({ status, body: JSON.stringify({ code: -1, errorCode, msg: '' }) })
  expect(await tosspay.probe?.(testContext({ apiKey: 'k' }, network))).toMatchObject({
    kind,
    checked: ['apiKey'],
  })
})
