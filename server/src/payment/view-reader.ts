/** Reads the rendered REST V2 object, which is stored as text. Absent members are undefined. */
export function member(from: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key)
        ? Reflect.get(value, key)
        : undefined,
    from,
  )
}

/** A text or number as text; undefined when absent or empty. */
export function text(from: unknown, ...path: readonly string[]): string | undefined {
  const value = member(from, ...path)
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : undefined
}
