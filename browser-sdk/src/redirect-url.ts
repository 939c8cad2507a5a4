/**
 * The merchant's return address with the outcome in its query.
 *
 * Built by string concatenation and `encodeURIComponent` only. The official mobile SDKs split the text at
 * the first `?` or compare its beginning with the address they gave, and some read `+` as a plus sign, so
 * the merchant's part is never normalised and a space is always `%20`. An existing query and fragment stay.
 */
export function buildRedirectUrl(redirectUrl: string, outcome: Readonly<Record<string, unknown>>): string {
  const query = Object.entries(outcome)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    .map(([key, value]) => `${key}=${encodeURIComponent(wellFormed(value))}`)
    .join('&')

  const hash = redirectUrl.indexOf('#')
  const address = hash < 0 ? redirectUrl : redirectUrl.slice(0, hash)
  const fragment = hash < 0 ? '' : redirectUrl.slice(hash)
  return address + joinerFor(address) + query + fragment
}

/** True for every absolute address that may be navigated to; app schemes are welcome, script schemes are not. */
export function isSafeRedirectUrl(url: string): boolean {
  // Browsers drop control characters inside a scheme, so an address that holds one is not what it seems.
  if (hasControlCharacter(url)) return false
  const scheme = /^\s*([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase()
  return scheme !== undefined && !forbiddenSchemes.includes(scheme)
}

/** True for an app's own scheme (`ispmobile:`, `intent:`, `kakaotalk:` …): safe, and not a web page. */
export function isAppUrl(url: string): boolean {
  return isSafeRedirectUrl(url) && !/^\s*(?:https?|about|view-source|wss?|ftp):/i.test(url)
}

const forbiddenSchemes = ['javascript', 'data', 'vbscript', 'blob', 'file']

function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => character < ' ' || character === '\u007f')
}

function joinerFor(address: string): string {
  if (!address.includes('?')) return '?'
  return address.endsWith('?') || address.endsWith('&') ? '' : '&'
}

// `encodeURIComponent` throws on half a surrogate pair, which a PG's cut-off message can end with.
function wellFormed(text: string): string {
  return Array.from(text)
    .map((character) => (/^[\uD800-\uDFFF]$/.test(character) ? '\uFFFD' : character))
    .join('')
}
