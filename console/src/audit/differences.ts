/** One value that differs between two records. Undefined: it is not there on that side. */
export interface Difference {
  /** `url`, `rules.0.memo` */
  readonly path: string
  readonly before: string | undefined
  readonly after: string | undefined
}

/** What differs, value by value, in the order of the newer record; what is equal on both sides is left out. */
export function differences(before: unknown, after: unknown): readonly Difference[] {
  const [left, right] = [new Map(valuesOf(before, '')), new Map(valuesOf(after, ''))]
  const paths = new Set([...right.keys(), ...left.keys()])
  return [...paths]
    .filter((path) => left.get(path) !== right.get(path))
    .map((path) => ({ path, before: left.get(path), after: right.get(path) }))
}

function valuesOf(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (value === undefined || value === null || value === '') return []
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      valuesOf(inner, path === '' ? key : `${path}.${key}`),
    )
  }
  return [[path, typeof value === 'string' ? value : JSON.stringify(value)]]
}
