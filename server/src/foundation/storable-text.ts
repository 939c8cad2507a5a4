/** Deeper than any request that means something, and shallow enough for every recursive reader behind it. */
const depthMax = 100

// PostgreSQL's text cannot hold U+0000, and its jsonb refuses half a surrogate pair besides.
const unstorable = /[\0\p{Surrogate}]/u
const everyUnstorable = new RegExp(unstorable, 'gu')

/**
 * What a request brings that could not be written down: text with U+0000 or half a surrogate pair, or nesting
 * without end. Refused at the border, so that no statement fails on it later.
 *
 * @returns the path and what is wrong with it, for the sentence of the refusal; undefined when all is well
 */
export function findUnstorable(request: unknown): string | undefined {
  const open: { path: string; value: unknown; depth: number }[] = [{ path: '', value: request, depth: 0 }]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { path, value, depth } = next
    if (typeof value === 'string' && unstorable.test(value))
      return `${path || 'body'}: no U+0000, whole characters`
    if (typeof value !== 'object' || value === null) continue
    if (depth === depthMax) return `${outermost(path)}: at most ${depthMax} levels`
    const isList = Array.isArray(value)
    for (const [key, member] of Object.entries(value)) {
      if (unstorable.test(key)) return `${path || 'body'}: no U+0000 in names, whole characters`
      const step = isList ? `[${key}]` : path === '' ? key : `.${key}`
      open.push({ path: path + step, value: member, depth: depth + 1 })
    }
  }
  return undefined
}

/** The path of something endlessly nested says nothing beyond its first member. */
function outermost(path: string): string {
  return /^[^.[]+/.exec(path)?.[0] ?? 'body'
}

/** The same text with U+FFFD where it could not be written down. For what PGs say: it must be kept, whatever it is. */
export function storableText(text: string): string {
  return text.replace(everyUnstorable, '\uFFFD')
}

/** How JSON writes what cannot be stored; a backslash before it makes a false alarm, which only costs time. */
const suspicious = /\\u(?:0000|d[89a-f])/

/** JSON that PostgreSQL takes as text and as jsonb, whatever the values hold. */
export function storableJson(value: object): string {
  const text = JSON.stringify(value)
  if (!suspicious.test(text)) return text
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'string' ? storableText(member) : member,
  )
}
