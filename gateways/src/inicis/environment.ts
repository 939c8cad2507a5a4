import type { Environment, HandOffOrigins } from '../port.ts'

export interface InicisHosts {
  readonly script: string
  readonly mobileWindow: string
  /** The page that registers a card for later charges (billing key manual); one host for live and test MIDs. */
  readonly cardRegistration: string
  readonly iniApi: string
}

/** The calls after a window; their addresses come back through the buyer's browser. */
export type ReturnedCall = 'payAuth' | 'netCancel' | 'payReq'

const LIVE_MOBILE_WINDOW = 'https://mobile.inicis.com/smart/payment/'
const LIVE_CARD_REGISTRATION = 'https://inilitepay.inicis.com/pay/card/billing'

/** Hosts per environment (standard web payment manual, mobile manual, INIAPI manual). */
export function inicisHosts(environment: Environment): InicisHosts {
  switch (environment.kind) {
    case 'live':
      return {
        script: 'https://stdpay.inicis.com/stdjs/INIStdPay.js',
        mobileWindow: LIVE_MOBILE_WINDOW,
        cardRegistration: LIVE_CARD_REGISTRATION,
        iniApi: 'https://iniapi.inicis.com',
      }
    case 'sandbox':
      return {
        script: 'https://stgstdpay.inicis.com/stdjs/INIStdPay.js',
        // The mobile window has one host; a test MID makes it a test.
        mobileWindow: LIVE_MOBILE_WINDOW,
        cardRegistration: LIVE_CARD_REGISTRATION,
        iniApi: 'https://stginiapi.inicis.com',
      }
    case 'simulator':
      return {
        script: `${environment.origin}/inicis/stdjs/INIStdPay.js`,
        mobileWindow: `${environment.origin}/inicis/smart/payment/`,
        cardRegistration: `${environment.origin}/inicis/pay/card/billing`,
        iniApi: `${environment.origin}/inicis`,
      }
  }
}

/**
 * The address to call, or undefined when the browser brought one that is not the PG's.
 *
 * `authUrl`, `netCancelUrl` and `P_REQ_URL` arrive in the buyer's hands, and we send our merchant's signatures to them.
 * So a returned address counts only when it is, character for character, the one of the named data centre (`idc_name`;
 * the PG's own samples compare the same way).
 */
export function trustedUrl(
  environment: Environment,
  call: ReturnedCall,
  returned: string,
  idcName: string | undefined,
): string | undefined {
  return centres(environment, idcName)
    .map((centre) => addressOf(environment, centre, call))
    .find((address) => address === returned)
}

/** Live calls never go to the staging centre. Test windows may be served by any of the three. */
function centres(environment: Environment, idcName: string | undefined): readonly string[] {
  const known = environment.kind === 'live' ? ['fc', 'ks'] : ['stg', 'fc', 'ks']
  return idcName === undefined ? known : known.filter((centre) => centre === idcName)
}

function addressOf(environment: Environment, centre: string, call: ReturnedCall): string {
  const path = paths[call]
  if (environment.kind === 'simulator') return `${environment.origin}/inicis${path}`
  const service = call === 'payReq' ? 'mobile' : 'stdpay'
  return `https://${centre}${service}.inicis.com${path}`
}

const paths: Readonly<Record<ReturnedCall, string>> = {
  payAuth: '/api/payAuth',
  netCancel: '/api/netCancel',
  payReq: '/smart/payReq.ini',
}

/**
 * Net cancel of the mobile window, on the host that approved. The path is inferred: the manual is not public, but its
 * sentence "host of P_REQ_URL + /smart/payNetCancel.ini" is quoted in open merchant code.
 */
export function mobileNetCancelUrl(trustedReqUrl: string): string {
  return trustedReqUrl.replace(/payReq\.ini$/, 'payNetCancel.ini')
}

/** The PC overlay loads scripts, styles and frames from several hosts of the PG's domain; the Japanese window is one of them. */
export function inicisOrigins(environment: Environment): HandOffOrigins {
  const own = environment.kind === 'simulator' ? [environment.origin] : ['https://*.inicis.com']
  return { script: own, connect: own, frame: own, form: own, image: own }
}
