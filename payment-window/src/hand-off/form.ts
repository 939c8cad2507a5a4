import { isWebAddress } from '../pay-address.ts'
import type { HandOffOutcome } from './run-hand-off.ts'

export interface FormHandOff {
  readonly action: string
  readonly method: 'GET' | 'POST'
  readonly acceptCharset?: string
  readonly fields: Readonly<Record<string, string>>
}

/** Submits the PG's form in this window. */
export function runForm(handOff: FormHandOff): HandOffOutcome {
  if (!isWebAddress(handOff.action)) return { kind: 'failed', fault: 'pg' }
  const form = hiddenForm(handOff.fields)
  form.action = handOff.action
  form.method = handOff.method
  if (handOff.acceptCharset !== undefined) form.acceptCharset = handOff.acceptCharset
  document.body.append(form)
  // A field that is called "submit" hides the form's own method.
  HTMLFormElement.prototype.submit.call(form)
  return { kind: 'leaving' }
}

/** A form that nobody sees, holding the PG's fields. */
export function hiddenForm(fields: Readonly<Record<string, string>>): HTMLFormElement {
  const form = document.createElement('form')
  form.hidden = true
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement('input')
    input.type = 'hidden'
    input.name = name
    input.value = value
    form.append(input)
  }
  return form
}
