import { loadScript } from './load-script.ts'
import type { HandOffOutcome } from './run-hand-off.ts'

export interface EximbayHandOff {
  readonly scriptUrl: string
  readonly request: Readonly<Record<string, unknown>>
}

interface Eximbay {
  request_pay(request: object): unknown
}

/**
 * Opens Eximbay's window: `EXIMBAY.request_pay(request)` with exactly what its server was told, as its Open API guide
 * has it. The SDK wants jQuery on the page; ours is served by this very service.
 */
export async function runEximbay(handOff: EximbayHandOff): Promise<HandOffOutcome> {
  const jquery = document.querySelector('meta[name="naru-jquery"]')?.getAttribute('content') ?? ''
  if (!('jQuery' in window) && !(await loadScript(new URL(jquery, window.location.href).href)))
    return { kind: 'failed', fault: 'script' }
  if (!('EXIMBAY' in window) && !(await loadScript(handOff.scriptUrl)))
    return { kind: 'failed', fault: 'script' }
  const eximbay = readEximbay()
  if (eximbay === undefined) return { kind: 'failed', fault: 'script' }
  try {
    eximbay.request_pay({ ...handOff.request })
    return { kind: 'in-window' }
  } catch (error) {
    return { kind: 'failed', fault: 'pg', ...(error instanceof Error ? { message: error.message } : {}) }
  }
}

function readEximbay(): Eximbay | undefined {
  const found: unknown = 'EXIMBAY' in window ? window.EXIMBAY : undefined
  if (typeof found !== 'object' || found === null || !('request_pay' in found)) return undefined
  return typeof found.request_pay === 'function' ? (found as Eximbay) : undefined
}
