import { expect, test } from 'vitest'
import type { CancelCall, GatewayContext, JsonObject } from '../port.ts'
import { testContext, testNow, testOrder, testUrls } from '../testing/order.ts'
import { ScriptedNetwork } from '../testing/scripted-network.ts'
import type { Scripted } from '../testing/scripted-network.ts'
import { readAnswer } from './api.ts'
import { kakaopay } from './connector.ts'
import { trustedPage } from './environment.ts'
import { returnAddress } from './return-address.ts'

const credentials = { cid: 'CA00000001', secretKey: 'PRD-1' }
const tid = 'T1234567890123456789'
const order = { ...testOrder, payMethod: 'EASY_PAY' as const }

/** A live channel in front of a scripted KakaoPay. */
function live(...script: readonly Scripted[]): { context: GatewayContext; network: ScriptedNetwork } {
  const network = new ScriptedNetwork(...script)
  return { network, context: { ...testContext(credentials, network, { kind: 'live' }), mode: 'LIVE' } }
}

const answer = (body: object, status = 200): Scripted => ({ status, body: JSON.stringify(body) })
const refusal = (error_code: number, extras?: object) =>
  answer({ error_code, error_message: '실패', ...(extras === undefined ? {} : { extras }) }, 400)

test.each([
  ['503 in HTML', 503, '<html>', 'silent'],
  ['500 with a code', 500, '{"error_code":-500}', 'silent'],
  ['a cut answer', 200, '{"tid":"T1', 'silent'],
  ['a page of some proxy', 403, '<html>denied</html>', 'silent'],
  ['a 4xx without a code', 400, '{"message":"x"}', 'silent'],
  ['a refusal', 400, '{"error_code":-708,"error_message":"x"}', 'declined'],
  ['a wrong key', 401, '{"error_code":-401,"error_message":"x"}', 'declined'],
  ['another charset', 200, Buffer.from([0xb0, 0xa1]).toString('latin1'), 'silent'],
  ['an answer', 200, '{"tid":"T1"}', 'done'],
])('%s is read as what it says about the money', (_what, status, body, kind) => {
  expect(readAnswer(status, Buffer.from(body, 'utf8')).kind).toBe(kind)
})

test('a refusal keeps KakaoPay’s code and both of its sentences, and no SID stays in what is kept', () => {
  const extras = { method_result_code: 'LACK_BALANCE', method_result_message: '잔액 부족' }
  const body = JSON.stringify({ error_code: -780, error_message: 'approval failure!', extras })

  expect(readAnswer(400, Buffer.from(body))).toMatchObject({
    pgCode: '-780',
    pgMessage: 'approval failure! (LACK_BALANCE) 잔액 부족',
    methodCode: 'LACK_BALANCE',
  })
  expect(readAnswer(200, Buffer.from('{"sid":"S12345"}'))).toMatchObject({ raw: '{"sid":"[secret]"}' })
})

test('/ready is asked in the documented words, with nothing personal in them', async () => {
  const page = 'https://online-payment.kakaopay.com/mockup/bridge/pc/pg/one-time/payment/x'
  const { context, network } = live(answer({ tid, next_redirect_pc_url: page }))

  const begun = await kakaopay.begin?.(
    context,
    {
      ...order,
      taxFreeMinor: 1_000,
      card: { installmentMonth: 3 },
      appScheme: 'naru',
      bypass: { kakaopay: { payment_method_type: 'CARD', custom_message: '안녕하세요' } },
    },
    testUrls,
  )

  expect(network.requests[0]).toMatchObject({
    url: 'https://open-api.kakaopay.com/online/v1/payment/ready',
    headers: { authorization: 'SECRET_KEY PRD-1', 'content-type': 'application/json' },
  })
  expect(JSON.parse(network.text(0))).toEqual({
    cid: 'CA00000001',
    partner_order_id: order.pgOrderId,
    partner_user_id: order.pgOrderId,
    item_name: '나루 머그컵',
    quantity: 1,
    total_amount: 10_000,
    tax_free_amount: 1_000,
    vat_amount: 909,
    payment_method_type: 'CARD',
    install_month: 3,
    approval_url: 'https://pay.example/pay/TOKEN/return?visit=rrrrrrrrrrrr',
    cancel_url: 'https://pay.example/pay/TOKEN/return?visit=rrrrrrrrrrrr&end=cancel',
    fail_url: 'https://pay.example/pay/TOKEN/return?visit=rrrrrrrrrrrr&end=fail',
    custom_json: { custom_message: '안녕하세요', return_custom_url: 'naru://' },
  })
  expect(begun).toEqual({
    kind: 'begun',
    handOff: { kind: 'redirect', url: page },
    memory: { 'tid-rrrrrrrrrrrr': tid },
    pgTxId: tid,
  })
})

