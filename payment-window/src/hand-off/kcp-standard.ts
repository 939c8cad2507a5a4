import { isWebAddress } from '../pay-address.ts'
import { hiddenForm } from './form.ts'
import { loadScript } from './load-script.ts'
import type { HandOffOutcome } from './run-hand-off.ts'

export interface KcpHandOff {
  readonly scriptUrl: string
  readonly returnUrl: string
  readonly fields: Readonly<Record<string, string>>
}

type Complete = (result: unknown, closeEvent?: () => void) => void

/**
 * Opens NHN KCP's PC window: the fields in a form of this page, `m_Completepayment` declared before the script is
 * loaded, then `KCP_Pay_Execute_Web(form)`, as its standard payment guide has it. The script's `GetField` copies what
 * came out into the form, and the form carries it to our return address, a refusal too: the server decides what it means.
 */
export async function runKcpStandard(handOff: KcpHandOff): Promise<HandOffOutcome> {
  if (!isWebAddress(handOff.returnUrl)) return { kind: 'failed', fault: 'pg' }
  document.getElementById(formId)?.remove()
  const form = hiddenForm(handOff.fields)
  form.id = formId
  form.method = 'POST'
  form.action = handOff.returnUrl
  form.acceptCharset = 'UTF-8'
  document.body.append(form)
  const complete: Complete = (result, closeEvent) => {
    functionOf('GetField')?.(form, result)
    if (valueOf(form, 'res_cd') !== '0000') closeEvent?.()
    HTMLFormElement.prototype.submit.call(form)
  }
  Object.assign(window, { m_Completepayment: complete })
  if (functionOf('KCP_Pay_Execute_Web') === undefined && !(await loadScript(handOff.scriptUrl)))
    return { kind: 'failed', fault: 'script' }
  const execute = functionOf('KCP_Pay_Execute_Web')
  if (execute === undefined) return { kind: 'failed', fault: 'script' }
  try {
    execute(form)
    return { kind: 'in-window' }
  } catch {
    return { kind: 'failed', fault: 'pg' }
  }
}

const formId = 'kcp-standard'

/** A function that the script leaves at the page. */
function functionOf(name: string): ((...values: unknown[]) => unknown) | undefined {
  const found: unknown = Reflect.get(window, name)
  return typeof found === 'function' ? (found as (...values: unknown[]) => unknown) : undefined
}

function valueOf(form: HTMLFormElement, name: string): string {
  const field = form.elements.namedItem(name)
  return field instanceof HTMLInputElement ? field.value : ''
}
