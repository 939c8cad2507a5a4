import type { ConsoleError } from '@naru/server/wire/console'

/** A refusal of the console API, or no answer at all (`status` 0). */
export class ConsoleFailure extends Error {
  readonly status: number
  readonly type: string
  readonly fields: Readonly<Record<string, string>>
  readonly requestId: string | undefined

  constructor(status: number, error: Partial<ConsoleError>) {
    super(error.message ?? '')
    this.name = 'ConsoleFailure'
    this.status = status
    this.type = error.type ?? (status === 0 ? 'NetworkError' : 'UnknownError')
    this.fields = error.fields ?? {}
    this.requestId = error.requestId
  }
}

export function isFailure(error: unknown, type: string): error is ConsoleFailure {
  return error instanceof ConsoleFailure && error.type === type
}
