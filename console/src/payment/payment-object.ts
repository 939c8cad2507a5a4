/**
 * Reads the REST V2 payment object, which the wire hands over as it is. Every reader answers undefined for what is not
 * there, so that a member of a newer server cannot break the screen.
 */
export type Members = Readonly<Record<string, unknown>>

export function member(from: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    from,
  )
}

export function text(from: unknown, ...path: readonly string[]): string | undefined {
  const value = member(from, ...path)
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function amount(from: unknown, ...path: readonly string[]): number | undefined {
  const value = member(from, ...path)
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined
}

export function items(from: unknown, ...path: readonly string[]): readonly unknown[] {
  const value = member(from, ...path)
  return Array.isArray(value) ? value : []
}

/** The short name of a method, `PaymentMethodVirtualAccount` → `VIRTUAL_ACCOUNT`, as filters and lists use it. */
export function methodName(payment: Members): string | undefined {
  return text(payment, 'method', 'type')
    ?.replace(/^PaymentMethod/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toUpperCase()
}

/** Only web addresses become links; a PG's answer must not be able to put a script behind one. */
export function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\//i.test(url) ? url : undefined
}
