import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CancelCall, JsonObject } from '../port.ts'
import { incoming, testContext, testNow, testOrder, testUrls } from '../testing/order.ts'
import { ScriptedNetwork, resetByPeer } from '../testing/scripted-network.ts'
import type { Scripted } from '../testing/scripted-network.ts'
import { basicAuthorization, readAnswer } from './api.ts'
import { tosspayments } from './connector.ts'

const credentials = { mid: 'iamporttest_3', clientKey: 'test_ck_x', secretKey: 'test_sk_naru_iamporttest_3' }
const proof = { paymentKey: 'pk-1', orderId: testOrder.pgOrderId, amount: 10_000 }
const silentAnswers: readonly (readonly [string, Scripted])[] = [
  ['a reset', resetByPeer()],
  ['a 500 without a body', { status: 500, body: '' }],
  [
    'a 500 with the PG’s own code',
    { status: 500, body: '{"code":"FAILED_INTERNAL_SYSTEM_PROCESSING","message":"x"}' },
  ],
  ['half a body', { status: 200, body: '{"status":"DONE","paym' }],
  ['a body without a status', { status: 200, body: '{"paymentKey":"pk-1"}' }],
  [
    'an earlier call that still runs',
    { status: 409, body: '{"code":"IDEMPOTENT_REQUEST_PROCESSING","message":"x"}' },
  ],
]

function payment(changes: JsonObject = {}): string {
  return JSON.stringify({
    version: '2022-11-16',
    paymentKey: 'pk-1',
    orderId: testOrder.pgOrderId,
    mId: 'iamporttest_3',
    currency: 'KRW',
    method: '카드',
    totalAmount: 10_000,
    balanceAmount: 10_000,
    status: 'DONE',
    requestedAt: '2026-01-05T12:03:00+09:00',
    approvedAt: '2026-01-05T12:04:00+09:00',
    lastTransactionKey: 'T1',
    cancels: null,
    secret: 'ps_secret',
    card: {
      amount: 10_000,
      issuerCode: '41',
      acquirerCode: '41',
      number: '43301234****123*',
      installmentPlanMonths: 0,
      approveNo: '00000001',
      useCardPoint: false,
      cardType: '신용',
      ownerType: '개인',
      isInterestFree: false,
    },
    receipt: { url: 'https://dashboard.tosspayments.com/receipt/1' },
    ...changes,
  })
}

const account = {
  method: '가상계좌',
  card: null,
  virtualAccount: {
    accountType: '일반',
    accountNumber: 'X6500001',
    bankCode: '88',
    customerName: '홍길동',
    dueDate: '2026-01-12T23:59:59+09:00',
  },
}

async function approve(...script: Scripted[]) {
  const network = new ScriptedNetwork(...script)
  const call = { order: testOrder, proof, memory: {}, idempotencyKey: 'approve-1' }
  return { network, answer: await tosspayments.approve!(testContext(credentials, network), call) }
}

describe('authorization', () => {
  // Source: `printf 'test_sk_naru_iamporttest_3:' | base64`.
  test('the secret key is the user name, the colon belongs to it', () => {
    expect(basicAuthorization('test_sk_naru_iamporttest_3')).toBe(
      'Basic dGVzdF9za19uYXJ1X2lhbXBvcnR0ZXN0XzM6',
    )
  })
})

