import type { Environment } from '../../port.ts'

/** KG Inicis' Japanese service (일본결제, CBT): module `inicis_jp`, its window and its calls. */
export const japanModule = 'inicis_jp'

export interface JapanHosts {
  /** The buyer's browser posts the order here. */
  readonly window: string
  readonly approve: string
  readonly iniApi: string
}

/** Live and test hosts (open merchant code of the plugin `g7-plugin-sirsoft-pay_kginicis`; test MIDs must be allowed by IP). */
export function japanHosts(environment: Environment): JapanHosts {
  switch (environment.kind) {
    case 'live':
      return {
        window: 'https://cbt.inicis.com/cbtauth',
        approve: 'https://cbt.inicis.com/cbtapprove',
        iniApi: 'https://iniapi.inicis.com',
      }
    case 'sandbox':
      return {
        window: 'https://devcbt.inicis.com/cbtauth',
        approve: 'https://devcbt.inicis.com/cbtapprove',
        iniApi: 'https://deviniapi.inicis.com',
      }
    case 'simulator':
      return {
        window: `${environment.origin}/inicis/cbtauth`,
        approve: `${environment.origin}/inicis/cbtapprove`,
        iniApi: `${environment.origin}/inicis`,
      }
  }
}
