import { loadScript } from './load-script.ts'
import type { HandOffOutcome } from './run-hand-off.ts'

export interface BrandpayHandOff {
  readonly scriptUrl: string
  readonly clientKey: string
  readonly customerKey: string
  readonly options: Readonly<Record<string, unknown>>
  readonly request: Readonly<Record<string, unknown>>
}

type BrandPay = (
  clientKey: string,
  customerKey: string,
  options: object,
) => { requestPayment(request: object): Promise<unknown> }

/**
 * Opens BrandPay of Toss Payments: `BrandPay(clientKey, customerKey, options).requestPayment(request)`, as its SDK v1
 * reference has it. Success and failure come by navigation to the addresses inside `request`; the promise tells of what went
 * wrong before that, and `USER_CANCEL` of a buyer who closed the window.
 */
export async function runBrandpay(handOff: BrandpayHandOff): Promise<HandOffOutcome> {
  if (!('BrandPay' in window) && !(await loadScript(handOff.scriptUrl)))
    return { kind: 'failed', fault: 'script' }
  const found: unknown = 'BrandPay' in window ? window.BrandPay : undefined
  if (typeof found !== 'function') return { kind: 'failed', fault: 'script' }
  try {
    const open = found as BrandPay
    await open(handOff.clientKey, handOff.customerKey, { ...handOff.options }).requestPayment({
      ...handOff.request,
    })
    return { kind: 'in-window' }
  } catch (error) {
    if (codeOf(error) === 'USER_CANCEL') return { kind: 'closed-by-buyer' }
    return { kind: 'failed', fault: 'pg', ...(error instanceof Error ? { message: error.message } : {}) }
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}
