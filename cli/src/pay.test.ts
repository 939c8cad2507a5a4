import { expect, test } from 'vitest'
import type { Answer, Ask } from './ask.ts'
import { decisionOf, pgOf } from './buyer.ts'
import { parseDemonstration } from './demonstration.ts'
import { readPayRequest } from './pay-request.ts'
import { playPayment } from './pay.ts'

const demo = parseDemonstration(
  JSON.stringify({
    origins: {
      console: 'http://localhost:4000',
      v1: 'http://localhost:4001',
      v2: 'http://localhost:4002',
      checkout: 'http://localhost:4003',
      simulators: 'http://127.0.0.1:4004',
      shop: 'http://localhost:4005',
    },
    storeId: 'store-1',
    apiSecret: 'secret-1',
    channels: [{ pg: 'tosspayments', module: 'tosspayments', channelKey: 'channel-1', name: 'Toss' }],
  }),
  'demo.json',
)

/** A system whose payment goes through the given statuses, one per look; the clock moves when somebody waits. */
function world(statuses: readonly string[], attemptStates: readonly string[] = ['DONE']) {
  const written: string[] = []
  const asked: { url: string; body: unknown }[] = []
  let [clockMs, looks, polls] = [0, 0, 0]
  const ask: Ask = async (method, url, options): Promise<Answer> => {
    asked.push({ url, body: options?.body })
    const json = (value: unknown): Answer => ({ status: 200, text: JSON.stringify(value) })
    if (method === 'POST' && url.endsWith('/attempts'))
      return json({ attemptId: 'a1', attemptSecret: 's1', window: { url: 'http://localhost:4003/pay/t1' } })
    if (url.endsWith('/begin')) return json({ kind: 'hand-off', handOff: { kind: 'tosspayments-sdk' } })
    if (url.includes('/control/')) return json({ orderId: 'o1', next: null })
    if (url.includes('/attempts/a1')) return json({ state: attemptStates[polls++] ?? attemptStates.at(-1) })
    const status = statuses[looks++] ?? statuses.at(-1)
    return { status: 200, text: `{ "status" : "${status}" }` }
  }
  return {
    written,
    asked,
    world: {
      installation: { portBase: 4000, dataDir: '/nowhere', production: false },
      terminal: { out: (text: string) => void written.push(text), note: () => undefined },
      ask,
      now: () => clockMs,
      wait: async (ms: number) => {
        clockMs += ms
      },
    },
  }
}

const request = (...flags: string[]) =>
  readPayRequest(['--channel', 'channel-1', '--amount', '1000', ...flags])

test('a paid payment is printed byte for byte as the API answered, and nothing else', async () => {
  const system = world(['READY', 'PAID'])

  const exitCode = await playPayment(request(), demo, system.world)

  expect(exitCode).toBe(0)
  expect(system.written).toEqual(['{ "status" : "PAID" }'])
})

test('a declined payment is settled: the money will not move any more', async () => {
  const system = world(['FAILED'])

  expect(await playPayment(request('--decline'), demo, system.world)).toBe(0)
})

test('a silent PG is waited for, because READY and PAY_PENDING may still become PAID', async () => {
  const system = world(['READY', 'PAY_PENDING', 'READY', 'PAID'], ['IN_PG', 'IN_PG', 'DONE'])

  expect(await playPayment(request('--silent-after'), demo, system.world)).toBe(0)
  expect(system.written).toEqual(['{ "status" : "PAID" }'])
})

test('a payment that does not settle in time is printed as it is, with exit code 1', async () => {
  const system = world(['READY'], ['IN_PG'])

  expect(await playPayment(request('--timeout-sec', '3'), demo, system.world)).toBe(1)
  expect(system.written).toEqual(['{ "status" : "READY" }'])
})

test('a buyer who vanished leaves the payment READY, and that is where it rests', async () => {
  const system = world(['READY'], ['IN_PG'])

  expect(await playPayment(request('--vanish'), demo, system.world)).toBe(0)
})

test('the fault is ordered with the very purchase it is meant for', async () => {
  const system = world(['PAID'])

  await playPayment(request('--silent-before'), demo, system.world)

  const bought = system.asked.find(({ url }) => url.endsWith('/control/tosspayments/buy'))
  expect(bought?.body).toMatchObject({
    decision: 'approve',
    faults: [{ operation: 'approve', fault: 'silent-before' }],
    deliver: true,
  })
})

test('a channel that the demonstration does not list is known by where its window leads', () => {
  const url = 'http://127.0.0.1:4004/kakaopay/window?x=1'

  expect(pgOf(demo, { kind: 'redirect', url }, 'other')).toBe('kakaopay')
  expect(pgOf(demo, { kind: 'form', action: url, method: 'POST', fields: {} }, 'other')).toBe('kakaopay')
  expect(pgOf(demo, { kind: 'inicis-standard', scriptUrl: url, fields: {} }, 'other')).toBe('inicis')
})

test('a buyer who declines, closes or vanishes orders no fault', () => {
  for (const play of ['decline', 'close', 'vanish'] as const)
    expect(decisionOf(play)).toEqual({ decision: play, faults: [] })
})
