import type { PreparedAttempt } from '@naru/server/wire/checkout'
import type { CheckoutService } from '../checkout-service.ts'
import { followAttempt } from '../attempt/follow-attempt.ts'
import type { Ending, FollowedAttempt } from '../attempt/follow-attempt.ts'
import type { ButtonEvents } from './button-driver.ts'
import type { UiService } from './ui-service.ts'

/** How a script tells the shop; V1 and V2 differ in nothing else. */
export interface PressOutlet {
  /** Prepares an attempt of the newest request; rejects with what the shop shall hear. */
  prepare(): Promise<PreparedAttempt>
  ended(attempt: PreparedAttempt, ending: Ending): void
  /** No attempt came into being. */
  failed(error: unknown): void
}

/**
 * What happens from a press of the PG's button to its outcome. Each press is an attempt of its own; only the server's
 * word ends it, so a buyer who approved and then loses his network is followed until the money is found.
 */
export function pressButton(service: CheckoutService, ui: UiService, outlet: PressOutlet): ButtonEvents {
  let running: { readonly attempt: PreparedAttempt; readonly followed: FollowedAttempt } | undefined

  const follow = (attempt: PreparedAttempt): FollowedAttempt => {
    const followed = followAttempt(service, attempt, {
      now: () => Date.now(),
      after: (ms, run) => {
        const timer = window.setTimeout(run, ms)
        return () => window.clearTimeout(timer)
      },
    })
    const own = { attempt, followed }
    running = own
    void followed.ending.then((ending) => {
      if (running === own) running = undefined
      outlet.ended(attempt, ending)
    })
    return followed
  }

  return {
    ask: async () => {
      // A press over an open one: the buyer starts anew, and the older attempt ends unless it is paid.
      running?.followed.abandon()
      const attempt = await outlet.prepare()
      const token = await ui.begin(attempt.window.url)
      const followed = follow(attempt)
      if (token !== undefined) return token
      followed.abandon()
      throw new AttemptOver()
    },
    approved: async (fields) => {
      const own = running
      if (own === undefined) return
      await ui.returned(own.attempt.window.url, fields)
      own.followed.look()
      await own.followed.ending
    },
    cancelled: async () => running?.followed.abandon(),
    failed: async (error) => {
      if (error instanceof AttemptOver) return
      if (running === undefined) outlet.failed(error)
      else running.followed.abandon()
    },
  }
}

/** The server ended the attempt before the PG's window opened; its outcome is told like any other. */
class AttemptOver extends Error {}
