import type { Environment, HandOffOrigins } from '../port.ts'

export interface NiceHosts {
  /** The PC window's script. */
  readonly script: string
  /** The phone's window, by form. */
  readonly mobileWindow: string
  /** Cancels and cash receipts. */
  readonly pgApi: string
  /** Everything else that is no window. */
  readonly webApi: string
}

const real: NiceHosts = {
  script: 'https://pg-web.nicepay.co.kr/v3/common/js/nicepay-pgweb.js',
  mobileWindow: 'https://web.nicepay.co.kr/v3/v3Payment.jsp',
  pgApi: 'https://pg-api.nicepay.co.kr',
  webApi: 'https://webapi.nicepay.co.kr',
}

/** There is no sandbox host: a test merchant id on the live hosts makes a test (webapi guide). */
export function niceHosts(environment: Environment): NiceHosts {
  if (environment.kind !== 'simulator') return real
  const own = `${environment.origin}/nice`
  return {
    script: `${own}/v3/common/js/nicepay-pgweb.js`,
    mobileWindow: `${own}/v3/v3Payment.jsp`,
    pgApi: own,
    webApi: own,
  }
}

/** The PC script draws its window from several hosts of the PG's domain. */
export function niceOrigins(environment: Environment): HandOffOrigins {
  const own = environment.kind === 'simulator' ? [environment.origin] : ['https://*.nicepay.co.kr']
  return { script: own, connect: own, frame: own, form: own, image: own }
}

/**
 * `NextAppURL` and `NetCancelURL` come back in the buyer's hands, and we send signed orders for money to them: only an
 * address of the PG counts. Its data centre is chosen per payment (`dc1-api`, `dc2-api`), so the host is any of its domain.
 */
export function trustedCall(environment: Environment, address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, hostname, origin, port, username, password, pathname } = new URL(address)
  if (environment.kind === 'simulator')
    return origin === new URL(environment.origin).origin && pathname.startsWith('/nice/webapi/')
      ? address
      : undefined
  const isPlain = protocol === 'https:' && port === '' && username === '' && password === ''
  return isPlain && hostname.endsWith('.nicepay.co.kr') && pathname.startsWith('/webapi/')
    ? address
    : undefined
}

/** Source addresses of the note (webapi guide, result notes). */
const noteAddresses: readonly string[] = ['121.133.126.10', '121.133.126.11', '211.33.136.39']

export function isNiceAddress(environment: Environment, remoteAddress: string): boolean {
  return environment.kind === 'simulator' || noteAddresses.includes(remoteAddress.replace(/^::ffff:/, ''))
}
