import type { JsonObject, JsonValue } from '../port.ts'

/** The shop's extras for this PG: `bypass.paypal_v2`. */
export function paypalBypass(bypass: JsonObject | undefined): JsonObject {
  return objectIn(bypass, 'paypal_v2') ?? {}
}

export function objectIn(source: JsonObject | undefined, key: string): JsonObject | undefined {
  const value = source?.[key]
  return isObject(value) ? value : undefined
}

export function objectsIn(source: JsonObject, key: string): readonly JsonObject[] {
  const value = source[key]
  return isList(value) ? value.filter((each) => isObject(each)) : []
}

export function textIn(source: JsonObject | undefined, key: string): string | undefined {
  const value = source?.[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
