/**
 * A copy of the merchant's request in which `null` means absent, as the Android SDK writes every optional
 * field it does not use. Objects left empty by that are dropped too. `customData` is the merchant's own
 * JSON and comes back to him unchanged, so nothing inside it is touched. The input is never written to.
 *
 * Throws what `JSON.stringify` throws (a cycle, a BigInt).
 */
export function copyWithoutNulls(request: unknown): unknown {
  const text = JSON.stringify(request)
  if (text === undefined) return undefined
  const copy: unknown = JSON.parse(text)
  return isRecord(copy) ? withoutNulls(copy, 'customData') : copy
}

/** A plain object, not an array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function withoutNulls(record: Readonly<Record<string, unknown>>, keep?: string): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(record)) {
    const next = key === keep ? value : cleaned(value)
    if (next !== undefined && next !== null)
      Object.defineProperty(kept, key, { value: next, enumerable: true })
  }
  return kept
}

function cleaned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(cleaned).filter((item) => item !== undefined && item !== null)
  if (!isRecord(value)) return value
  const kept = withoutNulls(value)
  return Object.keys(kept).length === 0 && Object.keys(value).length > 0 ? undefined : kept
}
