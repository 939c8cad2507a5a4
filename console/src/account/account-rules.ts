/** Good enough to catch a slip of the fingers; whether mail arrives is what the verification is for. */
export function isEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.?[^\s@]*$/.test(text.trim()) && text.trim().length <= 254
}

/** The server's rule of passwords, so that most slips are told before sending. */
export function isPassword(text: string): boolean {
  return (
    text.length >= 8 && text.length <= 128 && /[A-Z]/.test(text) && /[a-z]/.test(text) && /[0-9]/.test(text)
  )
}
