import type { Logger } from './log.ts'

/**
 * Work that must not make its caller wait: how long a mail takes would tell an
 * attacker whether the address has an account, and a dead mail server must not fail a sign-up.
 */
export interface Background {
  /** Starts the work; a failure is logged, because every mail can be asked for again. */
  start(what: string, work: () => Promise<void>): void
  /** Resolves when nothing is under way. For a clean stop and for tests. */
  settled(): Promise<void>
}

export function createBackground(log: Logger): Background {
  const running = new Set<Promise<void>>()
  return {
    start(what, work) {
      const run = work()
        .catch((error: unknown) => log.error({ err: error }, `${what} failed`))
        .finally(() => running.delete(run))
      running.add(run)
    },
    async settled() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}
