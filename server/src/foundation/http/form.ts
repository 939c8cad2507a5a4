import { parse } from 'qs'

/** True for `application/x-www-form-urlencoded`, with or without parameters behind it. */
export function isFormType(contentType: string | undefined): boolean {
  return /^\s*application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? '')
}

const limits = { arrayLimit: 1_000, parameterLimit: 5_000, depth: 6, ignoreQueryPrefix: true } as const

/**
 * A form or query string in the bracket style of PHP: `a[b]=1`, `list[]=1`, `list[0][b]=1`, brackets percent-encoded
 * or not. Values are text. Blanks around the names of a form count for nothing, as in PHP: one published client sends
 * ` imp_secret`.
 */
export function readForm(text: string): Readonly<Record<string, unknown>> {
  const entries = Object.entries(parse(text, limits)).map(([key, value]) => [key.trim(), value] as const)
  return Object.fromEntries(entries)
}
