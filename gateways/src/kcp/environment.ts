import type { Declined, Environment, HandOffOrigins } from '../port.ts'

export interface KcpHosts {
  /** REST calls with certificate and signature. */
  readonly rest: string
  /** The script of the PC window. */
  readonly script: string
  /** Where a phone's window is registered. */
  readonly mobile: string
  readonly identity: string
}

/** Hosts per environment (KCP developer pages: standard payment, cancel, inquiry, verification). */
export function kcpHosts(environment: Environment): KcpHosts {
  switch (environment.kind) {
    case 'live':
      return {
        rest: 'https://spl.kcp.co.kr',
        script: 'https://spay.kcp.co.kr/plugin/kcp_spay_hub.js',
        mobile: 'https://smpay.kcp.co.kr',
        identity: 'https://cert.kcp.co.kr',
      }
    case 'sandbox':
      return {
        rest: 'https://stg-spl.kcp.co.kr',
        script: 'https://testspay.kcp.co.kr/plugin/kcp_spay_hub.js',
        mobile: 'https://testsmpay.kcp.co.kr',
        identity: 'https://testcert.kcp.co.kr',
      }
    case 'simulator': {
      const here = `${environment.origin}/kcp`
      return { rest: here, script: `${here}/plugin/kcp_spay_hub.js`, mobile: here, identity: here }
    }
  }
}

/** The script loads further scripts, frames and pictures from several hosts of the PG's domain. */
export function kcpOrigins(environment: Environment): HandOffOrigins {
  const own = environment.kind === 'simulator' ? [environment.origin] : ['https://*.kcp.co.kr']
  return { script: own, connect: own, frame: own, form: own, image: own }
}

/**
 * The address of a phone's window as the registration answered it, or undefined when it is not one of the PG's: the
 * buyer and his order are sent there.
 */
export function trustedPayUrl(environment: Environment, payUrl: string): string | undefined {
  if (!URL.canParse(payUrl)) return undefined
  const { protocol, hostname, origin } = new URL(payUrl)
  if (environment.kind === 'simulator')
    return origin === new URL(environment.origin).origin ? payUrl : undefined
  return protocol === 'https:' && /(^|\.)kcp\.co\.kr$/.test(hostname) ? payUrl : undefined
}

/**
 * Source addresses of the common notification (공통통보), which is not signed (KCP developer page on the notification
 * address; the last is that of its test system).
 */
const liveAddresses: readonly string[] = [
  '203.238.36.58',
  '203.238.36.160',
  '203.238.36.161',
  '203.238.36.173',
  '203.238.36.178',
  '103.215.144.173',
  '103.215.144.174',
  '103.215.145.30',
]
const testAddresses: readonly string[] = ['210.122.176.144']

export function isKcpAddress(environment: Environment, remoteAddress: string): boolean {
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

/** For what the public documents do not describe: it exists at the simulator alone, and nothing invented goes out. */
export function withoutPublicWire(environment: Environment, whatKo: string): Declined | undefined {
  if (environment.kind === 'simulator') return undefined
  return {
    kind: 'declined',
    pgCode: '',
    pgMessage: `NHN KCP가 ${whatKo} 전문을 공개하지 않아 실제 KCP에는 보낼 수 없습니다. 시뮬레이터에서만 됩니다.`,
  }
}
