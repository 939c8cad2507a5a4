import { isWebAddress } from '../pay-address.ts'
import { hiddenForm } from './form.ts'
import { loadScript } from './load-script.ts'
import type { HandOffOutcome } from './run-hand-off.ts'

export interface NicePayHandOff {
  readonly scriptUrl: string
  readonly returnUrl: string
  readonly fields: Readonly<Record<string, string>>
}

const formName = 'payForm'

/**
 * Opens NICE Payments' PC window: the fields in a form of this page, then `goPay(form)`, as its guide has it. The script
 * writes what came out into the form and calls `nicepaySubmit`, a refusal too, or `nicepayClose` when the buyer closed
 * the window. The form carries the result to our return address, where the server decides what it means.
 */
export async function runNicePayStandard(handOff: NicePayHandOff): Promise<HandOffOutcome> {
  if (!isWebAddress(handOff.returnUrl)) return { kind: 'failed', fault: 'pg' }
  document.querySelector(`form[name="${formName}"]`)?.remove()
  const form = hiddenForm(handOff.fields)
  form.name = formName
  form.method = 'POST'
  form.action = handOff.returnUrl
  // The script's own requests take the form's charset (guide of the PC window).
  form.acceptCharset = 'euc-kr'
  document.body.append(form)
  if (goPay() === undefined && !(await loadScript(handOff.scriptUrl)))
    return { kind: 'failed', fault: 'script' }
  const open = goPay()
  if (open === undefined) return { kind: 'failed', fault: 'script' }
  return new Promise((decided) => {
    Object.assign(window, {
      nicepaySubmit: () => {
        HTMLFormElement.prototype.submit.call(form)
        decided({ kind: 'leaving' })
      },
      nicepayClose: () => decided({ kind: 'closed-by-buyer' }),
    })
    try {
      open(form)
    } catch {
      decided({ kind: 'failed', fault: 'pg' })
    }
  })
}

/** What the script leaves at the page. */
function goPay(): ((form: HTMLFormElement) => unknown) | undefined {
  const found: unknown = Reflect.get(window, 'goPay')
  return typeof found === 'function' ? (found as (form: HTMLFormElement) => unknown) : undefined
}
