/** Sends the keyboard to the first field of this form that was found wrong, once its message is on the screen. */
export function focusFirstInvalid(form: HTMLElement | null): void {
  requestAnimationFrame(() => {
    form?.querySelector<HTMLElement>('[aria-invalid="true"], [data-invalid="true"]')?.focus()
  })
}
