/** The capability token in `/pay/{token}` and `/pay/{token}/done`; undefined elsewhere. */
export function payToken(pathname: string): string | undefined {
  return /^\/pay\/([A-Za-z0-9_-]+)(?:\/done)?\/?$/.exec(pathname)?.[1]
}

/** An address of this attempt: `/pay/{token}/view`. */
export function payAddress(token: string, call: string): string {
  return `/pay/${token}/${call}`
}

/** True for an app's own scheme: it leaves the browser, so the page stays and must offer a way on. */
export function isAppAddress(url: string): boolean {
  const scheme = schemeOf(url)
  return scheme !== undefined && !webSchemes.includes(scheme) && !forbiddenSchemes.includes(scheme)
}

/** True for a page address. */
export function isWebAddress(url: string): boolean {
  const scheme = schemeOf(url)
  return scheme === 'http' || scheme === 'https'
}

const webSchemes = ['http', 'https', 'about', 'ws', 'wss', 'ftp', 'view-source']
const forbiddenSchemes = ['javascript', 'data', 'vbscript', 'blob', 'file']

function schemeOf(url: string): string | undefined {
  // Browsers drop control characters inside a scheme, so such an address is not what it seems.
  if (Array.from(url).some((character) => character < ' ')) return undefined
  return /^ *([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase()
}
