import type { JsonObject, JsonValue, Order } from '../port.ts'

/** `bypass.tosspay_v2`, for both modules. */
export function extrasOf(bypass: JsonObject | undefined): JsonObject {
  const extras = bypass?.['tosspay_v2']
  return isObject(extras) ? extras : {}
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** `enablePayMethods`: the one means that the shop wants to see; absent, all. */
export function onlyMeans({ easyPay }: Pick<Order, 'easyPay'>): 'CARD' | 'TOSS_MONEY' | undefined {
  const wanted = new Set(easyPay?.availablePayMethods)
  if (wanted.size === 0) return undefined
  if (!wanted.has('CARD')) return 'TOSS_MONEY'
  return wanted.size === 1 ? 'CARD' : undefined
}

/** The four parts of an amount, which must add up to it. Sent with every call, as a refund must if its payment did. */
export function amounts(totalMinor: number, taxFreeMinor: number, vatMinor: number) {
  return {
    amount: totalMinor,
    amountTaxFree: taxFreeMinor,
    amountTaxable: totalMinor - taxFreeMinor - vatMinor,
    amountVat: vatMinor,
    amountServiceFee: 0,
  }
}
