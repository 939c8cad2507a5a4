import type { AttemptResult } from '@naru/server/wire/checkout'
import type { AttemptKey, CheckoutService } from '../checkout-service.ts'

/** Time as the follower needs it; tests move it by hand. */
export interface Timer {
  now(): number
  /** Calls back once after `ms`; the returned function takes it back. */
  after(ms: number, run: () => void): () => void
}

/** `unknown` means just that: the shop must ask its server, nothing may be said about the money. */
export type Ending =
  { readonly kind: 'result'; readonly result: AttemptResult } | { readonly kind: 'unknown' }

export interface FollowedAttempt {
  readonly ending: Promise<Ending>
  /** Look now: a `done` message came, the page woke up, the network is back. */
  look(): void
  /** The buyer closed the window: from now on ask the server to end the attempt until it has decided. */
  abandon(): void
}

/** Lost network is waited out this long past the attempt's expiry before the follower gives up. */
export const patienceAfterExpiryMs = 600_000
const unknownAnswersMax = 3

/**
 * Follows one attempt to its end by asking the service: every second for ten seconds, then every two.
 *
 * Only the server's word ends an attempt. A lost network, a closed window or a forged message can cause a
 * question, never an answer. Window messages merely make the next question come sooner.
 */
export function followAttempt(
  service: CheckoutService,
  attempt: AttemptKey & { readonly expiresAt: string },
  timer: Timer,
): FollowedAttempt {
  const startedAt = timer.now()
  const expiresAt = Date.parse(attempt.expiresAt) || startedAt + 3_600_000
  let abandoning = false
  let unknownAnswers = 0
  let asking = false
  let again = false
  let settled = false
  let cancelTimer = () => {}
  let settle: (ending: Ending) => void = () => {}
  const ending = new Promise<Ending>((resolve) => {
    settle = (end) => {
      settled = true
      cancelTimer()
      resolve(end)
    }
  })

  const ask = async (): Promise<void> => {
    if (settled) return
    if (asking) {
      again = true
      return
    }
    asking = true
    cancelTimer()
    const answer = await (abandoning ? service.abandon(attempt) : service.state(attempt))
    asking = false
    if (settled) return

    if (answer.kind === 'state' && answer.result !== undefined) {
      settle({ kind: 'result', result: answer.result })
      return
    }
    unknownAnswers = answer.kind === 'unknown-attempt' ? unknownAnswers + 1 : 0
    if (unknownAnswers >= unknownAnswersMax || timer.now() > expiresAt + patienceAfterExpiryMs) {
      settle({ kind: 'unknown' })
      return
    }
    if (again) {
      again = false
      void ask()
      return
    }
    schedule()
  }

  const schedule = (): void => {
    const young = timer.now() - startedAt < 10_000
    cancelTimer = timer.after(young ? 1_000 : 2_000, () => void ask())
  }

  schedule()
  return {
    ending,
    look: () => void ask(),
    abandon: () => {
      abandoning = true
      void ask()
    },
  }
}
