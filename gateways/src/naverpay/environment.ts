import type { Environment, HandOffOrigins } from '../port.ts'

/** Hosts of the payment type (official integration fixtures: URL format; SDK by its guide). */
export function naverHosts(environment: Environment): { readonly api: string; readonly script: string } {
  const script = 'https://nsp.pay.naver.com/sdk/js/naverpay.min.js'
  switch (environment.kind) {
    case 'live':
      return { api: 'https://apis.naver.com', script }
    case 'sandbox':
      return { api: 'https://dev.apis.naver.com', script }
    case 'simulator': {
      const here = `${environment.origin}/naverpay`
      return { api: here, script: `${here}/sdk/js/naverpay.min.js` }
    }
  }
}

/** The script leads the page to Naver Pay's own. */
export function naverOrigins(environment: Environment): HandOffOrigins {
  const own = environment.kind === 'simulator' ? [environment.origin] : ['https://*.pay.naver.com']
  return { script: own, connect: own, frame: own, form: own, image: own }
}
