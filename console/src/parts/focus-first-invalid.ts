/** About half a second: on a busy machine the messages come some frames later. */
const framesMax = 30

/** Sends the keyboard to the first field of this form that was found wrong, once its message is on the screen. */
export function focusFirstInvalid(form: HTMLElement | null, framesLeft = framesMax): void {
  requestAnimationFrame(() => {
    const field = form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"]')
    if (field !== undefined && field !== null) field.focus()
    else if (framesLeft > 0) focusFirstInvalid(form, framesLeft - 1)
  })
}
