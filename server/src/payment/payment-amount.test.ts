import { assert, integer, property, tuple } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cancellable, decideCancelAmount, vatOf } from './payment-amount.ts'

const paid = (totalMinor: number, taxFreeMinor: number) => ({
  totalMinor,
  taxFreeMinor,
  vatMinor: vatOf(totalMinor, taxFreeMinor),
  cancelledMinor: 0,
  cancelledTaxFreeMinor: 0,
  cancelledVatMinor: 0,
  reservedMinor: 0,
  reservedTaxFreeMinor: 0,
  reservedVatMinor: 0,
})

describe('VAT that an amount contains', () => {
  test.each([
    [1_000, 0, 91],
    [11_000, 0, 1_000],
    [55_000, 33_000, 2_000],
    [5, 0, 0],
    [6, 0, 1],
    [10_000, 10_000, 0],
  ])('%i with %i tax-free contains %i', (total, taxFree, vat) => {
    expect(vatOf(total, taxFree)).toBe(vat)
  })

  test('is exact for amounts near the largest safe integer', () => {
    expect(vatOf(9_007_199_254_740_991, 0)).toBe(818_836_295_885_545)
  })
})

describe('what a cancel gives back', () => {
  test('without an amount everything that remains goes back, tax-free part included', () => {
    const rest = cancellable({ ...paid(55_000, 33_000), cancelledMinor: 11_000, cancelledVatMinor: 1_000 })

    expect(decideCancelAmount(rest, {})).toEqual({
      ok: true,
      amountMinor: 44_000,
      taxFreeMinor: 33_000,
      vatMinor: 1_000,
    })
  })

  test('an amount of a cancel in flight cannot be given back again', () => {
    const rest = cancellable({ ...paid(10_000, 0), reservedMinor: 7_000, reservedVatMinor: 636 })

    expect(decideCancelAmount(rest, { amountMinor: 4_000 })).toMatchObject({
      ok: false,
      type: 'CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT',
    })
  })

  test.each([
    [{ amountMinor: 4_000, currentCancellableMinor: 9_000 }, 'CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN'],
    [{ amountMinor: 10_001 }, 'CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT'],
    [{ amountMinor: 1_000, taxFreeMinor: 900, vatMinor: 200 }, 'SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT'],
    [
      { amountMinor: 5_000, taxFreeMinor: 3_500 },
      'CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT',
    ],
    [{ amountMinor: 8_000, taxFreeMinor: 0 }, 'CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT'],
  ])('%j of 10000 with 3000 tax-free is refused as %s', (input, type) => {
    expect(decideCancelAmount(cancellable(paid(10_000, 3_000)), input)).toMatchObject({ ok: false, type })
  })

  // Goal: however a payment is cancelled in parts, the parts add up to it and none is ever negative.
  test('partial cancels down to zero give back exactly what was paid, VAT and tax-free part included', () => {
    assert(
      property(
        tuple(integer({ min: 1, max: 1_000_000 }), integer({ min: 0, max: 100 })),
        integer({ min: 1, max: 9 }),
        ([total, percent], cuts) => {
          const taxFree = Math.floor((total * percent) / 100)
          let state = paid(total, taxFree)
          for (let cut = 0; cut < cuts + 1; cut += 1) {
            const rest = cancellable(state)
            if (rest.totalMinor === 0) break
            const isLast = cut === cuts
            const wanted = Math.max(1, Math.floor(rest.totalMinor / 2))
            const input = isLast
              ? {}
              : { amountMinor: wanted, taxFreeMinor: Math.min(rest.taxFreeMinor, wanted) }
            const decided = decideCancelAmount(rest, input)
            expect(decided.ok).toBe(true)
            if (!decided.ok) return
            expect(decided.vatMinor).toBeGreaterThanOrEqual(0)
            expect(decided.vatMinor).toBeLessThanOrEqual(rest.vatMinor)
            state = {
              ...state,
              cancelledMinor: state.cancelledMinor + decided.amountMinor,
              cancelledTaxFreeMinor: state.cancelledTaxFreeMinor + decided.taxFreeMinor,
              cancelledVatMinor: state.cancelledVatMinor + decided.vatMinor,
            }
          }
          expect(state.cancelledMinor).toBe(total)
          expect(state.cancelledTaxFreeMinor).toBe(taxFree)
          expect(state.cancelledVatMinor).toBe(vatOf(total, taxFree))
        },
      ),
    )
  })
})
