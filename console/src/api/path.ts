/**
 * An address below `/console/api` with every id in it encoded: a payment id is the shop's own text and may hold
 * slashes, question marks or Korean.
 */
export function apiPath(strings: TemplateStringsArray, ...ids: readonly string[]): string {
  const rest = ids.map((id, index) => `${encodeURIComponent(id)}${strings[index + 1] ?? ''}`)
  return `/console/api/${strings[0] ?? ''}${rest.join('')}`
}

/** A query string without its blank members; lists repeat their name. Empty when nothing is left. */
export function queryString(
  members: Readonly<Record<string, string | number | readonly string[] | undefined>>,
): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || value === '') continue
    for (const one of typeof value === 'string' || typeof value === 'number' ? [value] : value) {
      query.append(name, String(one))
    }
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** Where to go after signing in: only a path of this origin, so that a link cannot lead the merchant elsewhere. */
export function safeRedirect(target: unknown): string {
  if (typeof target !== 'string' || !/^\/(?![/\\])/.test(target)) return '/'
  if (target.split('').some((letter) => letter === '\\' || letter.charCodeAt(0) < 0x20)) return '/'
  return target.startsWith('/auth/') ? '/' : target
}
