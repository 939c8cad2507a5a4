import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Attempt, Cancellation, PaymentHead, PaymentStatus, StoredMethod } from './payment.ts'
import { nextStatuses } from './payment.ts'
import { v1PaymentView, v1Statuses } from './v1-view.ts'
import { paymentView } from './v2-view.ts'

// Goal: both faces tell of one payment. Whatever it is, neither may contradict the other.

const at = fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
const amount = fc.integer({ min: 1, max: 1_000_000_000 })
const method: fc.Arbitrary<StoredMethod> = fc.oneof(
  fc.record({
    type: fc.constant('CARD' as const),
    card: fc.record({
      name: fc.constant('신한카드'),
      approvalNumber: fc.string(),
      installmentMonth: fc.nat(36),
    }),
  }),
  fc.record({ type: fc.constant('TRANSFER' as const), bank: fc.constant('SHINHAN') }),
  fc.record({
    type: fc.constant('VIRTUAL_ACCOUNT' as const),
    virtualAccount: fc.record({
      bank: fc.constant('KOOKMIN'),
      accountNumber: fc.stringMatching(/^\d{10,14}$/),
      expiredAt: at.map((date) => date.toISOString()),
    }),
  }),
  fc.record({ type: fc.constant('MOBILE' as const) }),
  fc.record({
    type: fc.constant('EASY_PAY' as const),
    provider: fc.constantFrom('KAKAOPAY', 'NAVERPAY', 'SAMSUNGPAY'),
  }),
  fc.record({
    type: fc.constant('EASY_PAY' as const),
    provider: fc.constant('TOSS_BRANDPAY'),
    bank: fc.constant('SHINHAN'),
  }),
  fc.record({ type: fc.constant('GIFT_CERTIFICATE' as const), approvalNumber: fc.string() }),
)

const statuses = Object.keys(nextStatuses) as PaymentStatus[]

const payment = fc
  .record({
    status: fc.constantFrom(...statuses),
    total: amount,
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    currency: fc.constantFrom('KRW', 'USD'),
    at,
    method,
    paymentId: fc.string({ minLength: 1, maxLength: 40 }),
    name: fc.string({ maxLength: 40 }),
    isLive: fc.boolean(),
    platformType: fc.constantFrom('PC' as const, 'MOBILE' as const, 'API' as const),
  })
  .map(build)

function build(given: {
  status: PaymentStatus
  total: number
  share: number
  currency: string
  at: Date
  method: StoredMethod
  paymentId: string
  name: string
  isLive: boolean
  platformType: 'PC' | 'MOBILE' | 'API'
}) {
  const { status, total } = given
  const cancelled =
    status === 'CANCELLED' ? total : status === 'PARTIAL_CANCELLED' ? Math.floor(total * given.share) : 0
  const wasPaid = status === 'PAID' || status === 'PARTIAL_CANCELLED' || status === 'CANCELLED'
  const instant = given.at.toISOString()
  const order = {
    orderName: given.name,
    totalMinor: total,
    taxFreeMinor: 0,
    vatMinor: 0,
    currency: given.currency,
    payMethod: given.method.type,
    device: 'PC' as const,
    customer: { name: '홍길동' },
    isEscrow: false,
    isCulturalExpense: false,
  }
  const attempt: Omit<Attempt, 'rowVersion'> = {
    storeId: 'store-1',
    transactionId: 'imp_448280090638',
    paymentId: given.paymentId,
    phase: 'DONE',
    status,
    pgTxId: 'pg-1',
    data: {
      merchantId: 'merchant-1',
      order,
      channel: {
        id: 'channel-id-1',
        key: 'channel-key-1',
        name: '채널',
        mode: given.isLive ? 'LIVE' : 'TEST',
        pg: 'tosspayments',
        moduleCode: 'tosspayments',
        pgProvider: 'TOSSPAYMENTS',
        pgMerchantId: 'mid-1',
        manualConfirm: false,
      },
      origin: { platformType: given.platformType, ipAddress: '192.0.2.1' },
      requestedAt: instant,
      ...(wasPaid || status === 'VIRTUAL_ACCOUNT_ISSUED'
        ? {
            outcome: {
              pgTxId: 'pg-1',
              at: instant,
              ...(wasPaid ? { paidAt: instant } : {}),
              method: given.method,
            },
          }
        : {}),
      ...(status === 'FAILED' ? { failure: { reason: '한도 초과', failedAt: instant, sdkCode: 'X' } } : {}),
    },
    memorySealed: null,
    proofSealed: null,
    owner: null,
    createdAt: given.at,
  }
  const head: Omit<PaymentHead, 'rowVersion'> = {
    storeId: 'store-1',
    paymentId: given.paymentId,
    status,
    transactionId: attempt.transactionId,
    attemptCount: 1,
    confirmingTransactionId: null,
    cancellingId: null,
    cancelCount: 0,
    isTest: !given.isLive,
    channelKey: 'channel-key-1',
    pgProvider: 'TOSSPAYMENTS',
    payMethod: given.method.type,
    orderName: given.name,
    currency: given.currency,
    totalMinor: total,
    taxFreeMinor: 0,
    vatMinor: 0,
    discountMinor: 0,
    paidMinor: wasPaid ? total : 0,
    cancelledMinor: cancelled,
    cancelledTaxFreeMinor: 0,
    cancelledVatMinor: 0,
    reservedMinor: 0,
    reservedTaxFreeMinor: 0,
    reservedVatMinor: 0,
    customer: order.customer,
    requestedAt: given.at,
    statusChangedAt: given.at,
    updatedAt: given.at,
  }
  const cancellations: Cancellation[] =
    cancelled === 0
      ? []
      : [
          {
            storeId: 'store-1',
            paymentId: given.paymentId,
            cancellationId: 'cancel-1',
            transactionId: attempt.transactionId,
            phase: 'DONE',
            status: 'SUCCEEDED',
            amountMinor: cancelled,
            taxFreeMinor: 0,
            vatMinor: 0,
            data: {
              reason: '단순 변심',
              trigger: 'API',
              skipWebhook: true,
              remainingMinor: total - cancelled,
              isWhole: cancelled === total,
              cancelledAt: instant,
            },
            refundAccountSealed: null,
            owner: null,
            requestedAt: given.at,
          },
        ]
  return { head, attempt, cancellations }
}

