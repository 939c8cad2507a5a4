import type { Environment, HandOffOrigins } from '../port.ts'

export interface EximbayHosts {
  /** Form API: `BasicProcessor.krp` for the buyer's window, `DirectProcessor.krp` for servers. */
  readonly classic: string
  readonly openApi: string
  readonly script: string
}

/** Hosts per environment (classic integration guide 2.3; Open API samples). */
export function eximbayHosts(environment: Environment): EximbayHosts {
  switch (environment.kind) {
    case 'live':
      return hostsOf('https://secureapi.eximbay.com/Gateway', 'https://api.eximbay.com')
    case 'sandbox':
      return hostsOf('https://secureapi.test.eximbay.com/Gateway', 'https://api-test.eximbay.com')
    case 'simulator':
      return hostsOf(`${environment.origin}/eximbay/Gateway`, `${environment.origin}/eximbay`)
  }
}

function hostsOf(classic: string, openApi: string): EximbayHosts {
  return { classic, openApi, script: `${openApi}/v1/javascriptSDK.js` }
}

/** The SDK posts into a window of the PG's, whose pages stand on several hosts of its domain. */
export function eximbayOrigins(environment: Environment): HandOffOrigins {
  const own = environment.kind === 'simulator' ? [environment.origin] : ['https://*.eximbay.com']
  return { script: own, connect: own, frame: own, form: own, image: own }
}
