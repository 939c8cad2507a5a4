import type { Environment, HandOffOrigins } from '../port.ts'

/**
 * Toss Pay has one host. Whether money moves is decided by the key: `sk_test_…` or `sk_live_…` (developer site, getting
 * started).
 */
export function tosspayApi(environment: Environment): string {
  return environment.kind === 'simulator' ? `${environment.origin}/tosspay` : 'https://pay.toss.im'
}

/** The page that the buyer is sent to; our own page loads nothing of it. */
export function tosspayOrigins(environment: Environment): HandOffOrigins {
  return { form: environment.kind === 'simulator' ? [environment.origin] : ['https://pay.toss.im'] }
}

/** The window's address as Toss Pay answered it, or undefined when it is not one of Toss Pay's. */
export function trustedPage(environment: Environment, address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined
  const { protocol, hostname, origin } = new URL(address)
  if (environment.kind === 'simulator')
    return origin === new URL(environment.origin).origin ? address : undefined
  return protocol === 'https:' && /(^|\.)toss\.im$/.test(hostname) ? address : undefined
}
