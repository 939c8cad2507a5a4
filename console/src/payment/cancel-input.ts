import { parseMinor } from '../format/money.ts'

export interface CancelInput {
  readonly isFull: boolean
  readonly amount: string
  readonly taxFree: string
}

export interface Cancellable {
  readonly totalMinor: number
  readonly taxFreeMinor: number
  readonly currency: string
}

export type CheckedCancel =
  | { readonly ok: true; readonly amountMinor: number; readonly taxFreeMinor?: number }
  | { readonly ok: false; readonly wrong: readonly ('amount' | 'taxFree')[] }

/**
 * Checks what was typed against what is left: 0 < amount ≤ rest, tax-free part ≤ both the amount and the tax-free rest.
 * A full cancel takes everything and asks for neither.
 */
export function checkCancel(input: CancelInput, rest: Cancellable): CheckedCancel {
  if (input.isFull) return { ok: true, amountMinor: rest.totalMinor }
  const amountMinor = parseMinor(input.amount, rest.currency)
  const taxFreeMinor = input.taxFree.trim() === '' ? undefined : parseMinor(input.taxFree, rest.currency)
  const isAmountGood = amountMinor !== undefined && amountMinor > 0 && amountMinor <= rest.totalMinor
  const isTaxFreeGood =
    input.taxFree.trim() === '' ||
    (taxFreeMinor !== undefined && taxFreeMinor <= rest.taxFreeMinor && taxFreeMinor <= (amountMinor ?? 0))
  if (!isAmountGood || !isTaxFreeGood) {
    return {
      ok: false,
      wrong: [...(isAmountGood ? [] : ['amount' as const]), ...(isTaxFreeGood ? [] : ['taxFree' as const])],
    }
  }
  return { ok: true, amountMinor, ...(taxFreeMinor === undefined ? {} : { taxFreeMinor }) }
}
