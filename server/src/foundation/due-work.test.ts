import { pino } from 'pino'
import { expect, test } from 'vitest'
import { systemClock } from './clock.ts'
import type { Database, Statement } from './database.ts'
import { createDueWorker } from './due-work.ts'

// Goal: whoever drains the timed work finds everything done that was due, whoever had begun it.
test('a claim that a wake has under way is waited for, and the work that it finds', async () => {
  const row = { store_id: 'store-1', work_id: 'w', kind: 'k', reference: {}, due_at: new Date(), attempts: 1 }
  let letGo = (): void => undefined
  const claimed = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const claims: object[][] = [[row]]
  const database = {
    // The row is locked by the first claim, so the second one skips it, and is faster.
    query: async ({ name }: Statement) => {
      if (name !== 'due-work-claim') return []
      const rows = claims.shift() ?? []
      if (rows.length > 0) await claimed
      return rows
    },
  } as unknown as Database
  const done: string[] = []
  const worker = createDueWorker(
    { database, clock: systemClock, log: pino({ level: 'silent' }), replicaName: 'replica-1' },
    [
      {
        kind: 'k',
        leaseMs: 1_000,
        concurrencyMax: 2,
        run: async ({ workId }) => {
          done.push(workId)
          return { kind: 'kept' }
        },
      },
    ],
  )

  worker.wake('k')
  const drained = worker.drain().then(() => done.length)
  await new Promise((resolve) => setImmediate(resolve))
  letGo()

  expect(await drained).toBe(1)
})
