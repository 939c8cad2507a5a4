import type { UseFormReturnType } from '@mantine/form'
import { useRef } from 'react'
import { ConsoleFailure } from '../api/failure.ts'
import { focusFirstInvalid } from '../parts/focus-first-invalid.ts'

/** Ties a form to the server's sentences: they appear under their fields, and the keyboard goes to the first one. */
export function useFieldErrors() {
  const element = useRef<HTMLFormElement>(null)
  return {
    element,
    focus: () => focusFirstInvalid(element.current),
    show: <Values>(form: UseFormReturnType<Values>, error: unknown): void => {
      if (!(error instanceof ConsoleFailure)) return
      form.setErrors({ ...error.fields })
      focusFirstInvalid(element.current)
    },
  }
}

/** Whether a refusal already stands under its field. */
export function isToldAtField(error: unknown): boolean {
  return error instanceof ConsoleFailure && Object.keys(error.fields).length > 0
}
