import { minute, type Clock } from '../foundation/clock.ts'
import { sql, type Database, type Statement } from '../foundation/database.ts'
import type { Logger } from '../foundation/log.ts'

/** Remembers when a thing was last used, at most once a minute and never on anybody's critical path. */
export interface LastUse {
  /** Starts the update when the last one is older than a minute; returns at once and never fails. */
  note(key: readonly (string | Buffer)[], lastUsedAt: Date | null): void
  /** Waits for the updates that run. For tests and shutdown. */
  settled(): Promise<void>
}

/** `api_secret.last_used_at`; key: store id, secret digest. */
export const noteSecretUsed = sql(
  'credential-note-secret-used',
  `update api_secret set last_used_at = $3
   where store_id = $1 and secret_digest = $2 and (last_used_at is null or last_used_at < $4)`,
)

const resolution = minute

/**
 * @param statement takes the two key columns, the present and the time before which the stored value is too old
 */
export function createLastUse(
  { database, clock, log }: { database: Database; clock: Clock; log: Logger },
  statement: Statement,
): LastUse {
  const running = new Map<string, Promise<void>>()

  async function write(key: readonly (string | Buffer)[], now: Date, before: Date): Promise<void> {
    try {
      await database.query(statement, [...key, now, before])
    } catch (error) {
      log.warn({ err: error }, 'the time of last use was not noted')
    }
  }

  return {
    note(key, lastUsedAt) {
      const now = clock.now()
      const before = new Date(now.getTime() - resolution)
      if (lastUsedAt !== null && lastUsedAt >= before) return
      const name = key.map((part) => part.toString('base64')).join('|')
      if (running.has(name)) return
      running.set(
        name,
        write(key, now, before).finally(() => running.delete(name)),
      )
    },
    async settled() {
      await Promise.all(running.values())
    },
  }
}
