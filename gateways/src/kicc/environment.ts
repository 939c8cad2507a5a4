import type { Environment, HandOffOrigins } from '../port.ts'

/** One host per environment for registration, approval and everything after it (KICC developer documentation, hosts). */
export function kiccHost(environment: Environment): string {
  switch (environment.kind) {
    case 'live':
      return 'https://pgapi.easypay.co.kr'
    case 'sandbox':
      return 'https://testpgapi.easypay.co.kr'
    case 'simulator':
      return `${environment.origin}/kicc`
  }
}

/** The window is a page of the PG's that the buyer is sent to; our own page loads nothing of it. */
export function kiccOrigins(environment: Environment): HandOffOrigins {
  return { form: environment.kind === 'simulator' ? [environment.origin] : ['https://*.easypay.co.kr'] }
}

/** The window's address as the registration answered it, or undefined when it is not one of the PG's. */
export function trustedPage(environment: Environment, address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const { protocol, hostname, origin } = new URL(address)
  if (environment.kind === 'simulator')
    return origin === new URL(environment.origin).origin ? address : undefined
  return protocol === 'https:' && /(^|\.)(easypay|kicc)\.co\.kr$/.test(hostname) ? address : undefined
}

/** Source addresses of the webhook, which is not signed (developer documentation, notification; the last is the test system's). */
const liveAddresses: readonly string[] = ['203.233.72.150', '203.233.72.151', '61.33.211.180']
const testAddresses: readonly string[] = ['61.33.205.151']

export function isKiccAddress(environment: Environment, remoteAddress: string): boolean {
  const address = remoteAddress.replace(/^::ffff:/, '')
  switch (environment.kind) {
    case 'live':
      return liveAddresses.includes(address)
    case 'sandbox':
      return testAddresses.includes(address) || liveAddresses.includes(address)
    case 'simulator':
      return true
  }
}