test.each([
  ['a phone', { device: 'MOBILE' }, 'mobile'],
  ['an app of the shop', { device: 'MOBILE', appScheme: 'naru://' }, 'app'],
  ['V1’s kakaopayMobileAsPC', { device: 'MOBILE', bypass: { kakaopay: { mobileAsPc: true } } }, 'pc'],
] as const)('%s gets the page that is meant for it', async (_what, more, kind) => {
  const pages = Object.fromEntries(
    ['pc', 'mobile', 'app'].map((each) => [`next_redirect_${each}_url`, `https://pay.kakaopay.com/${each}`]),
  )
  const { context } = live(answer({ tid, ...pages }))

  expect(await kakaopay.begin?.(context, { ...order, ...more }, testUrls)).toMatchObject({
    handOff: { url: `https://pay.kakaopay.com/${kind}` },
  })
})

test('the buyer is sent to KakaoPay’s own hosts only, and an address that KakaoPay cannot take is not sent', async () => {
  expect(trustedPage({ kind: 'live' }, 'https://online-pay.kakaopay.com/x')).toBeDefined()
  for (const url of ['http://online-pay.kakaopay.com/x', 'https://kakaopay.com.evil.example/', 'x'])
    expect(trustedPage({ kind: 'live' }, url)).toBeUndefined()
  const { context, network } = live()
  const far = { ...testUrls, returnUrl: `https://pay.example/${'a'.repeat(240)}` }
  expect(await kakaopay.begin?.(context, order, far)).toMatchObject({ kind: 'declined' })
  expect(network.requests).toEqual([])
})

test('a key of the wrong kind never reaches the host that test and live share, nor the channel form', async () => {
  const network = new ScriptedNetwork()
  const call = (mode: 'LIVE' | 'TEST', secretKey: string, kind: 'live' | 'sandbox') =>
    kakaopay.begin?.(
      { ...testContext({ ...credentials, secretKey }, network, { kind }), mode },
      order,
      testUrls,
    )
  expect(await call('TEST', 'PRD-1', 'sandbox')).toMatchObject({ kind: 'declined' })
  expect(await call('LIVE', 'DEV-1', 'live')).toMatchObject({ kind: 'declined' })
  expect(network.requests).toEqual([])

  const inspect = (mode: 'LIVE' | 'TEST', secretKey: string) =>
    kakaopay.inspectCredentials?.({
      moduleCode: 'kakaopay',
      mode,
      credentials: { ...credentials, secretKey },
      fileNames: {},
      now: testNow,
    }).problems
  expect(inspect('TEST', 'PRD-1')).toMatchObject([{ key: 'secretKey' }])
  expect(inspect('LIVE', 'DEV-1')).toMatchObject([{ key: 'secretKey' }])
  expect([inspect('TEST', 'DEV-1'), inspect('LIVE', 'PRD-1')]).toEqual([[], []])
})

