import type { JsonObject, JsonValue, Order } from '../port.ts'

/** `bypass.naverpay` of REST V2; V1's `naver…` members arrive here under the same names. */
export function extrasOf(bypass: JsonObject | undefined): JsonObject {
  const extras = bypass?.['naverpay']
  return isObject(extras) ? extras : {}
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/**
 * The chain (매출 채널) that this order belongs to. A V2 order is always the channel's; V1 keeps its rule that only a
 * chain named in the request counts, even where the channel has one (PortOne's V1 page of Naver Pay).
 */
export function chainOf(
  order: Pick<Order, 'bypass' | 'apiVersion'>,
  credentials: Readonly<Record<string, string>>,
): string | undefined {
  const asked = textOf(extrasOf(order.bypass)['chainId'])
  if (order.apiVersion === 'V1') return asked
  return asked ?? (credentials['chainId'] === '' ? undefined : credentials['chainId'])
}