describe('begin', () => {
  test('the window is asked with our order number, and the merchant’s id travels as extra data', async () => {
    const begun = await tosspayments.begin!(
      testContext(credentials, new ScriptedNetwork()),
      testOrder,
      testUrls,
    )

    expect(begun).toMatchObject({
      kind: 'begun',
      handOff: {
        kind: 'tosspayments-sdk',
        scriptUrl: 'http://127.0.0.1:4004/tosspayments/v2/standard',
        clientKey: 'test_ck_x',
        customerKey: testOrder.transactionId,
        request: {
          method: 'CARD',
          amount: { currency: 'KRW', value: 10_000 },
          orderId: testOrder.pgOrderId,
          metadata: { paymentId: 'payment-1' },
          customerMobilePhone: '01012345678',
          card: { flowMode: 'DEFAULT' },
        },
      },
    })
  })

  test('a wallet is opened through CARD', async () => {
    const order = { ...testOrder, payMethod: 'EASY_PAY' as const, easyPay: { easyPayProvider: 'SSGPAY' } }

    const begun = await tosspayments.begin!(testContext(credentials, new ScriptedNetwork()), order, testUrls)

    expect(begun).toMatchObject({
      handOff: { request: { method: 'CARD', card: { flowMode: 'DIRECT', easyPay: 'SSG' } } },
    })
  })

  test('the end of deposits is told to the second, in Seoul, and lies within 90 days', async () => {
    const issue = (expiresAt: Date) =>
      tosspayments.begin!(
        testContext(credentials, new ScriptedNetwork()),
        { ...testOrder, payMethod: 'VIRTUAL_ACCOUNT', virtualAccount: { expiresAt } },
        testUrls,
      )

    expect(await issue(new Date('2026-01-12T14:59:59Z'))).toMatchObject({
      handOff: { request: { virtualAccount: { dueDate: '2026-01-12T23:59:59' } } },
    })
    expect(await issue(new Date('2026-06-01T00:00:00Z'))).toMatchObject({ kind: 'declined' })
    expect(await issue(new Date('2026-01-01T00:00:00Z'))).toMatchObject({ kind: 'declined' })
  })
})

describe('the return', () => {
  const read = (query: Record<string, string>) =>
    tosspayments.readReturn!(
      testContext(credentials, new ScriptedNetwork()),
      testOrder,
      {},
      incoming('', query),
    )

  test('success is a claim with key, order number and amount', () => {
    const query = { paymentKey: 'pk-1', orderId: 'o', amount: '10000' }

    expect(read(query)).toMatchObject({
      kind: 'authenticated',
      claimedAmountMinor: 10_000,
      claimedOrderId: 'o',
    })
    expect(read({ ...query, amount: '1e4' })).toMatchObject({ kind: 'unreadable' })
    expect(read({})).toMatchObject({ kind: 'unreadable' })
  })

  test('a closed window is told from a refusal', () => {
    expect(read({ code: 'PAY_PROCESS_CANCELED', message: '취소' })).toMatchObject({
      kind: 'failed',
      closedByBuyer: true,
    })
    expect(read({ code: 'REJECT_CARD_COMPANY', message: '거절' })).toMatchObject({
      kind: 'failed',
      pgCode: 'REJECT_CARD_COMPANY',
      pgMessage: '거절',
      closedByBuyer: false,
    })
  })
})