test('the return names the window that it comes from, and the tid of that window alone is used', () => {
  const memory: JsonObject = { 'tid-one': 'T1', 'tid-two': 'T2' }
  const read = (address: string) =>
    kakaopay.readReturn?.(testContext(credentials, new ScriptedNetwork()), order, memory, {
      method: 'GET',
      path: '/',
      query: Object.fromEntries(new URL(address).searchParams),
      headers: {},
      rawBody: new Uint8Array(),
      remoteAddress: '127.0.0.1',
    })
  const { returnUrl } = testUrls

  expect(read(`${returnAddress(returnUrl, 'one')}&pg_token=abc`)).toEqual({
    kind: 'authenticated',
    proof: { tid: 'T1', pgToken: 'abc' },
    pgTxId: 'T1',
  })
  expect(read(returnAddress(returnUrl, 'two', 'cancel'))).toMatchObject({
    kind: 'failed',
    closedByBuyer: true,
  })
  expect(read(returnAddress(returnUrl, 'two', 'fail'))).toMatchObject({
    kind: 'failed',
    closedByBuyer: false,
  })
  for (const address of [returnUrl, returnAddress(returnUrl, 'one'), `${returnUrl}?visit=other&pg_token=abc`])
    expect(read(address)).toMatchObject({ kind: 'unreadable' })
})

const books = {
  tid,
  cid: 'CA00000001',
  status: 'SUCCESS_PAYMENT',
  partner_order_id: order.pgOrderId,
  partner_user_id: order.pgOrderId,
  payment_method_type: 'MONEY',
  item_name: '나루 머그컵',
  quantity: 1,
  amount: { total: 10_000, tax_free: 0, vat: 909, discount: 500 },
  canceled_amount: { total: 0, tax_free: 0, vat: 0, discount: 0 },
  cancel_available_amount: { total: 10_000, tax_free: 0, vat: 909, discount: 500 },
  created_at: '2026-01-05T12:00:00',
  approved_at: '2026-01-05T12:01:00',
  payment_action_details: [
    { aid: 'A1', payment_action_type: 'PAYMENT', amount: 10_000, approved_at: '2026-01-05T12:01:00' },
  ],
}

test('an order in the books is read as KakaoPay documents it: Seoul time, its money without a card, its discount', async () => {
  const { context } = live(answer(books))

  expect(await kakaopay.inquire?.(context, { order, pgTxId: tid, memory: {} })).toMatchObject({
    kind: 'approved',
    cancelledMinor: 0,
    cancels: [],
    approval: {
      pgTxId: tid,
      pgMerchantId: 'CA00000001',
      amount: { minor: 10_000, currency: 'KRW' },
      method: { type: 'EASY_PAY', provider: 'KAKAOPAY', discountMinor: 500 },
      at: new Date('2026-01-05T03:01:00Z'),
    },
  })
})

test('a card tells issuer, acquirer, months and approval number', async () => {
  const { context } = live(
    answer({
      ...books,
      payment_method_type: 'CARD',
      card_info: {
        kakaopay_purchase_corp: '비씨카드',
        kakaopay_purchase_corp_code: '04',
        kakaopay_issuer_corp: '수협',
        kakaopay_issuer_corp_code: '212',
        bin: '621640',
        card_type: '체크',
        install_month: '03',
        approved_id: '12345678',
        interest_free_install: 'Y',
      },
    }),
  )
  const approved = await kakaopay.approve?.(context, {
    order,
    proof: { tid, pgToken: 'abc' },
    memory: {},
    idempotencyKey: 'k',
  })

  expect(approved).toMatchObject({
    method: {
      card: {
        issuerCode: '212',
        acquirerCode: '04',
        name: '수협',
        bin: '621640',
        type: 'DEBIT',
        installmentMonth: 3,
        approvalNumber: '12345678',
        isInterestFree: true,
      },
    },
  })
})

