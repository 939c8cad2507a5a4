import type { Environment, HandOffOrigins } from '../port.ts'

/** One host for test and live: the key decides (official agent toolkit, client). */
export function kakaoHost(environment: Environment): string {
  return environment.kind === 'simulator' ? `${environment.origin}/kakaopay` : 'https://open-api.kakaopay.com'
}

/** The window is a page of KakaoPay's that the buyer is sent to; our own page loads nothing of it. */
export function kakaoOrigins(environment: Environment): HandOffOrigins {
  const own =
    environment.kind === 'simulator'
      ? [environment.origin]
      : ['https://*.kakaopay.com', 'https://*.kakao.com']
  return { frame: own, form: own }
}

/** The window's address as `ready` answered it, or undefined when it is not one of the PG's. */
export function trustedPage(environment: Environment, address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined
  const { protocol, hostname, origin } = new URL(address)
  if (environment.kind === 'simulator')
    return origin === new URL(environment.origin).origin ? address : undefined
  return protocol === 'https:' && /(^|\.)(kakaopay|kakao)\.com$/.test(hostname) ? address : undefined
}
