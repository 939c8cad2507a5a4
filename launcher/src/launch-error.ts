/**
 * Something that the person at the keyboard must change before Naru can start. Its message is the one sentence
 * that says what to do, in Korean and in English; no stack is shown.
 */
export class LaunchError extends Error {
  constructor(ko: string, en: string, options?: ErrorOptions) {
    super(`${ko}\n${en}`, options)
    this.name = 'LaunchError'
  }
}

/** `ENOENT`, `EACCES`, … of a system error, or a SQLSTATE of a database error; empty when there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
