import { loadScript } from './load-script.ts'
import type { HandOffOutcome } from './run-hand-off.ts'

export interface TossPaymentsHandOff {
  readonly scriptUrl: string
  readonly clientKey: string
  readonly customerKey: string
  readonly call?: 'requestBillingAuth'
  readonly request: Readonly<Record<string, unknown>>
}

type TossPayments = (clientKey: string) => {
  payment(options: { customerKey: string }): {
    requestPayment(request: object): Promise<unknown>
    requestBillingAuth(request: object): Promise<unknown>
  }
}

/**
 * Opens Toss Payments' window: `TossPayments(clientKey).payment({ customerKey }).requestPayment(request)`, as its
 * SDK v2 guide has it, or `requestBillingAuth` to register for automatic payment. Success and failure come by navigation to the addresses inside `request`; the promise only
 * tells of what went wrong before that, and `USER_CANCEL` of a buyer who closed the window.
 */
export async function runTossPayments(handOff: TossPaymentsHandOff): Promise<HandOffOutcome> {
  if (!('TossPayments' in window) && !(await loadScript(handOff.scriptUrl)))
    return { kind: 'failed', fault: 'script' }
  const open = tossPayments()
  if (open === undefined) return { kind: 'failed', fault: 'script' }
  try {
    const payment = open(handOff.clientKey).payment({ customerKey: handOff.customerKey })
    if (handOff.call === 'requestBillingAuth') await payment.requestBillingAuth({ ...handOff.request })
    else await payment.requestPayment({ ...handOff.request })
    return { kind: 'in-window' }
  } catch (error) {
    if (codeOf(error) === 'USER_CANCEL' || codeOf(error) === 'PAY_PROCESS_CANCELED')
      return { kind: 'closed-by-buyer' }
    return { kind: 'failed', fault: 'pg', ...(error instanceof Error ? { message: error.message } : {}) }
  }
}

function tossPayments(): TossPayments | undefined {
  const found: unknown = 'TossPayments' in window ? window.TossPayments : undefined
  return typeof found === 'function' ? (found as TossPayments) : undefined
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
}
