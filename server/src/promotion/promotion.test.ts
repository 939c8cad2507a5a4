import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { discountOf, promotionStatus, type DiscountPolicy } from './promotion.ts'
import { decideRefund } from './refund-discount.ts'

const tenPercent: DiscountPolicy = {
  partitions: [{ amountFrom: 5_000, scheme: { type: 'PERCENT', percent: 10 } }],
  maxDiscountMinor: null,
}
const thousand: DiscountPolicy = {
  partitions: [{ amountFrom: 5_000, scheme: { type: 'AMOUNT', amount: 1_000 } }],
  maxDiscountMinor: null,
}

test('the highest condition that the order reaches decides, up to the cap', () => {
  const policy: DiscountPolicy = {
    partitions: [
      { amountFrom: 0, scheme: { type: 'PERCENT', percent: 3 } },
      { amountFrom: 10_000, scheme: { type: 'PERCENT', percent: 10 } },
    ],
    maxDiscountMinor: 1_500,
  }
  expect([999, 9_999, 10_000, 20_000].map((amount) => discountOf(policy, amount))).toEqual([
    29, 299, 1_000, 1_500,
  ])
  expect(discountOf(tenPercent, 4_999)).toBe(0)
})

describe('the refunds of the published examples: an order of 6000', () => {
  const cancel = (policy: DiscountPolicy, option: 'RETAIN' | 'RELEASE') =>
    decideRefund({
      policy,
      totalMinor: 6_000,
      discountMinor: discountOf(policy, 6_000),
      cancelledMinor: 0,
      refundedMinor: 0,
      amountMinor: 2_000,
      option,
      earlierOption: undefined,
    })

  test.each([
    [tenPercent, 'RETAIN', 1_800, 3_600],
    [tenPercent, 'RELEASE', 1_400, 4_000],
    [thousand, 'RETAIN', 1_800, 3_200],
    [thousand, 'RELEASE', 1_000, 4_000],
  ] as const)('case %#', (policy, option, refundMinor, remainingMinor) => {
    expect(cancel(policy, option)).toMatchObject({ ok: true, refundMinor, remainingMinor })
  })
})

test('a refund that would take money is refused, and so is another option than before', () => {
  const first = {
    policy: thousand,
    totalMinor: 5_000,
    discountMinor: 1_000,
    cancelledMinor: 0,
    refundedMinor: 0,
    amountMinor: 500,
    option: 'RELEASE',
    earlierOption: undefined,
  } as const
  expect(decideRefund(first)).toEqual({ ok: false, type: 'NEGATIVE_PROMOTION_ADJUSTED_CANCEL_AMOUNT' })
  expect(decideRefund({ ...first, option: 'RETAIN', earlierOption: 'RELEASE' })).toEqual({
    ok: false,
    type: 'PROMOTION_DISCOUNT_RETAIN_OPTION_SHOULD_NOT_BE_CHANGED',
  })
})

// Goal: whatever is cancelled in whatever pieces, exactly what was paid comes back, and the discount with it.
test('pieces of any size give back the paid money and the discount, no more and no less', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(tenPercent, thousand),
      fc.constantFrom('RETAIN' as const, 'RELEASE' as const),
      fc.integer({ min: 1_001, max: 5_000_000 }),
      fc.array(fc.integer({ min: 1, max: 900_000 }), { maxLength: 6 }),
      (policy, option, totalMinor, pieces) => {
        const discountMinor = discountOf(policy, totalMinor)
        let [cancelledMinor, refundedMinor, returnedMinor] = [0, 0, 0]
        for (const wanted of [...pieces, totalMinor]) {
          const amountMinor = Math.min(wanted, totalMinor - cancelledMinor)
          if (amountMinor === 0) break
          const decided = decideRefund({
            policy,
            totalMinor,
            discountMinor,
            cancelledMinor,
            refundedMinor,
            amountMinor,
            option,
            earlierOption: cancelledMinor === 0 ? undefined : option,
          })
          if (!decided.ok) continue
          expect(decided.refundMinor).toBeGreaterThanOrEqual(0)
          expect(decided.returnedMinor).toBeGreaterThanOrEqual(-discountMinor)
          cancelledMinor += amountMinor
          refundedMinor += decided.refundMinor
          returnedMinor += decided.returnedMinor
        }
        expect([cancelledMinor, refundedMinor, returnedMinor]).toEqual([
          totalMinor,
          totalMinor - discountMinor,
          discountMinor,
        ])
      },
    ),
  )
})

test('the status follows from times, marks and budget', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 0, day))
  const promotion = {
    startsAt: at(2),
    endsAt: at(10),
    pausedAt: null,
    terminatedAt: null,
    spentMinor: 0,
    totalBudgetMinor: 10,
  }
  expect(promotionStatus(promotion, at(1))).toBe('SCHEDULED')
  expect(promotionStatus(promotion, at(2))).toBe('IN_PROGRESS')
  expect(promotionStatus({ ...promotion, spentMinor: 10 }, at(3))).toBe('BUDGET_EXHAUSTED')
  expect(promotionStatus({ ...promotion, pausedAt: at(3) }, at(4))).toBe('PAUSED')
  expect(promotionStatus(promotion, at(10))).toBe('COMPLETED')
  expect(promotionStatus({ ...promotion, terminatedAt: at(3) }, at(4))).toBe('TERMINATED')
})
