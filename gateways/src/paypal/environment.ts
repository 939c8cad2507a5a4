import type { Environment } from '../port.ts'

export interface PaypalHosts {
  /** REST v1, v2 and v3. */
  readonly api: string
  /** The JavaScript SDK; its client id decides between sandbox and live. */
  readonly script: string
  /** Where the buyer goes: `<checkout>?token=…`. */
  readonly checkout: string
  /** Classic NVP with signature credentials. */
  readonly nvp: string
  /** Where an IPN is posted back to be verified. */
  readonly ipn: string
}

/** PayPal's published hosts: REST reference, JavaScript SDK, NVP API endpoints. */
export function paypalHosts(environment: Environment): PaypalHosts {
  switch (environment.kind) {
    case 'live':
      return {
        api: 'https://api-m.paypal.com',
        script: 'https://www.paypal.com/sdk/js',
        checkout: 'https://www.paypal.com/checkoutnow',
        nvp: 'https://api-3t.paypal.com/nvp',
        ipn: 'https://www.paypal.com/cgi-bin/webscr',
      }
    case 'sandbox':
      return {
        api: 'https://api-m.sandbox.paypal.com',
        script: 'https://www.paypal.com/sdk/js',
        checkout: 'https://www.sandbox.paypal.com/checkoutnow',
        nvp: 'https://api-3t.sandbox.paypal.com/nvp',
        ipn: 'https://www.sandbox.paypal.com/cgi-bin/webscr',
      }
    case 'simulator': {
      const own = `${environment.origin}/paypal`
      return {
        api: own,
        script: `${own}/sdk/js`,
        checkout: `${own}/checkoutnow`,
        nvp: `${own}/nvp`,
        ipn: `${own}/cgi-bin/webscr`,
      }
    }
  }
}

/**
 * True where a webhook's certificate may be fetched: from PayPal's own hosts over TLS, or from the simulator. The
 * address comes from the message itself, so any other host is a forgery or an attempt to make us call somewhere.
 */
export function isCertificateHost(environment: Environment, url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname, origin, username } = new URL(url)
  if (username !== '') return false
  if (environment.kind === 'simulator') return origin === new URL(environment.origin).origin
  return protocol === 'https:' && (hostname === 'paypal.com' || hostname.endsWith('.paypal.com'))
}
