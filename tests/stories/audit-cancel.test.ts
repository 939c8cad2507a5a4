import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo, signUpStranger } from '../attack/console-client.ts'
import { buy } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

let system: RunningSystem

beforeAll(async () => {
  system = await startSystem()
}, 180_000)
afterAll(() => system?.stop())

async function entriesOf(paymentId: string): Promise<{ email: string; address: string; after: string }[]> {
  const client = new pg.Client({ connectionString: system.databaseUrl })
  await client.connect()
  const { rows } = await client.query<{ email: string; address: string; after: string }>(
    `select email, address, after from audit_entry where action = 'payment.cancel' and target = $1 order by sequence`,
    [paymentId],
  )
  await client.end()
  return rows
}

test('a cancel at the console leaves who, from where, how much and why; two at once leave an entry for each that counted', async () => {
  const bought = await buy(system, { pg: 'tosspayments', amount: 10_000 })
  const console = await signInAsDemo(system)
  const path = `/stores/${system.demo.storeId}/payments/${bought.paymentId}/cancel`
  const body = { amountMinor: 4_000, currentCancellableMinor: 10_000, reason: '단순 변심' }
  const answers = await Promise.all([console.call('POST', path, body), console.call('POST', path, body)])

  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  const entries = await entriesOf(bought.paymentId)
  expect(entries).toHaveLength(1)
  expect(entries[0]).toMatchObject({ email: system.demo.console.email, address: '127.0.0.1' })
  expect(JSON.parse(entries[0]?.after ?? '')).toMatchObject({
    amountMinor: 4_000,
    currency: 'KRW',
    reason: '단순 변심',
  })
})

test('whoever may not cancel leaves no entry with the merchant', async () => {
  const bought = await buy(system, { pg: 'tosspayments', amount: 10_000 })
  const stranger = await signUpStranger(system)
  const path = `/stores/${system.demo.storeId}/payments/${bought.paymentId}/cancel`
  const answer = await stranger.console.call('POST', path, { currentCancellableMinor: 10_000 })

  expect(answer.status).toBe(404)
  expect(await entriesOf(bought.paymentId)).toEqual([])
})
