const refusedSchemes = new Set(['javascript', 'data', 'vbscript', 'blob', 'file'])

/** Any absolute address, app schemes included, except those that run or read something. */
export function isDeliverableRedirect(url: string): boolean {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase()
  return scheme !== undefined && !refusedSchemes.has(scheme) && url.length <= 4_000 && !hasControlOrBlank(url)
}

/**
 * The shop's return address with the result in its query. Built by joining text, because the mobile SDKs
 * split at the first `?` and compare prefixes: the shop's own part must not be re-spelt, a blank is `%20`,
 * an existing query and the fragment stay.
 */
export function resultRedirect(redirectUrl: string, result: Readonly<Record<string, unknown>>): string {
  const [beforeFragment = '', ...fragment] = redirectUrl.split('#')
  const query = Object.entries(result)
    // A failed issue has an empty key, which the address leaves out: apps read a key there as success.
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !isNoKey(entry))
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&')
  const joint = !beforeFragment.includes('?') ? '?' : /[?&]$/.test(beforeFragment) ? '' : '&'
  return `${beforeFragment}${joint}${query}${fragment.length === 0 ? '' : `#${fragment.join('#')}`}`
}

function isNoKey([name, value]: readonly [string, unknown]): boolean {
  return name === 'billingKey' && value === ''
}

/** Blanks and control characters would let an address read differently to people and to browsers. */
function hasControlOrBlank(text: string): boolean {
  return Array.from(text).some((character) => character <= ' ' || character === '\u007f')
}