const seconds = (instant: string | undefined): number =>
  instant === undefined ? 0 : Math.floor(Date.parse(instant) / 1_000)

test('id, state, amounts, times and mode of the V1 and of the V2 object agree', () => {
  fc.assert(
    fc.property(payment, ({ head, attempt, cancellations }) => {
      const v1 = v1PaymentView(head, attempt, cancellations)
      const v2 = JSON.parse(JSON.stringify(paymentView(head, attempt, cancellations)))
      const unit = v2.currency === 'KRW' ? 1 : 100

      expect(v1['imp_uid']).toBe(v2.transactionId)
      expect(v1['merchant_uid']).toBe(v2.id)
      expect(v1['status']).toBe(v1Statuses[v2.status as PaymentStatus])
      expect(Number(v1['amount']) * unit).toBeCloseTo(v2.amount.total, 4)
      expect(Number(v1['cancel_amount']) * unit).toBeCloseTo(v2.amount.cancelled, 4)
      expect(v1['sandbox']).toBe(v2.channel.type === 'TEST')
      expect(v1['pg_id']).toBe(v2.channel.pgMerchantId)
      expect(v1['channel']).toBe(v2.origin.platformType.toLowerCase())
      expect(v1['started_at']).toBe(seconds(v2.requestedAt))
      expect(v1['paid_at']).toBe(seconds(v2.paidAt))
      expect(v1['failed_at']).toBe(seconds(v2.failedAt))
      expect(v1['fail_reason']).toBe(v2.failure?.reason ?? null)
      const history = v1['cancel_history'] as { amount: number }[]
      expect(history).toHaveLength(v2.cancellations?.length ?? 0)
      expect(history.reduce((sum, one) => sum + one.amount, 0)).toBe(v1['cancel_amount'])
    }),
  )
})

test('every V1 object has the same keys in the same order, whatever is known', () => {
  const keys = new Set<string>()
  fc.assert(
    fc.property(payment, ({ head, attempt, cancellations }) => {
      const names = Object.keys(v1PaymentView(head, attempt, cancellations))
      keys.add(names.join())
      expect(names).toEqual(names.toSorted())
      expect(
        JSON.stringify(Object.keys(JSON.parse(JSON.stringify(v1PaymentView(head, attempt, cancellations))))),
      ).toBe(JSON.stringify(names))
    }),
  )

  expect(keys.size).toBe(1)
})

test('an attempt that another one overtook shows its own state and none of the money', () => {
  const [sample] = fc.sample(payment, 1)
  if (sample === undefined) throw new Error('no sample')
  const { attempt } = sample
  const head = { ...sample.head, status: 'CANCELLED' as const, transactionId: 'imp_2', cancelledMinor: 5 }

  const view = v1PaymentView(head, { ...attempt, status: 'FAILED' }, sample.cancellations)

  expect(view).toMatchObject({ status: 'failed', cancel_amount: 0, cancel_history: [] })
})

test('a wallet that charged an account is a transfer from its bank, in both faces', () => {
  const { head, attempt, cancellations } = build({
    status: 'PAID',
    total: 10_000,
    share: 0,
    currency: 'KRW',
    at: new Date('2026-01-05T03:04:05Z'),
    method: { type: 'EASY_PAY', provider: 'TOSS_BRANDPAY', bank: 'SHINHAN' },
    paymentId: 'order-1',
    name: '나룻배',
    isLive: false,
    platformType: 'PC',
  })

  expect(v1PaymentView(head, attempt, cancellations)).toMatchObject({
    pay_method: 'trans',
    emb_pg_provider: 'toss_brandpay',
    bank_code: '088',
    bank_name: '신한은행',
    apply_num: '',
  })
  expect(paymentView(head, attempt, cancellations)).toMatchObject({
    method: {
      type: 'PaymentMethodEasyPay',
      provider: 'TOSS_BRANDPAY',
      easyPayMethod: { type: 'PaymentMethodTransfer', bank: 'SHINHAN' },
    },
  })
})
