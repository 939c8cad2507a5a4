import type { Environment, HandOffOrigins } from '../port.ts'

export interface TossHosts {
  readonly api: string
  readonly script: string
  /** SDK of BrandPay (`BrandPay(clientKey, customerKey, options)`). */
  readonly brandpayScript: string
}

/** One API host for live and test: the key decides (TossPayments authorization guide). */
const API = 'https://api.tosspayments.com'
const SCRIPT = 'https://js.tosspayments.com/v2/standard'
/** BrandPay SDK v1: the only one with a widget, `getPaymentMethods` and `setupPassword` (BrandPay SDK reference). */
const BRANDPAY_SCRIPT = 'https://js.tosspayments.com/v1/brandpay'

export function tossHosts(environment: Environment): TossHosts {
  switch (environment.kind) {
    case 'live':
    case 'sandbox':
      return { api: API, script: SCRIPT, brandpayScript: BRANDPAY_SCRIPT }
    case 'simulator':
      return {
        api: `${environment.origin}/tosspayments`,
        script: `${environment.origin}/tosspayments/v2/standard`,
        brandpayScript: `${environment.origin}/tosspayments/v1/brandpay`,
      }
  }
}

/** The SDK draws its own frame and talks to several hosts of the PG's domain. */
export function tossOrigins(environment: Environment): HandOffOrigins {
  if (environment.kind === 'simulator') {
    const own = [environment.origin]
    return { script: own, connect: own, frame: own, form: own, image: own }
  }
  const any = ['https://*.tosspayments.com']
  return { script: ['https://js.tosspayments.com'], connect: any, frame: any, form: any, image: any }
}
