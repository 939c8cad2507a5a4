import type { Environment, HandOffOrigins } from '../port.ts'

/** Hosts of PAYCO's API (PAYCO's own sample code). */
export function paycoHost(environment: Environment): string {
  switch (environment.kind) {
    case 'live':
      return 'https://api-bill.payco.com'
    case 'sandbox':
      return 'https://alpha-api-bill.payco.com'
    case 'simulator':
      return `${environment.origin}/payco`
  }
}

/** The window is a page of PAYCO's that the buyer is sent to. */
export function paycoOrigins(environment: Environment): HandOffOrigins {
  const own = environment.kind === 'simulator' ? [environment.origin] : ['https://*.payco.com']
  return { frame: own, form: own }
}

/** The window's address as the reservation answered it, or undefined when it is not one of PAYCO's. */
export function trustedSheet(environment: Environment, address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined
  const { protocol, hostname, origin } = new URL(address)
  if (environment.kind === 'simulator')
    return origin === new URL(environment.origin).origin ? address : undefined
  return protocol === 'https:' && /(^|\.)payco\.com$/.test(hostname) ? address : undefined
}
