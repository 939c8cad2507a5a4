import { hiddenForm } from './form.ts'
import { loadScript } from './load-script.ts'
import type { HandOffOutcome } from './run-hand-off.ts'

export interface InicisHandOff {
  readonly scriptUrl: string
  readonly fields: Readonly<Record<string, string>>
}

const formId = 'inicis-standard'

/**
 * Opens KG Inicis' standard window (웹표준): the fields in a form of this page, then `INIStdPay.pay(formId)`, as
 * its web manual has it. The result comes as a POST to the form's `returnUrl`.
 */
export async function runInicisStandard(handOff: InicisHandOff): Promise<HandOffOutcome> {
  if (!('INIStdPay' in window) && !(await loadScript(handOff.scriptUrl)))
    return { kind: 'failed', fault: 'script' }
  const pay = inicisPay()
  if (pay === undefined) return { kind: 'failed', fault: 'script' }

  document.getElementById(formId)?.remove()
  const form = hiddenForm(handOff.fields)
  form.id = formId
  form.method = 'POST'
  document.body.append(form)
  try {
    pay(formId)
    return { kind: 'in-window' }
  } catch {
    return { kind: 'failed', fault: 'pg' }
  }
}

function inicisPay(): ((id: string) => void) | undefined {
  const found: unknown = 'INIStdPay' in window ? window.INIStdPay : undefined
  if (typeof found !== 'object' || found === null || !('pay' in found) || typeof found.pay !== 'function')
    return undefined
  const library = found as { pay(id: string): void }
  return (id) => library.pay(id)
}
