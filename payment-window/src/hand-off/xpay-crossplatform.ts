import { hiddenForm } from './form.ts'
import { loadScript } from './load-script.ts'
import type { HandOffOutcome } from './run-hand-off.ts'

export interface XpayHandOff {
  readonly scriptUrl: string
  readonly platform: 'service' | 'test'
  readonly windowType: 'iframe' | 'submit'
  readonly fields: Readonly<Record<string, string>>
}

const formId = 'LGD_PAYINFO'

/**
 * Opens XPay's window (TossPayments' former module): the fields in a form of this page, then `openXpay` on a PC, which
 * lays a frame over the page, or `open_paymentwindow` on a phone, which leaves it. Either way the PG posts what came out
 * to `LGD_RETURNURL`; in the frame the page that answers there finds this one and moves it on.
 */
export async function runXpay(handOff: XpayHandOff): Promise<HandOffOutcome> {
  document.getElementById(formId)?.remove()
  const form = hiddenForm(handOff.fields)
  form.id = formId
  form.name = formId
  form.method = 'POST'
  // The PG's samples give every field its name as id, and its script may look for either.
  for (const input of form.querySelectorAll('input')) input.id = input.name
  document.body.append(form)
  // Of the shop's page; the script asks it for the form.
  Object.assign(window, { LGD_window_type: handOff.windowType, getFormObject: () => form })
  const inFrame = handOff.windowType === 'iframe'
  const name = inFrame ? 'openXpay' : 'open_paymentwindow'
  if (functionOf(name) === undefined && !(await loadScript(handOff.scriptUrl)))
    return { kind: 'failed', fault: 'script' }
  const open = functionOf(name)
  if (open === undefined) return { kind: 'failed', fault: 'script' }
  try {
    if (inFrame) open(form, handOff.platform, handOff.windowType, null, '', '')
    else open(form, handOff.platform, handOff.windowType)
    return { kind: inFrame ? 'in-window' : 'leaving' }
  } catch {
    return { kind: 'failed', fault: 'pg' }
  }
}

/** A function that the script leaves at the page. */
function functionOf(name: string): ((...values: unknown[]) => unknown) | undefined {
  const found: unknown = Reflect.get(window, name)
  return typeof found === 'function' ? (found as (...values: unknown[]) => unknown) : undefined
}
