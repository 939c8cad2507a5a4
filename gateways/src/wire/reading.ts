/** Reading of what a PG sends: `unknown` goes in, a value of the wanted type or `undefined` comes out, nothing throws. */

export type WireRecord = { readonly [key: string]: unknown }

export function isRecord(value: unknown): value is WireRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A JSON object from UTF-8 bytes. */
export function jsonRecord(body: Uint8Array): WireRecord | undefined {
  const value = jsonValue(body)
  return isRecord(value) ? value : undefined
}

/** Any JSON value from UTF-8 bytes; undefined when they are no JSON. */
export function jsonValue(body: Uint8Array): unknown {
  try {
    const value: unknown = JSON.parse(utf8(body))
    return value
  } catch {
    return undefined
  }
}

export function utf8(body: Uint8Array): string {
  return new TextDecoder('utf-8').decode(body)
}

/** An own property; inherited ones (`constructor`) are never a field of an answer. */
export function field(record: WireRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

/** Text that says something: an empty string counts as absent, as PGs send `""` for "not applicable". */
export function text(record: WireRecord, key: string): string | undefined {
  const value = field(record, key)
  if (typeof value === 'string') return value === '' ? undefined : value
  // Some PGs write codes and amounts now as numbers, now as strings.
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined
}

export function child(record: WireRecord, key: string): WireRecord | undefined {
  const value = field(record, key)
  return isRecord(value) ? value : undefined
}

export function flag(record: WireRecord, key: string): boolean | undefined {
  const value = field(record, key)
  return typeof value === 'boolean' ? value : undefined
}

/** A whole number of at least 0, from a number or from digits (also zero-padded ones); fractions are refused. */
export function wholeNumber(record: WireRecord, key: string): number | undefined {
  return toWholeNumber(field(record, key))
}

export function toWholeNumber(value: unknown): number | undefined {
  if (typeof value === 'string' && !/^\d{1,16}$/.test(value)) return undefined
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const amount = Number(value)
  return Number.isSafeInteger(amount) && amount >= 0 ? amount : undefined
}

/** The object without its `undefined` members, for types with exact optional properties. */
export function present<T extends object>(members: T): Present<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries) as Present<T>
}

type Present<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K]
} & { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> }
