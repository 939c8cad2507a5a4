/** Something the person at the keyboard can put right: one sentence in Korean and one in English, no stack. */
export class ToldError extends Error {
  constructor(ko: string, en: string, options?: ErrorOptions) {
    super(`${ko}\n${en}`, options)
    this.name = 'ToldError'
  }
}
