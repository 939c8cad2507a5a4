import type { JsonObject, JsonValue, Order } from '../port.ts'

/** `bypass.kakaopay`; V1's `kakaopayMobileAsPC` arrives here as `mobileAsPc`. */
export function extrasOf(bypass: JsonObject | undefined): JsonObject {
  const extras = bypass?.['kakaopay']
  return isObject(extras) ? extras : {}
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** KakaoPay can fix the months and offer no list; a list of one is such a fix (V1's `card_quota`). */
export function fixedMonth({ card }: Pick<Order, 'card'>): number | undefined {
  const [only, ...others] = card?.availableInstallmentMonths ?? []
  const month = card?.installmentMonth ?? (others.length === 0 ? only : undefined)
  // One month is a lump sum.
  return month === 1 ? 0 : month
}