describe('approve', () => {
  test('the money is taken with our amount, our order number and our idempotency key', async () => {
    const { network, answer } = await approve({ body: payment() })

    expect(network.requests[0]).toMatchObject({
      method: 'POST',
      url: 'http://127.0.0.1:4004/tosspayments/v1/payments/confirm',
      headers: { 'idempotency-key': 'approve-1', authorization: basicAuthorization(credentials.secretKey) },
    })
    expect(JSON.parse(network.text(0))).toEqual({
      paymentKey: 'pk-1',
      orderId: testOrder.pgOrderId,
      amount: 10_000,
    })
    expect(answer).toMatchObject({
      kind: 'approved',
      state: 'PAID',
      pgTxId: 'pk-1',
      pgMerchantId: 'iamporttest_3',
      amount: { minor: 10_000, currency: 'KRW' },
      at: new Date('2026-01-05T03:04:00Z'),
      method: {
        type: 'CARD',
        card: {
          name: '신한카드',
          brand: 'LOCAL',
          bin: '43301234',
          type: 'CREDIT',
          ownerType: 'PERSONAL',
          approvalNumber: '00000001',
        },
      },
    })
  })

  test('an issued account is not a payment yet; its deposit secret is remembered and not in the raw answer', async () => {
    const { answer } = await approve({
      body: payment({ ...account, status: 'WAITING_FOR_DEPOSIT', approvedAt: null }),
    })

    expect(answer).toMatchObject({
      kind: 'approved',
      state: 'VIRTUAL_ACCOUNT_ISSUED',
      memory: { depositSecret: 'ps_secret' },
      method: {
        type: 'VIRTUAL_ACCOUNT',
        virtualAccount: {
          bank: 'SHINHAN',
          accountNumber: 'X6500001',
          accountType: 'NORMAL',
          expiredAt: new Date('2026-01-12T14:59:59Z'),
        },
      },
    })
    expect(JSON.stringify(answer.kind === 'approved' ? answer.raw : '')).not.toContain('ps_secret')
  })

  test('a wallet’s provider is understood in Korean and in English', async () => {
    for (const provider of ['카카오페이', 'KAKAOPAY']) {
      const wallet = { method: '간편결제', easyPay: { provider, amount: 0, discountAmount: 500 } }
      const { answer } = await approve({ body: payment(wallet) })
      expect(answer).toMatchObject({
        method: { type: 'EASY_PAY', provider: 'KAKAOPAY', discountMinor: 500, card: { issuerCode: '41' } },
      })
    }
  })

  test('a refusal keeps the PG’s code and sentence', async () => {
    const { answer } = await approve({
      status: 403,
      body: '{"code":"REJECT_CARD_COMPANY","message":"결제 승인이 거절되었습니다."}',
    })

    expect(answer).toMatchObject({
      kind: 'declined',
      pgCode: 'REJECT_CARD_COMPANY',
      pgMessage: '결제 승인이 거절되었습니다.',
    })
  })

  test.each(silentAnswers)('%s leaves the payment unknown, never declined', async (_name, scripted) => {
    expect((await approve(scripted)).answer.kind).toBe('silent')
  })

  test('"already processed" is settled by the books', async () => {
    const refusal = {
      status: 400,
      body: '{"code":"ALREADY_PROCESSED_PAYMENT","message":"이미 처리된 결제 입니다."}',
    }

    expect((await approve(refusal, { body: payment() })).answer.kind).toBe('approved')
    expect((await approve(refusal, resetByPeer())).answer.kind).toBe('silent')
  })

  // Goal: a buyer who returns with somebody else's payment key must not get that payment approved or cancelled.
  test('somebody else’s payment key is declined, not reported as a mismatched payment of ours', async () => {
    const refusal = { status: 400, body: '{"code":"ALREADY_PROCESSED_PAYMENT","message":"x"}' }

    expect((await approve(refusal, { body: payment({ orderId: 'other-order' }) })).answer.kind).toBe(
      'declined',
    )
  })

  test('a return for another order is declined before anything is sent', async () => {
    const network = new ScriptedNetwork()
    const call = { order: testOrder, proof: { ...proof, orderId: 'other' }, memory: {}, idempotencyKey: 'k' }

    expect((await tosspayments.approve!(testContext(credentials, network), call)).kind).toBe('declined')
    expect(network.requests).toHaveLength(0)
  })
})

describe('inquire', () => {
  async function inquire(pgTxId: string | undefined, ...script: Scripted[]) {
    const network = new ScriptedNetwork(...script)
    const call = { order: testOrder, memory: {}, ...(pgTxId === undefined ? {} : { pgTxId }) }
    return { network, answer: await tosspayments.inquire!(testContext(credentials, network), call) }
  }

  test('cancels are listed with their sum', async () => {
    const cancels = [
      { cancelAmount: 3_000, canceledAt: '2026-01-05T12:10:00+09:00', transactionKey: 'C1' },
      { cancelAmount: 1_000, canceledAt: '2026-01-05T12:11:00+09:00', transactionKey: 'C2' },
    ]
    const { answer } = await inquire('pk-1', {
      body: payment({ status: 'PARTIAL_CANCELED', balanceAmount: 6_000, cancels }),
    })

    expect(answer).toMatchObject({
      kind: 'approved',
      cancelledMinor: 4_000,
      cancels: [
        { pgCancellationId: 'C1', amountMinor: 3_000 },
        { pgCancellationId: 'C2', amountMinor: 1_000 },
      ],
    })
  })

  test('without a key we ask by our order number', async () => {
    const { network } = await inquire(undefined, { body: payment() })

    expect(network.requests[0]?.url).toBe(
      `http://127.0.0.1:4004/tosspayments/v1/payments/orders/${testOrder.pgOrderId}`,
    )
  })

  test('a key of another order makes us ask by our own number', async () => {
    const { answer } = await inquire('pk-2', { body: payment({ orderId: 'other' }) }, { body: payment() })

    expect(answer).toMatchObject({ kind: 'approved', approval: { pgOrderId: testOrder.pgOrderId } })
  })

  test('an open window may still be approved, an expired one not', async () => {
    expect((await inquire('pk-1', { body: payment({ status: 'IN_PROGRESS' }) })).answer).toMatchObject({
      kind: 'not-approved',
      final: false,
    })
    expect((await inquire('pk-1', { body: payment({ status: 'EXPIRED' }) })).answer).toMatchObject({
      kind: 'not-approved',
      final: true,
    })
  })

  test('a wrong key is not "no such payment"', async () => {
    const { answer } = await inquire('pk-1', {
      status: 401,
      body: '{"code":"UNAUTHORIZED_KEY","message":"x"}',
    })

    expect(answer.kind).toBe('silent')
  })
})

