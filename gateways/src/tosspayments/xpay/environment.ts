import type { Environment, HandOffOrigins } from '../../port.ts'

export interface XpayHosts {
  /** The window's script, for PC and phone. */
  readonly script: string
  /** Every call between servers. */
  readonly gateway: string
  /** Deliveries of escrow orders. */
  readonly delivery: string
  /** The buyer's sales slip. */
  readonly receipt: string
}

const deliveryPath = '/pg/wmp/mertadmin/jsp/escrow/rcvdlvinfo.jsp'
const receiptPath = '/pg/wmp/etc/jsp/Receipt_Link.jsp'

/** Script, gateway and delivery as open merchant code of 2026 has them (gnuboard5); the slip's host is that of the PG's `receipt_link.js`. */
const live: XpayHosts = {
  script: 'https://xpay.tosspayments.com/xpay/js/xpay_crossplatform.js',
  gateway: 'https://xpay-gateway.tosspayments.com/xpay/Gateway.do',
  delivery: `https://pgweb.tosspayments.com${deliveryPath}`,
  receipt: `http://pgweb.dacom.net${receiptPath}`,
}

const sandbox: XpayHosts = {
  script: 'https://js.tosspayments.com/xpay_crossplatform/sandbox/v1',
  gateway: 'https://xpay-gateway-sandbox.tosspayments.com/xpay/Gateway.do',
  delivery: `https://pgweb.tosspayments.com:9091${deliveryPath}`,
  receipt: `http://pgweb.dacom.net:7085${receiptPath}`,
}

export function xpayHosts(environment: Environment): XpayHosts {
  switch (environment.kind) {
    case 'live':
      return live
    case 'sandbox':
      return sandbox
    case 'simulator': {
      const own = `${environment.origin}/tosspayments`
      return {
        script: `${own}/xpay/js/xpay_crossplatform.js`,
        gateway: `${own}/xpay/Gateway.do`,
        delivery: own + deliveryPath,
        receipt: own + receiptPath,
      }
    }
  }
}

/** The script draws a frame of the PG's domain on a PC and leaves for it on a phone. */
export function xpayOrigins(environment: Environment): HandOffOrigins {
  const own = environment.kind === 'simulator' ? [environment.origin] : ['https://*.tosspayments.com']
  return { script: own, connect: own, frame: own, form: own, image: own }
}

/**
 * Where the PG's notes come from (XPay common guide, 6.2, as gnuboard5 keeps the list). The hash of a note does not cover
 * what it tells of (`LGD_CASFLAG`), so its sender counts as well.
 */
const noteAddresses: readonly string[] = [
  '13.124.18.147',
  '13.124.108.35',
  '3.36.173.151',
  '3.38.81.32',
  '115.92.221.121',
  '115.92.221.122',
  '115.92.221.123',
  '115.92.221.125',
  '115.92.221.126',
  '115.92.221.127',
]

export function isXpayAddress(environment: Environment, remoteAddress: string): boolean {
  return environment.kind === 'simulator' || noteAddresses.includes(remoteAddress.replace(/^::ffff:/, ''))
}
