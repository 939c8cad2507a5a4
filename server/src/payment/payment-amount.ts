import { share } from '../promotion/promotion.ts'
import type { AttemptData, PaymentHead } from './payment.ts'

/**
 * VAT of an amount that contains it: (total − tax-free) / 11, half up, in minor units.
 * Source: the reconciliation guide's "(amount − tax-free)/11, rounded". Integers only.
 */
export function vatOf(totalMinor: number, taxFreeMinor: number): number {
  const taxable = BigInt(totalMinor - taxFreeMinor)
  return Number((taxable * 2n + 11n) / 22n)
}

/**
 * What the PG is asked for: the order less the discount of a promotion, with its parts reduced alike. Without a
 * promotion it is the order itself.
 */
export function payableOf({ order, promotion }: Pick<AttemptData, 'order' | 'promotion'>): {
  readonly totalMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
} {
  const { totalMinor, taxFreeMinor, vatMinor } = order
  if (promotion === undefined) return { totalMinor, taxFreeMinor, vatMinor }
  const payable = totalMinor - promotion.discountMinor
  return {
    totalMinor: payable,
    taxFreeMinor: share(taxFreeMinor, payable, totalMinor),
    vatMinor: share(vatMinor, payable, totalMinor),
  }
}

/** What can still be given back. Amounts of cancels in flight are held back, so that two cannot overdraw. */
export interface Cancellable {
  readonly totalMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
}

type Amounts = Pick<
  PaymentHead,
  | 'totalMinor'
  | 'taxFreeMinor'
  | 'vatMinor'
  | 'cancelledMinor'
  | 'cancelledTaxFreeMinor'
  | 'cancelledVatMinor'
  | 'reservedMinor'
  | 'reservedTaxFreeMinor'
  | 'reservedVatMinor'
>

export function cancellable(amounts: Amounts): Cancellable {
  return {
    totalMinor: amounts.totalMinor - amounts.cancelledMinor - amounts.reservedMinor,
    taxFreeMinor: amounts.taxFreeMinor - amounts.cancelledTaxFreeMinor - amounts.reservedTaxFreeMinor,
    vatMinor: amounts.vatMinor - amounts.cancelledVatMinor - amounts.reservedVatMinor,
  }
}

export interface CancelAmountInput {
  readonly amountMinor?: number
  readonly taxFreeMinor?: number
  readonly vatMinor?: number
  readonly currentCancellableMinor?: number
}

export type CancelAmountRefusal =
  | 'CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN'
  | 'CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT'
  | 'SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT'
  | 'CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT'
  | 'CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT'

export type CancelAmount =
  | {
      readonly ok: true
      readonly amountMinor: number
      readonly taxFreeMinor: number
      readonly vatMinor: number
    }
  | { readonly ok: false; readonly type: CancelAmountRefusal; readonly detail: string }

/**
 * Decides the three parts of a cancel, in the order of checks of the REST V2 description (steps 4–8).
 * Without an amount everything that remains goes back; with one, the tax-free part defaults to 0.
 * The last remainder takes the remaining VAT, so that the parts always add up to the whole.
 */
export function decideCancelAmount(rest: Cancellable, input: CancelAmountInput): CancelAmount {
  if (input.currentCancellableMinor !== undefined && input.currentCancellableMinor !== rest.totalMinor) {
    return refuse(
      'CANCELLABLE_AMOUNT_CONSISTENCY_BROKEN',
      `currentCancellableAmount ${input.currentCancellableMinor}, ${rest.totalMinor}`,
    )
  }
  const amountMinor = input.amountMinor ?? rest.totalMinor
  if (amountMinor > rest.totalMinor || amountMinor <= 0) {
    return refuse('CANCEL_AMOUNT_EXCEEDS_CANCELLABLE_AMOUNT', `amount ${amountMinor}, ${rest.totalMinor}`)
  }
  const isRemainder = amountMinor === rest.totalMinor
  const taxFreeMinor = input.taxFreeMinor ?? (input.amountMinor === undefined ? rest.taxFreeMinor : 0)
  const vatMinor =
    input.vatMinor ??
    (isRemainder && taxFreeMinor === rest.taxFreeMinor
      ? rest.vatMinor
      : Math.min(vatOf(amountMinor, Math.min(taxFreeMinor, amountMinor)), rest.vatMinor))
  if (taxFreeMinor + vatMinor > amountMinor) {
    return refuse(
      'SUM_OF_PARTS_EXCEEDS_CANCEL_AMOUNT',
      `taxFreeAmount ${taxFreeMinor} + vatAmount ${vatMinor} > ${amountMinor}`,
    )
  }
  if (taxFreeMinor > rest.taxFreeMinor) {
    return refuse(
      'CANCEL_TAX_FREE_AMOUNT_EXCEEDS_CANCELLABLE_TAX_FREE_AMOUNT',
      `taxFreeAmount ${taxFreeMinor}, ${rest.taxFreeMinor}`,
    )
  }
  if (amountMinor - taxFreeMinor > rest.totalMinor - rest.taxFreeMinor) {
    return refuse(
      'CANCEL_TAX_AMOUNT_EXCEEDS_CANCELLABLE_TAX_AMOUNT',
      `amount − taxFreeAmount ${amountMinor - taxFreeMinor}, ${rest.totalMinor - rest.taxFreeMinor}`,
    )
  }
  return { ok: true, amountMinor, taxFreeMinor, vatMinor }
}

function refuse(type: CancelAmountRefusal, detail: string): CancelAmount {
  return { ok: false, type, detail }
}