describe('cancel', () => {
  const call: CancelCall = {
    order: testOrder,
    pgTxId: 'pk-1',
    memory: {},
    methodType: 'CARD',
    cancellationId: 'cancel-1',
    idempotencyKey: 'cancel-1',
    amountMinor: 4_000,
    taxFreeMinor: 0,
    vatMinor: 364,
    remainingMinor: 6_000,
    isWhole: false,
    reason: '단순 변심',
    isUnpaidVirtualAccount: false,
  }
  const cancelled = (amount: number) =>
    payment({
      status: 'PARTIAL_CANCELED',
      lastTransactionKey: 'C1',
      cancels: [
        {
          cancelAmount: amount,
          canceledAt: '2026-01-05T12:10:00+09:00',
          transactionKey: 'C1',
          easyPayDiscountAmount: 0,
        },
      ],
    })
  async function cancel(changes: Partial<CancelCall>, ...script: Scripted[]) {
    const network = new ScriptedNetwork(...script)
    return {
      network,
      answer: await tosspayments.cancel!(testContext(credentials, network), { ...call, ...changes }),
    }
  }

  test('a part is given back under our cancellation id', async () => {
    const { network, answer } = await cancel({}, { body: cancelled(4_000) })

    expect(network.requests[0]).toMatchObject({
      url: 'http://127.0.0.1:4004/tosspayments/v1/payments/pk-1/cancel',
      headers: { 'idempotency-key': 'cancel-1' },
    })
    expect(JSON.parse(network.text(0))).toEqual({ cancelReason: '단순 변심', cancelAmount: 4_000 })
    expect(answer).toMatchObject({
      kind: 'approved',
      pgCancellationId: 'C1',
      at: new Date('2026-01-05T03:10:00Z'),
    })
  })

  test('a deposit is paid back to the buyer’s account', async () => {
    const { network } = await cancel(
      {
        methodType: 'VIRTUAL_ACCOUNT',
        refundAccount: { bank: 'SHINHAN', number: '110-123-456789', holderName: '홍길동' },
      },
      { body: cancelled(4_000) },
    )

    expect(JSON.parse(network.text(0))).toMatchObject({
      refundReceiveAccount: { bank: '88', accountNumber: '110123456789', holderName: '홍길동' },
    })
  })

  test('an account that nobody paid into is closed without naming an amount', async () => {
    const { network } = await cancel(
      { isUnpaidVirtualAccount: true, methodType: 'VIRTUAL_ACCOUNT', amountMinor: 10_000 },
      { body: cancelled(10_000) },
    )

    expect(JSON.parse(network.text(0))).toEqual({ cancelReason: '단순 변심' })
  })

  test('a bank without a code is refused before anything is sent', async () => {
    const { network, answer } = await cancel({
      methodType: 'VIRTUAL_ACCOUNT',
      refundAccount: { bank: 'UOB', number: '1', holderName: 'x' },
    })

    expect(answer.kind).toBe('declined')
    expect(network.requests).toHaveLength(0)
  })

  test.each(silentAnswers)('%s leaves the cancel unknown, never refused', async (_name, scripted) => {
    expect((await cancel({}, scripted)).answer.kind).toBe('silent')
  })

  test('another amount than ours is not our cancel', async () => {
    expect((await cancel({}, { body: cancelled(5_000) })).answer.kind).toBe('silent')
  })
})

