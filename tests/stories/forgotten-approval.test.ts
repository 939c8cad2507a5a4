import { afterAll, beforeAll, expect, test } from 'vitest'
import { signInAsDemo } from '../attack/console-client.ts'
import { startClockedServer, type ClockedSystem } from '../setup/clocked-server.ts'
import { begin, prepare, readBook, readPayment, visitPg, type Purchase } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: an approval that can neither be repeated nor undone stays open until the PG's books must know it, and not for ever.
let system: RunningSystem
let clocked: ClockedSystem
let channelKey: string
const minute = 60_000

beforeAll(async () => {
  system = await startSystem()
  clocked = await startClockedServer(system, new Date())
  const owner = await signInAsDemo(system)
  const created = await owner.call('POST', `/stores/${system.demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'kicc',
    module: 'kicc_v2',
    name: 'KICC 신모듈',
    attribute: 'PAYMENT',
    credentials: { mid: 'T0001234', encryptionKey: 'simulator-key' },
  })
  if (created.status !== 200) throw new Error(created.text)
  channelKey = (created.json as { channelKey: string }).channelKey
}, 120_000)
afterAll(async () => {
  await clocked?.stop()
  await system?.stop()
})

async function later(minutes: number): Promise<void> {
  clocked.clock.advance(minutes * minute)
  await clocked.drain()
}

async function statusAfterSilence(fault: string, faults: readonly object[] = []): Promise<string> {
  const purchase = {
    pg: 'kicc',
    amount: 6_000,
    request: { channelKey },
    faults: [{ operation: 'approve', fault }, ...faults],
  } as Purchase
  const prepared = await prepare(clocked, purchase)
  await visitPg(clocked, purchase, await begin(prepared))
  await later(20)
  const soon = (await readPayment(clocked, prepared.paymentId))['status']
  await later(25)
  const end = (await readPayment(clocked, prepared.paymentId))['status']
  const { approvedMinor } = await readBook(system, 'kicc', prepared.transactionId)
  return `${String(soon)} ${String(end)} ${approvedMinor}`
}

test('what never reached the PG is failed once no call of ours can be under way any more', async () => {
  expect(await statusAfterSilence('silent-before')).toBe('READY FAILED 0')
})

test('what did reach the PG is found in its books and paid', async () => {
  expect(await statusAfterSilence('silent-after')).toBe('PAID PAID 6000')
})

test('while the PG’s books cannot be read, nobody concludes', async () => {
  const unreadable = [{ operation: 'inquire', fault: 'http-500-before', times: 1_000 }]

  expect(await statusAfterSilence('silent-after', unreadable)).toBe('READY READY 6000')
})
