import type { ConsoleError } from '@naru/server/wire/console'
import type { ChannelUse } from '@naru/server/wire/console-channel'

/** A refusal of the console API, or no answer at all (`status` 0). */
export class ConsoleFailure extends Error {
  readonly status: number
  readonly type: string
  readonly fields: Readonly<Record<string, string>>
  readonly requestId: string | undefined
  /** What keeps a channel from being deleted. */
  readonly uses: readonly ChannelUse[]

  constructor(status: number, error: Partial<ConsoleError & { readonly uses: readonly ChannelUse[] }>) {
    super(error.message ?? '')
    this.name = 'ConsoleFailure'
    this.status = status
    this.type = error.type ?? (status === 0 ? 'NetworkError' : 'UnknownError')
    this.fields = error.fields ?? {}
    this.requestId = error.requestId
    this.uses = error.uses ?? []
  }
}

export function isFailure(error: unknown, type: string): error is ConsoleFailure {
  return error instanceof ConsoleFailure && error.type === type
}