describe('notifications', () => {
  const read = (body: string) =>
    tosspayments.readNotification!({ moduleCode: 'tosspayments', credentials }, incoming(body))
  const deposit = {
    createdAt: '2026-01-05T12:20:00.1',
    secret: 'ps_secret',
    status: 'DONE',
    transactionKey: 'T',
    orderId: 'o-1',
  }

  test('a deposit is believed only with the secret of its own approval', () => {
    const reading = read(JSON.stringify(deposit))

    expect(reading).toMatchObject({
      kind: 'transaction',
      pgOrderId: 'o-1',
      claim: 'DEPOSITED',
      accepted: { status: 200 },
    })
    if (reading.kind !== 'transaction') throw new Error('not a transaction')
    expect(tosspayments.verifyNotification!({ depositSecret: 'ps_secret' }, reading)).toBe(true)
    expect(tosspayments.verifyNotification!({ depositSecret: 'ps_other' }, reading)).toBe(false)
    expect(tosspayments.verifyNotification!({}, reading)).toBe(false)
  })

  test('a deposit that the bank takes back is told apart', () => {
    expect(read(JSON.stringify({ ...deposit, status: 'WAITING_FOR_DEPOSIT' }))).toMatchObject({
      claim: 'DEPOSIT_REVERSED',
    })
  })

  test('a status change names payment and order', () => {
    const data: unknown = JSON.parse(payment({ status: 'CANCELED' }))
    expect(
      read(JSON.stringify({ eventType: 'PAYMENT_STATUS_CHANGED', createdAt: '2026-01-05T12:20:00', data })),
    ).toMatchObject({
      kind: 'transaction',
      claim: 'CANCELLED',
      pgTxId: 'pk-1',
      amountMinor: 10_000,
    })
  })

  test('events that concern no payment are acknowledged and ignored', () => {
    expect(read('{"eventType":"METHOD_UPDATED","data":{}}')).toMatchObject({
      kind: 'ignored',
      accepted: { status: 200 },
    })
  })
})

describe('what this PG cannot take is refused by field', () => {
  test.each([
    ['currency', { amount: { minor: 100, currency: 'USD' } }],
    ['totalAmount', { amount: { minor: 0, currency: 'KRW' } }],
    ['orderName', { orderName: '가'.repeat(101) }],
    ['customer.customerId', { customer: { customerId: '고객' } }],
    ['easyPay.easyPayProvider', { payMethod: 'EASY_PAY' as const }],
    ['card.cardCompany', { card: { cardCompany: 'NO_SUCH_CARD' } }],
  ])('%s', (field, changes) => {
    expect(tosspayments.checkOrder!('tosspayments', { ...testOrder, ...changes })?.field).toBe(field)
  })

  test('an ordinary order passes, whatever the merchant’s payment id looks like', () => {
    expect(
      tosspayments.checkOrder!('tosspayments', { ...testOrder, paymentId: '주문 #1 🎁' }),
    ).toBeUndefined()
  })
})

describe('any bytes', () => {
  test('never throw and never approve', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 200, max: 599 }),
        async (body, status) => {
          expect(readAnswer(status, body).kind).not.toBe('payment')
          expect((await approve({ status, body })).answer.kind).not.toBe('approved')
          tosspayments.readNotification!({ moduleCode: 'tosspayments', credentials }, incoming(body))
        },
      ),
    )
  })

  test('any JSON never approves unless it is a whole payment', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        expect(readAnswer(200, new TextEncoder().encode(json)).kind).toBe('silent')
      }),
    )
  })

  test('a payment with one money field spoilt is unreadable', () => {
    const names = fc.constantFrom('paymentKey', 'orderId', 'status', 'currency', 'totalAmount')
    fc.assert(
      fc.property(names, fc.constantFrom<JsonObject[string]>(null, '', false, [], {}), (name, spoilt) => {
        const body = new TextEncoder().encode(payment({ [name]: spoilt }))
        expect(readAnswer(200, body).kind).toBe('silent')
      }),
    )
    for (const totalAmount of [-1, 1.5, 1e17, '10,000'])
      expect(readAnswer(200, new TextEncoder().encode(payment({ totalAmount }))).kind).toBe('silent')
  })

  test('the clock of an answer without a time is ours', async () => {
    const { answer } = await approve({ body: payment({ approvedAt: null, requestedAt: null }) })
    expect(answer).toMatchObject({ at: testNow })
  })
})