test.each([
  ['paid by an earlier call', refusal(-702), answer(books), 'approved'],
  ['over for good', refusal(-780), answer({ ...books, status: 'FAIL_PAYMENT' }), 'declined'],
  ['of a wrong token', refusal(-708), answer({ ...books, status: 'AUTH_PASSWORD' }), 'declined'],
  ['doubled and not decided', refusal(-785), answer({ ...books, status: 'AUTH_PASSWORD' }), 'silent'],
  [
    'open at the bank',
    refusal(-780, { method_result_code: 'BANK_FIRM_UNKNOWN' }),
    answer({ ...books, status: 'AUTH_PASSWORD' }),
    'silent',
  ],
  ['refused together with its inquiry', refusal(-401), refusal(-401), 'silent'],
  ['not to be looked up', refusal(-780), { status: 503, body: 'x' }, 'silent'],
])('an approval that is %s is %4$s', async (_what, first, second, kind) => {
  const { context } = live(first, second)
  const call = { order, proof: { tid, pgToken: 'abc' }, memory: {}, idempotencyKey: 'k' }

  expect((await kakaopay.approve?.(context, call))?.kind).toBe(kind)
})

const cancelCall: CancelCall = {
  order,
  pgTxId: tid,
  memory: {},
  methodType: 'EASY_PAY',
  cancellationId: 'cancellation-1',
  idempotencyKey: 'cancellation-1',
  amountMinor: 3_000,
  taxFreeMinor: 0,
  vatMinor: 273,
  remainingMinor: 7_000,
  isWhole: false,
  reason: '변심',
  isUnpaidVirtualAccount: false,
}
const details = (...cancels: readonly object[]) =>
  cancels.map((cancel) => ({ payment_action_type: 'CANCEL', approved_at: '2026-01-05T12:02:00', ...cancel }))

test.each([
  [
    'its own id stands there',
    7_000,
    details({ aid: 'A2', amount: 3_000, payload: 'cancellation-1' }),
    'approved',
  ],
  ['nothing was given back', 10_000, [], 'declined'],
  ['only other cancels of ours stand there', 6_000, details({ amount: 4_000, payload: 'other' }), 'declined'],
  ['somebody cancelled without an id', 7_000, details({ amount: 3_000 }), 'silent'],
  [
    'its own id stands there with another sum',
    9_000,
    details({ amount: 1_000, payload: 'cancellation-1' }),
    'silent',
  ],
])('a lost cancel, where %s, is %4$s', async (_what, total, payment_action_details, kind) => {
  const { context } = live(
    answer({
      ...books,
      status: 'PART_CANCEL_PAYMENT',
      canceled_amount: { total: 10_000 - total },
      cancel_available_amount: { total },
      payment_action_details,
    }),
  )

  expect((await kakaopay.inquireCancel?.(context, cancelCall))?.kind).toBe(kind)
})

test.each([
  ['currency', { amount: { minor: 1_000, currency: 'USD' } }],
  ['totalAmount', { amount: { minor: 0, currency: 'KRW' } }],
  ['orderName', { orderName: '가'.repeat(101) }],
  ['isEscrow', { isEscrow: true }],
  ['easyPay.installment.monthOption.fixedMonth', { card: { installmentMonth: 13 } }],
  ['bypass.kakaopay.payment_method_type', { bypass: { kakaopay: { payment_method_type: 'POINT' } } }],
  ['bypass.kakaopay.custom_message', { bypass: { kakaopay: { custom_message: 1 } } }],
] as const)('what KakaoPay would refuse in %s is said before the window opens', (field, more) => {
  expect(kakaopay.checkOrder?.('kakaopay', { ...order, ...more })).toMatchObject({ field })
  expect(kakaopay.checkOrder?.('kakaopay', order)).toBeUndefined()
})

test('a list of one month is a fixed month, a longer one is KakaoPay’s own affair', async () => {
  const sent = async (availableInstallmentMonths: readonly number[]) => {
    const { context, network } = live(answer({ tid }))
    await kakaopay.begin?.(context, { ...order, card: { availableInstallmentMonths } }, testUrls)
    return (JSON.parse(network.text(0)) as { install_month?: number }).install_month
  }

  expect([await sent([6]), await sent([1]), await sent([2, 3])]).toEqual([6, 0, undefined])
})
