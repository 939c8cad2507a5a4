import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { amountsOf } from './change-virtual-account.ts'
import { decideCancelAmount } from './payment-amount.ts'
import {
  isPaidOnce,
  mayAttempt,
  nextStatuses,
  type AttemptOrder,
  type PaymentHead,
  type PaymentStatus,
} from './payment.ts'
import { whyNotAttempt } from './prepare-payment.ts'

// Goal: the three promises on which V1 shops build: checksum, prepared amount, one success per merchant_uid.
const money = fc.integer({ min: 1, max: 1_000_000_000 })
const statuses = Object.keys(nextStatuses) as PaymentStatus[]

const order = (more: Partial<AttemptOrder> = {}): AttemptOrder => ({
  orderName: '나룻배',
  totalMinor: 1_000,
  taxFreeMinor: 0,
  vatMinor: 91,
  currency: 'KRW',
  payMethod: 'CARD',
  device: 'PC',
  customer: {},
  isEscrow: false,
  isCulturalExpense: false,
  ...more,
})

const head = (more: Partial<PaymentHead>): PaymentHead => ({
  storeId: 'store',
  paymentId: 'order-1',
  status: 'READY',
  transactionId: 'imp_000000000001',
  rowVersion: 1,
  attemptCount: 1,
  confirmingTransactionId: null,
  cancellingId: null,
  cancelCount: 0,
  isTest: true,
  channelKey: null,
  pgProvider: null,
  payMethod: null,
  orderName: '나룻배',
  currency: 'KRW',
  totalMinor: 1_000,
  taxFreeMinor: 0,
  vatMinor: 91,
  discountMinor: 0,
  paidMinor: 0,
  cancelledMinor: 0,
  cancelledTaxFreeMinor: 0,
  cancelledVatMinor: 0,
  reservedMinor: 0,
  reservedTaxFreeMinor: 0,
  reservedVatMinor: 0,
  customer: {},
  requestedAt: new Date(0),
  statusChangedAt: new Date(0),
  updatedAt: new Date(0),
  ...more,
})

describe('checksum', () => {
  test('a cancel with another checksum than the balance is refused for it, whatever else it asks', () => {
    fc.assert(
      fc.property(money, money, fc.option(money), (rest, checksum, amount) => {
        const decided = decideCancelAmount(
          { totalMinor: rest, taxFreeMinor: 0, vatMinor: 0 },
          { currentCancellableMinor: checksum, ...(amount === null ? {} : { amountMinor: amount }) },
        )

        const isBroken = !decided.ok && decided.type === 'CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN'
        expect(isBroken).toBe(checksum !== rest)
      }),
    )
  })

  test('two cancels that were decided on the same balance cannot both carry its checksum', () => {
    fc.assert(
      fc.property(money, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (rest, part) => {
        const amountMinor = Math.max(1, Math.floor(rest * part))
        const asked = { amountMinor, taxFreeMinor: 0, vatMinor: 0, currentCancellableMinor: rest }
        const first = decideCancelAmount({ totalMinor: rest, taxFreeMinor: 0, vatMinor: 0 }, asked)
        const left = { totalMinor: rest - amountMinor, taxFreeMinor: 0, vatMinor: 0 }

        expect(first.ok).toBe(true)
        expect(decideCancelAmount(left, asked).ok).toBe(false)
      }),
    )
  })
})

test('a prepared amount lets through exactly itself, in its currency where one was named', () => {
  const currency = fc.constantFrom('KRW', 'USD', 'JPY')
  fc.assert(
    fc.property(money, money, fc.option(currency), currency, (prepared, asked, named, paidIn) => {
      const registered = { total_minor: prepared, tax_free_minor: null, currency: named }
      const refusal = whyNotAttempt(
        { head: undefined, registered },
        order({ totalMinor: asked, currency: paidIn }),
      )

      const fits = asked === prepared && (named === null || named === paidIn)
      expect(refusal?.type).toBe(fits ? undefined : 'AMOUNT_NOT_EQUAL_TO_PREDEFINED')
    }),
  )
})

describe('one success per merchant_uid', () => {
  test('nothing is attempted while money is awaited, was taken, or is being taken', () => {
    fc.assert(
      fc.property(fc.constantFrom(...statuses), fc.boolean(), money, (status, isConfirming, total) => {
        const former = head({
          status,
          confirmingTransactionId: isConfirming ? 'imp_000000000002' : null,
        })
        const refusal = whyNotAttempt({ head: former, registered: undefined }, order({ totalMinor: total }))

        const isFree = (status === 'READY' || status === 'FAILED') && !isConfirming
        expect(refusal?.type).toBe(isFree ? undefined : 'ALREADY_PAID')
      }),
    )
  })

  test('once it was paid, no step ever leads back to where it could be attempted', () => {
    for (const paid of statuses.filter(isPaidOnce)) {
      const reached = new Set<PaymentStatus>([paid])
      for (const from of reached) for (const to of nextStatuses[from]) reached.add(to)

      expect([...reached].filter(mayAttempt)).toEqual([])
    }
  })
})

test('an account with another amount keeps its parts within it, and all tax-free or zero-rated goods stay so', () => {
  fc.assert(
    fc.property(
      money,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.boolean(),
      money,
      (total, part, isZeroRated, next) => {
        const taxFreeMinor = Math.floor(total * part)
        const before = order({ totalMinor: total, taxFreeMinor, vatMinor: isZeroRated ? 0 : 1 })

        const after = amountsOf({ order: before }, next)

        expect(after.totalMinor).toBe(next)
        expect(after.taxFreeMinor + after.vatMinor).toBeLessThanOrEqual(next)
        expect(taxFreeMinor !== total || after.taxFreeMinor === next).toBe(true)
        expect(!isZeroRated || after.vatMinor === 0).toBe(true)
      },
    ),
  )
})
