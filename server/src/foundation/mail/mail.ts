/** One message to one person. Links in it are secrets: never log `text` or `html`. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Hands a mail on. Resolves when the next hop has taken it, rejects when it has not. */
export interface Mailer {
  send(mail: Mail): Promise<void>
  close(): void
}
