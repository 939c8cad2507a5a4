import { expect, test } from 'vitest'
import { ManualClock, minute, second } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import { silentLogger } from '../foundation/log.ts'
import { createLastUse, noteSecretUsed } from './last-use.ts'

function world(answer: () => Promise<never[]>) {
  const clock = new ManualClock(new Date('2026-01-05T00:00:00Z'))
  let writes = 0
  const database: Database = {
    query: () => {
      writes += 1
      return answer()
    },
    transaction: (work) => work(database),
  }
  const use = createLastUse({ database, clock, log: silentLogger }, noteSecretUsed)
  return { clock, use, writes: () => writes }
}

test('a busy secret is noted once a minute, not on every call', async () => {
  const { clock, use, writes } = world(() => Promise.resolve([]))

  use.note(['store', 'secret'], null)
  use.note(['store', 'secret'], null)
  await use.settled()
  expect(writes()).toBe(1)

  const noted = clock.now()
  clock.advance(minute)
  use.note(['store', 'secret'], noted)
  expect(writes()).toBe(1)
  clock.advance(second)
  use.note(['store', 'secret'], noted)
  await use.settled()
  expect(writes()).toBe(2)
})

test('a database that fails fails nobody who only used a secret', async () => {
  const { use } = world(() => Promise.reject(new Error('gone')))

  use.note(['store', 'secret'], null)

  await expect(use.settled()).resolves.toBeUndefined()
})
