import { loadScript } from './load-script.ts'
import type { HandOffOutcome } from './run-hand-off.ts'

export interface NaverPayHandOff {
  readonly scriptUrl: string
  readonly config: Readonly<Record<string, unknown>>
  readonly request: Readonly<Record<string, unknown>>
}

interface NaverPay {
  create(config: object): { open(request: object): unknown }
}

/** Opens Naver Pay's page: `Naver.Pay.create(config).open(request)`; the buyer comes back to the return address. */
export async function runNaverPay(handOff: NaverPayHandOff): Promise<HandOffOutcome> {
  if (!('Naver' in window) && !(await loadScript(handOff.scriptUrl)))
    return { kind: 'failed', fault: 'script' }
  const pay = readNaverPay()
  if (pay === undefined) return { kind: 'failed', fault: 'script' }
  try {
    pay.create({ ...handOff.config }).open({ ...handOff.request })
    return { kind: 'in-window' }
  } catch (error) {
    return { kind: 'failed', fault: 'pg', ...(error instanceof Error ? { message: error.message } : {}) }
  }
}

function readNaverPay(): NaverPay | undefined {
  const naver: unknown = 'Naver' in window ? window.Naver : undefined
  const pay: unknown = typeof naver === 'object' && naver !== null && 'Pay' in naver ? naver.Pay : undefined
  if (typeof pay !== 'object' || pay === null || !('create' in pay)) return undefined
  return typeof pay.create === 'function' ? (pay as NaverPay) : undefined
}
